"""The brief, opened: what stands in the document and on the page, in both languages."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from fundscope.engine import OpenRelease, open_release
from fundscope.export import (
    PARTS,
    Brief,
    NoChromeError,
    brief_docx,
    brief_pdf,
    export_of_brief,
    make_brief,
    record,
    verify,
    verify_code,
)
from fundscope.export import export as export_module
from fundscope.export.look import look_from_text
from fundscope.export.ooxml import content_hash, texts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.size import size_of
from fundscope.figures import View
from fundscope.model import LANGUAGES, Language, datasets
from fundscope.store import Store
from tests.handmade import CITY, release_of, table_of

RELEASE = release_of(**CITY)
AT = datetime(2026, 3, 4, 5, 6, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables stand in the place of pictures, so that no browser is needed."""

    def none(_fonts: object) -> Any:
        raise NoChromeError

    monkeypatch.setattr(export_module, "shared_chrome", none)


def brief_of(lang: Language = "en", release: OpenRelease = RELEASE, **more: Any) -> Brief:
    return make_brief(release, View(lang=lang), made_at=AT, **more)


def words_of_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_pdf(data: bytes, folder: Path) -> str:
    file = folder / "brief.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout


def said_by(brief: Brief) -> list[str]:
    numbers = [
        value for number in brief.numbers for value in (number.label, number.value, number.source) if value
    ]
    return [brief.title, brief.finding, *brief.findings, *numbers, *brief.missing, *brief.sources]


def without_spaces(text: str) -> str:
    return "".join(text.split()).replace("\u2011", "-")


def lost(said: Sequence[str], read: str) -> list[str]:
    """What was to be said and cannot be read."""
    letters = without_spaces(read)
    return [part for part in said if without_spaces(part) not in letters]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_says_it_all_and_is_editable(lang: Language) -> None:
    """Real headings, a real table, the finding before the numbers."""
    brief = brief_of(lang)
    made = brief_docx(brief)
    document = Document(io.BytesIO(made.data))
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert made.file_name == f"brief-{lang}-r7.docx"
    assert lost(said_by(brief), words_of_docx(made.data)) == []
    assert texts.index(brief.finding) < texts.index(brief.context.text("brief.numbers"))
    headings = [
        paragraph for paragraph in document.paragraphs if paragraph.style == document.styles["Heading 1"]
    ]
    assert len(headings) == 4
    assert document.core_properties.title == brief.title


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: apt install poppler-utils")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_pdf_can_be_searched(lang: Language, tmp_path: Path) -> None:
    """Chinese as well; on A4, on two pages at most."""
    brief = brief_of(lang, picture="svg")
    made = brief_pdf(brief)
    reader = PdfReader(io.BytesIO(made.data))

    assert lost(said_by(brief), words_of_pdf(made.data, tmp_path)) == []
    assert len(reader.pages) <= 2
    assert [round(float(length)) for length in reader.pages[0].mediabox[2:]] == [595, 842]


def test_both_carry_their_passport() -> None:
    """The same code and numbers, in the place that each format has for it."""
    document, page = brief_docx(brief_of()), brief_pdf(brief_of(picture="svg"))
    in_document = json.loads(texts_of(document.data)[PASSPORT_KEY])
    properties = PdfReader(io.BytesIO(page.data)).metadata
    assert properties is not None
    in_page = json.loads(str(properties[f"/{PASSPORT_KEY}"]))

    assert in_document["code"] == in_page["code"] == document.passport.code
    assert in_document["numbers_hash"] == in_page["numbers_hash"]
    assert in_document["figure"] == "brief,flows/by_sector,flows/pace"
    assert in_document["content_hash"] == content_hash(document.data)
    assert document.passport.code in words_of_docx(document.data)


def test_other_numbers_make_another_code() -> None:
    """One yuan more on one project."""
    dearer = CITY["projects"][0] | {"decided_cny": CITY["projects"][0]["decided_cny"] + 1}
    other = release_of(**CITY | {"projects": [dearer, *CITY["projects"][1:]]})

    assert brief_of().passport.code != brief_of(release=other).passport.code


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out(part: Any) -> None:
    """And nothing of it is left."""
    whole, brief = brief_of(), brief_of(parts=[kept for kept in PARTS if kept != part])
    words = words_of_docx(brief_docx(brief).data)
    gone = {
        "finding": [whole.finding],
        "numbers": [whole.context.text("brief.numbers")],
        "figures": [whole.context.text("brief.figures")],
        "missing": list(whole.missing),
        "sources": [whole.context.text("brief.sources")],
    }[part]

    assert [text for text in gone if text in words] == []


def test_what_is_missing_is_told_with_its_money() -> None:
    """Of the city's last project nothing is known but fund, day and amount; and 310.5 million wait."""
    missing = " ".join(brief_of().missing)

    assert "The sector is not known for 1 project, ¥50.5 m" in missing
    assert "is decided and not yet paid" in missing


def test_hidden_small_cells_are_not_told_in_the_margin() -> None:
    """What is not known of one project is not given with its amount."""
    brief = make_brief(RELEASE, View(small_cells="hidden"), made_at=AT)

    assert "50.5" not in " ".join(brief.missing)
    assert [figure.made.table.empty for figure in brief.figures] == [True, True]


def test_pictures_stand_in_the_document_with_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a Chromium: as wide as half the page, with the alternative text; each says its size, so
    that it can be made again by itself."""
    from PIL import Image

    class Chrome:
        def picture(self, *_: object) -> bytes:
            file = io.BytesIO()
            Image.new("RGB", (40, 30), "white").save(file, "PNG")
            return file.getvalue()

    monkeypatch.setattr(export_module, "shared_chrome", lambda _fonts: Chrome())
    brief = brief_of()
    made = brief_docx(brief)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        xml = archive.read("word/document.xml").decode()

    looks = [look_from_text(each.picture.passport.look) for each in brief.figures if each.picture]
    assert [size_of(look.size).width for look in looks] == [80, 80]
    assert xml.count("<wp:inline") == 2
    assert f'cx="{80 * 36000}"' in xml
    assert "Bar chart of" in xml


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """A document has no formulas, but its fields do: none is made of what is typed."""
    release = release_of(**CITY | {"funds": [row | {"short_en": "=1+1"} for row in CITY["funds"]]})
    xml = zipfile.ZipFile(io.BytesIO(brief_docx(brief_of(release=release)).data)).read("word/document.xml")

    assert b"fldSimple" not in xml
    assert b"instrText" not in xml


def test_a_brief_is_verified_like_any_file(tmp_path: Path) -> None:
    """Current; superseded after a release with other numbers; altered where somebody typed in it."""
    store = Store(str(tmp_path / "store"))
    city = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    store.publish(city, base=None, author="A. Nalyst", message="Made by hand")
    brief = brief_of(release=open_release(store))
    document, page = brief_docx(brief).data, brief_pdf(brief).data
    edited = Document(io.BytesIO(document))
    edited.paragraphs[3].add_run(" And more.")
    typed_in = io.BytesIO()
    edited.save(typed_in)

    assert [verify(data, "brief", store).status for data in (document, page)] == ["current", "current"]
    assert verify(typed_in.getvalue(), "brief", store).status == "altered"
    fewer = table_of("projects", CITY["projects"][:-1])
    store.publish({"projects": fewer}, base=1, author="B. Nalyst", message="One less")
    assert verify(document, "brief", store).status == "superseded"
    assert verify_code(brief.passport.code, store).status == "unknown"
    record(store, [export_of_brief(brief, "docx")])
    assert verify_code(brief.passport.code, store).status == "superseded"
