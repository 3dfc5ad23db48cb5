"""SVG: text as text or as outlines, with title, description and the passport as metadata."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from fundscope.export.fonts import Fonts
from fundscope.export.outline import HALO_PX, outline_texts
from fundscope.export.sheet import Sheet
from fundscope.export.size import Size

_SVG = "{http://www.w3.org/2000/svg}"
_METADATA_ID = "fundscope"
# The class of a text that is only a halo.
HALO = "halo"
_SHADOW = re.compile(r"\s*text-shadow:([^;]*);")


def as_svg(
    drawn: bytes, sheet: Sheet, size: Size, fonts: Fonts, *, lang: str, title: str, about: str, outlines: bool
) -> etree._Element:
    """What kaleido drew, in the lengths of the size, with words for whoever cannot see it.

    Text as text names fonts that others may have, in the place of our copies of them. The halo that browsers
    draw behind letters is a copy of the text in the ground's colour, which every program draws.
    """
    root = _parsed(drawn)
    zoom = sheet.zoom * (1 if size.unit == "px" else size.width / size.width_px)
    unit = "" if size.unit == "px" else size.unit
    root.set("width", f"{sheet.width * zoom:.6g}{unit}")
    root.set("height", f"{sheet.height * zoom:.6g}{unit}")
    root.set("role", "img")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    if outlines:
        outline_texts(root, fonts)
    else:
        for text in root.iter(f"{_SVG}text", f"{_SVG}tspan"):
            style = text.get("style", "").replace('"', "'")
            text.set("style", style.replace(fonts.family, fonts.shared_family))
        for text in list(root.iter(f"{_SVG}text")):
            _put_halo_under(text)
    for place, (tag, words) in enumerate((("title", title), ("desc", about))):
        element = etree.Element(f"{_SVG}{tag}")
        element.text = words
        root.insert(place, element)
    return root


def _put_halo_under(text: Any) -> None:
    """Under a text with a shadow the same text, as wide as a halo, for the eye only."""
    shadow = _SHADOW.search(text.get("style", ""))
    shaded = [part for part in text.iter() if _SHADOW.search(part.get("style", ""))]
    for part in shaded:
        part.set("style", _SHADOW.sub("", part.get("style")))
    if shadow is None or shadow[1].strip() == "none":
        return
    halo = copy.deepcopy(text)
    colour = shadow[1].strip().partition(")")[0] + ")"
    drawn = f" fill: {colour}; stroke: {colour}; stroke-width: {HALO_PX}px; stroke-linejoin: round;"
    for part in halo.iter():
        own = part.get("style", "").strip().rstrip(";")
        part.set("style", f"{own};{drawn}" if own else drawn.strip())
    halo.set("class", HALO)
    halo.set("aria-hidden", "true")
    halo.tail = None
    text.addprevious(halo)


def with_metadata(root: etree._Element, texts: Mapping[str, str]) -> bytes:
    """The file, with texts in its metadata."""
    metadata = etree.Element(f"{_SVG}metadata", id=_METADATA_ID)
    for key, value in texts.items():
        etree.SubElement(metadata, f"{_SVG}desc", id=key).text = value
    root.insert(0, metadata)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def drawing_hash(root: etree._Element) -> str:
    """SHA-256 of the drawing in canonical XML, without its metadata."""
    return hashlib.sha256(etree.tostring(root, method="c14n2")).hexdigest()


def read_svg(data: bytes) -> tuple[dict[str, str], str]:
    """The texts in the metadata of an SVG, and the hash of its drawing.

    Raises:
        ValueError: it is no SVG.
    """
    root = _parsed(data)
    texts: dict[str, str] = {}
    for metadata in root.findall(f"{_SVG}metadata"):
        if metadata.get("id") == _METADATA_ID:
            texts |= {str(entry.get("id")): entry.text or "" for entry in metadata}
            root.remove(metadata)
    return texts, drawing_hash(root)


def _parsed(data: bytes) -> Any:
    # Files to be verified come from anywhere: no entities, no network.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("A drawing of ours declares no document type.")
    return root
