"""A csv of a million enterprises is read and staged in at most six times what DuckDB needs to read it.

Both in fresh processes, and the imports are not counted: DuckDB's side is ``read_csv`` into a table, ours
is reading in the child process, and mapping and typing every cell. The memory is what this process and the
child hold at their most.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.promise import Promise, ratio
from tests.streamlit_server import CHECKOUT

ROWS = 1_000_000
# Every row differs from every other; codes and dates repeat as they do in a register.
_WRITE = """
copy (
    select
        'SAMPLE-E' || lpad(i::varchar, 7, '0') as "企业编号",
        '91990000MA' || lpad(i::varchar, 7, '0') || 'X' as "统一社会信用代码",
        '示例企业' || lpad(i::varchar, 7, '0') || '号' as "企业名称",
        'Sample Enterprise ' || lpad(i::varchar, 7, '0') as "英文名称",
        ['朝阳区', '海淀区', '怀柔区', '东城区'][1 + i % 4] as "所在区",
        ['信息产业', '医药健康', '人工智能'][1 + i % 3] as "产业领域",
        ['电子信息', '生物与新医药', '新材料'][1 + i % 3] as "技术领域",
        date '2001-01-01' + (i * 7919 % 8000)::integer as "成立日期",
        2021 + i % 4 as "高新认定年份",
        1 + i * 7907 % 900 as "从业人数（人）",
        (i * 7901 % 5000000) / 100 as "营业收入（万元）",
        (i * 7883 % 900000) / 100 as "研发费用（万元）",
        ['是', '否'][1 + i % 2] as "是否专精特新",
        ['是', '否'][1 + i % 7 % 2] as "是否小巨人",
        '否' as "是否独角兽",
        '否' as "是否上市"
    from range({rows}) as numbers (i)
) to '{path}' (header, delimiter ',')
"""
# Each prints its seconds; ours also the most memory of itself and of its child, in MB.
_THEIRS = """
import sys, time, duckdb
connection = duckdb.connect()
connection.execute("set enable_progress_bar = false")
started = time.perf_counter()
connection.execute("create table enterprises as select * from read_csv(?)", [sys.argv[1]])
print(time.perf_counter() - started)
"""
_OURS = """
import resource, sys, time
from fundscope.ingest import stage
from fundscope.ingest.reading import read_file
from fundscope.ingest.reference import reference_sheets
from fundscope.model import datasets
from fundscope.store import arrow_schema
known = {name: arrow_schema(dataset).empty_table() for name, dataset in datasets().items()}
for name, sheet in reference_sheets().items():
    known[name] = stage(sheet.table, datasets()[name], sha256=sheet.sha256, known=known).table
started = time.perf_counter()
(table,) = read_file(sys.argv[1]).tables
staged = stage(table, datasets()["enterprises"], sha256="0" * 64, known=known)
assert staged.table.num_rows == int(sys.argv[2])
print(time.perf_counter() - started)
whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
print(sum(resource.getrusage(who).ru_maxrss for who in whose) / 1e3)
"""


def write_csv(path: Path, rows: int) -> None:
    """An enterprise-like csv with that many rows."""
    duckdb.execute(_WRITE.format(path=path, rows=rows))


def _printed(code: str, *arguments: str) -> list[float]:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
    return [float(line) for line in done.stdout.split()]


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "enterprises.csv"
        write_csv(path, ROWS)
        memory: list[float] = []

        def ours() -> float:
            seconds, megabytes = _printed(_OURS, str(path), str(ROWS))
            memory.append(megabytes)
            return seconds

        measured = ratio(ours, lambda: _printed(_THEIRS, str(path))[0], rounds=3)
        yield Promise("reading and staging a csv of 1,000,000 rows against DuckDB's read_csv", measured, 6.0)
        yield Promise("memory for that, child process included", max(memory), 2000.0, unit="MB")
