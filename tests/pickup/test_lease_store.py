"""The lists of leases, in the fake and in both engines."""

from dataclasses import replace
from datetime import timedelta

from backend.kernel.clock import to_text
from backend.pickup.ports import Stockroom as StockroomPort
from backend.pickup.ports import Store
from backend.pickup.rules import acts, dispensing, disputes, leases, wishes
from backend.pickup.rules.holding import MOST_LEASES
from backend.pickup.rules.leasing import Candidate, Leased
from backend.pickup.rules.pickup import Inquiry, Pickup, Reservation, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.store import PickupStore
from backend.pickup.tables import LeaseItem
from backend.storage import ledger, meter
from tests.pickup.test_store import CODE, DOING, NOW, kept, pair, pickup

__all__ = ["pair"]


def leased(store: Store, pickup_id: str = "0a" * 8, minutes: int = 0) -> Pickup:
    first = kept(store, pickup(pickup_id, minutes))
    store.save(*leases.grant(first, "Z001-K1", "key", DOING))
    found = store.find(first.id)
    assert found is not None
    return found


def test_leases_are_listed_with_their_kiosk(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    second, first = leased(store, "0b" * 8), leased(store)
    assert [one.pickup_id for one in store.leased("Z001-K1")] == [first.id, second.id]
    assert store.leased("Z001-K2") == []
    line = store.leased("Z001-K1")[0]
    assert line == Leased(first.id, "P_ORD", 3, 1, first.expires_at, "key", 2, False)
    assert first.lease is not None
    wish = wishes.make(wishes.MOVE, DOING, site_id="Z002", count=3)
    store.save(*wishes.keep(first, first.lease, wish, heard_at=NOW, doing=DOING))
    waits = store.find(first.id)
    assert waits is not None
    assert (waits.wish, waits.lease) == (
        wish,
        replace(first.lease, recall_at=NOW, latest_at=NOW + timedelta(hours=4)),
    )
    assert [one.recalled for one in store.leased("Z001-K1")] == [True, False]
    assert list(store.due((NOW + timedelta(hours=4)).replace(second=0))) == [first.id]
    assert waits.lease is not None
    store.save(*leases.give_back(waits, waits.lease, DOING))
    assert [one.pickup_id for one in store.leased("Z001-K1")] == [second.id]
    after = store.find(first.id)
    assert after is not None
    assert (after.lease, after.leasable_at) == (None, NOW + timedelta(seconds=120))


def test_what_may_be_leased_is_listed_by_site(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    newer, older = kept(store, pickup("0b" * 8, 5)), kept(store, pickup())
    leased(store, "0c" * 8)
    kept(store, replace(pickup("0d" * 8), site_id="Z002"))
    store.save(*acts.expire(kept(store, pickup("0e" * 8)), DOING))
    assert list(store.leasable("Z001", 10)) == [
        Candidate(older.id, "P_ORD", 3),
        Candidate(newer.id, "P_ORD", 3),
    ]
    assert [one.pickup_id for one in store.leasable("Z001", 1)] == [older.id]


def test_a_case_is_kept_with_what_is_asked(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = leased(store)
    assert first.lease is not None
    store.save(*leases.fall_dark(first, first.lease, DOING))
    dark = store.find(first.id)
    assert dark is not None
    assert (dark.inquiry, dark.due_at()) == (Inquiry("Z001-K1", "Z001"), None)
    other = kept(store, pickup("0b" * 8))
    inquiry = Inquiry("Z001-K1", "Z001", (Sheets(CODE, 1, 2),))
    store.save(
        *disputes.dispute(
            other,
            inquiry,
            reservation_id="r1",
            sheets=inquiry.sheets,
            reason="lease-missing",
            told={},
            asked=None,
            doing=DOING,
        )
    )
    asked = store.find(other.id)
    assert asked is not None
    assert (asked.inquiry, asked.disputed, asked.state) == (inquiry, ("r1",), State.OPEN)


def test_an_older_keys_lines_hide_no_newer_ones(embedded_tables: str) -> None:
    assert embedded_tables
    told = {"kind": "P_ORD", "sheets": 1, "generation": 1, "expires_at": to_text(NOW)}
    with LeaseItem.batch_write() as batch:
        for number in range(MOST_LEASES + 20):
            jkt = "old" if number < MOST_LEASES else "new"
            line = LeaseItem(
                "Z001-K1", f"{number:016x}", **told, jkt=jkt, fencing=1, recalled=False
            )
            batch.save(line)
    assert [one.jkt for one in PickupStore().leased("Z001-K1")].count("new") == 20


def test_what_a_lease_costs(embedded_tables: str) -> None:
    assert embedded_tables
    store = PickupStore()
    with meter.metering() as granting:
        first = leased(store)
    assert granting.largest_transaction == 3
    held = Reservation("r1", "Z001-K1", 3, NOW + timedelta(seconds=120), (Sheets(CODE, 1, 3),))
    served = replace(first, reservation=held, state=State.RESERVED)
    with meter.metering() as starting:
        store.save(*dispensing.start(served, held, DOING))
    assert starting.largest_transaction == 2
    with meter.metering() as listing:
        store.leased("Z001-K1")
        list(store.leasable("Z001", 100))
    assert listing.calls == {"Query": 2}
    assert ledger.broken_at(first.subject) is None


def test_a_dispute_waits_in_the_table_until_it_is_settled(
    pair: tuple[Store, StockroomPort],
) -> None:
    store, _ = pair
    first = leased(store)
    inquiry = Inquiry("Z001-K2", "Z001", (Sheets(CODE, 201, 202),))
    asked = {"reservation_id": "r1", "sheets": inquiry.sheets, "reason": "lease-missing"}
    store.save(
        *disputes.dispute(first, inquiry, **asked, told={"count": 2}, asked=None, doing=DOING)
    )
    kept_now = store.find(first.id)
    assert kept_now is not None
    [one] = kept_now.disputes
    assert (one.number, one.sheets, one.joined) == (3, inquiry.sheets, False)
    assert [line.recalled for line in store.leased("Z001-K1")] == [True]
    assert kept_now.lease is not None
    store.save(*leases.fall_dark(kept_now, kept_now.lease, DOING))
    dark = store.find(first.id)
    assert dark is not None
    assert (dark.episode, dark.disputes) == (4, (one,))
    store.save(*disputes.settle(dark, one, taken=0, reason="无", doing=DOING))
    after = store.find(first.id)
    assert after is not None
    assert (after.disputes, after.episode, after.state) == ((), 4, State.OPEN)
    assert store.leasable("Z001", 5) == []
