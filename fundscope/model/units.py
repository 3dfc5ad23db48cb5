"""How spreadsheets write money, and what they write where a value is not known (``data/units.toml``)."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fundscope.model.declaration import DATA_FOLDER

Currency = Literal["cny", "usd"]


@dataclass(frozen=True)
class MoneyUnit:
    """A way of writing money: ``factor`` units of ``currency`` for each 1 written."""

    code: str
    currency: Currency
    factor: Decimal
    spellings: tuple[str, ...]


def plain(text: str) -> str:
    """Text as spellings are compared: lower case, narrow characters, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_FILE = tomllib.loads((DATA_FOLDER / "units.toml").read_text(encoding="utf-8"))

MONEY_UNITS: tuple[MoneyUnit, ...] = tuple(
    MoneyUnit(entry["code"], entry["currency"], Decimal(entry["factor"]), tuple(entry["spellings"]))
    for entry in _FILE["unit"]
)
# Both in plain form.
UNKNOWN_WORDS: frozenset[str] = frozenset(plain(word) for word in _FILE["unknown"]["words"])
VAGUE_WORDS: tuple[str, ...] = tuple(plain(word) for word in _FILE["vague"]["words"])

_BY_CODE = {unit.code: unit for unit in MONEY_UNITS}
_BY_SPELLING = {plain(spelling): unit for unit in MONEY_UNITS for spelling in unit.spellings}


def money_unit(code: str) -> MoneyUnit:
    """The unit of that code; KeyError where there is none."""
    return _BY_CODE[code]


def spelled_unit(words: str) -> MoneyUnit | None:
    """The unit written like that (万元, US$ m), in any case, width and spacing; None where none is."""
    return _BY_SPELLING.get(plain(words))
