"""Pictures of plotly figures through one Chromium that stays warm.

kaleido drives it. It is started with the first picture; it ends when nobody has wanted one for a while, for
it holds several hundred megabytes, and with the process. A Chromium that has crashed or hangs is ended and
started once more; then the picture fails with a sentence.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Coroutine, MutableMapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, Literal, TypeVar

import kaleido
from choreographer.browsers import Chromium
from choreographer.errors import ChromeNotFoundError

from fundscope.words import text

T = TypeVar("T")
Picture = Literal["png", "svg", "pdf"]

# A picture takes a second at most on a slow machine: after this long it will not come.
SECONDS_FOR_A_PICTURE = 30.0
# Whoever tries sizes and headlines draws every few seconds; a start takes about one.
SECONDS_KEPT_IDLE = 60.0
_SECONDS_FOR_A_START = 60.0
_SECONDS_FOR_AN_END = 5.0


class NoImageError(Exception):
    """A picture cannot be made: ``text(error.key, lang, **error.values)`` says why and what to do."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(text(key, "en", **values))


class NoChromeError(NoImageError):
    """There is no Chromium on the machine."""

    def __init__(self) -> None:
        super().__init__("export.no_chrome")


class PictureFailedError(NoImageError):
    """Chromium crashed or did not answer, twice."""

    def __init__(self, detail: str) -> None:
        super().__init__("export.picture_failed", detail=detail)


class _OwnFonts(Chromium):
    """Chromium that finds the style's fonts and leaves the network alone."""

    fontconfig: str | None = None

    def get_env(self) -> MutableMapping[str, str]:
        env = super().get_env()
        if self.fontconfig:
            env["FONTCONFIG_FILE"] = self.fontconfig
        return env

    def get_cli(self) -> Sequence[str]:
        offline = ("--disable-background-networking", "--disable-domain-reliability", "--no-pings")
        return [*super().get_cli(), *offline, "--host-resolver-rules=MAP * ~NOTFOUND"]


class _KeptPage(kaleido.Kaleido):  # type: ignore[misc]  # it tells no types
    """Kaleido that keeps its page from one picture to the next.

    It would load it anew, which takes longer than the picture. Plotly draws each in an element of its own and
    takes that away, and a page on which anything failed is ended with its Chromium.
    """

    async def _return_kaleido_tab(self, tab: Any) -> None:
        await self.tabs_ready.put(tab)


class Chrome:
    """One Chromium with one tab; safe to share between threads, which take turns."""

    def __init__(
        self,
        fontconfig: str | None = None,
        seconds: float = SECONDS_FOR_A_PICTURE,
        idle_seconds: float = SECONDS_KEPT_IDLE,
    ) -> None:
        self._fontconfig, self._seconds, self._idle_seconds = fontconfig, seconds, idle_seconds
        self._turn = threading.Lock()
        self._waiting: threading.Timer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: kaleido.Kaleido | None = None

    def picture(
        self, plot: dict[str, Any], kind: Picture, width: float, height: float, scale: float
    ) -> bytes:
        """The plotly figure as a file, ``scale`` times as large as ``width`` by ``height`` pixels.

        Raises:
            NoChromeError: there is no Chromium.
            PictureFailedError: it failed twice.
        """
        options = {"format": kind, "width": width, "height": height, "scale": scale}
        with self._turn:
            self._stay()
            try:
                picture = self._once(plot, options)
            except NoChromeError:
                raise
            except Exception:
                self._end(at_once=True)
                picture = self._once_more(plot, options)
            self._end_when_idle()
            return picture

    def start(self) -> None:
        """Start Chromium, if it does not run already.

        Raises:
            NoChromeError: there is none.
        """
        with self._turn:
            self._started()

    def close(self) -> None:
        """End Chromium; the next picture starts it again."""
        with self._turn:
            self._end()

    @property
    def process_id(self) -> int | None:
        """The process of Chromium, which leads a process group of its own; None where it does not run."""
        return None if self._kaleido is None else self._kaleido.subprocess.pid

    def _once(self, plot: dict[str, Any], options: dict[str, Any]) -> bytes:
        started = self._started()
        picture: bytes = self._waited(started.calc_fig(plot, opts=options), self._seconds)
        return picture

    def _once_more(self, plot: dict[str, Any], options: dict[str, Any]) -> bytes:
        try:
            return self._once(plot, options)
        except Exception as error:
            self._end(at_once=True)
            raise PictureFailedError(_told(error)) from error

    def _end_when_idle(self) -> None:
        """End Chromium after a while, unless another picture is asked for before."""

        def end() -> None:
            with self._turn:
                # It may have been called off while it waited for its turn.
                if self._waiting is timer:
                    self._end()

        self._waiting = timer = threading.Timer(self._idle_seconds, end)
        timer.daemon = True
        timer.start()

    def _stay(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _started(self) -> kaleido.Kaleido:
        if self._kaleido is None:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chrome", daemon=True).start()
            self._kaleido = self._waited(self._open(), _SECONDS_FOR_A_START)
            # After the start, so that it is ended before its temporary folder is taken away.
            atexit.register(self.close)
        return self._kaleido

    async def _open(self) -> kaleido.Kaleido:
        fonts = type("OwnFonts", (_OwnFonts,), {"fontconfig": self._fontconfig})
        try:
            browser = _KeptPage(timeout=self._seconds, mathjax=False, browser_cls=fonts)
        except ChromeNotFoundError as error:
            raise NoChromeError from error
        await browser.open()
        return browser

    def _waited(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        assert self._loop is not None  # noqa: S101 (for the type checker: started by every caller)
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except FutureTimeoutError:
            future.cancel()
            raise

    def _end(self, *, at_once: bool = False) -> None:
        """End the browser, with all of its processes; one that hangs is not asked first."""
        self._stay()
        browser, self._kaleido = self._kaleido, None
        if browser is None:
            return
        if at_once:
            _kill(browser.subprocess)
        with contextlib.suppress(Exception):
            self._waited(browser.close(), _SECONDS_FOR_AN_END)
        _kill(browser.subprocess)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_SECONDS_FOR_AN_END)


def _told(error: Exception) -> str:
    detail = " ".join(str(error).split())
    return f"{type(error).__name__}: {detail}" if detail else type(error).__name__


_shared: dict[str | None, Chrome] = {}
_sharing = threading.Lock()


def shared_chrome(fontconfig: str | None) -> Chrome:
    """The one Chromium of this process for these fonts."""
    with _sharing:
        return _shared.setdefault(fontconfig, Chrome(fontconfig))
