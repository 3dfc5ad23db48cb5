"""The passport of an exported file: which figure it is, of which release, with which numbers.

Every file carries it in the place that its format has for such things, and the short code stands in the
printed source line, so that a screenshot can be traced as well.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from fundscope import __version__
from fundscope.engine import query
from fundscope.figures import MadeFigure, View

# Under which key a file holds its passport.
PASSPORT_KEY = "fundscope-passport"

# Of Crockford's base 32: no letter that could be taken for a digit or another letter.
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8

# What changes the look of a view and none of its numbers.
_LOOK_OF_VIEW = {"theme": "light", "size": "wide"}


@dataclass(frozen=True)
class Passport:
    """Where the numbers of a file come from.

    ``view`` is the canonical text of what is shown, with its release. ``numbers_hash`` is the SHA-256 of
    the figure's table, ``question_hash`` of the query's text, ``content_hash`` of what the file shows,
    empty until there is one. ``look`` says how to make the file again (format, size, ground, scale, own
    headline). ``code`` is the same for every format of a figure.
    """

    figure: str
    view: str
    release: int
    code: str
    numbers_hash: str
    question_hash: str
    software: str
    made_at: datetime
    look: str = ""
    content_hash: str = ""

    def with_content(self, content_hash: str) -> Passport:
        """The passport of a file that shows this content."""
        return replace(self, content_hash=content_hash)

    def as_dict(self) -> dict[str, Any]:
        """The passport as JSON takes it."""
        return asdict(self) | {"made_at": self.made_at.isoformat()}

    def as_json(self) -> str:
        """The passport as one line of JSON, in ASCII, so that any place in any format can hold it."""
        return json.dumps(self.as_dict(), separators=(",", ":"))


def passport_from_json(text: str) -> Passport:
    """The passport written as JSON.

    Raises:
        ValueError: the text is none.
    """
    try:
        read = json.loads(text)
        passport = Passport(**read | {"made_at": datetime.fromisoformat(read["made_at"])})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"This is no passport: {text[:80]!r}") from error
    texts = (value for name, value in asdict(passport).items() if name not in ("release", "made_at"))
    if not isinstance(passport.release, int) or not all(isinstance(value, str) for value in texts):
        raise ValueError(f"This is no passport: {text[:80]!r}")
    return passport


def numbers_hash(table: pd.DataFrame) -> str:
    """SHA-256 of a figure's table as CSV: exact decimals, text quoted and unknown never."""
    written = io.BytesIO()
    csv.write_csv(pa.Table.from_pandas(table, preserve_index=False), written)
    return hashlib.sha256(written.getvalue()).hexdigest()


def question_hash(figure: str) -> str:
    """SHA-256 of the query behind a figure: a definition that changes is a reason for other numbers."""
    return hashlib.sha256(query(figure).sql.encode()).hexdigest()


def passport_of(made: MadeFigure, release: int, made_at: datetime, look: str = "") -> Passport:
    """The passport of a figure made from that release, still without a content."""
    return issue(
        made.name,
        made.view,
        release,
        numbers=numbers_hash(made.table),
        question=question_hash(made.name),
        made_at=made_at,
        look=look,
    )


def issue(
    figure: str, view: View, release: int, *, numbers: str, question: str, made_at: datetime, look: str = ""
) -> Passport:
    """The passport of what shows these numbers, by the hashes of its tables and of its questions."""
    view = replace(view, release=release)
    return Passport(
        figure=figure,
        view=view.as_text(),
        release=release,
        code=_code(figure, view, numbers),
        numbers_hash=numbers,
        question_hash=question,
        software=__version__,
        made_at=made_at,
        look=look,
    )


def _code(figure: str, view: View, numbers: str) -> str:
    """``FS-7K3M-9QXD``: 40 bits of figure, view, release and numbers."""
    shown = replace(view, **_LOOK_OF_VIEW)  # type: ignore[arg-type]
    digest = hashlib.sha256("\n".join((figure, shown.as_text(), numbers)).encode()).digest()
    number = int.from_bytes(digest[:5])
    letters = ""
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, len(_CODE_LETTERS))
        letters += _CODE_LETTERS[place]
    return f"FS-{letters[:4]}-{letters[4:]}"
