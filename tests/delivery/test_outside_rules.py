"""What carriers tell, what falls due, and the tasks of it: tables of cases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from backend.delivery.rules import carrier, outside, terms
from backend.delivery.rules import task as tasks
from backend.delivery.rules.parcel import News, ParcelState
from backend.delivery.rules.task import Task, TaskKind
from tests.delivery.conftest import ROOM, packets
from tests.delivery.samples import NOW, ONE, PARCEL, SHEETS, TERMS, TWO, at, refused

WITH, OUT, SIGNED = ParcelState.WITH_CARRIER, ParcelState.OUT, ParcelState.SIGNED
BACK, LOST, PACKED = ParcelState.RETURNED, ParcelState.LOST, ParcelState.PACKED


def news(code: str, news_id: str = "n1", minutes: int = 0) -> News:
    return News(news_id, code, NOW + timedelta(minutes=minutes), "模拟揽投部")


@pytest.mark.parametrize(
    ("state", "code", "after", "task"),
    [
        (WITH, "accepted", WITH, None),
        (WITH, "out-for-delivery", OUT, None),
        (WITH, "signed", SIGNED, None),
        (WITH, "refused", BACK, None),
        (WITH, "lost", WITH, "carrier-lost"),
        (WITH, "a-word-of-tomorrow", WITH, None),
        (OUT, "in-transit", OUT, None),
        (OUT, "out-for-delivery", OUT, None),
        (OUT, "signed", SIGNED, None),
        (OUT, "returned", BACK, None),
        (SIGNED, "in-transit", SIGNED, None),
        (SIGNED, "out-for-delivery", SIGNED, None),
        (SIGNED, "returned", SIGNED, "contradicted"),
        (SIGNED, "lost", SIGNED, "contradicted"),
        (BACK, "signed", BACK, None),
        (BACK, "lost", BACK, "carrier-lost"),
        (LOST, "out-for-delivery", LOST, None),
        (LOST, "signed", LOST, "contradicted"),
        (ParcelState.RESTOCKED, "signed", ParcelState.RESTOCKED, None),
        (PACKED, "accepted", PACKED, None),
        (PACKED, "signed", PACKED, "signed-early"),
        (ParcelState.PICKING, "signed", ParcelState.PICKING, "signed-early"),
        (ParcelState.UNDONE, "signed", ParcelState.UNDONE, "signed-early"),
    ],
)
def test_what_follows_from_what_a_carrier_tells(
    state: ParcelState, code: str, after: ParcelState, task: str | None
) -> None:
    heard = carrier.hear(at(state), news(code), ONE)
    assert heard is not None
    assert (heard.step[0].state, heard.task) == (after, task)
    assert heard.step[0].told == (news(code),)
    assert carrier.hear(heard.step[0], news(code), ONE) is None


def test_news_in_any_order_is_told_in_the_order_of_time() -> None:
    found = at(WITH)
    for number, minutes in enumerate((30, 10, 20)):
        heard = carrier.hear(found, news("in-transit", f"n{number}", minutes), ONE)
        assert heard is not None
        found = heard.step[0]
    assert [one.id for one in found.told] == ["n1", "n2", "n0"]
    assert found.news_at == NOW + timedelta(minutes=30)


def test_news_of_thousands_of_days_is_bounded() -> None:
    found = at(WITH)
    for number in range(300):
        heard = carrier.hear(found, news("in-transit", f"n{number}"), ONE)
        assert heard is not None
        found = heard.step[0]
    assert (len(found.told), len(found.heard)) == (carrier.KEPT, 200)


def test_texts_from_outside_are_cut_and_the_future_is_now() -> None:
    odd = News("n" * 500, "c" * 500, NOW + timedelta(days=9), "p" * 500)
    kept = carrier.bounded(odd, NOW)
    assert (len(kept.id), len(kept.code), kept.at, len(kept.place)) == (80, 40, NOW, 80)


def test_an_early_word_counts_once_the_parcel_was_handed_over() -> None:
    early = carrier.hear(at(PACKED), news("signed"), ONE)
    assert early is not None
    handed = outside.hand(early.step[0], NOW, ONE)
    assert handed is not None
    late = carrier.hear(handed[0], news("signed"), ONE)
    assert late is not None
    assert late.step[0].state is SIGNED


@pytest.mark.parametrize("state", list(ParcelState))
def test_receipt_is_confirmed_of_what_was_sent(state: ParcelState) -> None:
    act = lambda: outside.receive(at(state), ONE)  # noqa: E731
    if state not in (WITH, OUT, SIGNED):
        assert refused(act) == "parcel-not-underway"
        return
    step = act()
    assert step is not None
    assert (step[0].state, step[0].received_by) == (SIGNED, "clerk/c1")
    assert outside.receive(step[0], TWO) is None


def test_a_loss_takes_two_clerks_and_news_of_it_moving_ends_the_proposal() -> None:
    proposed = outside.lose(at(WITH), "报失", ONE)
    assert proposed is not None
    assert proposed[0].state is WITH
    assert outside.lose(proposed[0], "报失", ONE) is None
    agreed = outside.lose(proposed[0], "核实", TWO)
    assert agreed is not None
    assert (agreed[0].state, agreed[1].data["proposed_by"]) == (LOST, "clerk/c1")
    assert outside.lose(agreed[0], "核实", ONE) is None
    moved = carrier.hear(proposed[0], news("out-for-delivery"), ONE)
    assert moved is not None
    assert moved.step[0].loss_by is None
    for state in (ParcelState.PICKING, PACKED, SIGNED, ParcelState.RESTOCKED):
        act = lambda state=state: outside.lose(at(state), "报失", ONE)  # noqa: E731
        assert refused(act) == "parcel-state-unfit"


@pytest.mark.parametrize("state", list(ParcelState))
def test_a_parcel_in_a_clerks_hand_came_back(state: ParcelState) -> None:
    parcel = at(state, tracking_number="l1")
    assert refused(lambda: outside.come_back(parcel, "l2", ONE)) == "parcel-label-differs"
    act = lambda: outside.come_back(parcel, "l1", ONE)  # noqa: E731
    if state in (WITH, OUT):
        step = act()
        assert step is not None
        assert (step[0].state, step[1].data["before"]) == (BACK, str(state))
        assert outside.come_back(step[0], "l1", TWO) is None
    elif state in (BACK, ParcelState.RESTOCKED):
        assert act() is None
    else:
        wanted = "parcel-signed-for" if state is SIGNED else "parcel-state-unfit"
        assert refused(act) == wanted


@pytest.mark.parametrize("state", list(ParcelState))
def test_what_was_signed_for_is_taken_back_by_two_who_scan_all_of_it(state: ParcelState) -> None:
    parcel, part = at(state, signed_at=NOW, received_at=NOW), packets((101, 102))
    assert refused(lambda: outside.take_back(parcel, part, ONE)) == "parcel-serials-differ"
    act = lambda: outside.take_back(parcel, SHEETS, ONE)  # noqa: E731
    if state in (BACK, ParcelState.RESTOCKED):
        assert act() is None
    elif state is not SIGNED:
        assert refused(act) == "parcel-state-unfit"
    else:
        proposed = act()
        assert proposed is not None
        assert (proposed[0].state, outside.take_back(proposed[0], SHEETS, ONE)) == (SIGNED, None)
        agreed = outside.take_back(proposed[0], SHEETS, TWO)
        assert agreed is not None
        assert (agreed[0].state, agreed[0].received_at) == (BACK, None)
        assert agreed[1].data["proposed_by"] == "clerk/c1"
        assert outside.take_back(agreed[0], SHEETS, ONE) is None


def test_what_falls_due_and_when() -> None:
    day = timedelta(days=1)
    sent = at(WITH, handed_at=NOW)
    assert terms.next_due(sent, TERMS) == (NOW + 3 * day, TaskKind.NO_NEWS)
    heard = replace(sent, news_at=NOW + 5 * day)
    assert terms.next_due(heard, TERMS) == (NOW + 7 * day, TaskKind.RECEIPT_OVERDUE)
    told = replace(heard, fell_due=("receipt-overdue",))
    assert terms.next_due(told, TERMS) == (NOW + 8 * day, TaskKind.NO_NEWS)
    assert terms.next_due(replace(told, fell_due=("receipt-overdue", "no-news")), TERMS) is None
    assert terms.next_due(at(BACK), TERMS) == (NOW + 10 * day, TaskKind.NOT_RESTOCKED)
    assert terms.next_due(PARCEL, TERMS) == (NOW + 2 * day, TaskKind.NOT_HANDED)
    assert [terms.next_due(at(one), TERMS) for one in (SIGNED, LOST)] == [None, None]


def test_a_task_is_owned_taken_over_and_closed_with_a_reason() -> None:
    task = Task("parcel/m1", TaskKind.SIGNED_EARLY)
    assert refused(lambda: tasks.take(task, ONE, over=False)) == "mail-task-over"
    opened = tasks.begin(task, ROOM, ONE)
    assert opened is not None
    assert tasks.begin(opened[0], ROOM, ONE) is None
    assert opened[0].due_at == NOW + timedelta(hours=2)
    taken = tasks.take(opened[0], ONE, over=False)
    assert taken is not None
    assert tasks.take(taken[0], ONE, over=False) is None
    assert refused(lambda: tasks.take(taken[0], TWO, over=False)) == "mail-task-taken"
    over = tasks.take(taken[0], TWO, over=True)
    assert over is not None
    assert over[0].owner == "clerk/c2"
    assert refused(lambda: tasks.close(over[0], "", TWO)) == "request-malformed"
    closed = tasks.close(over[0], "误报", TWO)
    assert closed is not None
    assert tasks.close(closed[0], "误报", TWO) is None
    assert tasks.read_id(closed[0].id) == task
    for odd in ("", "signed-early", "odd.parcel.m1"):
        assert refused(partial(tasks.read_id, odd)) == "mail-task-unknown"


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        (TaskKind.NO_NEWS, {SIGNED, BACK, LOST}),
        (TaskKind.RECEIPT_OVERDUE, {SIGNED, BACK, LOST}),
        (TaskKind.CARRIER_LOST, {SIGNED, LOST, ParcelState.RESTOCKED}),
        (TaskKind.NOT_RESTOCKED, {ParcelState.RESTOCKED, LOST}),
        (TaskKind.NOT_HANDED, {WITH, ParcelState.UNDONE}),
        (TaskKind.SIGNED_EARLY, set()),
        (TaskKind.CONTRADICTED, set()),
    ],
)
def test_what_ends_a_task(kind: TaskKind, ends: set[ParcelState]) -> None:
    task = Task("parcel/m1", kind, is_open=True)
    for state in ends:
        assert tasks.is_over(task, at(state, fell_due=(str(kind),)))
    if not ends:
        assert not any(tasks.is_over(task, at(state)) for state in ParcelState)
    else:
        assert any(not tasks.is_over(task, at(one, fell_due=(str(kind),))) for one in ParcelState)
