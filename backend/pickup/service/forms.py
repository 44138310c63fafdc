"""The other forms of a code: the paper code, the pass link, and a new code for an old one."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup import token
from backend.pickup.ports import Doorkeeper, People, Sites, Stockroom, Store
from backend.pickup.rules import lending
from backend.pickup.rules.forms import Link, Mark, hashed
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service import passes
from backend.pickup.service.moving import up_to_date
from backend.pickup.service.repeats import is_done, mark_of
from backend.pickup.service.wishing import Wishing


@dataclass(frozen=True, slots=True)
class Paper:
    """A static code, until when it is good, and the short code beside it."""

    text: str
    ends_at: datetime
    short_code: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a pass link shows: a pickup, its paper code and where it is kept."""

    pickup: Pickup
    paper: Paper
    site_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsSide:
    """Pickup as its collector shows it without the page that renews the code."""

    store: Store
    stockroom: Stockroom
    people: People
    sites: Sites
    doorkeeper: Doorkeeper
    keys: token.Keys
    wishing: Wishing

    def paper(self, pickup_id: str, person_id: str, now: datetime) -> tuple[Pickup, Paper]:
        """Return the paper code to who may collect now.

        Refuses `pickup-unknown` to everybody else, `pickup-over`, `pickup-placeless`.
        """
        pickup = self.store.find(pickup_id)
        acts = pickup and self.people.acts_for(pickup.collector_id, pickup.company_id)
        if pickup is None or not acts or pickup.collector(now) != person_id:
            raise Refusal("pickup-unknown")
        over = pickup.state in (State.DISPENSED, State.CLOSED)
        if over or pickup.code_ends_at(now) <= now:
            raise Refusal("pickup-over")
        if pickup.site_id is None:
            raise Refusal("pickup-placeless")
        return pickup, self._paper(pickup, now)

    def renew(self, pickup_id: str, act_id: str, person_id: str, doing: Doing) -> Pickup:
        """Make a new code, so that all old ones die; the same request again changes nothing.

        Refuses `pickup-unknown` to all but its owner, `request-exists-differently`,
        `pickup-leased` (a machine is asked first), `pickup-over`, `pickup-busy`, `pickup-lent`.
        """

        def attempt() -> Pickup:
            pickup = self._own(pickup_id, person_id)
            mark = mark_of(act_id, pickup, "renew")
            if is_done(self.store, mark):
                return pickup
            self.wishing.check_free(pickup, doing)
            pickup = self._up_to_date(pickup, doing)
            after, event = lending.renew(pickup, doing, short_code=passes.new_short_code())
            self.store.save_marked(after, event, mark)
            return after

        return retried(attempt)

    def make_link(self, pickup_id: str, link_id: str, person_id: str, doing: Doing) -> Pickup:
        """Make a pass link, which ends the one before; the same request again changes nothing.

        Refuses `pickup-unknown` to all but its owner, `request-exists-differently`, `pickup-over`,
        `pickup-busy`, `pickup-lent`.
        """

        def attempt() -> Pickup:
            pickup = self._own(pickup_id, person_id)
            mark = mark_of(link_id, pickup, "link")
            if is_done(self.store, mark):
                return pickup
            pickup = self._up_to_date(pickup, doing)
            link = Link(link_id, self.keys.current, doing.at)
            after, event = lending.make_link(pickup, link, doing)
            opener = hashed("link", self.key_of(after, link))
            self.store.save_marked(
                after, event, mark, Mark(opener, pickup.id, link_id, mark.gone_at)
            )
            return after

        return retried(attempt)

    def revoke_link(self, pickup_id: str, link_id: str, person_id: str, doing: Doing) -> None:
        """End a pass link; one that ended is no change.

        Refuses `pickup-unknown` to all but its owner, `pickup-over`, `pickup-busy`.
        """

        def attempt() -> None:
            pickup = self._own(pickup_id, person_id)
            pickup = self._up_to_date(pickup, doing)
            step = lending.revoke_link(pickup, link_id, doing)
            if step is not None:
                self.store.save(*step)

        retried(attempt)

    def key_of(self, pickup: Pickup, link: Link) -> str:
        """Draw the key of a link that stands; only its hash is kept."""
        return token.link_key(self.keys, kid=link.kid, pickup_id=pickup.id, link_id=link.id)

    def open(self, key: str, address: str, now: datetime) -> Opened:
        """Show what a pass link leads to, to whoever has it.

        Refuses in order `tries-too-many`, `link-unknown`, `link-dispensed`, `link-expired`,
        `link-revoked`, `link-checking` (a case is open), `link-placeless`.
        """
        self.doorkeeper.admit("link", address, now)
        mark = self.store.find_mark(hashed("link", key))
        pickup = self.store.find(mark.pickup_id) if mark else None
        if mark is None or pickup is None:
            raise Refusal("link-unknown")
        if pickup.state is State.DISPENSED:
            raise Refusal("link-dispensed")
        if pickup.state is State.CLOSED or pickup.expires_at <= now:
            raise Refusal("link-expired")
        stands = pickup.link is not None and pickup.link.id == mark.meant
        if not stands or not self.people.acts_for(pickup.collector_id, pickup.company_id):
            raise Refusal("link-revoked")
        if pickup.state is State.OPEN:
            raise Refusal("link-checking")
        if pickup.site_id is None:
            raise Refusal("link-placeless")
        site_name = self.sites.name(pickup.site_id) or ""
        return Opened(pickup, self._paper(pickup, now), site_name)

    def _own(self, pickup_id: str, person_id: str) -> Pickup:
        return passes.owned(self.store, self.people, pickup_id=pickup_id, person_id=person_id)

    def _paper(self, pickup: Pickup, now: datetime) -> Paper:
        text = passes.paper(self.keys, pickup, now)
        return Paper(text, pickup.code_ends_at(now), pickup.typed_code(now))

    def _up_to_date(self, pickup: Pickup, doing: Doing) -> Pickup:
        return up_to_date(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
