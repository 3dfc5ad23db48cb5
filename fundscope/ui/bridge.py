"""Why two numbers differ: the choice of the two, the bridge between them, and the projects of each step."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.figures import PUBLISHED_SIDE, MadeFigure, View, bridge, question, second_view, side_text
from fundscope.figures.context import rows_of
from fundscope.ui.download import download_rows
from fundscope.ui.explain import explain_figure
from fundscope.ui.figure import PLOTLY, figure_foot, figure_head, figure_table
from fundscope.ui.file_name import file_name
from fundscope.ui.filters import choose_filters, filter_bar
from fundscope.ui.paged import PAGE_ROWS, amounts_in, in_arrow_types, show_page, shown_page
from fundscope.ui.scene import Scene, known_releases, release_numbers
from fundscope.ui.state import SECOND, chooses, go_to, shows, view_in_url

_FIGURE = "bridge/waterfall"


def choose_totals(scene: Scene) -> None:
    """Ready questions, the filters of the first total, and the choice of the second."""
    _ready_questions(scene)
    first, second = (bridge.total_words(scene.context, which) for which in bridge.TOTALS)
    st.html(
        f"<dl class='fs-terms'><dt>{escape(scene.text('bridge.first'))}</dt><dd>{escape(first)} "
        f"<span class='fs-quiet'>{escape(scene.text('bridge.first_hint'))}</span></dd>"
        f"<dt>{escape(scene.text('bridge.second'))}</dt><dd>{escape(second)}</dd></dl>"
    )
    filter_bar(scene)
    shown = st.expander(scene.text("bridge.choose_second"), key="second", on_change="rerun")
    if shown.open:
        with shown:
            _choose_second(scene)


def _ready_questions(scene: Scene) -> None:
    """One click for what is asked most; each only where it can be asked."""
    view = replace(scene.view, pick="")
    unfiltered = View(lang=view.lang, currency=view.currency, rule=view.rule, release=view.release)
    ready = {
        "rules": replace(view, against=""),
        "published": replace(unfiltered, against=PUBLISHED_SIDE),
    }
    earlier = [number for number in release_numbers(scene.address) if number < scene.context.release_number]
    if earlier:
        ready["releases"] = replace(view, against=side_text(replace(view, release=earlier[0])))
    if view.is_filtered:
        ready["all"] = replace(view, against=side_text(View(rule=view.rule)))
    with st.container(horizontal=True, vertical_alignment="center", key="ready"):
        st.html(f"<span class='fs-quiet'>{escape(scene.text('bridge.ready'))}</span>", width="content")
        for name, asked in ready.items():
            st.button(
                scene.text(f"bridge.ready.{name}"),
                key=f"ready-{name}",
                on_click=go_to,
                args=(asked,),
            )


def _choose_second(scene: Scene) -> None:
    """What the second total counts, in which release, under which filters."""
    view, second = scene.view, second_view(scene.view)
    is_published = view.against == PUBLISHED_SIDE
    SECOND.shows("rule", PUBLISHED_SIDE if is_published else second.rule)
    st.segmented_control(
        scene.text("bridge.kind"),
        ("decided", "paid", PUBLISHED_SIDE),
        format_func=lambda kind: scene.text(f"bridge.kind.{kind}"),
        required=True,
        **SECOND.chooses("rule"),
    )
    if is_published:
        return
    _choose_second_release(scene, second)
    choose_filters(scene, second, SECOND)


def _choose_second_release(scene: Scene, second: View) -> None:
    own = scene.context.release_number
    messages = {release.number: release.message for release in known_releases(scene.address)}
    others = [number for number in messages if number != own]
    if not others:
        return

    # That of the first total is 0, since Streamlit takes None for no choice at all.
    def written(number: int) -> str:
        if number == 0:
            return scene.text("bridge.release_same", number=own)
        return scene.text("bridge.release_option", number=number, message=messages[number])

    SECOND.shows("release", second.release if second.release in others else 0)
    st.selectbox(
        scene.text("bridge.release"),
        [0, *others],
        format_func=written,
        width=480,
        **SECOND.chooses("release", lambda number: number or None),
    )


def show_bridge(scene: Scene) -> None:
    """The waterfall, and under it the projects of the step that is picked; or why there is none."""
    number = second_view(scene.view).release
    if number is not None and number not in release_numbers(scene.address):
        st.warning(scene.text("bridge.no_release", number=number))
        return
    if scene.view.against == PUBLISHED_SIDE and not scene.context.control(f"{scene.view.rule}_cny"):
        st.warning(scene.text("bridge.nothing_published"))
        return
    made = scene.figure(_FIGURE)
    with st.container(key="figure-bridge-waterfall"):
        if made.plot is None:
            st.info(scene.text("bridge.nothing"))
            return
        figure_head(made, scene)
        # A new key for each pick, so that a second click on the same step is a click again.
        key = f"bridge-{made.view.as_text()}"
        st.plotly_chart(
            made.plot, theme=None, width="stretch", config=PLOTLY, alt=made.alt, key=key,
            on_select=lambda: _clicked(key), selection_mode="points",
        )  # fmt: skip
        figure_foot(made)
        figure_table(made, scene)
        explain_figure(made, scene)
    _steps(made, scene)


def _clicked(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    step = next((point["customdata"] for point in points if point.get("customdata")), None)
    if step is None:
        return
    view, _ = view_in_url()
    step = step[0] if isinstance(step, list) else step
    go_to(replace(view, pick="" if view.pick == step else step))


def _steps(made: MadeFigure, scene: Scene) -> None:
    """The choice among the steps, and the projects of the one that is chosen."""
    context = scene.context
    steps = {f"step:{row.step}": row for row in rows_of(made.table) if row.step not in bridge.TOTALS}
    if not steps:
        return

    def written(pick: str) -> str:
        if not pick:
            return scene.text("bridge.all_rows")
        row = steps[pick]
        line = {"change": context.money(row.amount_cny), "words": bridge.step_words(context, row.step)}
        if row.project_count is None:
            return scene.text("bridge.step_line", **line)
        projects = context.plural("count.project", row.project_count)
        return scene.text("bridge.step_of", projects=projects, **line)

    pick = scene.view.pick if scene.view.pick in steps else ""
    shows("pick", pick)
    st.selectbox(scene.text("bridge.steps"), ["", *steps], format_func=written, **chooses("pick"))
    if pick and steps[pick].project_count is None:
        st.info(scene.text("bridge.no_rows"))
        return
    _rows(made, scene, pick.removeprefix("step:"), written(pick))


def _rows(made: MadeFigure, scene: Scene, step: str, said: str) -> None:
    params = {key: value for key, value in question(_FIGURE, made.view).items() if key != "to_published"}

    def ask() -> pd.DataFrame:
        pair = scene.release.beside(scene.release.sibling(second_view(made.view).release))
        return pair.run("bridge/rows", step=step or None, **params)

    answer = scene.once("rows of the bridge", ask)
    if answer.empty:
        return
    st.html(amounts_in(scene))
    page = shown_page("bridge", of=made.view.as_text())
    shown = answer.iloc[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    show_page(
        scene,
        "bridge",
        scene.once(
            f"rows of the bridge on page {page}",
            lambda: in_arrow_types(pd.DataFrame([_listed(row, scene) for row in rows_of(shown)])),
        ),
        len(answer),
        alt=said,
        of=made.view.as_text(),
    )
    file = f"bridge-{step or 'all'}-release-{scene.context.release_number}"
    download_rows(lambda: answer, scene, file, [said, made.headline, made.source, scene.view.as_text()])


def _listed(row: Any, scene: Scene) -> dict[str, Any]:
    context, text = scene.context, scene.text

    def amount(amount_cny: Any) -> float:
        return round(context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4), 1)

    return {
        text("column.project_id"): row.project_id,
        text("column.enterprise"): getattr(row, f"enterprise_{scene.view.lang}") or row.enterprise_id,
        text("column.step"): bridge.step_words(context, row.step),
        text("column.before_cny"): amount(row.before_cny),
        text("column.after_cny"): amount(row.after_cny),
        text("column.difference_cny"): amount(row.difference_cny),
        text("level.fund"): context.name("fund", row.fund_id, short=True),
        text("level.sector"): context.name("sector", row.sector or "unknown", short=True),
        text("level.district"): context.name("district", row.district or "unknown", short=True),
        text("column.decided_on"): row.decided_on,
        text("column.paid_on"): row.paid_on,
        text("column.upload"): file_name(scene, row.upload),
        text("column.sheet"): row.sheet,
        text("column.row"): row.row,
    }
