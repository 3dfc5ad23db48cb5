"""The command that makes the sample."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from fundscope.model import DATA_FOLDER
from fundscope.sample import make, make_sample, write_sample
from fundscope.sample.recipe import Recipe


def test_it_writes_a_workbook_for_each_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named as the dataset; here with a few rows only, for the sake of speed."""

    def few_rows(recipe: Recipe) -> dict[str, pd.DataFrame]:
        return {dataset: table.head(3) for dataset, table in make_sample(recipe).items()}

    monkeypatch.setattr(make, "make_sample", few_rows)

    assert write_sample(tmp_path) == [
        tmp_path / "funds.xlsx",
        tmp_path / "projects.xlsx",
        tmp_path / "enterprises.xlsx",
    ]
    assert len(list(tmp_path.iterdir())) == 3


def test_it_refuses_to_make_less_than_what_was_published(tmp_path: Path) -> None:
    """A number of times below one is told in both languages, and nothing is written."""
    ended = subprocess.run(
        [sys.executable, "-m", "fundscope.sample", "--times", "0", "--to", str(tmp_path)],
        cwd=DATA_FOLDER.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert ended.returncode == 2
    assert "write a whole number from 1 up" in ended.stderr
    assert "请填写不小于 1 的整数" in ended.stderr
    assert list(tmp_path.iterdir()) == []
