"""Reading a file in a process of its own, so that no file can harm the one that asks."""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .choices import Choices
from .handover import take_over, told_failure
from .table import Reading
from .unreadable import Unreadable

MOST_FILE_BYTES = 500_000_000
AS_PROPOSED = Choices()


@dataclass(frozen=True)
class Patience:
    """How long a file may take.

    After ``seconds`` on the clock the reader is stopped if it has had ``processor_seconds`` of a processor:
    the file is at fault. On a machine so busy that it had less, an ordinary file is no slower than
    elsewhere, only later: it goes on until it has had them, at most to ``busy_seconds`` on the clock. So no
    file takes more than ``seconds`` of a machine that gives its reader half a processor, and on a busier
    one no more than ``processor_seconds`` of anybody's time; the one who waits sees it and may stop it.
    """

    seconds: float = 20.0
    processor_seconds: int = 10
    busy_seconds: float = 60.0


PATIENT = Patience()

_ROOM = Path(__file__).resolve().parents[1]
_CHECKOUT = _ROOM.parents[1]


def _environment() -> dict[str, str]:
    """What the child is told: nothing of ours but where the code is, and to keep its address space small."""
    return {
        "PATH": os.defpath,
        # The package is imported as `reading`, not through its parents, which would bring in databases
        # and catalogues: half a second for each file. That is why its modules import each other relatively.
        "PYTHONPATH": f"{_ROOM}{os.pathsep}{_CHECKOUT}",
        "PYTHONUTF8": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "ARROW_IO_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        # What is let go is given back at once, so that memory once used does not count twice.
        "MALLOC_MMAP_THRESHOLD_": "131072",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "RUST_BACKTRACE": "0",
    }


# pyarrow does without numpy, and so do we here: to import it would take longer than to read a small file.
_START = "import sys; sys.modules['numpy'] = None; from reading.child import main; main(*sys.argv[1:])"


class StoppedError(Exception):
    """Whoever asked for a file to be read no longer wants it."""


class _TooSlowError(Exception):
    """All patience is gone."""


# How often the child is looked after while somebody may stop it.
_LOOK_SECONDS = 0.1


def _run_child(
    arguments: list[str], folder: Path, started: float, patience: Patience, stop: Callable[[], bool]
) -> None:
    command = [sys.executable, "-c", _START, *arguments]
    with subprocess.Popen(
        command,
        env=_environment(),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            if not _wait(child, started + patience.seconds, stop):
                _leave(child, patience.processor_seconds)
                if not _wait(child, started + patience.busy_seconds, stop):
                    raise _TooSlowError
        except (_TooSlowError, StoppedError):
            child.kill()
            raise
    if child.returncode == -signal.SIGXCPU:
        raise _TooSlowError


def _leave(child: subprocess.Popen[bytes], processor_seconds: int) -> None:
    """Let the child have so much of a processor in all; where the system cannot tell, nothing more."""
    if not hasattr(resource, "prlimit"):
        raise _TooSlowError
    with suppress(ProcessLookupError):  # it may have just ended
        resource.prlimit(child.pid, resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 1))


def _wait(child: subprocess.Popen[bytes], deadline: float, stop: Callable[[], bool]) -> bool:
    """Whether the child ends in time. Its end closes its output, which is noticed at once."""
    output = child.stdout.fileno()  # type: ignore[union-attr]  # it is a pipe
    watched = select.poll()
    watched.register(output, select.POLLIN)
    while (left := deadline - time.monotonic()) > 0:
        is_told = watched.poll(1000 * min(left, _LOOK_SECONDS))
        if is_told and not os.read(output, 1 << 16):
            child.wait()
            return True
        if not is_told and stop():
            raise StoppedError
    return False


def read_file(
    path: Path | str,
    choices: Choices = AS_PROPOSED,
    *,
    patience: Patience = PATIENT,
    name: str | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Reading:
    """The tables of a file, as proposed or as chosen.

    ``name`` is the file's own name, where ``path`` is only the place of an upload. Every reader that there
    is for its format is tried in turn; one that dies takes nothing with it. ``stop`` is asked now and then
    whether the reading is still wanted.

    Raises:
        Unreadable: the file cannot be read; says why and what to do.
        StoppedError: it is no longer wanted.
    """
    path = Path(path).resolve()
    name = name or path.name
    if path.stat().st_size > MOST_FILE_BYTES:
        raise Unreadable("too_large", file=name)
    started = time.monotonic()
    first_failure: Unreadable | None = None
    for attempt in (0, 1):
        with tempfile.TemporaryDirectory(prefix="fundscope-reading-") as folder:
            try:
                _run_child(
                    [str(path), name, str(attempt), choices.to_json(), folder],
                    Path(folder),
                    started,
                    patience,
                    stop,
                )
            except _TooSlowError:
                raise Unreadable("too_slow", file=name) from None
            reading = take_over(Path(folder))
            if reading is not None:
                return reading
            failure, is_final = told_failure(Path(folder), name)
        first_failure = first_failure or failure
        if is_final:
            raise failure if attempt == 0 or failure.code != "damaged" else first_failure
    raise first_failure or Unreadable("damaged", file=name)
