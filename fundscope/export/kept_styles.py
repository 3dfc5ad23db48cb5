"""Styles of newsrooms, kept in the store with the first file made in each, so that it can be made again."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from fundscope.export.fonts import font_folder
from fundscope.export.style import Colours, HouseStyle, house_style
from fundscope.store import Store

_NAME = "styles"
_SCHEMA = pa.schema(
    [
        pa.field("style", pa.string(), nullable=False),
        pa.field("kept_at", pa.timestamp("us", "UTC"), nullable=False),
        pa.field("told", pa.string(), nullable=False),
    ]
)
_FACES = ("regular", "bold")
_DRAWINGS = ("light_drawing", "dark_drawing")


@functools.lru_cache(maxsize=16)
def style_hash(style: HouseStyle) -> str:
    """What tells one style from another, wherever its files lie; empty for the house's own."""
    if style == house_style():
        return ""
    fonts = [file.read_bytes() for file in (style.regular, style.bold) if file]
    told = repr(replace(style, regular=None, bold=None)).encode()
    return hashlib.sha256(b"\n".join([told, *(hashlib.sha256(font).digest() for font in fonts)])).hexdigest()[
        :8
    ]


def keep_style(store: Store, style: HouseStyle | None) -> None:
    """Keep a style with its fonts and logo; the house's own is always there."""
    if style is None or not (name := style_hash(style)) or name in _kept(store):
        return
    told = asdict(style)
    for face in _FACES:
        file: Path | None = told[face]
        told[face] = (
            None if file is None else [store.keep_upload(file.read_bytes(), file.name).sha256, file.suffix]
        )
    row = {"style": name, "kept_at": datetime.now(UTC), "told": json.dumps(told, ensure_ascii=False)}
    store.append(_NAME, pa.Table.from_pylist([row], _SCHEMA))


def kept_style(store: Store, name: str) -> HouseStyle | None:
    """The style of that hash; the house's own for none; None where it has never been kept."""
    if not name:
        return house_style()
    told = _kept(store).get(name)
    return None if told is None else _style(store, json.loads(told))


def _kept(store: Store) -> dict[str, str]:
    return {row["style"]: row["told"] for row in store.rows(_NAME, _SCHEMA).to_pylist()}


def _style(store: Store, told: dict[str, Any]) -> HouseStyle:
    for face in _FACES:
        told[face] = None if told[face] is None else _font(store, *told[face])
    for ground in ("light", "dark"):
        told[ground] = Colours(**told[ground])
    for drawing in _DRAWINGS:
        told[drawing] = tuple((name, _colours(value)) for name, value in told[drawing])
    return HouseStyle(**told)


def _colours(value: str | Iterable[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)


def _font(store: Store, sha256: str, suffix: str) -> Path:
    """The font as a file that Chromium can read."""
    file = font_folder() / "styles" / f"{sha256}{suffix}"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(store.read_upload(sha256))
    return file
