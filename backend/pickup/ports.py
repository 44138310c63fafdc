"""What pickup needs from the rest of the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.pickup.rules.admission import Machine
from backend.pickup.rules.forms import Mark
from backend.pickup.rules.leasing import Candidate, Leased
from backend.pickup.rules.pickup import Pickup


@dataclass(frozen=True, slots=True)
class Order:
    """An approved application: what is to be handed over, to whom, and where."""

    pickup_id: str
    application_id: str
    company_id: str
    collector_id: str
    kind: str
    count: int
    site_id: str


class Bound(Protocol):
    """A range of serials as custody names it."""

    @property
    def code(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


class Move(Protocol):
    """A custody move that the store writes together with the pickup."""

    @property
    def ranges(self) -> Sequence[Bound]: ...


class Store(Protocol):
    """Where pickups are kept."""

    def find(self, pickup_id: str) -> Pickup | None: ...
    def find_short(self, short_code: str) -> Pickup | None: ...
    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[Pickup]: ...
    def due(self, minute: datetime) -> Iterable[str]: ...
    def leasable(self, site_id: str, limit: int) -> Iterable[Candidate]:
        """Name pickups of a site that no lease stands on, oldest first; may lag behind."""
        ...

    def leased(self, kiosk_id: str) -> Sequence[Leased]:
        """List all that is leased under a kiosk's name, to any key, read consistently."""
        ...

    def save(self, pickup: Pickup, event: Event, *moves: Any) -> None:
        """Write a pickup, its event and moves of this house's stockroom; raises `Conflict`."""
        ...

    def history(self, pickup_id: str, cursor: str | None) -> Page[Event]: ...
    def save_marked(self, pickup: Pickup, event: Event, *marks: Mark) -> None:
        """Write a pickup, its event and new marks; raises `Conflict`, for a mark that is there."""
        ...

    def find_mark(self, key: str) -> Mark | None: ...
    def lent_to(
        self, person_id: str, after: datetime, *, cursor: str | None, limit: int
    ) -> Page[Pickup]:
        """List what is lent to a person beyond an instant, the first to end first."""
        ...


class Stockroom(Protocol):
    """Custody's moves; each may refuse, none is written until the store saves."""

    def hold(
        self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing
    ) -> Move: ...
    def release(
        self, site_id: str, kind: str, *, count: int, pickup_id: str, doing: Doing
    ) -> Move: ...
    def bind(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        count: int,
        until: datetime,
        doing: Doing,
    ) -> Move: ...
    def begin(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> Move: ...
    def unbind(
        self, *, site_id: str, kind: str, kiosk_id: str, pickup_id: str, doing: Doing
    ) -> Move: ...
    def count_behind(
        self, site_id: str, kind: str, kiosk_id: str, *, next_sheet: tuple[str, int] | None
    ) -> int | None:
        """Count what lies before a sheet behind what is bound, all for None; None elsewhere."""
        ...

    def settle(  # noqa: PLR0913 - the end of a service is this many facts
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        out: int,
        doubtful: int,
        why: str,
        taken: Sequence[tuple[str, int]] = (),
        doing: Doing,
    ) -> Move:
        """Close a binding; `why` says how the doubtful sheets came to be so."""
        ...

    def holdings(self, site_id: str, kiosk_id: str, kinds: Iterable[str]) -> Mapping[str, int]:
        """Count the sheets in a machine by kind."""
        ...

    def missing(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        next_sheet: tuple[str, int] | None,
        now: datetime,
    ) -> Sequence[Bound] | None:
        """List the sheets that lie before one in a cassette, all of them for None.

        Returns None for a sheet that does not lie there; refuses `kiosk-busy` while a service
        stands.
        """
        ...

    def write_off(  # noqa: PLR0913 - a finding is this many facts
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        missing: int,
        taken: Sequence[tuple[str, int]],
        promised: int,
        doing: Doing,
    ) -> Move:
        """Put the first `missing` sheets of a cassette into quarantine and let `taken` leave it.

        The promise shrinks by `promised`.
        """
        ...

    def set_apart(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Sequence[tuple[str, int]],
        doing: Doing,
    ) -> Sequence[tuple[str, int]]:
        """Put sheets into quarantine, as far as they lie in a cassette; written at once.

        Returns those that lie in quarantine now; refuses `kiosk-busy` while a service holds one.
        """
        ...

    def lying_apart(
        self, site_id: str, kind: str, sheets: Iterable[tuple[str, int]]
    ) -> Sequence[tuple[str, int]]:
        """Name those of some sheets that are in quarantine at a site."""
        ...

    def doubt(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        pickup_id: str,
        sheets: Iterable[Bound],
        promise: int,
        doing: Doing,
    ) -> Move:
        """Take sheets that left back into quarantine; `promise` moves the count held here."""
        ...


class Machines(Protocol):
    """The kiosks, as far as serving goes."""

    def machine(
        self, kiosk_id: str, jkt: str, *, journaled: tuple[int, str] | None = None
    ) -> Machine:
        """Return a kiosk; one nobody knows, or with another key, is out of service.

        `journaled` names the entry it wrote last by number and hash: it is what tells a forgetful
        machine.
        """
        ...

    def knows(self, kiosk_id: str, jkt: str) -> bool:
        """Tell whether a kiosk signs with this key today."""
        ...

    def heard_at(self, kiosk_id: str, jkt: str) -> datetime | None:
        """Say when a kiosk with this key was last heard; None when it has another key now."""
        ...

    def compare_journal(self, jkt: str, last: tuple[int, str], doing: Doing) -> None:
        """Take a kiosk out of service whose journal is not the one it told us of any more.

        `last` names the entry it wrote last by number and hash.
        """
        ...


class People(Protocol):
    """What is known of people and whom they act for."""

    def phone_tail(self, person_id: str) -> str: ...
    def acts_for(self, person_id: str, company_id: str) -> bool: ...

    def may_apply(self, person_id: str, company_id: str) -> bool:
        """Tell whether a person may apply for a company's invoices and collect them now."""
        ...


class Addresses(Protocol):
    """Where mail can go."""

    def check_address(self, company_id: str, address_id: str) -> None:
        """Refuse `address-unknown` for what does not stand in a company's address book."""
        ...


class Sites(Protocol):
    """The places, by name."""

    def name(self, site_id: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the house as others may see them."""

    person_id: str
    name: str
    phone_masked: str


class Directory(Protocol):
    """Who somebody is, for whom one lends to."""

    def find(self, phone: str, name: str) -> Known | None:
        """Find who signed in with a number, if that is their name; refuses `phone-malformed`."""
        ...

    def name_of(self, person_id: str) -> str: ...


class Doorkeeper(Protocol):
    """Counts how often somebody tries what can be guessed."""

    def admit(self, what: str, whose: str, now: datetime) -> None:
        """Count one more try; refuses `tries-too-many` with the seconds to wait."""
        ...
