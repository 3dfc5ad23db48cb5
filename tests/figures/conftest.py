"""The hand-made city, seen by any view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fundscope.figures import MadeFigure, View, make, read_context, seen_as
from tests.handmade import CITY, release_of

MakeFigure = Callable[..., MadeFigure]


@pytest.fixture(scope="session")
def city_figure() -> MakeFigure:
    """``city_figure("flows/pace", lang="zh")``: a figure of the hand-made city."""
    release = release_of(**CITY)
    context = read_context(release)

    def make_figure(name: str, **chosen: Any) -> MadeFigure:
        return make(name, seen_as(context, View(**chosen)), release)

    return make_figure
