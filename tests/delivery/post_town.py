"""A town where orders change their minds between machine and mail, and everything may repeat.

Real rooms and real reactions over stores in memory. Each act may be overtaken by another between
its reading and its writing, each event may be followed late, again, and in any order.
"""

from collections.abc import Callable
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from backend.custody.serials import Range, ranges_of
from backend.delivery.rules.orders import MailOrder, Sending
from backend.delivery.rules.parcel import Parcel
from backend.delivery.rules.sheets import Sheets
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service import MailingSide
from backend.reactions import TABLE
from tests.conftest import START, OwnedClock
from tests.custody.sheets import single
from tests.delivery.conftest import CODE, LABELS, ROOM, Room, room_over
from tests.fakes.delivery import FakeDeliveryStore
from tests.fakes.mail_room import FakeMailRoom
from tests.pickup.conftest import House, built

SITES = ("Z001", "Z002")
WORDS = ("accepted", "in-transit", "out-for-delivery", "signed", "returned", "lost", "odd")
FOLLOWED = ("pickup.issue", "delivery.owe", "delivery.hand", "invoices.give-back")
picks, sites = st.integers(0, 30), st.sampled_from(SITES)


class Invoices:
    """What came back to the quota: once an event."""

    def __init__(self) -> None:
        self.returning = self
        self.back: dict[str, tuple[str, int]] = {}

    def give_back(self, application_id: str, sheets: int, *, source: Event, **_: object) -> None:
        self.back[source.id] = (application_id, sheets)


class PostTown(RuleBasedStateMachine):
    """Any order of acts: a sheet approved is owed in one place, and given once."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = OwnedClock(START)
        self.house: House = built(self.clock)
        stock = FakeMailRoom()
        stock.stocked(ROOM, "P_ORD", Range(CODE, 501, 540))
        self.stock = stock
        self.post = FakeDeliveryStore(stock)
        self.room: Room = room_over(self.post, stock, self.clock)
        self.room.town.sites |= self.house.around.sites
        house = self.house
        self.mailing = MailingSide(house.store, house.stockroom, house.owner, self.room.book)
        self.invoices = Invoices()
        self.city = cast(
            Any,
            SimpleNamespace(
                pickup=house.owner,
                invoices=self.invoices,
                delivery=SimpleNamespace(orders=self.room.orders, handing=self.room.handing),
            ),
        )
        self.addresses = [self.room.addressed() for _ in range(2)]
        self.approved: dict[str, int] = {}
        self.owed_by: list[Event] = []
        self.followed: set[tuple[str, str]] = set()
        self.numbers = count(1)
        self._interrupted()

    def _interrupted(self) -> None:
        """Let the next write of either store be overtaken by what `self.meanwhile` says."""
        self.meanwhile: Callable[[], None] | None = None
        for store in (self.house.store, self.post):
            store.save = self._overtaken(store.save)  # type: ignore[method-assign]

    def _overtaken(self, save: Callable[..., None]) -> Callable[..., None]:
        def saved(*noted: Any, **more: Any) -> None:
            meanwhile, self.meanwhile = self.meanwhile, None
            if meanwhile is not None:
                meanwhile()
            save(*noted, **more)

        return saved

    def events(self) -> list[Event]:
        ledgers = (self.house.store.ledger, self.post.ledger)
        told = [one for each in ledgers for events in each.events.values() for one in events]
        return [*self.owed_by, *told]

    def follow(self, event: Event) -> None:
        for follower in TABLE.get(event.kind, ()):
            if follower.name in FOLLOWED and follower.when(event):
                follower.run(self.city, event, self.room.by("system/ledger-react"))
                self.followed.add((event.id, follower.name))

    def attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal:
            return
        finally:
            self.meanwhile = None

    def pickup(self, pick: int) -> Pickup | None:
        found = list(self.house.store.items.values())
        return found[pick % len(found)] if found else None

    def order(self, pick: int) -> MailOrder | None:
        found = self.post._all(MailOrder)
        return found[pick % len(found)] if found else None

    def parcel(self, pick: int) -> Parcel | None:
        found = self.post._all(Parcel)
        return found[pick % len(found)] if found else None

    @rule(sheets=st.integers(1, 4), by_mail=st.booleans(), site=sites)
    def approve(self, sheets: int, by_mail: bool, site: str) -> None:
        number = next(self.numbers)
        data: dict[str, object] = {
            "application_id": f"a{number}",
            "company_id": "company",
            "collector_id": "owner",
            "kind": "P_ORD",
            "count": sheets,
            "site_id": ROOM if by_mail else site,
            "pickup_id": f"{number:016x}",
        }
        if by_mail:
            data["address_id"] = self.addresses[0]
        at = self.clock.now()
        kind = "invoices:application:approved"
        self.owed_by.append(Event(f"application/a{number}", 1, kind, at, "person/owner", "", data))
        self.approved[f"a{number}"] = sheets

    @rule(pick=picks)
    def follow_one(self, pick: int) -> None:
        """Follow some event, perhaps for the second time."""
        events = self.events()
        if events:
            self.follow(events[pick % len(events)])

    @rule()
    def follow_all(self) -> None:
        for event in reversed(self.events()):
            self.follow(event)

    @rule(pick=picks, stop=st.sampled_from((None, 1)))
    def fetch(self, pick: int, stop: int | None) -> None:
        pickup = self.pickup(pick)
        if pickup is None or pickup.state is not State.ISSUED:
            return
        if pickup.site_id and pickup.remaining > (stop or 0):
            self.attempt(lambda: self.house.given(pickup, stop_after=stop))

    @rule(site=sites, gives_back=st.booleans())
    def poll(self, site: str, gives_back: bool) -> None:
        """Let a machine ask for leases, and perhaps give back what it has."""
        kiosk_id = f"{site}-K1"
        held = [one.pickup_id for one in self.house.store.leased(kiosk_id)]
        self.house.polled(*(held if gives_back else ()), kiosk_id=kiosk_id)

    @rule(seconds=st.sampled_from((30, 130)))
    def wait(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    @rule(pick=picks, address=st.integers(0, 1))
    def mail(self, pick: int, address: int) -> None:
        self.attempt(lambda: self._mail(pick, address))

    def _mail(self, pick: int, address: int) -> None:
        pickup = self.pickup(pick)
        if pickup is not None:
            self.mailing.mail(pickup.id, self.addresses[address], "owner", self.room.by())

    @rule(pick=picks, site=sites)
    def turn(self, pick: int, site: str) -> None:
        self.attempt(lambda: self._turn(pick, site))

    def _turn(self, pick: int, site: str) -> None:
        order = self.order(pick)
        if order is not None:
            self.room.orders.turn(order.id, site, "owner", self.room.by())

    @rule(pick=picks, address=st.integers(0, 1))
    def send(self, pick: int, address: int) -> None:
        order = self.order(pick)
        if order is not None:
            wish = Sending(new_id(), self.addresses[address])
            self.attempt(lambda: self.room.orders.send(order.id, wish, "owner", self.room.by()))

    @rule(pick=picks, at_machine=st.booleans())
    def cancel(self, pick: int, at_machine: bool) -> None:
        pickup, order = self.pickup(pick), self.order(pick)
        if at_machine and pickup is not None:
            self.attempt(lambda: self.house.ending.cancel(pickup.id, "owner", self.room.by()))
        elif order is not None:
            self.attempt(lambda: self.room.orders.cancel(order.id, "owner", self.room.by()))

    @rule(pick=picks, other=picks, site=sites, first=st.integers(0, 2), then=st.integers(0, 2))
    def two_at_once(self, pick: int, other: int, site: str, first: int, then: int) -> None:
        """Let one act be overtaken by another between its reading and its writing."""
        acts: list[Callable[[], None]] = [
            lambda: self._mail(pick, 0),
            lambda: self._turn(pick, site),
            lambda: self._begin(pick, other),
        ]
        self.meanwhile = lambda: self.attempt(acts[then])
        self.attempt(acts[first])

    @rule(pick=picks, other=picks)
    def begin(self, pick: int, other: int) -> None:
        self.attempt(lambda: self._begin(pick, other))

    def _begin(self, pick: int, other: int) -> None:
        orders = [one for one in (self.order(pick), self.order(other)) if one]
        if orders:
            self.room.begun(*{one.id: one for one in orders}.values())

    @rule(pick=picks, steps=st.integers(1, 4))
    def go_on(self, pick: int, steps: int) -> None:
        """Bring a parcel some steps on, or undo it."""
        parcel, room = self.parcel(pick), self.room
        if parcel is None:
            return
        sheets, label = parcel.sheets, parcel.tracking_number or next(LABELS)
        acts: list[Callable[[], object]] = [
            lambda: room.picking.scan(parcel.id, sheets, room.clerk()),
            lambda: room.picking.check(parcel.id, sheets, room.clerk(2)),
            lambda: room.picking.pack(parcel.id, label, room.clerk()),
            lambda: room.handed(room.now(parcel)),
        ]
        for act in acts[:steps]:
            self.attempt(act)

    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        parcel = self.parcel(pick)
        if parcel is not None:
            self.attempt(lambda: self.room.picking.undo(parcel.id, "模拟", self.room.clerk()))

    @rule(pick=picks, place=st.integers(0, 5), lost=st.booleans())
    def find_fault(self, pick: int, place: int, lost: bool) -> None:
        """Let two clerks find that a sheet of a parcel is damaged or missing."""
        parcel, room = self.parcel(pick), self.room
        if parcel is None:
            return
        code, number = single(ranges_of(parcel.sheets))[place % parcel.count]
        sheet, outcome = (Sheets(code, number, number),), "lost" if lost else "cancelled"
        for by in (room.clerk(1), room.clerk(2)):
            find = partial(room.picking.find_fault, parcel.id, sheet, outcome, reason="模拟")
            self.attempt(partial(find, doing=by))

    @rule(pick=picks, word=st.sampled_from(WORDS), again=st.booleans())
    def hear(self, pick: int, word: str, again: bool) -> None:
        parcel = self.parcel(pick)
        if parcel is not None:
            news_id = f"{word}-1" if again else None
            self.attempt(lambda: self.room.told(parcel, word, news_id))

    @rule(pick=picks, way=st.integers(0, 2))
    def end(self, pick: int, way: int) -> None:
        """Lose a parcel by two clerks, take it back by scan, or confirm its receipt."""
        parcel, room = self.parcel(pick), self.room
        if parcel is None:
            return
        match way:
            case 0:
                for by in (room.clerk(1), room.clerk(2)):
                    self.attempt(partial(room.carrier.lose, parcel.id, "模拟", by))
            case 1:
                back = room.carrier.restock
                self.attempt(lambda: back(parcel.id, parcel.sheets, room.clerk()))
            case _:
                order_id = parcel.lines[0].order_id
                self.attempt(lambda: room.orders.receive(order_id, "owner", room.by()))

    @rule(seconds=st.integers(1, 60), kiosk=sites)
    def send_through(self, seconds: int, kiosk: str) -> None:
        """Go several steps at once, so that deep states are met often."""
        self.clock.forward(seconds=seconds)
        self.approve(2, False, kiosk)
        self.follow_all()
        last = len(self.house.store.items) - 1
        self.mail(last, 0)
        self.follow_all()
        last = len(self.post._all(MailOrder)) - 1
        if last >= 0:
            self.begin(last, last)
            self.go_on(len(self.post._all(Parcel)) - 1, 4)
