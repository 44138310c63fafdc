"""Events: named by subject and number, chained by a hash of everything they say."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.events import Doing, Event, canonical, chain, fingerprint

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EVENT = Event("pickup/1", 3, "pickup:pickup:reserved", AT, "kiosk/k1", "k1", {"count": 2})
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def test_an_event_is_named_by_subject_and_number() -> None:
    assert EVENT.id == "pickup/1#3"


def test_doing_says_who_when_and_where() -> None:
    doing = Doing("clerk/c1", AT, "session/s1")
    assert doing.event("case/1", 2, "counter:case:decided", outcome="approve") == Event(
        "case/1", 2, "counter:case:decided", AT, "clerk/c1", "session/s1", {"outcome": "approve"}
    )


def test_one_spelling_of_plain_json() -> None:
    assert canonical({"b": [1, None, True], "a": "汉字"}) == '{"a":"汉字","b":[1,null,true]}'
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})
    assert canonical((1, 2)) == canonical([1, 2])


@pytest.mark.parametrize("value", [AT, {1, 2}, b"x", object(), 1.5, float("nan")])
def test_what_is_not_plain_json_is_an_error(value: object) -> None:
    for whole in (value, {"value": value}, [1, (2, [value])]):
        with pytest.raises(TypeError):
            canonical(whole)


@given(PLAIN)
def test_the_spelling_survives_storage(value: object) -> None:
    # The chain is computed before the event is stored and checked after it is read.
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(PLAIN, PLAIN)
def test_a_fingerprint_tells_bodies_apart(one: object, other: object) -> None:
    same = canonical(one) == canonical(other)
    assert (fingerprint(one) == fingerprint(other)) is same


def test_the_chain_is_the_hash_of_head_and_everything_said() -> None:
    body = (
        '["","pickup/1",3,"pickup:pickup:reserved","2026-11-23T02:00:00.000Z",'
        '"kiosk/k1","k1",{"count":2}]'
    )
    assert chain("", EVENT) == hashlib.sha256(body.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "pickup/2"},
        {"number": 4},
        {"kind": "pickup:pickup:started"},
        {"at": AT + timedelta(milliseconds=1)},
        {"actor": "kiosk/k2"},
        {"machine": "k2"},
        {"data": {"count": 3}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_part_of_an_event_can_change_unseen(change: dict[str, Any]) -> None:
    assert chain("", replace(EVENT, **change)) != chain("", EVENT)


def test_the_head_before_is_part_of_the_hash() -> None:
    assert chain("a", EVENT) != chain("b", EVENT)


def test_the_zone_in_which_an_instant_is_told_does_not_matter() -> None:
    elsewhere = replace(EVENT, at=AT.astimezone(timezone(timedelta(hours=8))))
    assert chain("", elsewhere) == chain("", EVENT)
