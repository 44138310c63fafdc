"""Ranges of serials and batches: decisions as tables, in order of precedence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.custody import batch as batches
from backend.custody.batch import Act, Batch
from backend.custody.serials import Range, Ranges, checked, cut, joined, plain, total, without
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("clerk/c1", NOW, "session/s1")
CODE, OTHER = "1300261130", "130026113012"


def paper(first: int, last: int, code: str = CODE) -> Range:
    return Range(code, first, last)


def single(ranges: Ranges) -> list[tuple[str, int]]:
    return [(one.code, number) for one in ranges for number in range(one.first, one.last + 1)]


@pytest.mark.parametrize(
    ("code", "first", "last", "refusal", "field"),
    [
        ("", 1, 2, "invoice-code-malformed", "/code"),
        ("13002611", 1, 2, "invoice-code-malformed", "/code"),
        ("13002611301", 1, 2, "invoice-code-malformed", "/code"),
        ("130026113O", 1, 2, "invoice-code-malformed", "/code"),
        ("130026113²", 1, 2, "invoice-code-malformed", "/code"),
        ("x", 2, 1, "invoice-code-malformed", "/code"),  # the code is looked at first
        (CODE, 0, 5, "serials-malformed", "/first"),
        (CODE, -3, 5, "serials-malformed", "/first"),
        (CODE, 6, 5, "serials-malformed", "/first"),
        (CODE, 1, 100_000_000, "serials-malformed", "/first"),
    ],
)
def test_a_range_as_typed_is_refused(
    code: str, first: int, last: int, refusal: str, field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        checked(code, first, last)
    assert (caught.value.code, caught.value.field) == (refusal, field)


@pytest.mark.parametrize("code", [CODE, OTHER])
def test_a_range_as_typed_passes(code: str) -> None:
    assert checked(code, 1, 99_999_999).count == 99_999_999
    assert checked(code, 7, 7) == Range(code, 7, 7)


def test_a_code_is_understood_as_everywhere_in_the_house() -> None:
    assert checked(" 1300 2611 30", 1, 2) == checked("１３００２６１１３０", 1, 2) == paper(1, 2)


@pytest.mark.parametrize(
    ("other", "holds", "meets"),
    [
        (paper(10, 20), True, True),
        (paper(12, 12), True, True),
        (paper(9, 12), False, True),
        (paper(20, 21), False, True),
        (paper(1, 99), False, True),
        (paper(1, 9), False, False),
        (paper(21, 30), False, False),
        (paper(12, 12, OTHER), False, False),
    ],
)
def test_what_a_range_holds_and_meets(other: Range, holds: bool, meets: bool) -> None:
    whole = paper(10, 20)
    assert (whole.holds(other), whole.meets(other)) == (holds, meets)


STACKS = st.lists(
    st.builds(
        lambda code, first, more: Range(code, first, first + more),
        st.sampled_from([CODE, OTHER]),
        st.integers(1, 40),
        st.integers(0, 6),
    ),
    max_size=5,
).map(tuple)


@given(STACKS, st.integers(-1, 40))
def test_a_cut_splits_the_stack_and_nothing_else(stack: Ranges, count: int) -> None:
    taken, rest = cut(stack, count)
    sheets = single(stack)
    assert single(taken) == sheets[: max(count, 0)]
    assert single(taken) + single(rest) == sheets


@given(STACKS)
def test_joining_keeps_every_sheet_in_its_order(stack: Ranges) -> None:
    whole = joined(stack)
    assert single(whole) == single(stack)
    assert total(whole) == len(single(stack))
    assert joined(whole) == whole


@given(st.sets(st.integers(1, 40)), st.integers(1, 40), st.integers(0, 6))
def test_taking_out_takes_exactly_that(numbers: set[int], first: int, more: int) -> None:
    stack = joined(paper(number, number) for number in sorted(numbers))
    left = without(stack, paper(first, first + more))
    assert [number for _, number in single(left)] == sorted(
        numbers - set(range(first, first + more + 1))
    )
    assert without(stack, paper(first, first + more, OTHER)) == stack


def test_ranges_in_the_ledger() -> None:
    assert plain([paper(1, 5), paper(8, 8)]) == [[CODE, 1, 5], [CODE, 8, 8]]


BATCH = Batch(
    CODE,
    "P_ORD",
    received=(paper(1, 100),),
    at_depot=(paper(51, 100),),
    version=2,
)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act("x", "P_ROLL", "depot", paper(1, 5)), "batch-kind-differs"),  # before the overlap
        (Act("x", "P_ORD", "depot", paper(100, 120)), "serials-overlap"),
        (Act("x", "P_ORD", "depot", paper(1, 1)), "serials-overlap"),  # received, though handed out
        (Act("x", "P_ORD", "depot", paper(50, 51)), "serials-overlap"),
    ],
)
def test_receiving_is_refused(act: Act, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        batches.receive(BATCH, act, DOING)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act("x", "P_ROLL", "k1", paper(1, 5)), "batch-kind-differs"),
        (Act("x", "P_ORD", "k1", paper(50, 51)), "serials-not-at-depot"),
        (Act("x", "P_ORD", "k1", paper(100, 101)), "serials-not-at-depot"),
        (Act("x", "P_ORD", "k1", paper(51, 60, OTHER)), "serials-not-at-depot"),
    ],
)
def test_handing_out_is_refused(act: Act, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        batches.hand_out(BATCH, act, DOING)
    assert caught.value.code == code


def test_paper_comes_in_and_goes_out() -> None:
    more, received = batches.receive(BATCH, Act("r2", "P_ORD", "depot", paper(101, 110)), DOING)
    assert more.received == (paper(1, 110),)
    assert more.at_depot == (paper(51, 110),)
    assert (received.id, received.kind) == (f"batch/{CODE}#3", "custody:batch:received")
    assert received.data == {"serials": [[CODE, 101, 110]]}
    less, handed = batches.hand_out(more, Act("l2", "P_ORD", "k2", paper(60, 69)), DOING)
    assert less.at_depot == (paper(51, 59), paper(70, 110))
    assert less.received == more.received
    assert (handed.number, handed.kind) == (4, "custody:batch:handed-out")
    assert handed.data == {"place": "k2", "serials": [[CODE, 60, 69]]}


def test_an_act_stands_once_and_its_id_means_one_thing() -> None:
    act = Act("l1", "P_ORD", "k1", paper(1, 50))
    assert not act.stands(None)
    assert act.stands(replace(act).request_hash)
    for other in (
        replace(act, kind="P_ROLL"),
        replace(act, place="k2"),
        replace(act, paper=paper(1, 49)),
        replace(act, paper=paper(1, 50, OTHER)),
    ):
        with pytest.raises(Refusal, match="act-exists-differently"):
            other.stands(act.request_hash)
