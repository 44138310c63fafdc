"""Unified social credit codes (统一社会信用代码), GB 32100-2015."""

from dataclasses import dataclass

from stdnum.cn.uscc import calc_check_digit

from backend.kernel.codes.typed import folded, is_digits, meant_instead, position_outside
from backend.kernel.errors import Refusal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
AUTHORITIES = "123456789ANY"
_LENGTH = 18
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_BODY_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Uscc:
    """A right code and its parts.

    `organisation_fits` is False when the organisation code's own check character (GB 11714) does
    not fit. A few old codes were assigned without it, so that is a warning and never a refusal.
    """

    code: str
    authority: str
    category: str
    region: str
    organisation: str
    organisation_fits: bool

    @property
    def is_sole_trader(self) -> bool:
        """Say whether it is a sole trader (个体工商户)."""
        return is_sole_trader(self.code)


def is_sole_trader(code: str) -> bool:
    """Say whether a right code is a sole trader's (个体工商户)."""
    return code.startswith("92")


def check_uscc(text: str, field: str = "/id") -> str:
    """Take a typed code and return it folded; refuses like `read_uscc`."""
    return read_uscc(text, field).code


def read_uscc(text: str, field: str = "/id") -> Uscc:
    """Read a typed code into its parts.

    Refusals in order: `uscc-length-wrong` {length}; `uscc-letter-mistaken` {position, letter,
    proposal} when O or I was typed and 0 or 1 makes the code right; `uscc-letter-forbidden`
    {position, letter}; `uscc-authority-unknown` {letter}; `uscc-region-wrong` {position, letter};
    `uscc-check-wrong` {letter, expected, organisation_fits}, the last False when positions 9 to 17
    do not fit each other either, so the slip is likely there. The region need not be in today's
    list, because a code keeps the region of its registration.
    """
    code = folded(text)
    fault = _fault(code)
    if fault is not None:
        fault.field = field
        raise fault
    return Uscc(
        code=code,
        authority=code[0],
        category=code[1],
        region=code[2:8],
        organisation=code[8:17],
        organisation_fits=_organisation_fits(code),
    )


def _fault(code: str) -> Refusal | None:
    if len(code) != _LENGTH:
        return Refusal("uscc-length-wrong", length=len(code))
    foreign = position_outside(code, ALPHABET)
    if foreign is not None:
        return _letter_fault(code, foreign)
    if code[0] not in AUTHORITIES:
        return Refusal("uscc-authority-unknown", letter=code[0])
    if not is_digits(code[2:8], 6):
        place = position_outside(code[2:8], "0123456789") or 0
        return Refusal("uscc-region-wrong", position=place + 2, letter=code[place + 1])
    expected = calc_check_digit(code[:17])
    if code[17] != expected:
        return Refusal(
            "uscc-check-wrong",
            letter=code[17],
            expected=expected,
            organisation_fits=_organisation_fits(code),
        )
    return None


def _letter_fault(code: str, position: int) -> Refusal:
    letter = code[position - 1]
    proposal = meant_instead(code, lambda candidate: _fault(candidate) is None)
    if proposal is None:
        return Refusal("uscc-letter-forbidden", position=position, letter=letter)
    return Refusal("uscc-letter-mistaken", position=position, letter=letter, proposal=proposal)


def _organisation_fits(code: str) -> bool:
    total = sum(
        _BODY_VALUES.index(letter) * weight
        for letter, weight in zip(code[8:16], _BODY_WEIGHTS, strict=True)
    )
    return code[16] == "0123456789X0"[11 - total % 11]
