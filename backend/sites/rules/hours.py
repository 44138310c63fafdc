"""Opening hours: read from the words on the door, asked at an instant."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from backend.kernel.clock import SHANGHAI

_WEEKDAYS = "一二三四五六日"
_DAYS = re.compile(rf"周([{_WEEKDAYS}])(?:至周([{_WEEKDAYS}]))?")
_SPAN = re.compile(r"([0-2][0-9]):([0-5][0-9])-([0-2][0-9]):([0-5][0-9])")
_WEEK_TEXT = re.compile(rf"(?:{_DAYS.pattern}){_SPAN.pattern}(?:[,，]{_SPAN.pattern})*")
_ALWAYS_TEXT = "24小时"
_HOST_TEXTS = ("企业办公时间", "随所在单位")
_MIDNIGHT = 24 * 60


class Follows(StrEnum):
    """What the opening of a site goes by."""

    ALWAYS = "always"
    WEEK = "week"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day in minutes from midnight; the last minute is not in it."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a site is open; `days` are ISO weekdays, 1 is Monday.

    A site in somebody else's house follows the host, whose hours we do not know.
    """

    text: str
    follows: Follows
    days: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()


def read_hours(text: str) -> Hours:
    """Read the words; raises ValueError for hours nobody can act on."""
    words = text.strip()
    if words == _ALWAYS_TEXT:
        return Hours(words, Follows.ALWAYS)
    if words.startswith(_HOST_TEXTS):
        return Hours(words, Follows.HOST)
    days = _DAYS.match(words)
    if days is None or not _WEEK_TEXT.fullmatch(words):
        raise ValueError(f"no opening hours in {text!r}")
    first = _WEEKDAYS.index(days[1]) + 1
    last = _WEEKDAYS.index(days[2] or days[1]) + 1
    spans = tuple(_span(tuple(map(int, found))) for found in _SPAN.findall(words))
    if last < first or any(later.opens < one.closes for one, later in pairwise(spans)):
        raise ValueError(f"opening hours run backwards in {text!r}")
    return Hours(words, Follows.WEEK, tuple(range(first, last + 1)), spans)


def is_open(hours: Hours, at: datetime) -> bool | None:
    """Say whether a site is open at an instant; None where it follows its host."""
    local = at.astimezone(SHANGHAI)
    minute = local.hour * 60 + local.minute
    match hours.follows:
        case Follows.ALWAYS:
            return True
        case Follows.HOST:
            return None
        case Follows.WEEK:
            return local.isoweekday() in hours.days and any(
                span.opens <= minute < span.closes for span in hours.spans
            )


def clock_text(minute: int) -> str:
    """Write minutes from midnight as `09:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _span(found: tuple[int, ...]) -> Span:
    opens_hour, opens_minute, closes_hour, closes_minute = found
    span = Span(opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute)
    if not span.opens < span.closes <= _MIDNIGHT:
        raise ValueError("opening hours end before they begin")
    return span
