"""Whatever a machine signs: what the kiosks' door calls sound, pickup can follow to its end."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kiosks.rules import lines
from backend.kiosks.rules.carried import carry, unfold
from backend.kiosks.rules.lines import Entry
from backend.pickup.rules.journal import Origin
from tests.conftest import START, OwnedClock
from tests.pickup.conftest import CODE, built
from tests.pickup.diary import Diary

ORIGIN = Origin("Z001-K1", "Z001", "key")
GONE = object()
ODD: list[object] = [
    *(GONE, None, True, False, 0, -1, 2, 10**8, 10**20, 1.0, 1.5, -0.0, 1e300),
    *("", " ", "1", "x", "P_ORD", "held", "fed", "out", "jammed", "0a" * 8, CODE),
    *("2026-11-23T02:00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
    *("2026-11-23T10:00:00+08:00", "2026-11-23T10:00:00+99:00"),
    *({}, [], [[]], [None], {"code": CODE}, {"code": CODE, "number": 102}),
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> list[Path]:
    """Name every place in a line, its leaves and what holds them."""
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        one
        for key, held in rows
        for one in (
            [(*at, key)] + (paths(held, (*at, key)) if isinstance(held, dict | list) else [])
        )
    ]


def changed(line: dict[str, Any], path: Path, odd: object) -> dict[str, Any]:
    """Put something odd into a line, or leave something out."""
    after = copy.deepcopy(line)
    place: Any = after
    for key in path[:-1]:
        place = place[key]
    if odd is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = odd
    return after


def served() -> tuple[Any, list[dict[str, Any]]]:
    """A house, and the lines of a service without a line under its lease."""
    house = built(OwnedClock(START))
    house.issued(3)
    [lent] = house.polled().lent
    diary = Diary.offline(house.clock.now(), lent, (CODE, 101, 103)).started()
    diary.fed((CODE, 101), (CODE, 102)).jammed(CODE, 103).stopped()
    told = [json.loads(text) for text in diary.lines]
    told.append({"at": to_text(diary.at), "step": "closed", "reservation": "r2", "outcome": "done"})
    return house, told


def read(told: list[dict[str, Any]]) -> list[Entry]:
    numbered = [{"n": number, "prev": "", **line} for number, line in enumerate(told, 1)]
    return [lines.read(json.dumps(line), "", line["n"]) for line in numbered]


def follow(told: list[dict[str, Any]]) -> None:
    """Follow what is sound as it was told, and as it is carried along."""
    sound = [one for one in read(told) if not one.is_odd]
    for story in ([one.text for one in sound], [*unfold(carry([], sound))]):
        house, _ = served()
        house.replay.replay(ORIGIN, story, house.at())


def test_one_odd_word_is_seen_at_the_door_or_followed() -> None:
    _, told = served()
    seen = {True: 0, False: 0}
    for number, line in enumerate(told):
        if line["step"] in [one["step"] for one in told[:number]]:
            continue
        for path in paths(line):
            for odd in ODD:
                after = changed(line, path, odd)
                [entry] = read([after])
                seen[entry.is_odd] += 1
                if not entry.is_odd:
                    follow([*told[:number], after, *told[number + 1 :]])
    assert min(seen.values()) > 100, seen


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_many_odd_words_are_seen_at_the_door_or_followed(data: st.DataObject) -> None:
    _, told = served()
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(told) - 1))
        places = paths(told[number])
        path = data.draw(st.sampled_from(places))
        told[number] = changed(told[number], path, data.draw(st.sampled_from(ODD) | JSON))
        if not paths(told[number]):
            del told[number]
    follow(told)


@settings(max_examples=200, deadline=None)
@given(
    JSON | st.floats() | st.fixed_dictionaries({"n": st.just(1), "prev": st.just(""), "step": JSON})
)
def test_whatever_is_signed_is_read_or_refused(line: object) -> None:
    try:
        assert lines.read(json.dumps(line), "", 1).is_odd
    except Refusal as refusal:
        assert refusal.code == "journal-malformed"  # noqa: PT017 - nothing else is allowed
