"""What a carrier tells (寄递轨迹): noted once, in any order, and never a reason to go back.

Words nobody knows are noted and change nothing. What cannot be true is noted too, and a person
looks: `signed-early` for a parcel that nobody handed over, `contradicted` for one that ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.delivery.rules.parcel import (
    INSIDE,
    UNDERWAY,
    News,
    Parcel,
    ParcelState,
    Step,
    arrived,
    step,
)
from backend.kernel.clock import to_text
from backend.kernel.events import Doing

EARLY = "signed-early"
KEPT = 40  # a parcel is told of a dozen times
_HEARD = 200


class Word(StrEnum):
    """What a carrier's word means to us; anything else is only noted."""

    ACCEPTED = "accepted"
    MOVING = "in-transit"
    OUT = "out-for-delivery"
    SIGNED = "signed"
    REFUSED = "refused"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Heard:
    """What follows from a piece of news: the next parcel, and what a person must look at."""

    step: Step
    task: str | None = None


_MOVES: Mapping[Word, ParcelState] = {
    Word.OUT: ParcelState.OUT,
    Word.SIGNED: ParcelState.SIGNED,
    Word.REFUSED: ParcelState.RETURNED,
    Word.RETURNED: ParcelState.RETURNED,
}


def hear(parcel: Parcel, news: News, doing: Doing) -> Heard | None:
    """Note what a carrier tells, and move the parcel on where that follows; None for a repeat."""
    word = Word(news.code) if news.code in set(Word) else None
    task = _task(parcel, word)
    # Told again once the parcel was handed over, an early word is news.
    key = f"early/{news.id}" if task == EARLY else news.id
    if key in parcel.heard:
        return None
    noted = _noted(parcel, news, key)
    target = _MOVES.get(word) if word and parcel.state in UNDERWAY else None
    if target is None or target is parcel.state:
        verb = "disputed" if task else "heard"
        return Heard(step(noted, verb, doing, **_of(news)), task)
    after = arrived(noted, target, doing)
    if target is ParcelState.SIGNED:
        after = replace(after, signed_at=min(news.at, doing.at))
    match target:
        case ParcelState.OUT:
            return Heard(step(after, "out", doing, **_of(news)), task)
        case ParcelState.SIGNED:
            return Heard(step(after, "signed", doing, **_of(news)), task)
        case _:
            return Heard(step(after, "returned", doing, **_of(news)), task)


def _task(parcel: Parcel, word: Word | None) -> str | None:
    match parcel.state, word:
        case (state, Word.SIGNED) if state in (*INSIDE, ParcelState.UNDONE):
            return EARLY
        case (ParcelState.LOST, Word.SIGNED):
            return "contradicted"
        case (ParcelState.SIGNED, (Word.REFUSED | Word.RETURNED | Word.LOST)):
            return "contradicted"
        case (state, Word.LOST) if state in UNDERWAY or state is ParcelState.RETURNED:
            return "carrier-lost"
        case _:
            return None


def _noted(parcel: Parcel, news: News, key: str) -> Parcel:
    told = sorted((*parcel.told, news), key=lambda one: one.at)[-KEPT:]
    newest = max(news.at, parcel.news_at) if parcel.news_at else news.at
    return replace(
        parcel,
        told=tuple(told),
        heard=(*parcel.heard, key)[-_HEARD:],
        news_at=newest,
        fell_due=tuple(one for one in parcel.fell_due if one != "no-news"),
    )


def _of(news: News) -> dict[str, object]:
    return {"news_id": news.id, "code": news.code, "told_at": to_text(news.at), "place": news.place}


def is_early(parcel: Parcel, news: News) -> bool:
    """Tell whether a carrier says "signed" of a parcel that nobody handed over."""
    return _task(parcel, Word.SIGNED) == EARLY and news.code == Word.SIGNED


def bounded(news: News, now: datetime) -> News:
    """Take news as it came: texts cut to what is kept, and nothing from the future."""
    return News(news.id[:80], news.code[:40], min(news.at, now), news.place[:80])
