"""What the owner of an order does: it is issued, seen, moved, unlocked."""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.pickup import token
from backend.pickup.ports import Move, Order, People, Sites, Stockroom, Store
from backend.pickup.rules import acts, wishes
from backend.pickup.rules.pickup import LIFETIME, Pass, Pickup, State
from backend.pickup.service import passes
from backend.pickup.service.moving import up_to_date
from backend.pickup.service.wishing import Wishing


@dataclass(frozen=True, slots=True)
class OwnerSide:
    """Pickup as the taxpayer's phone sees it."""

    store: Store
    stockroom: Stockroom
    people: People
    sites: Sites
    keys: token.Keys
    wishing: Wishing

    def issue(self, order: Order, doing: Doing) -> Pickup:
        """Make the pickup of an approved order; again gives the one that is there.

        The count is held at the chosen site. If it is gone meanwhile, the pickup is issued
        without a place, and its owner chooses another.
        """
        pickup = Pickup(
            id=order.pickup_id,
            application_id=order.application_id,
            company_id=order.company_id,
            collector_id=order.collector_id,
            kind=order.kind,
            count=order.count,
            site_id=order.site_id,
            state=State.ISSUED,
            generation=1,
            issued_at=doing.at,
            expires_at=(doing.at + LIFETIME).replace(microsecond=0),
            short_code=passes.new_short_code(),
        )

        def attempt() -> Pickup:
            return self.store.find(order.pickup_id) or self._issue(pickup, doing)

        return retried(attempt)

    def _issue(self, pickup: Pickup, doing: Doing) -> Pickup:
        moves: tuple[Move, ...] = ()
        try:
            moves = (
                self.stockroom.hold(
                    pickup.site_id or "",
                    pickup.kind,
                    count=pickup.count,
                    pickup_id=pickup.id,
                    doing=doing,
                ),
            )
        except Refusal as refusal:
            if refusal.code != "site-stock-short":
                raise
            pickup = replace(pickup, site_id=None)
        after, event = acts.issue(pickup, doing)
        self.store.save(after, event, *moves)
        return after

    def see(self, pickup_id: str, person_id: str) -> Pickup:
        """Return a pickup to its collector or to who acts for the company.

        Refuses `pickup-unknown`, for somebody else's too.
        """
        pickup = self.store.find(pickup_id)
        if pickup is None or not self._may_see(pickup, person_id):
            raise Refusal("pickup-unknown")
        return pickup

    def is_open(self, pickup_id: str, episode: int) -> bool:
        """Tell whether a pickup still waits since the event of this number opened it."""
        pickup = self.store.find(pickup_id)
        return pickup is not None and (pickup.state, pickup.episode) == (State.OPEN, episode)

    def report_waits(self, pickup_id: str, episode: int) -> bool:
        """Tell whether no clerk has decided of the report that the event of this number told."""
        pickup = self.store.find(pickup_id)
        told = pickup.care.report if pickup else None
        return told is not None and (told.number, told.outcome) == (episode, None)

    def of_company(
        self, company_id: str, person_id: str, *, cursor: str | None, limit: int
    ) -> Page[Pickup]:
        """List a company's pickups, newest first; refuses `company-unknown`."""
        if not self.people.acts_for(person_id, company_id):
            raise Refusal("company-unknown")
        return self.store.of_company(company_id, cursor, limit)

    def pass_of(self, pickup: Pickup, person_id: str, now: datetime) -> Pass | None:
        """Return the pass, to who may collect now only and while something is to be fetched."""
        return passes.rolling(self.keys, pickup, person_id, now)

    def code_of(self, pickup: Pickup, person_id: str, now: datetime) -> str | None:
        """Write the rolling code of this moment, to the same people; it dies as a phone's does.

        The machine they stand at needs no pass: the secret stays here.
        """
        found = self.pass_of(pickup, person_id, now)
        return token.text(found.body, token.rolling(found.secret, now)) if found else None

    def choose_site(self, pickup_id: str, site_id: str, person_id: str, doing: Doing) -> Pickup:
        """Fetch it somewhere else: the promise moves, older codes die.

        Where a machine holds a lease, the place is promised and the move waits for the lease.
        Refuses `pickup-unknown`, `site-unknown`, `pickup-over`, `pickup-busy`,
        `site-stock-short`. The site it has already is no change, and ends an earlier wish.
        """

        def attempt() -> Pickup:
            pickup = self.see(pickup_id, person_id)
            site_name = self.sites.name(site_id)
            if site_name is None:
                raise Refusal("site-unknown", field="/site_id")
            pickup = self.wishing.catch_up(pickup, doing)
            if pickup.site_id == site_id:
                waits = pickup.wish is not None and pickup.wish.kind == wishes.MOVE
                return self.wishing.drop(pickup, doing) if waits else pickup
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            wish = wishes.make(
                wishes.MOVE, doing, site_id=site_id, site_name=site_name, count=pickup.remaining
            )
            return self.wishing.ask(pickup, wish, doing)

        return retried(attempt)

    def unlock(self, pickup_id: str, person_id: str, doing: Doing) -> Pickup:
        """Give the tries at the kiosk back; none missing is no change.

        Refuses `pickup-unknown` to all but the collector, `pickup-over`, `pickup-busy`.
        """

        def attempt() -> Pickup:
            pickup = self.see(pickup_id, person_id)
            if pickup.collector_id != person_id:
                raise Refusal("pickup-unknown")
            step = acts.unlock(pickup, doing)
            if step is None:
                return pickup
            self.store.save(*step)
            return step[0]

        return retried(attempt)

    def history(self, pickup_id: str, person_id: str, cursor: str | None) -> Page[Event]:
        """List what happened to a pickup, oldest first; refuses `pickup-unknown`."""
        self.see(pickup_id, person_id)
        return self.store.history(pickup_id, cursor)

    def _may_see(self, pickup: Pickup, person_id: str) -> bool:
        # Asked each time: an authority that ended takes the pass with it.
        return self.people.acts_for(person_id, pickup.company_id)
