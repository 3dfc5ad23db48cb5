"""PNG, SVG and PDF, opened: their pixels, words, lengths and passports."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader, PdfWriter

from fundscope.export import SIZES, passport_from_json, size_of, verify
from fundscope.export.chrome import shared_chrome
from fundscope.export.fonts import fontconfig_of, fonts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.style import house_style
from fundscope.export.svg_labels import labels_of
from fundscope.figures import figure_names
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from tests.export.conftest import ExportCity

APPROVED = Path(__file__).parent / "approved"
# Small, in grey and once more blurred by the shrinking: another Chromium may draw an edge otherwise.
_APPROVED_WIDTH = 240
_MOST_DIFFERENCE = 1.0

pytestmark = pytest.mark.usefixtures("chromium")


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def _shrunk(data: bytes) -> Image.Image:
    picture = _opened(data).convert("L")
    height = round(picture.height * _APPROVED_WIDTH / picture.width)
    return picture.resize((_APPROVED_WIDTH, height), Image.Resampling.BOX)


def _properties(data: bytes) -> dict[str, str]:
    return {key: str(value) for key, value in (PdfReader(io.BytesIO(data)).metadata or {}).items()}


@pytest.mark.parametrize("name", figure_names())
def test_a_picture_looks_as_approved(name: str, export_city: ExportCity) -> None:
    """Pixel by pixel, shrunk, within a tolerance; ``APPROVE=1 pytest`` approves what is drawn now.

    A figure that nobody has approved yet must not be blank.
    """
    shrunk = _shrunk(export_city(name, "png", lang="zh", scale=1, number=1).data)
    file = APPROVED / f"{name.replace('/', '-')}.png"
    if os.environ.get("APPROVE"):
        shrunk.quantize(16).save(file, optimize=True)
    if not file.exists():
        assert sum(shrunk.histogram()[:200]) > 100
        return
    difference = ImageChops.difference(shrunk, Image.open(file).convert("L"))

    assert ImageStat.Stat(difference).mean[0] <= _MOST_DIFFERENCE


@pytest.mark.parametrize("size", [name for name, size in SIZES.items() if size.unit == "px"])
def test_a_picture_has_exactly_its_size(size: str, export_city: ExportCity) -> None:
    """1x in its pixels, whatever the zoom of the board."""
    picture = _opened(export_city("funds/deployment", "png", size=size, scale=1).data)

    assert picture.size == (SIZES[size].width, SIZES[size].height)


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_a_picture_is_as_dense_as_asked(scale: int, export_city: ExportCity) -> None:
    """1x to 4x, and the file says so."""
    picture = _opened(export_city("funds/deployment", "png", size="400x300", scale=scale).data)

    assert picture.size == (400 * scale, 300 * scale)
    assert round(picture.info["dpi"][0]) == 96 * scale


def test_a_dark_picture_is_dark_and_a_transparent_one_has_no_ground(export_city: ExportCity) -> None:
    """The first pixel under the rule tells."""
    corner = {
        theme: _opened(export_city("flows/pace", "png", theme=theme, size="400x300", scale=1).data)
        .convert("RGBA")
        .getpixel((399, 299))
        for theme in ("light", "dark", "transparent")
    }

    assert corner == {"light": (255, 255, 255, 255), "dark": (18, 22, 27, 255), "transparent": (0, 0, 0, 0)}


@pytest.mark.parametrize("kind", ["png", "svg", "svg-outlines", "pdf"])
def test_a_picture_carries_its_passport(kind: str, export_city: ExportCity) -> None:
    """In the place that its format has."""
    exported = export_city("flows/by_sector", kind)
    if kind == "png":
        text = _opened(exported.data).text[PASSPORT_KEY]  # type: ignore[attr-defined]
    elif kind == "pdf":
        text = _properties(exported.data)[f"/{PASSPORT_KEY}"]
    else:
        text = etree.fromstring(exported.data).find(f".//*[@id='{PASSPORT_KEY}']").text

    assert passport_from_json(text) == exported.passport


def _svg_words(data: bytes) -> str:
    root = etree.fromstring(data)
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    labels = [group.get("aria-label") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    return " ".join(" ".join(filter(None, (*texts, *labels))).split())


def test_svg_has_text_as_text_or_as_outlines(export_city: ExportCity) -> None:
    """Outlines need no font; their words stay as labels. Neither names a font that only we have."""
    texts, outlines = (export_city("flows/by_sector", kind, lang="zh") for kind in ("svg", "svg-outlines"))

    assert b"<text" in texts.data
    assert b"<text" not in outlines.data
    assert sorted(_svg_words(texts.data).split()) == sorted(_svg_words(outlines.data).split())
    assert b"Fundscope Sans" not in texts.data


def test_outlines_look_like_the_text(export_city: ExportCity) -> None:
    """Drawn by Chromium side by side, the two SVG differ by hardly a pixel."""
    fonts = fonts_of(house_style(), "zh")
    chrome = shared_chrome(fontconfig_of(fonts))
    pictures = []
    for kind in ("svg", "svg-outlines"):
        data = export_city("flows/by_sector", kind, lang="zh").data.decode()
        source = data[data.index("<svg") :].replace("'Source Sans'", "'Fundscope Sans'")
        image = {
            "source": "data:image/svg+xml," + re.sub("[#%]", lambda m: f"%{ord(m[0]):02X}", source),
            "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1, "sizing": "stretch",
        }  # fmt: skip
        layout = {"images": [image], "margin": dict.fromkeys("lrtb", 0), "width": 1200, "height": 675}
        pictures.append(_shrunk(chrome.picture({"data": [], "layout": layout}, "png", 1200, 675, 1)))

    assert ImageStat.Stat(pictures[0]).stddev[0] > 5
    assert ImageStat.Stat(ImageChops.difference(*pictures)).mean[0] < 1


@pytest.mark.parametrize("name", figure_names())
def test_the_words_of_a_pdf_can_be_found(
    name: str, export_city: ExportCity, pdf_words: Callable[[bytes], str]
) -> None:
    """Chinese is no radicals; the whole headline and the code can be copied."""
    exported = export_city(name, "pdf", lang="zh", size="column")
    words = re.sub(r"\s", "", pdf_words(exported.data))

    assert re.sub(r"\s", "", _properties(exported.data)["/Title"]) in words
    assert exported.passport.code in words
    assert not re.search("[\u2e80-\u2fdf\uf900-\ufaff\x00]", words)


@pytest.mark.parametrize("name", figure_names())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_cut_off(name: str, lang: Language, export_city: ExportCity) -> None:
    """Not even in the narrowest size: every line of text lies within the sheet."""
    data = export_city(name, "svg", lang=lang, size="column").data
    _, _, across, down = map(float, etree.fromstring(data).get("viewBox").split())
    outside = [
        label.text
        for label in labels_of(data, fonts_of(house_style(), lang))
        if label.left < -1 or label.right > across + 1 or label.top < -1 or label.bottom > down + 1
    ]

    assert outside == []


@pytest.mark.parametrize("size", ["120mmx80mm", "column", "1200x675"])
def test_a_pdf_has_exact_lengths(size: str, export_city: ExportCity) -> None:
    """In millimetres, to a thousandth of a point."""
    page = PdfReader(io.BytesIO(export_city("flows/pace", "pdf", size=size).data)).pages[0]
    asked = size_of(size)

    assert abs(float(page.mediabox.width) - asked.width_px * 0.75) < 0.002
    if asked.height_px:
        assert abs(float(page.mediabox.height) - asked.height_px * 0.75) < 0.002


def test_a_pdf_holds_no_pictures(export_city: ExportCity) -> None:
    """All of it is lines and letters, which print at any size."""
    page = PdfReader(io.BytesIO(export_city("flows/flow", "pdf").data)).pages[0]

    assert list(page.images) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_letters_in_a_pdf_are_of_embedded_truetype_fonts(lang: Language, export_city: ExportCity) -> None:
    """One font a weight, which editors and printers take whole, not a Type 3 font for every few letters."""
    (page,) = PdfReader(io.BytesIO(export_city("flows/flow", "pdf", lang=lang).data)).pages
    resources: Any = page["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]

    assert {str(font["/Subtype"]) for font in fonts} == {"/Type0"}
    assert len(fonts) <= 4


def test_a_pdf_tells_its_passport_twice(export_city: ExportCity, city_store: Store) -> None:
    """In its older properties and as XMP, so that it is known when a program has dropped the one."""
    data = export_city("flows/by_sector", "pdf").data
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.metadata = None
    without = io.BytesIO()
    writer.write(without)
    described = PdfReader(io.BytesIO(data)).xmp_metadata

    assert described is not None
    assert described.dc_creator == ["Fundscope"]
    assert PASSPORT_KEY not in (PdfReader(without).metadata or {})
    assert verify(without.getvalue(), "x.pdf", city_store).status == "current"


def test_a_halo_is_for_the_eye_only(export_city: ExportCity) -> None:
    """Under each label that lies on bands a copy in the ground's colour; whoever reads aloud skips it."""
    root = etree.fromstring(export_city("flows/flow", "svg").data)
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    halos = [text for text in texts if text.get("class") == "halo"]

    assert 0 < len(halos) < len(texts)
    for halo in halos:
        assert halo.get("aria-hidden") == "true"
        assert "".join(halo.itertext()) == "".join(halo.getnext().itertext())
