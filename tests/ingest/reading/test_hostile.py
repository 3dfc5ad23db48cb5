"""Files that nobody should open: each is refused, quickly, with a code and a sentence."""

from __future__ import annotations

import gzip
import random
import time
import zipfile
from pathlib import Path

import pytest

from fundscope.ingest.reading import Unreadable, read_file
from fundscope.ingest.reading.child import MOST_MEMORY_BYTES
from fundscope.ingest.reading.read import Patience
from tests.ingest.reading import files

_ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
# Not for secrets: a seed makes each file the same again.
_NOISE = random.Random(1)  # noqa: S311
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _bomb() -> bytes:
    return files.with_part(files.xlsx(), "xl/media/a.bin", bytes(300_000_000))


def _repeated() -> bytes:
    cell = files.ods_cell("x", 'table:number-columns-repeated="99999"')
    return files.ods(f'<table:table-row table:number-rows-repeated="99999">{cell}</table:table-row>')


def _entities() -> bytes:
    data = files.xlsx()
    return files.with_part(data, "xl/sharedStrings.xml", _ENTITIES + "<sst>&a;&b;</sst>")


def _no_sheets() -> bytes:
    data = files.xlsx()
    workbook = files.part_of(data, "xl/workbook.xml")
    start, end = workbook.index("<sheets>"), workbook.index("</sheets>")
    return files.with_part(data, "xl/workbook.xml", workbook[: start + 8] + workbook[end:])


HOSTILE = {
    "empty.xlsx": (b"", "empty_file"),
    "spaces.csv": (b" \r\n\t\n", "empty_file"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(200), "wrong_type"),
    "paper.csv": (b"%PDF-1.7\n1 0 obj", "wrong_type"),
    "noise.csv": (_NOISE.randbytes(5000), "wrong_type"),
    "letter.xls": (_OLE + bytes(3000) + "WordDocument".encode("utf-16-le"), "wrong_type"),
    "locked.xlsx": (_OLE + bytes(3000) + "EncryptedPackage\0".encode("utf-16-le"), "password"),
    "broken.xls": (_OLE + bytes(3000) + "Workbook\0".encode("utf-16-le"), "damaged"),
    "answer.csv": (b'{"a": [1, 2]}', "wrong_type"),
    "page.csv": (b"<html><body><p>Not found</p></body></html>", "wrong_type"),
    "answer.xml": (b"<nat>\n<rule>1</rule>\n</nat>", "wrong_type"),
    "part of a page.csv": (b"<p><s>1,2</s></p>", "wrong_type"),
    "other.zip": (files.zipped({"a.txt": "a"}), "wrong_type"),
    "tables.zip": (files.zipped({"2024/表.csv": "a,b"}), "packed"),
    "table.csv.gz": (gzip.compress(b"a,b\n1,2\n"), "packed"),
    "cut.xlsx": (files.xlsx()[:3000], "truncated"),
    "bomb.xlsx": (_bomb(), "bomb"),
    "repeated.ods": (_repeated(), "too_many_cells"),
    "entities.xlsx": (_entities(), "entities"),
    "entities.ods": (files.with_part(files.ods(), "content.xml", _ENTITIES + "<a>&a;</a>"), "entities"),
    "locked.ods": (
        files.with_part(files.ods(), "META-INF/manifest.xml", "<encryption-data/>"), "password"
    ),
    "no sheets.xlsx": (_no_sheets(), "no_sheets"),
    "no table.csv": (b"hello\n", "no_table"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    """In both languages, naming the file."""
    data, code = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read_file(path)

    assert refused.value.code == code
    assert name in refused.value.message("en")
    assert name in refused.value.message("zh")


@pytest.mark.parametrize("patience", [Patience(0.01, 10, 0.02), Patience(0.01, 1, 60)])
def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, patience: Patience) -> None:
    """By the clock, or by what it had of a processor; the one that asked goes on."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + '"x",1\n,\n' * 400_000, encoding="utf-8")
    with pytest.raises(Unreadable, match="takes too long"):
        read_file(path, patience=patience)


def test_a_busy_machine_is_no_fault_of_a_file(tmp_path: Path) -> None:
    """Late by the clock, it has had hardly any of a processor."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(files.xlsx())

    assert read_file(path, patience=Patience(0.01, 10, 60)).tables


def test_the_reader_has_less_memory_than_the_promise() -> None:
    """Its address space, so that what it maps counts as well."""
    assert MOST_MEMORY_BYTES <= 1_500_000_000


def test_a_stray_cell_costs_nothing(tmp_path: Path) -> None:
    """A billion cells are claimed and two are there."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(files.with_part(files.xlsx(), "xl/worksheets/sheet1.xml", sheet))
    reading = read_file(path)

    assert reading.tables[0].rows == 1
    assert dict(reading.tables[0].evidence)["reading.far_cells"]["cells"] == "XFD1048576"


_MUTANTS = 24


def _mutant(data: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, taken out or doubled; of a zip, sometimes of what is packed in it."""
    if data.startswith(b"PK") and dice.random() < 0.7:
        with zipfile.ZipFile(__import__("io").BytesIO(data)) as archive:
            name = dice.choice(
                [entry for entry in archive.namelist() if "sheet" in entry or "content" in entry]
            )
            return files.with_part(data, name, _changed(archive.read(name), dice))
    return _changed(data, dice)


def _changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        place, length = dice.randrange(len(changed)), dice.randint(1, 12)
        match dice.randint(0, 2):
            case 0:
                changed[place : place + length] = dice.randbytes(length)
            case 1:
                del changed[place : place + length]
            case _:
                changed[place:place] = changed[place : place + 10 * length]
    return bytes(changed) or b"x"


@pytest.mark.parametrize("seed", range(_MUTANTS))
def test_no_mutant_gets_through(tmp_path: Path, seed: int) -> None:
    """Of a file of every type: either a reading or a refusal, never anything else, and in time."""
    dice = random.Random(seed)  # noqa: S311
    ending, data = sorted(files.of_every_type().items())[seed % len(files.of_every_type())]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(_mutant(data, dice))
    started = time.monotonic()
    try:
        told: list[object] = list(read_file(path).tables)
    except Unreadable as refused:
        told = [refused.message("en"), refused.message("zh")]

    assert told
    assert time.monotonic() - started < 21
