"""Credit codes of a whole column at once; the rule itself is in ``model.credit_code``."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.typed import Refusal, words_for
from fundscope.model import check_character
from fundscope.model.credit_code import ALPHABET, WEIGHTS

_ALPHABET = pa.array(list(ALPHABET))


def are_credit_codes(codes: pa.Array) -> pa.Array:
    """For each text whether it is a credit code with the right last character; null for null."""
    total = pa.scalar(0, pa.int32())
    for place, weight in enumerate(WEIGHTS):
        value = pc.index_in(pc.utf8_slice_codeunits(codes, place, place + 1), value_set=_ALPHABET)
        total = pc.add(total, pc.multiply(value, pa.scalar(weight, pa.int32())))
    due = pc.modulo(pc.subtract(31, pc.modulo(total, 31)), 31)
    last = pc.index_in(pc.utf8_slice_codeunits(codes, 17, 18), value_set=_ALPHABET)
    # A character outside the alphabet makes the sum null.
    fits = pc.fill_null(pc.equal(due, last), False)
    return pc.and_(pc.equal(pc.utf8_length(codes), 18), fits)


def refusal_of(code: str) -> Refusal:
    """What to say of a wrong code: its right last character, where only that can be wrong."""
    try:
        character = check_character(code[:17]) if len(code) == 18 else None
    except ValueError:
        character = None
    if character is None:
        return Refusal("credit_code", words_for("expect.credit_code"))
    return Refusal("credit_code", words_for("expect.credit_code_near", character=character))
