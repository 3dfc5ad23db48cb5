"""Datasets as they are declared, and what is said of a declaration that is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fundscope.model import (
    PROVENANCE,
    Code,
    Column,
    Dataset,
    DeclarationError,
    Words,
    datasets,
    is_credit_code,
    read_declaration,
)

DATASETS = list(datasets().values())
COLUMNS = {f"{dataset.name}.{column.name}": column for dataset in DATASETS for column in dataset.columns}

SMALL = """
name = "boats"
grain = "one row per boat"
title = { en = "Boats", zh = "船" }
about = { en = "What floats.", zh = "水上之物。" }
source = "Made up"
licence = "CC0-1.0"
key = ["boat_id"]
sample_mark = { column = "boat_id", prefix = "SAMPLE-" }

[[column]]
name = "boat_id"
type = "text"
title = { en = "Boat ID", zh = "船号" }
required = true
unique = true

[[column]]
name = "price_cny"
type = "money"
title = { en = "Price", zh = "价格" }
aliases = ["船价"]
range = { min = 0, max = 10.5 }

[[column]]
name = "kind"
type = "text"
title = { en = "Kind", zh = "种类" }
codes = [{ code = "sail", en = "Sailing boat", zh = "帆船" }]

[[column]]
name = "built_on"
type = "date"
title = { en = "Built", zh = "建造日期" }
range = { min = "2000-01-01", max = "today" }
"""


def declared(folder: Path, text: str) -> Dataset:
    path = folder / "boats.toml"
    path.write_text(text, encoding="utf-8")
    return read_declaration(path)


def test_a_declaration_is_read_into_columns_with_types_limits_and_codes(tmp_path: Path) -> None:
    """What is written in the file, and what is left out at its default."""
    boats = declared(tmp_path, SMALL)

    assert (boats.name, boats.key, boats.is_reference) == ("boats", ("boat_id",), False)
    assert boats.title.in_language("zh") == "船"
    assert boats.column("price_cny") == Column(
        name="price_cny",
        type="money",
        title=Words("Price", "价格"),
        aliases=("船价",),
        minimum=Decimal(0),
        maximum=Decimal("10.5"),
    )
    assert boats.column("kind").codes == (Code("sail", Words("Sailing boat", "帆船")),)
    assert (boats.column("built_on").minimum, boats.column("built_on").maximum) == (date(2000, 1, 1), "today")


def test_a_stored_table_has_the_declared_columns_and_then_where_each_row_came_from(tmp_path: Path) -> None:
    """SQL types follow from the declared ones."""
    assert declared(tmp_path, SMALL).sql_columns == (
        ("boat_id", "varchar"),
        ("price_cny", "decimal(18, 2)"),
        ("kind", "varchar"),
        ("built_on", "date"),
        ("_source", "varchar"),
        ("_sheet", "varchar"),
        ("_row", "bigint"),
    )


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ('name = "boats"', 'name = "ships"', "boats.toml: the name inside (ships) must be the file's name."),
        ('key = ["boat_id"]', 'key = ["id"]', "boats.toml: the key names no column: id."),
        ('source = "Made up"', 'origin = "Made up"', "boats.toml: no such property: origin."),
        ('type = "money"', 'type = "coins"', "column price_cny: type is 'coins'; use one of text, money"),
        ('aliases = ["船价"]', 'alias = ["船价"]', "column price_cny: no such property: alias."),
        ('{ en = "Kind", zh = "种类" }', '{ en = "Kind" }', "column kind, title: write it in both languages"),
        ('en = "Sailing boat", ', "", "column kind, codes: write it in both languages"),
    ],
)
def test_a_wrong_declaration_says_where_and_what(tmp_path: Path, good: str, bad: str, complaint: str) -> None:
    """The file, the column and what to mend."""
    with pytest.raises(DeclarationError, match=re.escape(complaint)):
        declared(tmp_path, SMALL.replace(good, bad))


def test_the_datasets_of_the_design_are_declared() -> None:
    """Three of records, one of published figures, and the reference tables."""
    assert [dataset.name for dataset in DATASETS if not dataset.is_reference] == [
        "enterprises", "funds", "projects", "published",
    ]  # fmt: skip
    assert [dataset.name for dataset in DATASETS if dataset.is_reference] == [
        "districts", "rates", "rounds", "sectors", "tech_fields",
    ]  # fmt: skip


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_dataset_says_what_a_row_is_and_where_it_comes_from(dataset: Dataset) -> None:
    """Grain, source and licence stand in the data dictionary; a key is never unknown."""
    names = [column.name for column in dataset.columns]

    assert re.fullmatch(r"one row per .+", dataset.grain)
    assert all((dataset.source, dataset.licence, dataset.title.en, dataset.title.zh))
    assert len(names) == len(set(names))
    assert all(dataset.column(name).required for name in dataset.key)
    assert not set(names) & {name for name, _ in PROVENANCE}
    assert dataset.sample_mark is None or dataset.sample_mark.column in dataset.key


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_header_of_a_workbook_means_one_column(dataset: Dataset) -> None:
    """No name, title or alias of a column is also that of another."""
    said = [
        (word.casefold(), column.name)
        for column in dataset.columns
        for word in {column.name, column.title.en, column.title.zh, *column.aliases}
    ]
    meanings: dict[str, set[str]] = {}
    for word, name in said:
        meanings.setdefault(word, set()).add(name)

    assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_has_words_in_both_languages(name: str) -> None:
    """English without Chinese characters, Chinese with at least one unless it is a code's name."""
    column = COLUMNS[name]
    words = [column.title, *([column.about] if column.about else [])]
    words += [code.words for code in column.codes] if isinstance(column.codes, tuple) else []

    assert [pair.en for pair in words if not pair.en.strip() or re.search(r"[\u4e00-\u9fff]", pair.en)] == []
    assert [pair.zh for pair in words if not re.search(r"[\u4e00-\u9fff]", pair.zh)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_the_name_of_a_column_tells_its_unit(name: str) -> None:
    """Money ends in its currency, a day in _on, a year in _year; flags begin with is_."""
    column = COLUMNS[name]

    assert (column.type == "money") == column.name.endswith("_cny")
    assert (column.type == "flag") == column.name.startswith("is_")
    assert column.type != "date" or column.name.endswith("_on")
    assert column.type != "year" or column.name.endswith("_year")


@pytest.mark.parametrize("name", COLUMNS)
def test_what_a_column_points_at_exists(name: str) -> None:
    """A code list is a reference dataset; a reference is the key of a dataset; a pattern fits its example."""
    column = COLUMNS[name]
    if isinstance(column.codes, str):
        assert datasets()[column.codes].is_reference
    if column.references:
        dataset, key = column.references.split(".")
        assert datasets()[dataset].key == (key,)
    if column.pattern == "credit_code":
        assert is_credit_code(column.example)
    if isinstance(column.minimum, Decimal) and isinstance(column.maximum, Decimal):
        assert column.minimum < column.maximum
