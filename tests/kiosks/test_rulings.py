"""Decisions about sheets set apart: refusals in their order, two people, a case, a reprint."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.rules import rulings
from backend.kiosks.rules.apart import Lot, Nature, Outcome, Ruling, Stand, listed
from backend.kiosks.rules.restock import Packet
from backend.kiosks.rules.rulings import Step

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
ONE, TWO = Doing("clerk/c1", NOW, "session/s1"), Doing("clerk/c2", NOW, "session/s2")
CODE = "013002600104"
LOT = Lot(
    id="Z001.P_ORD.7",
    kiosk_id="Z001-K1",
    site_id="Z001",
    kind="P_ORD",
    nature=Nature.IN_DOUBT,
    why="count",
    packets=(Packet(CODE, 1, 3), Packet(CODE, 7, 7)),
    since=NOW,
    version=1,
)
SPOILED = replace(LOT, nature=Nature.SPOILED, why="jam", packets=(Packet(CODE, 2, 2),))


def ruling(outcome: Outcome, *numbers: int, version: int = 1) -> Ruling:
    packets = tuple(Packet(CODE, one, one) for one in numbers)
    return Ruling(outcome, packets, "看过", version)


def made(step: Step | None) -> Lot:
    assert step is not None
    return step[0]


def refused(lot: Lot, wish: Ruling, decision_id: str = "d1", doing: Doing = ONE) -> str:
    with pytest.raises(Refusal) as caught:
        rulings.decide(lot, decision_id, wish, doing)
    return caught.value.code


def test_one_clerk_voids_and_the_event_says_how() -> None:
    step = rulings.decide(SPOILED, "d1", ruling(Outcome.VOIDED, 2), ONE)
    assert step is not None
    lot, event = step
    assert (lot.is_open, lot.version, event.number) == (False, 2, 2)
    assert (event.kind, event.data["manner"]) == ("kiosks:apart:decided", "voided")
    assert event.data["serials"] == [[CODE, 2, 2]]
    general = replace(SPOILED, kind="P_GENERAL")
    surrendered = rulings.decide(general, "d1", ruling(Outcome.VOIDED, 2), ONE)
    assert surrendered is not None
    assert surrendered[1].data["manner"] == "surrendered"


@pytest.mark.parametrize("outcome", [Outcome.LOST, Outcome.GIVEN_BACK])
def test_two_clerks_for_what_goes_back_or_is_gone(outcome: Outcome) -> None:
    step = rulings.decide(LOT, "d1", ruling(outcome, 1, 7), ONE)
    assert step is not None
    lot, event = step
    assert event.kind == "kiosks:apart:proposed"
    assert (listed(lot.left), listed(lot.free)) == (listed(LOT.packets), [(CODE, 2), (CODE, 3)])
    for agrees, doing, code in ((True, ONE, "decision-same-person"),):
        with pytest.raises(Refusal, match=code):
            rulings.answer(lot, "d1", agrees=agrees, doing=doing)
    after = made(rulings.answer(lot, "d1", agrees=True, doing=TWO))
    assert listed(after.left) == [(CODE, 2), (CODE, 3)]
    assert rulings.answer(after, "d1", agrees=True, doing=TWO) is None
    with pytest.raises(Refusal, match="decision-over"):
        rulings.answer(after, "d1", agrees=False, doing=ONE)
    with pytest.raises(Refusal, match="decision-unknown"):
        rulings.answer(after, "d2", agrees=True, doing=TWO)


def test_what_is_taken_back_is_free_again() -> None:
    lot = made(rulings.decide(LOT, "d1", ruling(Outcome.LOST, 1), ONE))
    after = made(rulings.answer(lot, "d1", agrees=False, doing=ONE))
    assert after.free == LOT.packets
    assert after.decisions[0].stand is Stand.WITHDRAWN


def test_refusals_come_in_their_order() -> None:
    lot = made(rulings.decide(LOT, "d1", ruling(Outcome.VOIDED, 1), ONE))
    assert rulings.decide(lot, "d1", ruling(Outcome.VOIDED, 1), ONE) is None
    differing = ruling(Outcome.HANDED_OVER, 1, version=9)
    assert refused(lot, differing) == "decision-exists-differently"
    assert refused(lot, ruling(Outcome.VOIDED, 1), doing=TWO) == "decision-exists-differently"
    over = made(rulings.decide(SPOILED, "d1", ruling(Outcome.VOIDED, 2), ONE))
    assert refused(over, differing, "d2") == "apart-case-decides"
    assert refused(over, ruling(Outcome.GIVEN_BACK, 9, version=9), "d2") == "apart-over"
    assert refused(SPOILED, ruling(Outcome.GIVEN_BACK, 9, version=9)) == "apart-changed"
    assert refused(SPOILED, ruling(Outcome.GIVEN_BACK, 9)) == "apart-outcome-unfit"
    for numbers in ((9,), (2, 2), (2, 9)):
        assert refused(SPOILED, ruling(Outcome.VOIDED, *numbers)) == "sheets-not-apart"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (replace(ruling(Outcome.VOIDED, 1), reason=" 看 "), "/reason"),
        (replace(ruling(Outcome.VOIDED, 1), reason="看" * 201), "/reason"),
        (ruling(Outcome.VOIDED), "/packets"),
        (ruling(Outcome.VOIDED, *range(1, 22)), "/packets"),
        (ruling(Outcome.VOIDED, 0), "/packets"),
    ],
)
def test_a_decision_says_why_and_of_which_sheets(wish: Ruling, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        rulings.check_ruling(wish)
    assert (caught.value.code, caught.value.field) == ("request-malformed", field)


def test_a_case_hands_over_once_and_only_what_is_left() -> None:
    source = Event("shelf/Z001/P_ORD", 9, "custody:sheets:written-off", NOW, "clerk/c9")
    sheets = [(CODE, 1), (CODE, 99)]
    lot = made(rulings.hand_over(LOT, sheets=sheets, source=source, doing=ONE))
    assert listed(lot.left) == [(CODE, 2), (CODE, 3), (CODE, 7)]
    assert (lot.decisions[0].by, lot.decisions[0].ruling.outcome) == (
        "clerk/c9",
        Outcome.HANDED_OVER,
    )
    assert rulings.hand_over(lot, sheets=sheets, source=source, doing=ONE) is None
    later = replace(source, number=10)
    assert rulings.hand_over(lot, sheets=sheets, source=later, doing=ONE) is None


def test_printed_sheets_replace_in_order_and_never_themselves() -> None:
    data = {"kiosk_id": "Z001-K2"}
    source = Event("shelf/Z001/P_ORD", 9, "custody:sheets:settled", NOW, "kiosk/k", data=data)
    printed = [(CODE, 2), (CODE, 50), (CODE, 51)]
    step = rulings.reprint(LOT, printed=printed, source=source, doing=ONE)
    assert step is not None
    lot, event = step
    assert [(one.gone[1], one.printed[1]) for one in lot.reprints] == [(1, 50), (2, 51)]
    assert event.data["replacements"] == [[CODE, 1, CODE, 50], [CODE, 2, CODE, 51]]
    more = made(rulings.reprint(lot, printed=[(CODE, 60)], source=source, doing=ONE))
    assert more.reprints[-1].gone == (CODE, 3)
    assert rulings.reprint(lot, printed=[], source=source, doing=ONE) is None
