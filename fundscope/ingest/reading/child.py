"""The process that reads one file, which ``read_file`` starts.

Whatever a file does to a reader (an abort, a panic, a loop, all memory), it does it here, within limits.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from pathlib import Path

from .choices import Choices
from .file_type import READERS, file_type
from .handover import hand_over, tell_failure
from .unreadable import Unreadable

MOST_MEMORY_BYTES = 1_500_000_000
MOST_WRITTEN_BYTES = 2_000_000_000
# A child whose parent has died ends by itself.
_MOST_PROCESSOR_SECONDS = 60


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN_BYTES, MOST_WRITTEN_BYTES))
    if resource.getrlimit(resource.RLIMIT_CPU)[1] == resource.RLIM_INFINITY:  # the parent may have said less
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(file: str, name: str, attempt: str, choices: str, folder: str) -> None:
    """Read the file with the reader whose turn it is, and leave in the folder a reading or a failure."""
    _limit()
    # The process lives for one file: looking for garbage among millions of cells would double its time.
    gc.disable()
    path = Path(file)
    try:
        kind = file_type(path)
        readers = READERS[kind]
        if int(attempt) >= len(readers):
            raise Unreadable("damaged")
        reading = readers[int(attempt)](path, kind, name, Choices.from_json(choices))
    except Unreadable as failure:
        tell_failure(failure, Path(folder), is_final=failure.code != "damaged" or int(attempt) > 0)
    except MemoryError:
        tell_failure(Unreadable("too_large"), Path(folder), is_final=False)
    except Exception:
        # A damaged file may make a reader fail in any way; with `python -X dev` it is shown.
        if sys.flags.dev_mode:
            raise
        tell_failure(Unreadable("damaged"), Path(folder), is_final=False)
    else:
        hand_over(reading, Path(folder))
        # All is written and closed. To take millions of cells apart one by one would be time lost.
        os._exit(0)
