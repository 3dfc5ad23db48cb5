"""What tells whether a sheet must be looked at closely, wherever the pieces of it are cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.ingest.reading import read_file
from fundscope.ingest.reading.xlsx_facts import _is_worth_a_look
from tests.ingest.reading import files


@pytest.mark.parametrize("mark", [b' hidden="1"', b" hidden='true'", b' t="e"', b" t='e'"])
def test_a_mark_is_found_across_pieces(mark: bytes) -> None:
    sheet = b"<row" + mark + b">"
    for cut in range(len(sheet)):
        assert _is_worth_a_look(iter([sheet[:cut], sheet[cut:]]), merged=False)
    assert _is_worth_a_look(iter([sheet[place : place + 1] for place in range(len(sheet))]), merged=False)


def test_what_says_nothing_is_passed_over() -> None:
    sheet = b'<row hidden="0"><c t="s"/></row><mergeCell ref="A1:B1"/>'

    assert not _is_worth_a_look(iter([sheet]), merged=False)
    assert _is_worth_a_look(iter([sheet]), merged=True)


def test_a_format_of_money_without_a_currency_is_told(tmp_path: Path) -> None:
    """Number 44 shows the sign of whoever looks."""
    data = files.xlsx()
    styles = files.part_of(data, "xl/styles.xml").replace("</cellXfs>", '<xf numFmtId="44"/></cellXfs>')
    sheet = files.part_of(data, "xl/worksheets/sheet1.xml")
    for cell in ("C2", "C3"):
        sheet = sheet.replace(f'<c r="{cell}"', f'<c r="{cell}" s="1"')
    path = tmp_path / "a.xlsx"
    data = files.with_part(data, "xl/worksheets/sheet1.xml", sheet)
    path.write_bytes(files.with_part(data, "xl/styles.xml", styles))
    (table,) = read_file(path).tables

    assert table.units == {}
    assert dict(table.evidence)["reading.layout.unnamed_currency"] == {"column": "金额"}
