"""Make the sample: ``python -m fundscope.sample [--times 100] [--to FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fundscope.sample import write_sample
from fundscope.sample.recipe import DATA


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fundscope.sample", description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many times the published number of records")
    parser.add_argument("--to", type=Path, default=DATA / "sample", help="the folder to write into")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    for path in write_sample(asked.to, asked.times):
        sys.stdout.write(f"{path}\n")


main()
