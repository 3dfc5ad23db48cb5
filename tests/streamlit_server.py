"""A server of one's own, for browser tests and benchmarks: own port, own store, own log."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
DASHBOARD = CHECKOUT / "dashboard.py"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    """A running server: its ``address`` without a closing slash, its process and its log file."""

    address: str
    pid: int
    log: Path


def make_sample_store(folder: Path) -> Path:
    """Make a store in ``folder`` with the sample as release 1, as ``make run`` does."""
    subprocess.run(
        [sys.executable, "-m", "fundscope", "init"],
        cwd=CHECKOUT,
        env=os.environ | {"FUNDSCOPE_STORE": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


@contextlib.contextmanager
def streamlit_server(script: Path, log: Path, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Serve ``script`` on a free port of 127.0.0.1 until the block ends.

    Raises:
        RuntimeError: it ended, or did not answer in time; the message holds its log.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,  # where .streamlit/config.toml lies
            env=os.environ | (environment or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(address, process, log)
        yield Server(address, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health").close()  # noqa: S310 (our own address)
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server at {address} did not start:\n{log.read_text(errors='replace')}")
