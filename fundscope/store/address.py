"""Where the store is."""

from __future__ import annotations

import os
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def store_address() -> str:
    """The address in ``FUNDSCOPE_STORE``, else the folder ``store`` of the checkout."""
    return os.environ.get("FUNDSCOPE_STORE") or str(_CHECKOUT / "store")
