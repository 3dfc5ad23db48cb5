"""Credit codes of a whole column at once; the rule itself is in ``model.credit_code``."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.typed import Refusal, words_for
from fundscope.model import check_character
from fundscope.model.credit_code import ALPHABET, WEIGHTS

# The value of each byte in the standard's alphabet, -1 for one that is not in it.
_VALUES = np.array([ALPHABET.find(chr(byte)) for byte in range(256)])
_WEIGHTS = np.array([*WEIGHTS, 1])


def are_credit_codes(codes: pa.Array) -> pa.Array:
    """For each text whether it is a credit code with the right last character; false for null.

    The last character makes the weighted sum of all 18 a multiple of 31.
    """
    has_length = pc.fill_null(pc.equal(pc.binary_length(codes), len(_WEIGHTS)), False)
    letters = codes.filter(has_length)
    values = _VALUES[np.frombuffer("".join(letters.to_pylist()).encode(), np.uint8)].reshape(
        -1, len(_WEIGHTS)
    )
    fits = ((values >= 0).all(axis=1)) & (values @ _WEIGHTS % 31 == 0)
    return pc.replace_with_mask(has_length, has_length, pa.array(fits, pa.bool_()))


def refusal_of(code: str) -> Refusal:
    """What to say of a wrong code: its right last character, where only that can be wrong."""
    try:
        character = check_character(code[:17]) if len(code) == 18 else None
    except ValueError:
        character = None
    if character is None:
        return Refusal("credit_code", words_for("expect.credit_code"))
    return Refusal("credit_code", words_for("expect.credit_code_near", character=character))
