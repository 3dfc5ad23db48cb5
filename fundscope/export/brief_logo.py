"""The logo of a house style at the head of a brief."""

from __future__ import annotations

import base64

import typst

# 44 pixels of the drawing board, the rule of our own style, are 14 mm of a page.
MM_PER_BOARD_PX = 0.32
_SUFFIX = {"image/png": "png", "image/svg+xml": "svg"}
_PIXELS_PER_INCH = 600


def logo_file(logo: str) -> tuple[str, bytes]:
    """Name and content of the file that a style's logo, a data address, was read from."""
    about, _, packed = logo.partition(",")
    media_type = about.removeprefix("data:").partition(";")[0]
    return f"logo.{_SUFFIX[media_type]}", base64.b64decode(packed)


def logo_png(logo: str, height_mm: float) -> bytes:
    """The logo as PNG, for Word, which takes no SVG: drawn by Typst, on nothing."""
    name, content = logo_file(logo)
    page = f"""
        #set page(width: auto, height: auto, margin: 0pt, fill: none)
        #image("{name}", height: {height_mm}mm)
    """
    files = {"main.typ": page.encode(), name: content}
    # The stubs do not know that several files may be given by name.
    drawn: bytes = typst.compile(files, format="png", ppi=_PIXELS_PER_INCH)  # type: ignore[call-overload]
    return drawn
