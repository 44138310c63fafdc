"""What must hold in the town after every act: counts, serials, promises, quota."""

from typing import cast

from hypothesis.stateful import invariant

from backend.custody.consignment import Place
from backend.custody.serials import ranges_of
from backend.delivery.rules.orders import MailOrder, OrderState
from backend.delivery.rules.parcel import Parcel, ParcelState
from backend.delivery.rules.sheets import Packets
from backend.pickup.rules.pickup import Pickup, State
from tests.custody.sheets import Sheet, single
from tests.delivery.conftest import CODE
from tests.delivery.post_returns import ReturningTown
from tests.delivery.post_town import SITES

LIVE = (OrderState.OWED, OrderState.TAKEN, OrderState.RETURNED, OrderState.LOST)


class BalancedTown(ReturningTown):
    """The town, and its books drawn up after every act."""

    @invariant()
    def what_is_approved_is_owed_or_given_once(self) -> None:
        pickups, orders = list(self.house.store.items.values()), self.post._all(MailOrder)
        for application_id, sheets in self.approved.items():
            mine = [one for one in pickups if one.application_id == application_id]
            sent = [one for one in orders if one.application_id == application_id]
            handed = sum(one.handed_count for one in mine)
            waiting = sum(one.remaining for one in mine if one.state is not State.CLOSED)
            signed = sum(one.count for one in sent if one.state is OrderState.SIGNED)
            owed = sum(one.count for one in sent if one.state in LIVE)
            given_up = self.given_up(application_id)
            on_its_way = self.on_its_way(application_id, mine, sent)
            told = (handed, waiting, signed, owed, given_up, on_its_way)
            assert sum(told) == sheets, told

    def given_up(self, application_id: str) -> int:
        return sum(
            cast(int, one.data["count"])
            for one in self.events()
            if one.kind.endswith(":cancelled") and one.data.get("application_id") == application_id
        )

    def on_its_way(
        self, application_id: str, pickups: list[Pickup], orders: list[MailOrder]
    ) -> int:
        """Count what has ended in one place and not begun in the next."""
        there = {one.id for one in (*pickups, *orders)}
        owed = 0
        for event in self.events():
            if event.data.get("application_id") != application_id:
                continue
            by_mail = event.kind == "pickup:pickup:mailed" or event.data.get("address_id")
            number = event.number if event.subject.startswith("pickup/") else 0
            match event.kind:
                case "invoices:application:approved" | "pickup:pickup:mailed":
                    pickup_id = str(event.data["pickup_id"])
                    follows = f"{pickup_id}-{number}" if by_mail else pickup_id
                case "delivery:order:turned":
                    follows = str(event.data["pickup_id"])
                case _:
                    continue
            owed += 0 if follows in there else cast(int, event.data["count"])
        return owed

    @invariant()
    def every_serial_is_in_exactly_one_place(self) -> None:
        drawers = [one for each in self.stock.drawers.values() for one in single(each.ranges)]
        parcels = [one for each in self.stock.consignments.values() for one in single(each.ranges)]
        mail = [*drawers, *parcels, *single(self.stock.depot)]
        assert sorted(mail) == [(CODE, number) for number in range(501, 541)]
        for parcel in self.post._all(Parcel):
            kept = self.stock.consignments[parcel.id]
            inside, named = sorted(single(kept.ranges)), sorted(_singly(parcel.sheets))
            faulty = sorted(_singly(parcel.fault.packets)) if parcel.fault else []
            over = parcel.state in (ParcelState.UNDONE, ParcelState.RESTOCKED)
            assert inside == (faulty if over else named)

    @invariant()
    def what_is_signed_for_has_left_and_nothing_else(self) -> None:
        signed = [one for one in self.post._all(MailOrder) if one.state is OrderState.SIGNED]
        sheets = [one for order in signed for one in _singly(order.sheets)]
        parcels = self.stock.consignments.values()
        left = [one for each in parcels if each.place is Place.SIGNED for one in each.ranges]
        assert sorted(sheets) == sorted(single(tuple(left)))
        taken = [one for one in self.post._all(MailOrder) if one.state is OrderState.TAKEN]
        assert all(len(_singly(one.sheets)) == one.count for one in (*signed, *taken))

    @invariant()
    def what_a_shelf_promises_is_what_pickups_wait_for(self) -> None:
        for site in SITES:
            held = self.house.stockroom.shelf(site, "P_ORD").held
            waiting = [one for one in self.house.store.items.values() if one.site_id == site]
            assert held == sum(one.remaining for one in waiting if one.state is not State.CLOSED)

    @invariant()
    def quota_comes_back_once(self) -> None:
        for application_id, sheets in self.approved.items():
            back = sum(n for whose, n in self.invoices.back.values() if whose == application_id)
            assert back <= self.given_up(application_id) <= sheets


def _singly(sheets: Packets) -> list[Sheet]:
    return single(ranges_of(sheets))
