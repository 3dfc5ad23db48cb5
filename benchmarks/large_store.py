"""A store whose latest release holds so many times the records of the sample.

``python -m benchmarks.large_store FOLDER --times 100``; with a hundred it takes a minute and 2 GB. The
records come straight from the command that makes the sample, for what is measured on them is the pages.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import pyarrow as pa

from fundscope.ingest import open_or_begin
from fundscope.model import datasets
from fundscope.sample import make_sample
from fundscope.sample.recipe import read_recipe
from fundscope.store import Release, arrow_schema


def publish_large_sample(address: Path, times: int) -> Release:
    """Publish the sample with its records multiplied, on top of the sample as it is."""
    store = open_or_begin(str(address))
    tables = {name: _declared(name, frame) for name, frame in make_sample(read_recipe(times)).items()}
    return store.publish(
        tables, base=store.release().number, author="Benchmark", message=f"The sample {times} times over"
    )


def _declared(name: str, frame: pd.DataFrame) -> pa.Table:
    """The frame in the dataset's declared form; the rows are numbered as in a file with one title row."""
    schema = arrow_schema(datasets()[name])
    given = pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()
    columns = []
    for field in schema:
        if field.name == "_row":
            column = pa.array(range(2, len(frame) + 2), field.type)
        elif field.name in given.column_names:
            column = _typed(given.column(field.name), field.type)
        else:
            column = pa.nulls(len(frame), field.type)
        columns.append(column)
    return pa.table(columns, schema=schema)


def _typed(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_decimal(wanted):
        column = column.cast(pa.decimal128(38, wanted.scale))  # wide enough for any whole number
    return column.cast(wanted)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_store", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the store is made")
    parser.add_argument("--times", type=int, default=100, help="so many times the records of the sample")
    asked = parser.parse_args()
    print(publish_large_sample(asked.folder, asked.times).datasets["enterprises"].rows)


if __name__ == "__main__":
    main()
