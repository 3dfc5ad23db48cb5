"""Credit codes: on codes made up for a division 99 that does not exist."""

from __future__ import annotations

import pytest

from fundscope.model import check_character, is_credit_code


@pytest.mark.parametrize(
    ("first_17", "check"),
    [
        ("00000000000000000", "0"),
        # Only the first character counts, with weight 1: 31 - 1.
        ("10000000000000000", "Y"),
        # Only the second, with weight 3: 31 - 3.
        ("01000000000000000", "W"),
        # Y is worth 30, with weight 1: 31 - 30.
        ("Y0000000000000000", "1"),
        # Only the last: 3^16 mod 31 is 28, so 31 - 28.
        ("00000000000000001", "3"),
        # 9·1 + 1·3 + 9·9 + 9·27 is 336, 26 over 31's 310: 31 - 26.
        ("91990000000000000", "5"),
    ],
)
def test_the_check_character_follows_the_standard(first_17: str, check: str) -> None:
    """GB 32100-2015, worked out by hand: 31 less the sum of value times 3^i, modulo 31."""
    assert check_character(first_17) == check
    assert is_credit_code(first_17 + check)


def test_one_wrong_character_anywhere_is_found() -> None:
    """Weights and 31 have no common factor, so no single slip goes unseen."""
    good = "919900000000000005"
    slips = [
        good[:place] + other + good[place + 1 :]
        for place in range(18)
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if other != good[place]
    ]

    assert len(slips) == 18 * 30
    assert [slip for slip in slips if is_credit_code(slip)] == []


@pytest.mark.parametrize(
    "code", ["", "91990000000000000", "9199000000000000055", "9199000000000000o5", "I" * 18]
)
def test_what_has_not_the_form_is_not_a_code(code: str) -> None:
    """Too short, too long, or with a letter that the standard leaves out."""
    assert not is_credit_code(code)


@pytest.mark.parametrize("first_17", ["", "9199", "I0000000000000000", "919900000000000005"])
def test_a_check_character_belongs_to_17_characters(first_17: str) -> None:
    """Anything else is refused, with what was given."""
    with pytest.raises(ValueError, match=f"'{first_17}' is not 17 characters"):
        check_character(first_17)
