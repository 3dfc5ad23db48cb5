"""How much memory a server holds."""

from __future__ import annotations

import re
from pathlib import Path

import psutil


def resident_mb(pid: int) -> float:
    """What a process and its children hold now."""
    process = psutil.Process(pid)
    tree = [process, *process.children(recursive=True)]
    resident: int = sum(member.memory_info().rss for member in tree)
    return resident / 1e6


def peak_mb(pid: int) -> float:
    """The most that a process, itself, has held since it began, as the kernel has noted it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, flags=re.MULTILINE)
    if found is None:
        raise RuntimeError("This machine does not say how much memory a process has held at most.")
    return int(found.group(1)) * 1024 / 1e6
