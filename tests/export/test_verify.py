"""Files altered in every way that was thought of, superseded ones, and ones that hold nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image, ImageDraw, PngImagePlugin
from pypdf import PdfReader, PdfWriter

from fundscope.engine import open_release
from fundscope.export import (
    FORMATS,
    Passport,
    brief_docx,
    code_in,
    made_again,
    make_brief,
    passport_from_json,
    verify,
    verify_code,
)
from fundscope.export.ooxml import texts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.plain import read_csv, read_json
from fundscope.export.register import Export, record
from fundscope.figures import View
from fundscope.model import LANGUAGES
from fundscope.store import Store
from tests.export.conftest import AT, ExportCity, publish_city

NAME = "flows/by_sector"
PURE = ("xlsx", "pptx", "csv", "json")

Change = Callable[[bytes], bytes]


def _text(old: str, new: str) -> Change:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def _amount(data: bytes) -> bytes:
    """The first amount of a table made ten times as large."""
    changed, count = re.subn(rb",(\d+)\.00,", rb",\g<1>0.00,", data, count=1)
    assert count
    return changed


def _painted(data: bytes) -> bytes:
    """One bar painted over, everything else as it was, the passport too."""
    picture = Image.open(io.BytesIO(data))
    kept = PngImagePlugin.PngInfo()
    for key, value in picture.text.items():  # type: ignore[attr-defined]
        kept.add_itxt(key, value)
    ImageDraw.Draw(picture).rectangle((300, 300, 340, 320), fill="red")
    file = io.BytesIO()
    picture.save(file, "png", pnginfo=kept)
    return file.getvalue()


def _cropped(data: bytes) -> bytes:
    """The mark and the source line cut away, the passport kept."""
    picture = Image.open(io.BytesIO(data))
    kept = PngImagePlugin.PngInfo()
    for key, value in picture.text.items():  # type: ignore[attr-defined]
        kept.add_itxt(key, value)
    file = io.BytesIO()
    picture.crop((0, 60, picture.width, picture.height - 60)).save(file, "png", pnginfo=kept)
    return file.getvalue()


def _pdf_with_more(data: bytes) -> bytes:
    """Something drawn over the page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    stamp = PdfWriter()
    page = stamp.add_blank_page(100, 100)
    writer.pages[0].merge_page(page)
    content = writer.pages[0].get_contents()
    assert content is not None
    content.set_data(content.get_data() + b"\n0 0 50 50 re f")
    writer.pages[0].replace_contents(content)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _pdf_with_page(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _part(pattern: str, old: str, new: str) -> Change:
    """A text changed inside one part of a zip."""

    def change(data: bytes) -> bytes:
        file = io.BytesIO()
        changed = 0
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
            for part in source.infolist():
                content = source.read(part)
                if pattern in part.filename and old.encode() in content:
                    content, changed = content.replace(old.encode(), new.encode(), 1), changed + 1
                target.writestr(part, content)
        assert changed
        return file.getvalue()

    return change


def _cell(data: bytes) -> bytes:
    """A number changed in Excel."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    workbook.worksheets[2]["C2"] = 1
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


ALTERED: dict[str, tuple[str, Change]] = {
    "a bar painted over": ("png", _painted),
    "cropped": ("png", _cropped),
    "another colour in the drawing": ("svg", _text("fill-opacity: 1", "fill-opacity: 0.3")),
    "another word in the drawing": ("svg", _text("</text>", "!</text>")),
    "an outline moved": ("svg-outlines", _text('d="M', 'd="M1')),
    "something drawn over the page": ("pdf", _pdf_with_more),
    "a page put behind": ("pdf", _pdf_with_page),
    "a number in a cell": ("xlsx", _cell),
    "a number in the chart's memory": (
        "xlsx",
        _part("xl/charts/chart", "</c:v></c:pt></c:numCache>", "9</c:v></c:pt></c:numCache>"),
    ),
    "a word on the slide": ("pptx", _part("slides/slide1.xml", "Artificial", "Natural")),
    "a number in the slide's chart": ("pptx", _part("charts/chart", "</c:v>", "9</c:v>")),
    "a number in the table": ("csv", _amount),
    "the headline of the table": ("csv", _text("# headline,", "# headline,Not ")),
    "a number in the object": ("json", _text('"project_count": 1', '"project_count": 9')),
    "another release in the passport": ("json", _text('"release": 2', '"release": 1')),
    "a passport without a figure": ("json", _text('"figure": "flows/by_sector",\n  "view"', '"view"')),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_file_is_called_altered(
    how: str, chromium: str, export_city: ExportCity, city_store: Store
) -> None:
    """Whatever was changed, and although the passport is still there."""
    kind, change = ALTERED[how]
    exported = export_city(NAME, kind)

    assert verify(exported.data, "x", city_store).status == "current"
    assert verify(change(exported.data), "x", city_store).status == "altered"


def test_a_picture_packed_smaller_is_still_the_same(
    chromium: str, export_city: ExportCity, city_store: Store
) -> None:
    """As a program does that makes PNG files small: the pixels count."""
    exported = export_city(NAME, "png")
    picture = Image.open(io.BytesIO(exported.data))
    kept = PngImagePlugin.PngInfo()
    for key, value in picture.text.items():  # type: ignore[attr-defined]
        kept.add_itxt(key, value)
    smaller = io.BytesIO()
    picture.convert("RGB").save(smaller, "png", pnginfo=kept, optimize=True)

    assert smaller.getvalue() != exported.data
    assert verify(smaller.getvalue(), "x", city_store).status == "current"


def _signed_anew(data: bytes, kind: str, passport: Passport) -> bytes:
    """The file with a passport that fits what it shows now: what a forger would do."""
    _, found = read_csv(data) if kind == "csv" else read_json(data)
    signed = passport.with_content(found)
    if kind == "json":
        return json.dumps(json.loads(data) | {"passport": signed.as_dict()}).encode()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    changed = [["# passport", signed.as_json()] if row[0] == "# passport" else row for row in rows]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(changed)
    return file.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_forged_passport_does_not_help(kind: str, export_city: ExportCity, city_store: Store) -> None:
    """Numbers that the release never had are found by making the figure again."""
    exported = export_city(NAME, kind)
    change = _text('"project_count": 1', '"project_count": 9') if kind == "json" else _amount
    forged = _signed_anew(change(exported.data), kind, exported.passport)
    verdict = verify(forged, "x", city_store)

    assert (verdict.status, verdict.reason) == ("altered", "not_made_again")


@pytest.mark.parametrize(
    "claim",
    [
        {"numbers_hash": "0" * 64},
        {"numbers_hash": "0" * 64, "question_hash": "1" * 64},
        {"code": "FS-AAAA-AAAA"},
        {"view": "release=2&lang=fr"},
        {"release": 1},
    ],
)
def test_a_passport_that_claims_what_is_not_so_is_altered(
    claim: dict[str, Any], export_city: ExportCity, city_store: Store
) -> None:
    """Numbers, definition, code, view or release that do not fit together."""
    exported = export_city(NAME, "json")
    forged = _signed_anew(exported.data, "json", replace(exported.passport, **claim))

    assert verify(forged, "x", city_store).status == "altered"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_of_an_old_release_is_superseded(
    kind: str, chromium: str, export_city: ExportCity, city_store: Store
) -> None:
    """The numbers then and now stand side by side."""
    verdict = verify(export_city(NAME, kind, number=1).data, "x", city_store)
    changed = {(number.row[0], number.column.name): (number.then, number.now) for number in verdict.numbers}

    assert (verdict.status, verdict.latest) == ("superseded", 2)
    then, now = changed["ai", "amount_cny"]
    assert now - then == 1_000_000


def test_a_file_whose_numbers_still_hold_is_current(export_city: ExportCity, city_store: Store) -> None:
    """What changed since is not in this figure: the money of another fund."""
    verdict = verify(export_city(NAME, "json", number=1, fund=("F02",)).data, "x", city_store)

    assert (verdict.status, verdict.reason) == ("current", "current_since")


@pytest.mark.parametrize("kind", PURE)
def test_a_figure_is_made_again(kind: str, export_city: ExportCity, city_store: Store) -> None:
    """From the release it was made from: the same data byte for byte, with the headline that it had."""
    exported = export_city(NAME, kind, number=1, headline="Of my own", currency="usd")
    again = made_again(verify(exported.data, "x", city_store), city_store)

    assert again is not None
    assert again.passport == exported.passport
    if kind in ("csv", "json"):
        assert again.data == exported.data


def test_a_copy_without_its_passport_is_found_by_its_code(export_city: ExportCity, tmp_path: Path) -> None:
    """As it stands in the file's name or as somebody reads it off a screenshot."""
    store = publish_city(tmp_path / "store")
    passport = export_city(NAME, "json", number=1).passport
    record(
        store,
        [Export(AT, passport.figure, passport.view, 1, passport.code, passport.numbers_hash, "", "png")],
    )
    screenshot = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(screenshot, "jpeg")
    letters = passport.code.removeprefix("FS-").replace("-", " ").lower().replace("0", "o").replace("1", "l")

    assert verify(screenshot.getvalue(), "shot.jpg", store).reason == "no_passport"
    assert verify(screenshot.getvalue(), f"{passport.code}.jpg", store).status == "superseded"
    assert verify_code(f"Release 1. · fs {letters}", store).status == "superseded"
    assert verify_code("FS-0000-0000", store).reason == "no_such_code"


NOTHING: dict[str, bytes] = {
    "nothing": b"",
    "noise": bytes(range(256)) * 10,
    "half a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "half a page": b"%PDF-1.4\n1 0 obj",
    "half a zip": b"PK\3\4" + b"\0" * 30,
    "half an object": b'{"figure": ',
    "a list": b"[1, 2]",
    "an entity": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    "another table": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("what", NOTHING)
def test_what_is_no_export_is_unknown(what: str, city_store: Store) -> None:
    """In a sentence, in both languages, and without an error."""
    verdict = verify(NOTHING[what], "x", city_store)

    assert verdict.status == "unknown"
    assert all(verdict.sentence(lang) for lang in LANGUAGES)


def test_an_export_of_another_store_is_unknown(export_city: ExportCity, tmp_path: Path) -> None:
    """Where the release does not exist."""
    verdict = verify(export_city(NAME, "json").data, "x", Store(str(tmp_path / "store")))

    assert (verdict.status, verdict.reason) == ("unknown", "no_release")


def test_a_code_is_the_same_in_every_format_and_another_for_other_numbers(export_city: ExportCity) -> None:
    """So that a slide and a table can be held side by side; size and ground do not count."""
    same = {
        export_city(NAME, kind, size=size, theme=theme).passport.code
        for kind, size, theme in (
            ("csv", "article", "light"),
            ("json", "story", "dark"),
            ("xlsx", "page", "light"),
        )
    }
    others = {
        export_city(NAME, "json", **other).passport.code
        for other in ({"lang": "zh"}, {"currency": "usd"}, {"rule": "paid"}, {"number": 1})
    }

    assert len(same) == 1
    assert len(others) == 4
    assert same.isdisjoint(others)


def test_a_passport_is_read_as_it_was_written(export_city: ExportCity) -> None:
    """And what is none is refused."""
    exported = export_city(NAME, "xlsx")

    assert passport_from_json(texts_of(exported.data)[PASSPORT_KEY]) == exported.passport
    for wrong in ("", "{}", "[]", "null", '{"figure": 1}'):
        with pytest.raises(ValueError, match=r"passport|value"):
            passport_from_json(wrong)


def test_a_code_is_found_in_a_line_of_text() -> None:
    """Nothing else that looks a little like one is."""
    assert code_in("第 1 版。 · FS-7K3M-9QXD") == "FS-7K3M-9QXD"
    assert code_in("figures-1200.png") is None


def test_a_brief_proves_itself_as_well(chromium: str, city_store: Store) -> None:
    """Of the latest release it is current, of an earlier one superseded; with another word it is altered."""
    old, new = (
        brief_docx(make_brief(open_release(city_store, number), View(), figures=[NAME], made_at=AT)).data
        for number in (1, 2)
    )
    superseded = verify(old, "brief.docx", city_store)

    assert verify(new, "brief.docx", city_store).status == "current"
    assert (superseded.status, superseded.then, len(superseded.numbers) > 0) == ("superseded", None, True)
    assert verify(_part("word/document.xml", "</w:t>", "!</w:t>")(new), "x", city_store).status == "altered"
