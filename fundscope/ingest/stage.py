"""A table as read from a file becomes a table of a dataset, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.amounts import UnitSource, unit_in_format, unit_in_header, unit_in_titles
from fundscope.ingest.codes import code_list, read_references
from fundscope.ingest.issue import Issue
from fundscope.ingest.mapping import Ground, MappedColumn, map_columns
from fundscope.ingest.missing import missing_column
from fundscope.ingest.reading.table import Kind, RawColumn, SheetTable
from fundscope.ingest.typed import Fault, Typed, distinct_texts, words_for
from fundscope.ingest.values import READERS, Money, read_money
from fundscope.model import Column, Dataset, MoneyUnit, money_unit
from fundscope.store import arrow_schema

# A fault in more cells than this, or in half of a column's cells, is told as one.
_MOST_TOLD = 1_000
_LEAST_TOGETHER = 10


@dataclass(frozen=True)
class StagingChoices:
    """What a person has said about a table: the field of a header (None: leave out), the unit of a field.

    ``remembered`` and ``remembered_units`` were said of an earlier file or by the template, and hold where
    nothing is said now.
    """

    fields: Mapping[str, str | None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, tuple[str | None, Ground]] = field(default_factory=dict)
    remembered_units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitUsed:
    """In which unit the plain numbers of a money column are, and where that was found.

    ``unit`` is None where it is said nowhere, or differs from cell to cell.
    """

    unit: MoneyUnit | None
    source: UnitSource


@dataclass(frozen=True)
class Staged:
    """A table in the declared columns and types, and how it came out of the file.

    ``source`` is the table as read: its texts are what stands in the file, row by row beside ``table``;
    ``sha256`` and ``file_name`` are the file's. ``tells_company`` has the places of the columns that are no
    field, and say by a name or a credit code which company a row is about.
    """

    dataset: Dataset
    table: pa.Table
    sha256: str
    source: SheetTable
    mapping: tuple[MappedColumn, ...]
    units: Mapping[str, UnitUsed]
    issues: tuple[Issue, ...]
    file_name: str = ""
    tells_company: Mapping[int, Literal["name", "code"]] = field(default_factory=dict)

    @property
    def given(self) -> list[str]:
        """The declared columns that the file has."""
        return [column.field for column in self.mapping if column.field is not None]

    def column_of(self, name: str) -> MappedColumn | None:
        """The file's column that was taken for the field."""
        return next((column for column in self.mapping if column.field == name), None)

    def issues_at(self, name: str, faults: Iterable[Fault]) -> list[Issue]:
        """The faults of a column as issues, each with its place in the file."""
        mapped = self.column_of(name)
        if mapped is None:
            return []
        issues = column_issues(self.dataset, self.source, mapped, name, faults)
        return [replace(issue, sha256=self.sha256) for issue in issues]

    def position_of(self, sha256: str | None, sheet: str | None, row: int | None) -> int | None:
        """The place of a row in ``table`` by where it stands; None where it is of another table."""
        if row is None or sha256 != self.sha256 or (sheet or "") != self.source.sheet:
            return None
        position: int = pc.index(self.source.row_numbers, row).as_py()
        return position if position >= 0 else None


def stage(
    table: SheetTable,
    dataset: Dataset,
    *,
    sha256: str,
    known: Mapping[str, pa.Table],
    choices: StagingChoices | None = None,
    file_name: str = "",
) -> Staged:
    """Map and type a table.

    ``sha256`` and ``file_name`` are the file's; ``known`` has the tables that codes and references are
    looked up in, by dataset.
    """
    choices = choices or StagingChoices()
    mapping = map_columns(table, dataset, known, choices.fields, choices.remembered)
    by_field = {column.field: column for column in mapping if column.field is not None}
    schema = arrow_schema(dataset)
    arrays: list[pa.Array] = []
    issues = _table_issues(table, dataset, mapping)
    units: dict[str, UnitUsed] = {}
    for declared in dataset.columns:
        if declared.type == "money" and declared.name in by_field:
            raw = table.columns[by_field[declared.name].place]
            units[declared.name] = _unit_used(table, raw, declared, choices)

    def read(declared: Column) -> Typed:
        raw = table.columns[by_field[declared.name].place]
        if declared.type == "money":
            return _read_money_column(raw, units[declared.name], _cny_per_usd(known))
        return _read_column(raw, declared, known)

    # Arrow works without Python's lock, so columns are read side by side.
    with ThreadPoolExecutor() as pool:
        read_columns = [column for column in dataset.columns if column.name in by_field]
        typed_by_name = dict(
            zip((column.name for column in read_columns), pool.map(read, read_columns), strict=True)
        )
    for declared in dataset.columns:
        typed = typed_by_name.get(declared.name)
        if typed is None:
            arrays.append(pa.nulls(table.rows, schema.field(declared.name).type))
            continue
        arrays.append(typed.values)
        issues += column_issues(dataset, table, by_field[declared.name], declared.name, typed.faults)
    arrays += [
        pa.repeat(pa.scalar(sha256, pa.string()), table.rows),
        pa.repeat(pa.scalar(table.sheet, pa.string()), table.rows),
        table.row_numbers.cast(pa.int64()),
    ]
    typed_table = pa.Table.from_arrays(arrays, schema=schema)
    of_file = tuple(replace(issue, sha256=sha256) for issue in issues)
    return Staged(dataset, typed_table, sha256, table, mapping, units, of_file, file_name)


def _table_issues(table: SheetTable, dataset: Dataset, mapping: tuple[MappedColumn, ...]) -> list[Issue]:
    """What is wrong with the table as a whole: no rows, or no column for what every row needs."""
    found = {column.field for column in mapping}
    issues = [] if table.rows else [
        Issue("no_rows", dataset.name, table.sheet, expected=words_for("expect.rows"))
    ]  # fmt: skip
    issues += [
        missing_column(table, dataset, mapping, declared)
        for declared in dataset.columns
        if declared.required and declared.name not in found
    ]
    return issues


# Reading columns


def _cells(raw: RawColumn) -> tuple[pa.Array, Fault | None]:
    """The texts of a column without Excel's error values, and these as a fault."""
    errors = pc.equal(raw.kinds, pa.scalar(int(Kind.ERROR), raw.kinds.type))
    if not pc.any(errors).as_py():
        return raw.texts, None
    fault = Fault("cell_error", words_for("expect.no_error"), pc.indices_nonzero(errors).cast(pa.int64()))
    return pc.if_else(errors, None, raw.texts), fault


def _read_column(raw: RawColumn, declared: Column, known: Mapping[str, pa.Table]) -> Typed:
    texts, error = _cells(raw)
    column = distinct_texts(texts)
    if declared.codes is not None:
        read = code_list(declared, known).read(column.texts)
    elif declared.references is not None:
        read = read_references(column.texts, declared, known)
    else:
        read = READERS[declared.type](column.texts)
    return _with(column.spread(read), error)


def _with(typed: Typed, error: Fault | None) -> Typed:
    return typed if error is None else Typed(typed.values, (error, *typed.faults))


def _read_money_column(raw: RawColumn, used: UnitUsed, cny_per_usd: Decimal | None) -> Typed:
    texts, error = _cells(raw)
    if used.source == "format" and used.unit is None and raw.formats is not None:
        return _with(_read_by_format(raw, texts, raw.formats, cny_per_usd), error)
    return _with(_read_in_unit(texts, Money(used.unit, cny_per_usd, raw.header)), error)


def _read_in_unit(texts: pa.Array, money: Money) -> Typed:
    column = distinct_texts(texts)
    return column.spread(read_money(column.texts, money))


def _read_by_format(
    raw: RawColumn, texts: pa.Array, formats: pa.DictionaryArray, cny_per_usd: Decimal | None
) -> Typed:
    """A column whose cells' number formats name several units: the cells of each unit on their own."""
    by_unit: dict[MoneyUnit | None, list[int]] = {}
    for place, written in enumerate(formats.dictionary.to_pylist()):
        by_unit.setdefault(unit_in_format(written or ""), []).append(place)
    values, faults, order = [], [], []
    for unit, places in by_unit.items():
        chosen = pc.is_in(formats.indices, value_set=pa.array(places, formats.indices.type))
        if unit is None:
            chosen = pc.or_(chosen, pc.is_null(formats.indices))
        positions = pc.indices_nonzero(chosen).cast(pa.int64())
        typed = _read_in_unit(texts.take(positions), Money(unit, cny_per_usd, raw.header))
        values.append(typed.values)
        order.append(positions)
        faults += [
            Fault(fault.rule, fault.expected, positions.take(fault.positions)) for fault in typed.faults
        ]
    in_order = pc.sort_indices(pa.concat_arrays(order))
    return Typed(pa.concat_arrays(values).take(in_order), tuple(faults))


def _unit_used(table: SheetTable, raw: RawColumn, declared: Column, choices: StagingChoices) -> UnitUsed:
    said_by: tuple[tuple[Mapping[str, str], UnitSource], ...] = (
        (choices.units, "choice"), (choices.remembered_units, "learned"),
    )  # fmt: skip
    for said_units, source in said_by:
        if declared.name in said_units:
            return UnitUsed(money_unit(said_units[declared.name]), source)
    said = table.units.get(raw.header)
    unit = unit_in_header(raw.header, said)
    # Another currency, such as 港元: the lines above the table do not change that.
    if unit is not None or said is not None:
        return UnitUsed(unit, "header")
    if unit := unit_in_titles(table.title_lines):
        return UnitUsed(unit, "title")
    in_formats = _units_in_formats(raw)
    if in_formats - {None}:
        return UnitUsed(in_formats.pop() if len(in_formats) == 1 else None, "format")
    is_field = raw.header.strip().lower() == declared.name
    return UnitUsed(money_unit("cny"), "field") if is_field else UnitUsed(None, "cell")


def _units_in_formats(raw: RawColumn) -> set[MoneyUnit | None]:
    """Every unit that the formats of the column's numbers name; None is among them where one names none."""
    if raw.formats is None:
        return set()
    numbers = pc.equal(raw.kinds, pa.scalar(int(Kind.NUMBER), raw.kinds.type))
    formats = raw.formats.filter(numbers).cast(pa.string())
    return {unit_in_format(written or "") for written in formats.unique().to_pylist()}


def _cny_per_usd(known: Mapping[str, pa.Table]) -> Decimal | None:
    rates = known.get("rates", pa.table({"currency": [], "cny_per_unit": []})).to_pylist()
    return next((row["cny_per_unit"] for row in rates if row["currency"] == "usd"), None)


# From faults to issues


def is_told_together(count: int, filled: int) -> bool:
    """Whether a fault in ``count`` cells of a column with ``filled`` is told as one of the whole column."""
    return count > _MOST_TOLD or (count >= _LEAST_TOGETHER and 2 * count >= filled)


def column_issues(
    dataset: Dataset, table: SheetTable, mapped: MappedColumn, name: str, faults: Iterable[Fault]
) -> list[Issue]:
    """Faults of a column as issues: one for each cell, or one for all where most of it is at fault."""
    return [issue for fault in faults for issue in _fault_issues(dataset, table, mapped, name, fault)]


def _fault_issues(
    dataset: Dataset, table: SheetTable, mapped: MappedColumn, name: str, fault: Fault
) -> Iterator[Issue]:
    texts = table.columns[mapped.place].texts
    count = len(fault.positions)
    rows = table.row_numbers.take(fault.positions).to_pylist()
    together = is_told_together(count, table.rows - texts.null_count)
    for place, position in enumerate(fault.positions.slice(0, 1 if together else None).to_pylist()):
        yield Issue(
            fault.rule,
            dataset.name,
            table.sheet,
            column=name,
            header=mapped.header,
            cell=f"{mapped.letter}{rows[place]}",
            row=rows[place],
            value=texts[position].as_py(),
            expected=fault.expected,
            count=count if together else 1,
            rows=tuple(rows) if together else (rows[place],),
        )
