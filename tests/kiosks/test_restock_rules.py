"""Restocks and counts as tables of cases, refusals in their order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules import count as counts
from backend.kiosks.rules import restock as rules
from backend.kiosks.rules.count import Finding
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packet, Restock, RestockState, Way, Wish

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATE = NOW + rules.LIFETIME
ONE = Doing("clerk/c1", NOW, "session/s1")
TWO = Doing("clerk/c2", NOW + timedelta(minutes=5), "session/s2")
CODE = "013002600104"
PACKETS = (Packet(CODE, 101, 200), Packet(CODE, 301, 400))
WISH = Wish(Way.LOAD, "P_ORD", PACKETS, (CODE, 5))
KIOSK = Kiosk("Z001-K1", "Z001", "1号机", jkt="key", paired_at=NOW, version=2)


@pytest.fixture
def opened() -> Restock:
    return rules.begin("r1", KIOSK, WISH, ONE)[0]


def refused(code: str, wish: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        wish()  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value


def test_an_act_names_both_people() -> None:
    opened, begun = rules.begin("r1", KIOSK, WISH, ONE)
    assert (opened.version, opened.count, begun.kind) == (1, 200, "kiosks:restock:opened")
    assert (begun.subject, begun.data["seen"]) == ("restock/Z001-K1/r1", [CODE, 5])
    step = rules.confirm(opened, PACKETS, KIOSK, TWO)
    assert step is not None
    confirmed, event = step
    assert (confirmed.state, confirmed.ended_by) == (RestockState.CONFIRMED, "clerk/c2")
    assert (event.data["opened_by"], event.data["confirmed_by"]) == ("clerk/c1", "clerk/c2")
    assert event.data["packets"] == [[CODE, 101, 200], [CODE, 301, 400]]
    assert rules.confirm(confirmed, PACKETS, KIOSK, TWO) is None


@pytest.mark.parametrize(
    ("packets", "code", "field"),
    [
        ((), "request-malformed", "/packets"),
        ((PACKETS[0],) * 21, "request-malformed", "/packets"),
        ((PACKETS[0], Packet("13", 1, 2)), "invoice-code-malformed", None),
        ((PACKETS[0], Packet(CODE, 3, 2)), "serials-malformed", "/packets/1/first"),
        ((Packet(CODE, 0, 2),), "serials-malformed", "/packets/0/first"),
        ((Packet(CODE, 1, 100_000_000),), "serials-malformed", "/packets/0/first"),
    ],
)
def test_packets_are_checked_as_scanned(
    packets: tuple[Packet, ...], code: str, field: str | None
) -> None:
    refusal = refused(code, lambda: rules.check_packets(packets))
    assert field is None or refusal.field == field
    rules.check_packets(PACKETS)


def test_the_head_seen_must_be_the_head_booked() -> None:
    rules.check_head(WISH, (CODE, 5))
    rules.check_head(replace(WISH, seen=None), None)
    for booked in (None, (CODE, 6), ("1300263130", 5)):
        refused("restock-head-differs", lambda booked=booked: rules.check_head(WISH, booked))


def test_an_unpaired_machine_is_not_loaded() -> None:
    bare = replace(KIOSK, jkt=None)
    refused("restock-kiosk-unpaired", lambda: rules.begin("r1", bare, WISH, ONE))


OTHER = (PACKETS[0], Packet(CODE, 301, 399))
MOVED, UNPAIRED = replace(KIOSK, site_id="Z002"), replace(KIOSK, jkt=None)


@pytest.mark.parametrize(
    ("actor", "packets", "state", "late", "kiosk", "code"),
    [
        ("clerk/c1", OTHER, RestockState.CANCELLED, True, MOVED, "restock-same-person"),
        ("clerk/c2", OTHER, RestockState.CANCELLED, True, MOVED, "restock-serials-differ"),
        ("clerk/c2", PACKETS, RestockState.CANCELLED, True, MOVED, "restock-over"),
        ("clerk/c2", PACKETS, RestockState.CONFIRMED, True, MOVED, "restock-over"),
        ("clerk/c2", PACKETS, RestockState.OPENED, True, MOVED, "restock-expired"),
        ("clerk/c2", PACKETS, RestockState.OPENED, False, MOVED, "restock-kiosk-moved"),
        ("clerk/c2", PACKETS, RestockState.OPENED, False, UNPAIRED, "restock-kiosk-unpaired"),
        (
            "clerk/c2",
            PACKETS,
            RestockState.OPENED,
            False,
            replace(KIOSK, jkt="new"),
            "restock-kiosk-unpaired",
        ),
    ],
)
def test_a_confirmation_is_refused_in_this_order(
    opened: Restock,
    actor: str,
    packets: tuple[Packet, ...],
    state: RestockState,
    late: bool,
    kiosk: Kiosk,
    code: str,
) -> None:
    restock = replace(opened, state=state, ended_by="clerk/c3")
    doing = Doing(actor, LATE if late else NOW)
    refused(code, lambda: rules.confirm(restock, packets, kiosk, doing))


@pytest.mark.parametrize(
    ("scanned", "packet"),
    [
        ((Packet(CODE, 102, 200), PACKETS[1]), 1),
        (OTHER, 2),
        (PACKETS[:1], 2),
        ((*PACKETS, Packet(CODE, 501, 501)), 3),
        ((PACKETS[1], PACKETS[0]), 1),
    ],
)
def test_a_differing_scan_names_the_packet_but_not_its_numbers(
    opened: Restock, scanned: tuple[Packet, ...], packet: int
) -> None:
    refusal = refused("restock-serials-differ", lambda: rules.confirm(opened, scanned, KIOSK, TWO))
    assert (refusal.params, refusal.field) == ({"packet": packet}, f"/packets/{packet - 1}")


def test_it_lapses_by_time_on_reading(opened: Restock) -> None:
    assert opened.seen(LATE - timedelta(milliseconds=1)) is RestockState.OPENED
    assert opened.seen(LATE) is RestockState.LAPSED
    assert replace(opened, state=RestockState.CONFIRMED).seen(LATE) is RestockState.CONFIRMED


def test_either_may_cancel_what_is_open(opened: Restock) -> None:
    for doing in (ONE, TWO):
        step = rules.cancel(opened, doing)
        assert step is not None
        assert (step[0].state, step[0].ended_by) == (RestockState.CANCELLED, doing.actor)
        assert rules.cancel(step[0], doing) is None
    confirmed = replace(opened, state=RestockState.CONFIRMED)
    refused("restock-over", lambda: rules.cancel(confirmed, ONE))
    refused("restock-expired", lambda: rules.cancel(opened, replace(ONE, at=LATE)))


def test_a_repeat_is_the_same_wish_by_the_same_clerk(opened: Restock) -> None:
    rules.check_same(opened, WISH, "clerk/c1")
    code = "restock-exists-differently"
    refused(code, lambda: rules.check_same(opened, WISH, "clerk/c2"))
    refused(code, lambda: rules.check_same(opened, replace(WISH, kind="P_ROLL"), "clerk/c1"))


def test_a_count_says_why() -> None:
    for reason in ("", " x ", "x" * 201):
        finding = Finding("P_ORD", None, reason)
        refused("request-malformed", lambda finding=finding: counts.check_finding(finding))
    finding = Finding("P_ORD", (CODE, 7), "票箱最前一张少两张")
    counts.check_finding(finding)
    count, event = counts.record("n1", KIOSK, finding, in_doubt=(Packet(CODE, 5, 6),), doing=ONE)
    assert (event.number, event.data["in_doubt"]) == (1, [[CODE, 5, 6]])
    count.check_same(finding, "clerk/c1")
    refused("count-exists-differently", lambda: count.check_same(finding, "clerk/c2"))
