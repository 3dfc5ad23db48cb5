"""Reading a file in a process of its own, so that no file can harm the one that asks."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .choices import Choices
from .handover import take_over, told_failure
from .table import Reading
from .unreadable import Unreadable

MOST_SECONDS = 20.0
MOST_FILE_BYTES = 500_000_000
AS_PROPOSED = Choices()

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
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "RUST_BACKTRACE": "0",
    }


def _run_child(arguments: list[str], folder: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "reading.child", *arguments]
    with subprocess.Popen(
        command,
        env=_environment(),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise


def read_file(
    path: Path | str,
    choices: Choices = AS_PROPOSED,
    *,
    seconds: float = MOST_SECONDS,
    name: str | None = None,
) -> Reading:
    """The tables of a file, as proposed or as chosen.

    ``name`` is the file's own name, where ``path`` is only the place of an upload. Every reader that there
    is for its format is tried in turn; one that dies takes nothing with it.

    Raises:
        Unreadable: the file cannot be read; says why and what to do.
    """
    path = Path(path).resolve()
    name = name or path.name
    if path.stat().st_size > MOST_FILE_BYTES:
        raise Unreadable("too_large", file=name)
    deadline = time.monotonic() + seconds
    first_failure: Unreadable | None = None
    for attempt in (0, 1):
        with tempfile.TemporaryDirectory(prefix="fundscope-reading-") as folder:
            try:
                _run_child(
                    [str(path), name, str(attempt), choices.to_json(), folder],
                    Path(folder),
                    max(0.0, deadline - time.monotonic()),
                )
            except subprocess.TimeoutExpired:
                raise Unreadable("too_slow", file=name) from None
            reading = take_over(Path(folder))
            if reading is not None:
                return reading
            failure, is_final = told_failure(Path(folder), name)
        first_failure = first_failure or failure
        if is_final:
            raise failure if attempt == 0 else first_failure
    raise first_failure or Unreadable("damaged", file=name)
