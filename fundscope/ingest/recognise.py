"""Which dataset a file is a list of, told by how many of its columns each dataset knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from fundscope.ingest.mapping import map_columns
from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ingest.template import is_ours, template_mark
from fundscope.model import Dataset, datasets

# One column in common, such as a district, says nothing.
_LEAST_COLUMNS = 2


@dataclass(frozen=True)
class Fit:
    """How well the best table of a file fits a dataset: ``used`` of its ``columns`` columns are fields.

    ``table`` is its place in the file. ``score`` is the sum of the confidences; higher fits better.
    """

    dataset: str
    table: int
    used: int
    columns: int
    score: float


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
    score = sum(column.confidence for column in mapped)
    return Fit(dataset.name, place, len(mapped), len(table.columns), score)


def fits_of(reading: Reading, known: Mapping[str, pa.Table]) -> tuple[Fit, ...]:
    """How well a file fits each dataset of records, the best first; none where it has no table.

    A filled-in template is of the dataset that it names.

    ``known`` has the tables that codes are looked up in, by dataset.
    """
    fits = [
        best_fit(reading, dataset, known, {})
        for dataset in datasets().values()
        if not dataset.is_reference and reading.tables
    ]
    mark = template_mark(reading)
    return tuple(sorted(fits, key=lambda fit: (mark is None or mark.dataset != fit.dataset, -fit.score)))


def recognise(fits: tuple[Fit, ...]) -> str | None:
    """The dataset that fits best; None where none fits in more than a column."""
    return fits[0].dataset if fits and fits[0].used >= _LEAST_COLUMNS else None
