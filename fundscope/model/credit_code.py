"""The unified social credit code of Chinese organisations (GB 32100-2015)."""

from __future__ import annotations

# The standard's alphabet leaves out I, O, S, V and Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, position, 31) for position in range(17))


def check_character(first_17: str) -> str:
    """The 18th character that belongs to the first 17.

    Rule: GB 32100-2015, section 5: (31 - sum of value times 3^i mod 31) mod 31.

    Raises:
        ValueError: not 17 characters of the standard's alphabet.
    """
    if len(first_17) != 17 or any(character not in _VALUE for character in first_17):
        raise ValueError(f"{first_17!r} is not 17 characters of the credit code alphabet.")
    total = sum(weight * _VALUE[character] for weight, character in zip(WEIGHTS, first_17, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_credit_code(text: str) -> bool:
    """Whether the text is 18 characters of the alphabet with the right check character."""
    if len(text) != 18 or any(character not in _VALUE for character in text):
        return False
    return check_character(text[:17]) == text[17]
