"""Lending (代领): a named collector gets the code of one pickup until a time, and nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.clock import to_text
from backend.kernel.codes import check_mobile, mask_mobile
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.pickup import token
from backend.pickup.ports import Directory, Doorkeeper, People, Sites, Stockroom, Store
from backend.pickup.rules import lending
from backend.pickup.rules.forms import Loan, Mark, hashed
from backend.pickup.rules.pickup import Pass, Pickup, State
from backend.pickup.service import passes
from backend.pickup.service.moving import up_to_date
from backend.pickup.service.repeats import is_done, mark_of
from backend.pickup.service.wishing import Wishing

_BEING_SERVED = (State.RESERVED, State.DISPENSING, State.OPEN)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom an owner names, by number and by name, and until when they may collect."""

    phone: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LendingSide:
    """Pickup as lender and borrower see it."""

    store: Store
    stockroom: Stockroom
    people: People
    sites: Sites
    directory: Directory
    doorkeeper: Doorkeeper
    keys: token.Keys
    wishing: Wishing

    def lend(
        self, pickup_id: str, loan_id: str, *, wish: Wish, person_id: str, doing: Doing
    ) -> Pickup:
        """Lend a pickup; the same request again gives it as it is today.

        The number and the name must be one person's: who mistypes lends to nobody. Refuses
        `pickup-unknown` to all but its owner, `phone-malformed`, `request-exists-differently`,
        `pickup-leased` (a machine is asked first, and no try is counted), `tries-too-many`,
        `borrower-unknown`, `pickup-over`, `pickup-busy`, `pickup-lent`, `borrower-oneself`,
        `loan-end-wrong`.
        """
        wish = replace(wish, name=wish.name.strip(), until=wish.until.replace(microsecond=0))
        pickup = self._own(pickup_id, person_id)
        mark = _mark(pickup, loan_id, wish)
        if is_done(self.store, mark):
            return pickup
        retried(lambda: self.wishing.check_free(self._own(pickup_id, person_id), doing))
        self.doorkeeper.admit("borrower", person_id, doing.at)
        known = self.directory.find(wish.phone, wish.name)
        if known is None:
            raise Refusal("borrower-unknown", field="/phone")
        loan = Loan(
            id=loan_id,
            person_id=known.person_id,
            name=known.name,
            phone_masked=known.phone_masked,
            lender_name=self.directory.name_of(person_id),
            short_code=passes.new_short_code(),
            lent_at=doing.at,
            until=wish.until,
        )
        return retried(lambda: self._lend(self._own(pickup_id, person_id), loan, mark, doing))

    def _lend(self, pickup: Pickup, loan: Loan, mark: Mark, doing: Doing) -> Pickup:
        if is_done(self.store, mark):
            return pickup
        self.wishing.check_free(pickup, doing)
        pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
        after, event = lending.lend(pickup, loan, doing, short_code=passes.new_short_code())
        opener = Mark(hashed("short", loan.short_code), pickup.id, loan.id, mark.gone_at)
        self.store.save_marked(after, event, mark, opener)
        return after

    def take_back(self, pickup_id: str, loan_id: str, person_id: str, doing: Doing) -> Pickup:
        """End a loan; one that is over is no change.

        Refuses `pickup-unknown` to all but the owner, `pickup-leased` (a machine is asked first),
        `pickup-over`, `pickup-busy`.
        """

        def attempt() -> Pickup:
            pickup = self._own(pickup_id, person_id)
            if pickup.loan is None or pickup.loan.id != loan_id:
                return pickup
            self.wishing.check_free(pickup, doing)
            pickup = up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
            step = lending.take_back(pickup, loan_id, doing)
            if step is None:
                return pickup
            self.store.save(*step)
            return step[0]

        return retried(attempt)

    def lent_to(
        self, person_id: str, now: datetime, *, cursor: str | None, limit: int
    ) -> Page[Pickup]:
        """List what a person may fetch for others, the first to end first."""
        page = self.store.lent_to(person_id, now, cursor=cursor, limit=limit)
        # The index may be behind: what was taken back meanwhile is not shown.
        return Page(
            tuple(one for one in page.items if _is_lent_to(one, person_id, now)), page.next_cursor
        )

    def see(self, pickup_id: str, person_id: str, now: datetime) -> Pickup:
        """Return a pickup to its borrower while the loan stands; refuses `loan-unknown`."""
        pickup = self.store.find(pickup_id)
        if pickup is None or not _is_lent_to(pickup, person_id, now):
            raise Refusal("loan-unknown")
        # Who lends must still act for the company: a machine would refuse the code otherwise.
        if not self.people.acts_for(pickup.collector_id, pickup.company_id):
            raise Refusal("loan-unknown")
        return pickup

    def pass_of(self, pickup: Pickup, person_id: str, now: datetime) -> Pass | None:
        """Return the borrower's pass, good until the loan's end."""
        return passes.rolling(self.keys, pickup, person_id, now)

    def _own(self, pickup_id: str, person_id: str) -> Pickup:
        # A borrower does not own it, and so cannot lend it on.
        return passes.owned(self.store, self.people, pickup_id=pickup_id, person_id=person_id)


def _mark(pickup: Pickup, loan_id: str, wish: Wish) -> Mark:
    # A mark keeps no more of the number than the loan itself shows.
    shown = mask_mobile(check_mobile(wish.phone))
    return mark_of(loan_id, pickup, "lend", shown, wish.name, to_text(wish.until))


def _is_lent_to(pickup: Pickup, person_id: str, now: datetime) -> bool:
    loan = pickup.lent(now)
    if loan is None or loan.person_id != person_id:
        return False
    return now < loan.until or pickup.state in _BEING_SERVED
