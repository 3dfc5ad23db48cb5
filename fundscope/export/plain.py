"""csv and json: the numbers of a figure with what they are, where they come from, and the passport."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from fundscope.export.answer import answer_of, as_text_cell
from fundscope.export.order import Order
from fundscope.export.passport import Passport

_PASSPORT_LINE = "# passport"


def as_csv(order: Order) -> tuple[bytes, Passport]:
    """Lines that begin with # and say what this is, then a header and the rows, every value exact.

    UTF-8 with a byte order mark, so that Excel reads Chinese. Unknown is an empty cell, and what is kept
    back has its sign. A reader of
    machines takes what has no # (``pandas.read_csv(file, comment="#")``).
    """
    made, words, answer = order.made, order.words, answer_of(order.made, order.context)
    told = [
        ("figure", made.name),
        ("headline", words.headline),
        ("subtitle", words.subtitle),
        ("notes", words.notes),
        ("source", words.source),
        ("mark", words.mark),
        *((f"column {column.name}", column.title) for column in answer.columns),
    ]
    head = [(f"# {key}", as_text_cell(value)) for key, value in told if value]
    body = [
        [column.name for column in answer.columns],
        *([_csv_value(value) for value in row] for row in answer.marked()),
    ]
    signed = order.passport.with_content(_text_hash(_csv(head) + _csv(body)))
    written = _csv([*head, (_PASSPORT_LINE, signed.as_json())]) + _csv(body)
    return written.encode("utf-8-sig"), signed


def read_csv(data: bytes) -> tuple[str | None, str]:
    """The passport in a csv file, None where there is none, and the hash of what else is in it."""
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    found = [line for line in lines if line.startswith(_PASSPORT_LINE)]
    rest = "".join(line for line in lines if not line.startswith(_PASSPORT_LINE))
    cells = next(csv.reader(found), [])
    return (cells[1] if len(cells) > 1 else None), _text_hash(rest)


def is_text(data: bytes) -> bool:
    """Whether the bytes are text in UTF-8."""
    try:
        return "\0" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _csv(rows: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def _csv_value(value: Any) -> Any:
    if isinstance(value, str):
        return as_text_cell(value)
    return format(value, "f") if isinstance(value, Decimal) else value


def _text_hash(text: str) -> str:
    # Whoever opens and saves a text file may change its line ends, and nothing else.
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def as_json(order: Order) -> tuple[bytes, Passport]:
    """One object: words, columns, rows, passport. Decimals become numbers, days ISO 8601.

    Unknown is null; so is what is kept back, and ``withheld`` lists those places, rows counted from 0.
    """
    made, words, answer = order.made, order.words, answer_of(order.made, order.context)
    content = {
        "figure": made.name,
        "title": made.title,
        "headline": words.headline,
        "subtitle": words.subtitle,
        "alt": made.alt,
        "notes": list(made.footnotes),
        "source": words.source,
        "mark": words.mark,
        "columns": [
            {"name": column.name, "title": column.title, "type": column.type} for column in answer.columns
        ],
        "rows": [
            {column.name: value for column, value in zip(answer.columns, row, strict=True)}
            for row in answer.rows
        ],
        "withheld": [
            {"row": row, "column": answer.columns[place].name} for row, place in sorted(answer.hidden)
        ],
    }
    content = json.loads(json.dumps(content, default=_json_value))
    signed = order.passport.with_content(_json_hash(content))
    written = json.dumps(content | {"passport": signed.as_dict()}, ensure_ascii=False, indent=1)
    return written.encode(), signed


def read_json(data: bytes) -> tuple[str | None, str]:
    """The passport in a json file, None where there is none, and the hash of what else is in it.

    Raises:
        ValueError: it is no json.
    """
    content = json.loads(data)
    if not isinstance(content, dict):
        return None, ""
    passport = content.pop("passport", None)
    return (None if passport is None else json.dumps(passport)), _json_hash(content)


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def _json_hash(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
