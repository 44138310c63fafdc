"""The town with a returns desk: parcels come back in a clerk's hand, signed for or not."""

from functools import partial

import hypothesis.strategies as st
from hypothesis.stateful import rule

from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Parcel, ParcelState
from tests.delivery.post_town import PostTown, picks, sites


class ReturningTown(PostTown):
    """The town, and what comes back to it without a carrier's word."""

    @rule(pick=picks, clerks=st.integers(1, 2), restock=st.booleans())
    def come_back(self, pick: int, clerks: int, restock: bool) -> None:
        """Find a parcel on the desk, by its label; one that was signed for by all its serials."""
        parcel, room = self.parcel(pick), self.room
        if parcel is None:
            return
        label = parcel.tracking_number or "1234567890123"
        self.attempt(partial(room.carrier.come_back, parcel.id, label, room.clerk()))
        for number in range(clerks):
            by = room.clerk(number + 1)
            self.attempt(partial(room.carrier.take_back, parcel.id, parcel.sheets, by))
        if restock:
            back = room.carrier.restock
            self.attempt(partial(back, parcel.id, parcel.sheets, room.clerk()))

    @rule(seconds=st.integers(1, 60))
    def come_back_signed(self, seconds: int) -> None:
        """Let the newest parcel arrive and come back, so that this is met often."""
        self.send_through(seconds, "Z001")
        parcels = self.post._all(Parcel)
        if parcels and parcels[-1].state is ParcelState.WITH_CARRIER:
            self.end(len(parcels) - 1, 2)
            self.come_back(len(parcels) - 1, 2, restock=False)

    @rule(site=sites)
    def think_better_of(self, site: str) -> None:
        """Pick what was just approved and undo it at once, so that this is met often."""
        self.approve(2, True, site)
        self.follow_all()
        last = len(self.post._all(MailOrder)) - 1
        if last >= 0:
            self.begin(last, last)
            self.undo(len(self.post._all(Parcel)) - 1)
