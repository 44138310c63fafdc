"""One look at one thing: what was looked at, by which rule, and what came out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Inputs = dict[str, int | str | None]
Finding = tuple[str | None, Inputs]


@dataclass(frozen=True, slots=True)
class Known:
    """A recorded fact of a company on the day, and where it comes from."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check as it was made; `reason` is None when it passed."""

    number: int
    code: str
    passed: bool
    reason: str | None
    inputs: Mapping[str, int | str | None]
    rule: str


def numbered(rows: Iterable[tuple[str, Finding, str]]) -> tuple[Check, ...]:
    """Number checks in the order they were made: `(code, finding, rule)`."""
    return tuple(
        Check(number, code, reason is None, reason, inputs, rule)
        for number, (code, (reason, inputs), rule) in enumerate(rows, 1)
    )


def first_failed(checks: Iterable[Check]) -> Check | None:
    """Return the first check that did not pass."""
    return next((check for check in checks if not check.passed), None)


def told(checks: Iterable[Check]) -> list[dict[str, object]]:
    """Write checks as an event carries them."""
    return [
        {
            "code": check.code,
            "passed": check.passed,
            "reason": check.reason,
            "inputs": dict(check.inputs),
            "rule": check.rule,
        }
        for check in checks
    ]
