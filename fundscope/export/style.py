"""A house style: what stands round a drawing, as data that a newsroom can bring its own of."""

from __future__ import annotations

import base64
import functools
import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from fundscope.figures.look import Look

STYLES_FOLDER = Path(__file__).parents[2] / "data" / "styles"
HOUSE_STYLE_FILE = STYLES_FOLDER / "house.toml"
# Where a newsroom's own styles lie.
OWN_STYLES = "FUNDSCOPE_STYLES"

Ground = Literal["light", "dark", "transparent"]


class StyleError(ValueError):
    """A style file lacks something or has something that no style has."""

    def __init__(self, file: Path, detail: str) -> None:
        self.key = "export.bad_style"
        self.values: dict[str, object] = {"file": file.name, "detail": detail}
        super().__init__(f"{file}: {detail}")


@dataclass(frozen=True)
class Colours:
    """The colours of one ground."""

    ground: str
    ink: str
    quiet_ink: str
    accent: str
    mark_ink: str
    mark_ground: str


@dataclass(frozen=True)
class HouseStyle:
    """Fonts, type sizes and lengths in pixels of the drawing board, colours, logo."""

    family: str
    regular: Path | None
    bold: Path | None
    office_latin: str
    office_chinese: str
    headline_px: float
    subtitle_px: float
    note_px: float
    pad_px: float
    rule_width_px: float
    rule_height_px: float
    light: Colours
    dark: Colours
    logo: str | None = None
    logo_height_px: float = 18
    light_drawing: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    dark_drawing: tuple[tuple[str, str | tuple[str, ...]], ...] = ()

    def drawing(self, theme: Ground) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
        """Colours of the drawing by their name in ``figures.look.Look``, where the style has its own."""
        return self.dark_drawing if theme == "dark" else self.light_drawing

    def colours(self, theme: Ground) -> Colours:
        """The colours on a ground; what is transparent is meant to lie on something light."""
        return self.dark if theme == "dark" else self.light


def read_style(file: Path) -> HouseStyle:
    """The style in a .toml file; paths in it are relative to the file.

    Raises:
        StyleError: names what is missing, unknown or cannot be read.
    """
    try:
        return _style(tomllib.loads(file.read_text(encoding="utf-8")), file.parent)
    except (KeyError, TypeError, ValueError, OSError) as error:
        detail = f"{error.args[0]}" if isinstance(error, KeyError) else str(error)
        raise StyleError(file, detail) from error


def _style(read: dict[str, Any], folder: Path) -> HouseStyle:
    fonts, sizes, board, colours = read["fonts"], read["type"], read["board"], read["colours"]
    logo = read.get("logo")
    return HouseStyle(
        family=fonts["family"],
        regular=_existing(folder, fonts.get("regular")),
        bold=_existing(folder, fonts.get("bold")),
        office_latin=fonts["office_latin"],
        office_chinese=fonts["office_chinese"],
        headline_px=sizes["headline"],
        subtitle_px=sizes["subtitle"],
        note_px=sizes["note"],
        pad_px=board["pad"],
        rule_width_px=board["rule_width"],
        rule_height_px=board["rule_height"],
        light=Colours(**colours["light"]),
        dark=Colours(**colours["dark"]),
        logo=_data_uri(folder / logo["file"]) if logo else None,
        logo_height_px=logo.get("height", 18) if logo else 18,
        light_drawing=_drawing(read, "light"),
        dark_drawing=_drawing(read, "dark"),
    )


def _drawing(read: dict[str, Any], theme: str) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    known = {field.name for field in fields(Look)}
    own = read.get("drawing", {}).get(theme, {})
    if unknown := sorted(set(own) - known):
        raise ValueError(f"{', '.join(unknown)} ≠ {', '.join(sorted(known))}")
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in own.items())


def _existing(folder: Path, name: str | None) -> Path | None:
    if name is None:
        return None
    path = (folder / name).resolve()
    path.stat()
    return path


def _data_uri(file: Path) -> str:
    kinds = {".png": "image/png", ".svg": "image/svg+xml"}
    if file.suffix not in kinds:
        raise ValueError(file.name)
    return f"data:{kinds[file.suffix]};base64,{base64.b64encode(file.read_bytes()).decode()}"


def style_files() -> dict[str, Path]:
    """The styles to choose from by their names, the house's own first: those that come with the program and
    those in the folder that the variable ``FUNDSCOPE_STYLES`` names."""
    folders = [STYLES_FOLDER, *(Path(folder) for folder in [os.environ.get(OWN_STYLES)] if folder)]
    found = {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}
    return {HOUSE_STYLE_FILE.stem: HOUSE_STYLE_FILE, **found}


def style_named(name: str) -> HouseStyle:
    """The style of that name, read once while its file is the same.

    Raises:
        StyleError: the file is none, or there is no such file.
    """
    file = style_files().get(name)
    if file is None:
        raise StyleError(Path(f"{name}.toml"), "?")
    return _read_once(file, file.stat().st_mtime_ns)


@functools.lru_cache(maxsize=32)
def _read_once(file: Path, _changed_at: int) -> HouseStyle:
    return house_style() if file == HOUSE_STYLE_FILE else read_style(file)


@functools.cache
def house_style() -> HouseStyle:
    """The style that figures have unless a newsroom brings its own."""
    return read_style(HOUSE_STYLE_FILE)
