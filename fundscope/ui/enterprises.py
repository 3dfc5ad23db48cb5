"""The page of the enterprises: its answer, its filters, and the two figures that group them."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope.figures import ENTERPRISE_LEVELS, GROUPINGS
from fundscope.figures.context import rows_of
from fundscope.figures.scope import filter_words
from fundscope.figures.view import UNKNOWN_CODE
from fundscope.ui.figure import show_figure
from fundscope.ui.filters import choose_codes, choose_district_and_sector
from fundscope.ui.frame import clear_filters
from fundscope.ui.scene import Scene
from fundscope.ui.state import chooses, shows


def enterprises_answer(scene: Scene) -> str:
    """How many there are, what they spend on R&D, and on how many the funds decided."""
    return scene.once("enterprises answer", lambda: _answer(scene))


def _answer(scene: Scene) -> str:
    params, context = scene.view.enterprise_params(), scene.context
    row = rows_of(scene.release.run("enterprises/totals", **params))[0]
    if not row.enterprise_count:
        return scene.text("page.enterprises.answer_none")
    return scene.text(
        "page.enterprises.answer" if row.funded_count else "page.enterprises.answer_unfunded",
        enterprises=context.plural("count.enterprise", row.enterprise_count),
        rd=context.money(row.rd_cny),
        share=context.share(row.rd_intensity_share),
        funded=context.number(row.funded_count),
        money=context.money(row.decided_cny),
    )


def enterprise_filters(scene: Scene) -> None:
    """What enterprises can be narrowed by, behind a line that says what is set."""
    heeded = tuple(scene.view.enterprise_params())
    active = filter_words(scene.context, heeded) or scene.text("filter.none")
    with st.expander(scene.text("filter.line", active=active), key="filters"):
        columns = st.columns(3)
        with columns[0]:
            choose_district_and_sector(scene)
        # Beside those two the others, column by column; the fifth evens out what stands under the first.
        for place, (level, codes) in zip((1, 2, 1, 2, 0), ENTERPRISE_LEVELS.items(), strict=True):
            with columns[place]:
                known = codes or tuple(scene.context.labels[level])
                choose_codes(scene, scene.view, level, [*known, UNKNOWN_CODE])
        clear_filters(scene)


def show_groups(scene: Scene) -> None:
    """By what the enterprises are grouped, and how many there are and what they spend in each group."""
    shows("by", scene.view.by)
    st.segmented_control(
        scene.text("choice.by"),
        GROUPINGS,
        format_func=lambda by: scene.text(f"level.{by}"),
        required=True,
        **chooses("by"),
    )
    left, right = st.columns(2, gap="large")
    with left:
        show_figure(scene, "enterprises/by_group", narrows=True)
    with right:
        show_figure(scene, "enterprises/rd_by_group", narrows=True)


def show_published_series(scene: Scene) -> None:
    """What others have published, each series as a figure of its own."""
    st.html(scene.once("published head", lambda: _published_head(scene)))
    left, right = st.columns(2, gap="large")
    with left:
        show_figure(scene, "published/high_tech_enterprises")
        show_figure(scene, "published/unicorns")
    with right:
        show_figure(scene, "published/specialised_enterprises")
        show_figure(scene, "published/rd_intensity")


def _published_head(scene: Scene) -> str:
    title = scene.text("enterprises.published.title")
    about = scene.text("enterprises.published.about")
    return (
        f"<section class='fs-figure'><h2>{escape(title)}</h2><p class='fs-sub'>{escape(about)}</p></section>"
    )
