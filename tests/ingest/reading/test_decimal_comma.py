"""Numbers with a decimal comma, as a file of them is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.ingest.reading import read_file


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1.234,5", "2.000"], ["1234.5", "2000"]),
        (["1.234.567", "2.000"], ["1234567", "2000"]),
        (["1.5", "2.000"], ["1.5", "2.000"]),
        (["01.02.2023", "15.06.2023"], ["01.02.2023", "15.06.2023"]),
        (["-12,5 %", "3 %"], ["-12.5%", "3 %"]),
    ],
)
def test_a_column_of_such_a_file(tmp_path: Path, cells: list[str], read: list[str]) -> None:
    """Thousands alone are such where all numbers of the column are; a point among them is a point."""
    path = tmp_path / "a.csv"
    path.write_text("Name;Quote;Wert\n" + "".join(f"A;0,75;{cell}\n" for cell in cells), encoding="utf-8")
    reading = read_file(path)

    assert reading.decimal == ","
    assert reading.tables[0].columns[2].texts.to_pylist() == read
