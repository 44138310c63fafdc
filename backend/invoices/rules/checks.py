"""One supply check and what the ten together decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class OnFailure(StrEnum):
    """What a failed check leads to."""

    REFUSE = "refuse"
    REFER = "refer"


@dataclass(frozen=True, slots=True)
class Check:
    """One check as it was made: what it looked at, by which rule, and what came out."""

    number: int
    code: str
    passed: bool
    reason: str | None
    inputs: Mapping[str, int | str | None]
    rule: str
    on_failure: OnFailure


class Verdict(StrEnum):
    """What the ten checks decide at once."""

    APPROVED = "approved"
    REFERRED = "referred"
    REFUSED = "refused"


def verdict(checks: Iterable[Check]) -> Verdict:
    """Decide: one failed hard check refuses, else one failed soft check refers."""
    failed = {check.on_failure for check in checks if not check.passed}
    if OnFailure.REFUSE in failed:
        return Verdict.REFUSED
    return Verdict.REFERRED if failed else Verdict.APPROVED


def failed(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that did not pass, in order."""
    return tuple(check for check in checks if not check.passed)


def blocking(at_application: Iterable[Check], now: Iterable[Check]) -> tuple[Check, ...]:
    """Return what stops a clerk from approving.

    A clerk sets aside the soft checks named in the referral and no others: a hard check, or a
    soft one that failed only since, stands. The stock (check 10) is not looked at again: the
    place of pick-up may still be changed.
    """
    set_aside = {check.code for check in at_application if not check.passed}
    return tuple(
        check
        for check in now
        if not check.passed
        and check.code != "site-stock"
        and (check.on_failure is OnFailure.REFUSE or check.code not in set_aside)
    )
