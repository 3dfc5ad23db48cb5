"""Which tables of a file are lists of which dataset, told by how many of their columns each dataset knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from fundscope.ingest.learned import layout_of, names_in_common
from fundscope.ingest.mapping import map_columns
from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ingest.template import is_ours, template_mark
from fundscope.model import Dataset, datasets

# One column in common, such as a district, says nothing.
_LEAST_COLUMNS = 2
# A table with nearly the names of another is another piece of the same list.
_SAME_LAYOUT = 0.8
# A file names companies rather than giving their enterprise ID.
_MAY_BE_NAMED = "enterprises.enterprise_id"


@dataclass(frozen=True)
class Fit:
    """How well a table of a file fits a dataset: ``used`` of its ``columns`` columns are fields.

    ``table`` is its place in the file. ``score`` is the sum of the confidences; higher fits better.
    ``is_whole``: it has every column that a row of the dataset needs.
    """

    dataset: str
    table: int
    used: int
    columns: int
    score: float
    is_whole: bool


@dataclass(frozen=True)
class Found:
    """A table of a file, by its ``place`` there, and how well it fits each dataset of records, the best
    first. ``layout`` has the names of its columns, a line each."""

    place: int
    sheet: str
    first_row: int | None
    rows: int
    is_hidden: bool
    layout: str
    fits: tuple[Fit, ...]

    def fit(self, dataset: str) -> Fit:
        return next(fit for fit in self.fits if fit.dataset == dataset)


def best_fit(
    reading: Reading, dataset: Dataset, known: Mapping[str, pa.Table], chosen: Mapping[str, str | None]
) -> Fit:
    """The table of a file (it has one at least) that fits a dataset best; none of the sheets that we have
    put into it, unless there is no other.

    ``chosen`` maps headers to fields, as a person has set them.
    """
    fits = (_fit_of(place, table, dataset, known, chosen) for place, table in enumerate(reading.tables))
    return max(fits, key=lambda fit: (not is_ours(reading.tables[fit.table]), fit.score))


def _fit_of(
    place: int,
    table: SheetTable,
    dataset: Dataset,
    known: Mapping[str, pa.Table],
    chosen: Mapping[str, str | None],
) -> Fit:
    mapped = [column for column in map_columns(table, dataset, known, chosen) if column.field is not None]
    fields = {column.field for column in mapped}
    needed = {
        column.name for column in dataset.columns if column.required and column.references != _MAY_BE_NAMED
    }
    score = sum(column.confidence for column in mapped)
    return Fit(dataset.name, place, len(mapped), len(table.columns), score, needed <= fields)


def found_tables(reading: Reading, known: Mapping[str, pa.Table]) -> tuple[Found, ...]:
    """The analyst's tables of a file, as they stand in it, each with its fits.

    The tables of a filled-in template are of the dataset that it names. ``known`` has the tables that codes
    are looked up in, by dataset.
    """
    records = [dataset for dataset in datasets().values() if not dataset.is_reference]
    mark = template_mark(reading)
    named = mark.dataset if mark is not None else None
    found = []
    for place, table in enumerate(reading.tables):
        if is_ours(table):
            continue
        fits = (_fit_of(place, table, dataset, known, {}) for dataset in records)
        in_order = tuple(sorted(fits, key=lambda fit: (fit.dataset != named, -fit.score)))
        first = table.row_numbers[0].as_py() if table.rows else None
        found.append(
            Found(place, table.sheet, first, table.rows, table.hidden.sheet, layout_of(table), in_order)
        )
    return tuple(found)


def recognise(found: Sequence[Found]) -> dict[int, str]:
    """Which tables to take, by their place, and as which dataset; none where none fits in more than a column.

    The table that fits best is taken, and every other that is whole or has its layout: sheets for each fund,
    or for each dataset. What is hidden is taken only where nothing else is there, as old versions are hidden.
    """
    known = [one for one in found if one.fits[0].used >= _LEAST_COLUMNS]
    shown = [one for one in known if not one.is_hidden] or known[:1]
    if not shown:
        return {}
    best = max(shown, key=lambda one: one.fits[0].score)
    return {
        one.place: one.fits[0].dataset
        for one in shown
        if one is best or (one.rows and (one.fits[0].is_whole or _is_same_layout(one, best)))
    }


def _is_same_layout(one: Found, other: Found) -> bool:
    return names_in_common(one.layout, other.layout) >= _SAME_LAYOUT
