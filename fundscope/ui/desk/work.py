"""Work that may take longer than a second: off the thread of the page, watched and cancellable from it.

A piece of work belongs to one visitor's session and is never shared. What it came from is kept in the
store, so after a reload the same work is simply done again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from fundscope.model import Words
from fundscope.ui.scene import Scene

# Work that ends within this time is never seen to be under way.
UNSEEN_SECONDS = 0.4
_LOOK_SECONDS = 1.0


class CancelledError(Exception):
    """The person no longer wants it."""


class Work:
    """One piece of work under way on a thread of its own.

    ``do`` gets this, to tell what it is about to do: that ends the work where it was cancelled.
    """

    def __init__(self, asked: object, do: Callable[[Work], Any]) -> None:
        self.asked = asked
        self.stage, self.values = "", dict[str, object]()
        self.is_cancelled = False
        self.started = time.monotonic()
        self._outcome: Any = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(do,), daemon=True)
        self._thread.start()

    def _run(self, do: Callable[[Work], Any]) -> None:
        try:
            self._outcome = do(self)
        except BaseException as failure:
            self._failure = failure

    def tell(self, stage: str, **values: object) -> None:
        """Say what is done next, with what stands in its words.

        Raises:
            CancelledError: it need not be done.
        """
        self.stage, self.values = stage, values
        if self.is_cancelled:
            raise CancelledError

    def is_done(self, seconds: float = 0.0) -> bool:
        """Whether it has ended, waiting so long for it."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Let it end at the next thing that it tells."""
        self.is_cancelled = True

    def outcome(self) -> Any:
        """What came of it; raises what it raised."""
        if self._failure is not None:
            raise self._failure
        return self._outcome


def outcome_of(scene: Scene, name: str, asked: object, do: Callable[[Work], Any]) -> Any | None:
    """What comes of a piece of work; None while it is under way or cancelled, and then the page says so.

    It is done again where ``asked`` is another than before.
    """
    key = f"desk-work-{name}"
    work: Work | None = st.session_state.get(key)
    if work is None or work.asked != asked:
        if work is not None:
            work.cancel()
        work = st.session_state[key] = Work(asked, do)
    if work.is_cancelled:
        _show_cancelled(scene, key)
        return None
    if work.is_done(UNSEEN_SECONDS):
        return work.outcome()
    show_under_way(scene, work, key)
    return None


@st.fragment(run_every=_LOOK_SECONDS)
def show_under_way(scene: Scene, work: Work, key: str, last_stage: str = "") -> None:
    """What is being done, for how long already, and a way to stop it, up to the last stage."""
    if work.is_done() or (work.is_cancelled and not last_stage):
        st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-under-way"):
        seconds = int(time.monotonic() - work.started)
        said = {
            name: value.in_language(scene.view.lang) if isinstance(value, Words) else value
            for name, value in work.values.items()
        }
        stage = scene.text(f"desk.work.{work.stage or 'begin'}", **said)
        st.html(
            f"<p class='fs-busy' role='status'>{escape(stage)} <span class='fs-quiet'>"
            f"{scene.text('desk.work.seconds', seconds=seconds)}</span></p>",
            width="content",
        )
        if not last_stage or not (work.is_cancelled or work.stage == last_stage):
            st.button(scene.text("desk.work.cancel"), key=f"{key}-cancel", on_click=work.cancel)


def _show_cancelled(scene: Scene, key: str) -> None:
    st.info(scene.text("desk.work.cancelled"))
    st.button(scene.text("desk.work.again"), key=f"{key}-again", on_click=st.session_state.pop, args=(key,))
