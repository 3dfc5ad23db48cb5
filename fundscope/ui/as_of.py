"""The dashboard as it was on an earlier release: the choice, the mark, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from fundscope import words
from fundscope.engine import open_release
from fundscope.figures.context import rows_of
from fundscope.ui.scene import Scene, known_releases, release_numbers, the_store
from fundscope.ui.state import chooses, go_to, shows, view_in_url

# The headline totals that are compared, and the words of each.
COMPARED = ("size_cny", "decided_cny", "decided_count", "paid_cny", "paid_count", "enterprise_count")


def choose_release(scene: Scene) -> None:
    """A choice among the releases, where there is more than one."""
    numbers = release_numbers(scene.address)
    if len(numbers) < 2:
        return
    by_number = {release.number: release for release in known_releases(scene.address)}

    # The latest is 0, since Streamlit takes None for no choice at all.
    def written(number: int) -> str:
        if number == 0:
            return scene.text("as_of.latest", number=numbers[0])
        release = by_number[number]
        when = words.moment(release.published_at, scene.view.lang)
        return scene.text("as_of.option", number=number, moment=when, message=release.message)

    shows("release", scene.view.release if scene.view.release in numbers else 0)
    st.selectbox(
        scene.text("as_of.choose"),
        [0, *numbers[1:]],
        format_func=written,
        width=480,
        **chooses("release", lambda number: number or None),
    )


def show_as_of(scene: Scene) -> None:
    """The mark of an earlier release: which one, what has changed since, and the way back."""
    asked, shown = scene.view.release, scene.context.release_number
    latest = release_numbers(scene.address)[0]
    if asked is not None and asked != shown:
        st.warning(scene.text("url.release", number=asked))
    if shown == latest:
        return
    when = words.moment(scene.context.released_at, scene.view.lang)
    with st.container(key="as-of", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p><b>{escape(scene.text('as_of.mark', number=shown, moment=when))}</b> "
            f"{escape(_changed_since(scene, latest))}</p>"
        )
        st.button(scene.text("as_of.back", number=latest), key="to-latest", on_click=_to_latest)


def _to_latest() -> None:
    view, _ = view_in_url()
    go_to(replace(view, release=None))


def _changed_since(scene: Scene, latest: int) -> str:
    """The headline totals that the latest release gives otherwise, under the same filters."""
    params = scene.view.filter_params()
    then = rows_of(scene.release.run("headline/totals", **params))[0]
    newest = open_release(the_store(scene.address), latest)
    now = rows_of(newest.run("headline/totals", **params))[0]
    moved = [total for total in COMPARED if getattr(then, total) != getattr(now, total)]
    if not moved:
        return scene.text("as_of.same")

    def written(total: str, row: object) -> str:
        value = getattr(row, total)
        if total.endswith("_cny"):
            return scene.context.money(value, digits=5)
        return scene.context.number(value)

    changes = [
        scene.text(
            "as_of.change",
            total=scene.text(f"total.{total}"),
            then=written(total, then),
            now=written(total, now),
        )
        for total in moved
    ]
    return scene.text("as_of.changed", changes=scene.text("filter.separator").join(changes))
