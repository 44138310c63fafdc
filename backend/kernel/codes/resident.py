"""Resident identity numbers (居民身份证号码), GB 11643-1999."""

from datetime import date

from stdnum.cn.ric import calc_check_digit

from backend.kernel.codes.typed import folded, is_digits, meant_instead, position_outside
from backend.kernel.errors import Refusal

PROVINCES = frozenset(
    f"{zone}{place}"
    for zone, places in {1: "12345", 2: "123", 3: "1234567", 4: "123456", 5: "01234"}.items()
    for place in places
) | {"61", "62", "63", "64", "65", "71", "81", "82", "83"}
_OLDEST_YEARS = 130
_DIGITS = "0123456789"


def check_resident_id(
    text: str, today: date, field: str = "/resident_id", *, first_generation: bool = False
) -> str:
    """Take a typed number and return it folded.

    Refusals in order: `resident-id-first-generation` for 15 digits (those cards ended in 2013;
    `first_generation=True` accepts them, for history), `resident-id-length-wrong` {length},
    `resident-id-letter-mistaken` {position, letter, instead}, `resident-id-letter-forbidden`
    {position, letter}, `resident-id-province-unknown` {province}, `resident-id-birth-wrong`,
    `resident-id-birth-future`, `resident-id-birth-too-old`, `resident-id-check-wrong` {letter,
    expected}. No refusal carries the whole number, because refusals are logged. The county is not
    looked up: a number keeps the county of its issue (130521 邢台县, 1322xx).
    """
    number = folded(text)
    fault = _fault(number, today, first_generation)
    if fault is not None:
        fault.field = field
        raise fault
    return number


def birth_date_of(number: str) -> date:
    """Return the birth date inside a checked number of 18 or 15 digits."""
    birth = _birth(number)
    if birth is None:
        raise ValueError("not a checked resident number")
    return birth


def _birth(number: str) -> date | None:
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _fault(number: str, today: date, first_generation: bool) -> Refusal | None:
    if is_digits(number, 15):
        if not first_generation:
            return Refusal("resident-id-first-generation")
        return _province_fault(number) or _birth_fault(number, today)
    if len(number) != 18:
        return Refusal("resident-id-length-wrong", length=len(number))
    foreign = position_outside(number[:17], _DIGITS) or (
        None if number[17] in _DIGITS + "X" else 18
    )
    if foreign is not None:
        return _letter_fault(number, foreign, today)
    return _province_fault(number) or _birth_fault(number, today) or _check_fault(number)


def _letter_fault(number: str, position: int, today: date) -> Refusal:
    letter = number[position - 1]
    proposal = meant_instead(number, lambda other: _fault(other, today, False) is None)
    if proposal is None:
        return Refusal("resident-id-letter-forbidden", position=position, letter=letter)
    instead = proposal[position - 1]
    return Refusal("resident-id-letter-mistaken", position=position, letter=letter, instead=instead)


def _province_fault(number: str) -> Refusal | None:
    if number[:2] in PROVINCES:
        return None
    return Refusal("resident-id-province-unknown", province=number[:2])


def _birth_fault(number: str, today: date) -> Refusal | None:
    birth = _birth(number)
    if birth is None:
        return Refusal("resident-id-birth-wrong")
    if birth > today:
        return Refusal("resident-id-birth-future")
    had_birthday = (today.month, today.day) >= (birth.month, birth.day)
    if today.year - birth.year - (not had_birthday) > _OLDEST_YEARS:
        return Refusal("resident-id-birth-too-old", years=_OLDEST_YEARS)
    return None


def _check_fault(number: str) -> Refusal | None:
    expected = calc_check_digit(number)
    if number[17] == expected:
        return None
    return Refusal("resident-id-check-wrong", letter=number[17], expected=expected)
