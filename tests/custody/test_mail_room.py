"""The mail room's paper on both engines: filled once an id, taken in order, put back in place."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from backend.custody import mail_store, store
from backend.custody.consignment import Place
from backend.custody.mail_room import MailRoom
from backend.custody.serials import Range
from backend.custody.stockroom import Move, Stockroom
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.storage import ledger
from backend.storage.transaction import write

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("clerk/c1", NOW, "session/s1")
CODE, ROLL = "1300261130", "130026113012"
MAIL = MailRoom()


@pytest.fixture
def filled(tables: str) -> str:
    for kind, code in (("P_ORD", CODE), ("P_ROLL", ROLL)):
        Stockroom().receive(kind, Range(code, 1, 100), f"r-{kind}", DOING)
        fill(kind, Range(code, 11, 20), f"f-{kind}")
    return tables


def fill(kind: str, paper: Range, filling_id: str) -> None:
    MAIL.fill(site_id="s1", kind=kind, paper=paper, filling_id=filling_id, doing=DOING)


def put(move: Move) -> None:
    write(*move.changes)


def picked(parcel_id: str, **wanted: int) -> Move:
    move, _ = MAIL.pick(parcel_id, "s1", wanted, DOING)
    return move


def refused(code: str, wish: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        wish()
    assert caught.value.code == code


def at_depot(code: str = CODE) -> tuple[Range, ...]:
    return store.find_batch(code, "").at_depot


def test_a_packet_is_taken_into_the_mail_room_once(filled: str) -> None:
    fill("P_ORD", Range(CODE, 11, 20), "f-P_ORD")
    assert MAIL.stock("s1", ["P_ORD", "P_ROLL", "P_SPECIAL"]) == {
        "P_ORD": 10,
        "P_ROLL": 10,
        "P_SPECIAL": 0,
    }
    assert at_depot() == (Range(CODE, 1, 10), Range(CODE, 21, 100))
    refused("act-exists-differently", lambda: fill("P_ORD", Range(CODE, 21, 22), "f-P_ORD"))
    refused("serials-loaded-already", lambda: fill("P_ORD", Range(CODE, 15, 22), "f-2"))
    refused("serials-not-at-depot", lambda: fill("P_ORD", Range(CODE, 95, 101), "f-3"))
    refused("serials-malformed", lambda: fill("P_ORD", Range(CODE, 9, 8), "f-4"))


def test_the_first_sheets_of_each_kind_are_picked_and_go_back_to_the_front(filled: str) -> None:
    put(picked("m1", P_ORD=3, P_ROLL=2))
    assert mail_store.find_consignment("m1").ranges == (Range(CODE, 11, 13), Range(ROLL, 11, 12))
    put(picked("m2", P_ORD=3))
    assert mail_store.find_consignment("m2").ranges == (Range(CODE, 14, 16),)
    put(MAIL.undo("m1", DOING))
    put(MAIL.undo("m2", DOING))
    assert mail_store.find_drawer("s1", "P_ROLL").ranges == (Range(ROLL, 11, 20),)
    front = mail_store.find_drawer("s1", "P_ORD").ranges
    assert front == (Range(CODE, 14, 16), Range(CODE, 11, 13), Range(CODE, 17, 20))
    refused("parcel-exists-differently", lambda: picked("m1", P_ORD=1))
    refused("mail-room-short", lambda: picked("m3", P_ORD=11))


def test_two_parcels_picked_at_once_do_not_share_a_sheet(filled: str) -> None:
    one, two = picked("m1", P_ORD=3), picked("m2", P_ORD=3)
    put(one)
    with pytest.raises(Conflict):
        put(two)
    assert mail_store.find_consignment("m2").ranges == ()


def test_what_came_back_is_at_the_depot_and_what_is_lost_is_not(filled: str) -> None:
    for parcel_id, last in (("m1", "returned"), ("m2", "lost")):
        put(picked(parcel_id, P_ORD=3))
        for way in ("packed", "handed", last):
            put(MAIL.move(parcel_id, way, DOING))
    put(MAIL.restock("m1", DOING))
    assert at_depot() == (Range(CODE, 1, 13), Range(CODE, 21, 100))
    lost = mail_store.find_consignment("m2")
    assert (lost.place, lost.ranges) == (Place.LOST, (Range(CODE, 14, 16),))
    with pytest.raises(ValueError, match="restocked from lost"):
        MAIL.restock("m2", DOING)
    with pytest.raises(ValueError, match="signed from over"):
        MAIL.move("m1", "signed", DOING)
    told = ledger.history("consignment/m1").items
    assert [one.kind.rsplit(":", 1)[1] for one in told] == [
        *("picked", "packed", "handed", "returned", "restocked"),
    ]
    assert ledger.broken_at("drawer/s1/P_ORD") is None
