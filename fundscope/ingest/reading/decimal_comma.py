"""Numbers as most of Europe writes them (1.234,56), written so that they mean the same everywhere."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from .table import RawColumn, SheetTable

# In the syntax of RE2: a no-break space, a narrow one, and a minus sign proper.
_GROUPS = r"[.'\x{00a0}\x{202f} ]"
_SIGN = r"^\s*[-+\x{2212}]?"
_GROUPED = rf"[0-9]{{1,3}}({_GROUPS}[0-9]{{3}})+"
_WITH_COMMA = rf"{_SIGN}({_GROUPED}|[0-9]+),[0-9]+\s?%?\s*$"
_WHOLE = rf"{_SIGN}{_GROUPED}\s?%?\s*$"


def with_decimal_points(table: SheetTable) -> SheetTable:
    """The table with 1.234,5 as 1234.5; and 1.234 alone where its column has commas, or nothing but such."""
    return replace(table, columns=tuple(map(_with_points, table.columns)))


def _with_points(column: RawColumn) -> RawColumn:
    has_comma = pc.match_substring_regex(column.texts, _WITH_COMMA)
    is_whole = pc.match_substring_regex(column.texts, _WHOLE)
    if not pc.any(has_comma).as_py():
        # A column of whole numbers: 1.234.567 and 2.000, but not 1.5 as a point among them would be.
        has_point = pc.match_substring_regex(column.texts, rf"{_SIGN}[0-9]+\.[0-9]+\s?%?\s*$")
        if not pc.any(is_whole).as_py() or pc.any(pc.and_not(has_point, is_whole)).as_py():
            return column
    is_number = pc.or_(has_comma, is_whole)
    bare = pc.replace_substring_regex(pc.utf8_trim_whitespace(column.texts), _GROUPS, "")
    texts: pa.Array = pc.if_else(is_number, pc.replace_substring(bare, ",", "."), column.texts)
    return replace(column, texts=texts)
