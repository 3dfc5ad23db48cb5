"""The steps of the desk: a line for each, of which one is open."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

import streamlit as st

from fundscope.ui.desk.draft import Draft
from fundscope.ui.scene import Scene

# Whether a step is in order, is in the way, is there to be looked at, or cannot be reached yet.
State = Literal["done", "attention", "open", "shut"]

_ICONS: dict[State, str] = {
    "done": ":material/check:",
    "attention": ":material/error:",
    "open": ":material/radio_button_unchecked:",
    "shut": ":material/lock:",
}


@dataclass(frozen=True)
class Step:
    """One step: its name, how it stands, that in one sentence, and what shows it when it is open.

    A step that shows files one by one says under each how it stands, so the sentence is not said twice.
    """

    name: str
    state: State
    told: str
    show: Callable[[], None]
    says_itself: bool = False


def show_steps(scene: Scene, steps: list[Step], chosen: str, open_step: Callable[[str], None]) -> None:
    """Every step by number, name and sentence; the chosen one open, or the first that wants attention."""
    opened = opened_step(steps, chosen)
    with st.container(key="steps"):
        for number, step in enumerate(steps, 1):
            is_open = step.name == opened
            with st.container(key=f"step-{step.state}-{step.name}"):
                _line(scene, number, step, is_open, open_step)
                if is_open:
                    step.show()
                    _onwards(scene, steps, number, open_step)


def opened_step(steps: list[Step], chosen: str) -> str:
    """The step to open: the one chosen, while it can be reached."""
    by_name = {step.name: step for step in steps}
    if chosen in by_name and by_name[chosen].state != "shut":
        return chosen
    wanting = (step.name for step in steps if step.state in ("attention", "open"))
    return next(wanting, steps[-1].name)


def _line(scene: Scene, number: int, step: Step, is_open: bool, open_step: Callable[[str], None]) -> None:
    title = scene.text(f"desk.{step.name}.title")
    if is_open:
        said = "" if step.says_itself else f"<p class='fs-sub'>{escape(step.told)}</p>"
        head = f"<h2><span class='fs-step-number'>{number}</span> {escape(title)}</h2>"
        st.html(f"<section class='fs-figure'>{head}{said}</section>")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.button(
            f"{number}  {title}",
            key=f"open-{step.name}",
            type="tertiary",
            icon=_ICONS[step.state],
            width=260,
            disabled=step.state == "shut",
            on_click=open_step,
            args=(step.name,),
        )
        st.html(f"<p class='fs-told'>{escape(step.told)}</p>")


def _onwards(scene: Scene, steps: list[Step], number: int, open_step: Callable[[str], None]) -> None:
    """The button to the next step, where there is one that can be reached."""
    if number == len(steps) or steps[number].state == "shut":
        return
    following = steps[number]
    st.button(
        scene.text("desk.next", step=scene.text(f"desk.{following.name}.title")),
        key=f"next-{following.name}",
        type="primary",
        on_click=open_step,
        args=(following.name,),
    )


@contextlib.contextmanager
def part(draft: Draft, name: str, told: str) -> Iterator[None]:
    """What a step shows of one file, under one sentence on how it stands."""
    with st.container(key=f"figure-{name}-{draft.draft_id}"):
        st.html(f"<p class='fs-sub'>{escape(told)}</p>")
        yield
