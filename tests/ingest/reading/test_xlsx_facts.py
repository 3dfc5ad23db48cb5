"""What tells whether a sheet must be looked at closely, wherever the pieces of it are cut."""

from __future__ import annotations

import pytest

from fundscope.ingest.reading.xlsx_facts import _is_worth_a_look


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
