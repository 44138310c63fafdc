"""Paper goes into a machine by two clerks, and somebody walks off with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from backend.custody.store import find_shelf
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kiosks.rules.restock import Packet
from backend.kiosks.store import DynamoStore
from backend.kiosks.store.papers import DynamoPapers
from backend.storage import ledger
from backend.storage.meter import metering
from infra.local.seed.machines import FIRST_NUMBER, INVOICE_CODES
from infra.local.seed.people import CLERK, OWNER, SECOND_CLERK
from tests.walks.acts import applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn

CODE = INVOICE_CODES["P_ORD"]
FRESH = FIRST_NUMBER + 4_000
FRESH_KIOSK = "Z001-K9"
PACKETS = [
    {"code": CODE, "first": FRESH, "last": FRESH + 99},
    {"code": CODE, "first": FRESH + 200, "last": FRESH + 299},
]


def due(clerk: Device) -> list[str]:
    items = clerk.get("/api/counter/alerts")["items"]
    return [one["id"] for one in items if one["kind"] == "count-due"]


def test_two_clerks_load_a_machine(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    first, second = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    seen = cassette(walk)
    path = f"/api/counter/kiosks/Z001-K1/restocks/{new_id()}"
    wish = {
        "way": "load",
        "kind": "P_ORD",
        "packets": PACKETS,
        "seen": {"code": seen["code"], "number": seen["next"]},
    }
    wrong = {**wish, "seen": {"code": CODE, "number": seen["next"] + 1}}
    assert first.refused("PUT", path, wrong)["code"] == "restock-head-differs"
    assert due(first) == ["Z001-K1.count-due.P_ORD"]
    assert first.put(path, wish)["state"] == "opened"
    scanned = {"packets": PACKETS}
    assert first.refused("PUT", f"{path}/confirmation", scanned)["code"] == "restock-same-person"
    assert cassette(walk) == seen
    # People are served meanwhile: the head moves on, the packets do not care.
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    dispensed(kiosk, drawn(pickup))
    confirmed = second.put(f"{path}/confirmation", scanned)
    assert (confirmed["opened_by_name"], confirmed["ended_by_name"]) == (
        CLERK.name,
        SECOND_CLERK.name,
    )
    assert second.put(f"{path}/confirmation", scanned) == confirmed
    walk.settle()
    # The head was seen to be right after all: there is nothing left to count.
    assert due(first) == []
    assert cassette(walk)["left"] == seen["left"] - 3 + 200
    restock = ledger.history(f"restock/Z001-K1/{confirmed['id']}").items
    assert [event.actor for event in restock] == [f"clerk/{CLERK.id}", f"clerk/{SECOND_CLERK.id}"]
    assert restock[1].data["opened_by"] == f"clerk/{CLERK.id}"
    [loaded] = [
        event
        for event in ledger.newest("shelf/Z001/P_ORD")
        if event.kind == "custody:sheets:loaded" and event.actor.startswith("clerk/")
    ]
    assert loaded.actor == f"clerk/{SECOND_CLERK.id}"


def test_a_dispute_is_counted_and_the_machine_serves_again(walk: Walk) -> None:
    paired(walk)
    clerk, second = walk.signed_in(CLERK.phone), walk.signed_in(SECOND_CLERK.phone)
    state = "/api/counter/kiosks/Z001-K1/state"
    clerk.put(state, {"enabled": False, "reason": "来人反映少票"})
    seen = cassette(walk)
    found = {"code": seen["code"], "number": seen["next"] + 2}
    count = {"kind": "P_ORD", "found": found, "reason": "来人反映少票，票箱少两张"}
    counted = clerk.put(f"/api/counter/kiosks/Z001-K1/counts/{new_id()}", count)
    assert [(row["first"], row["last"]) for row in counted["in_doubt"]] == [
        (seen["next"], seen["next"] + 1)
    ]
    assert cassette(walk)["next"] == seen["next"] + 2
    # All of it goes back, by two people.
    left = cassette(walk)
    whole = {
        "code": left["code"],
        "first": left["next"],
        "last": left["next"] + left["left"] - 1,
    }
    path = f"/api/counter/kiosks/Z001-K1/restocks/{new_id()}"
    wish = {"way": "unload", "kind": "P_ORD", "packets": [whole], "seen": found}
    clerk.put(path, wish)
    second.put(f"{path}/confirmation", {"packets": [whole]})
    assert cassette(walk)["left"] == 0
    assert clerk.put(state, {"enabled": True})["why_not"] is None


def test_the_list_of_kiosks_is_read_at_once(walk: Walk) -> None:
    clerk = walk.signed_in(CLERK.phone)
    clerk.get("/api/counter/kiosks?limit=100")
    with metering() as meter:
        kiosks = clerk.get("/api/counter/kiosks?limit=100")["items"]
    assert len(kiosks) >= 8
    assert all(one["cassettes"] and one["forecasts"] for one in kiosks)
    # One for the kiosks themselves, and batches for reports, paper and consumption.
    assert meter.calls["BatchGetItem"] == 3
    assert meter.calls["Query"] <= 2


def test_a_load_that_overtakes_a_move_keeps_the_machine_where_its_paper_is(walk: Walk) -> None:
    clerk, path = fresh_load(walk)
    with overtaken(DynamoStore, "save", lambda: confirmed(walk, path)):
        answer = clerk.refused(
            "PUT",
            f"/api/counter/kiosks/{FRESH_KIOSK}",
            {**there("Z002"), "seen": there("Z001")},
        )
    assert answer["code"] == "kiosk-not-empty"
    assert where(walk) == ("Z001", 200)
    assert find_shelf("Z002", "P_ORD").cassette(FRESH_KIOSK).count == 0


def test_a_move_that_overtakes_a_load_leaves_the_paper_at_the_depot(walk: Walk) -> None:
    _, path = fresh_load(walk)
    second = walk.signed_in(SECOND_CLERK.phone)
    with overtaken(DynamoPapers, "save_restock", lambda: moved(walk, "Z002")):
        answer = second.refused("PUT", f"{path}/confirmation", {"packets": PACKETS})
    assert answer["code"] == "restock-kiosk-moved"
    assert where(walk) == ("Z002", 0)
    assert find_shelf("Z001", "P_ORD").cassette(FRESH_KIOSK).count == 0


def fresh_load(walk: Walk) -> tuple[Device, str]:
    """Set up an empty machine, and open its first load; returns the clerk and the load's path."""
    clerk = walk.signed_in(CLERK.phone)
    clerk.put(f"/api/counter/kiosks/{FRESH_KIOSK}", there("Z001"))
    paired(walk, FRESH_KIOSK)
    path = f"/api/counter/kiosks/{FRESH_KIOSK}/restocks/{new_id()}"
    clerk.put(path, {"way": "load", "kind": "P_ORD", "packets": PACKETS, "seen": None})
    return clerk, path


def there(site_id: str) -> dict[str, str]:
    return {"site_id": site_id, "name": "9号机（模拟）"}


def moved(walk: Walk, site_id: str) -> None:
    doing = Doing(f"clerk/{CLERK.id}", walk.clock.now())
    walk.city.kiosks.place(FRESH_KIOSK, **there(site_id), doing=doing)


def confirmed(walk: Walk, path: str) -> None:
    packets = tuple(Packet(**one) for one in PACKETS)
    doing = Doing(f"clerk/{SECOND_CLERK.id}", walk.clock.now())
    walk.city.kiosk_papers.confirm(FRESH_KIOSK, path.rpartition("/")[2], packets, doing)


def where(walk: Walk) -> tuple[str, int]:
    """Say at which site the machine stands, and how many sheets lie in it there."""
    site_id = walk.city.kiosks.see(FRESH_KIOSK).kiosk.site_id
    return site_id, find_shelf(site_id, "P_ORD").cassette(FRESH_KIOSK).count


@contextmanager
def overtaken(store: type, verb: str, first: Callable[[], None]) -> Iterator[None]:
    """Let something else be written between what is read and the first write of this kind."""
    real, others = getattr(store, verb), iter([first])

    def late(*what: object, **more: object) -> object:
        for one in others:
            one()
        return real(*what, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, verb, late)
        yield


def cassette(walk: Walk) -> dict[str, object]:
    kiosks = walk.signed_in(CLERK.phone).get("/api/counter/kiosks?limit=100")["items"]
    [kiosk] = [one for one in kiosks if one["id"] == "Z001-K1"]
    [found] = [one for one in kiosk["cassettes"] if one["kind"] == "P_ORD"]
    return dict(found)
