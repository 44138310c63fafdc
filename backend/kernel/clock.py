"""Time as an argument: a clock to inject, and one text form for instants."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Whatever tells the time; tests and the simulation own theirs."""

    def now(self) -> datetime:
        """Return an aware UTC instant in whole milliseconds."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return whole_milliseconds(datetime.now(UTC))


def whole_milliseconds(instant: datetime) -> datetime:
    """Cut an instant to the precision that storage and the wire keep."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def to_text(instant: datetime) -> str:
    """Write an aware instant as RFC 3339 in UTC with milliseconds: sorts as text."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone is not an instant")
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read an instant written by `to_text`, or any RFC 3339 text with an offset."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    try:
        return whole_milliseconds(instant.astimezone(UTC))
    except OverflowError as error:
        raise ValueError(f"{text!r} is outside the calendar") from error
