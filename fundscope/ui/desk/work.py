"""Work that may take longer than a second: off the thread of the page, watched and cancellable from it.

A piece of work belongs to one visitor's session and is never shared. What it came from is kept in the
store, so after a reload the same work is simply done again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from fundscope.ui.scene import Scene

# Work that ends within this time is never seen to be under way.
_UNSEEN_SECONDS = 0.4
_LOOK_SECONDS = 1.0


class CancelledError(Exception):
    """The person no longer wants it."""


class Work:
    """One piece of work under way on a thread of its own.

    ``do`` gets this, to tell what it is about to do: that ends the work where it was cancelled.
    """

    def __init__(self, asked: object, do: Callable[[Work], Any]) -> None:
        self.asked = asked
        self.stage = ""
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

    def tell(self, stage: str) -> None:
        """Say what is done next.

        Raises:
            CancelledError: it need not be done.
        """
        self.stage = stage
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
    if work.is_done(_UNSEEN_SECONDS):
        return work.outcome()
    _show_under_way(scene, key)
    return None


@st.fragment(run_every=_LOOK_SECONDS)
def _show_under_way(scene: Scene, key: str) -> None:
    """What is being done, for how long already, and a way to stop it."""
    work: Work | None = st.session_state.get(key)
    if work is None or work.is_cancelled or work.is_done():
        st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-under-way"):
        seconds = int(time.monotonic() - work.started)
        stage = scene.text(f"desk.work.{work.stage}") if work.stage else scene.text("desk.work.begin")
        st.html(
            f"<p class='fs-busy' role='status'>{stage} <span class='fs-quiet'>"
            f"{scene.text('desk.work.seconds', seconds=seconds)}</span></p>",
            width="content",
        )
        st.button(scene.text("desk.work.cancel"), key=f"{key}-cancel", on_click=work.cancel)


def _show_cancelled(scene: Scene, key: str) -> None:
    st.info(scene.text("desk.work.cancelled"))
    st.button(scene.text("desk.work.again"), key=f"{key}-again", on_click=st.session_state.pop, args=(key,))
