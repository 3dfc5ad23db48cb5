"""Make the sample workbooks; a dataset with more rows than a workbook holds becomes a csv file.

``python -m fundscope.sample [--times 100] [--to FOLDER]``; the records are multiplied, never the money.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fundscope.model import DATA_FOLDER
from fundscope.sample import write_sample


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fundscope.sample", description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many times the published number of records")
    parser.add_argument("--to", type=Path, default=DATA_FOLDER / "sample", help="the folder to write into")
    asked = parser.parse_args()
    if asked.times < 1:
        parser.error(
            "--times: write a whole number from 1 up, such as 100. 请填写不小于 1 的整数，例如 100。"
        )
    asked.to.mkdir(parents=True, exist_ok=True)
    for path in write_sample(asked.to, asked.times):
        sys.stdout.write(f"{path}\n")


main()
