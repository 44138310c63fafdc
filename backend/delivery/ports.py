"""What the delivery room needs from the others, from its store, and of a carrier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from backend.delivery.rules.address import Address, Destination
from backend.delivery.rules.handover import Handover
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import News, Parcel
from backend.delivery.rules.sheets import Numbered, Sheets
from backend.delivery.rules.task import Task
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page

Thing = Address | MailOrder | Parcel | Handover | Task
Noted = tuple[Thing, Event]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written beside things and their events: custody's moves, marks, a list's lines.

    `labelled` is (number, parcel), `listed` and `unlisted` are (list, parcel).
    """

    moves: tuple[Any, ...] = ()
    labelled: tuple[str, str] | None = None
    unlabelled: str | None = None
    listed: tuple[str, str] | None = None
    unlisted: tuple[str, str] | None = None


class Store(Protocol):
    """Where the room's things are kept; saves raise `Conflict`."""

    def find_address(self, company_id: str, address_id: str) -> Address | None:
        """Read an entry of an address book, one that was taken off too, consistently."""
        ...

    def list_addresses(self, company_id: str) -> Sequence[Address]:
        """Read what stands in an address book, consistently."""
        ...

    def find_order(self, order_id: str) -> MailOrder | None:
        """Read an order, consistently."""
        ...

    def find_orders(self, order_ids: Iterable[str]) -> Mapping[str, MailOrder]:
        """Read several orders at once, consistently."""
        ...

    def of_company(self, company_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        """Read a company's orders, the newest first; may lag behind by a moment."""
        ...

    def owed(self, site_id: str, cursor: str | None, limit: int) -> Page[MailOrder]:
        """Read what a mail room owes, by kind and then the oldest first; may lag."""
        ...

    def count_owed(self, site_id: str, kind: str, *, most: int) -> int:
        """Count the sheets of a kind that a mail room owes, as far as `most`; may lag."""
        ...

    def find_parcel(self, parcel_id: str) -> Parcel | None:
        """Read a parcel, consistently."""
        ...

    def find_parcels(self, parcel_ids: Iterable[str]) -> Mapping[str, Parcel]:
        """Read several parcels at once; only to be shown."""
        ...

    def list_parcels(
        self, site_id: str, state: str, *, cursor: str | None, limit: int
    ) -> Page[Parcel]:
        """Read a mail room's parcels in a state, the oldest first; may lag."""
        ...

    def find_labelled(self, tracking_number: str) -> str | None:
        """Read which parcel has a number on its label, consistently."""
        ...

    def find_handover(self, handover_id: str) -> Handover | None:
        """Read a list, consistently."""
        ...

    def list_handovers(self, site_id: str, cursor: str | None, limit: int) -> Page[Handover]:
        """Read a mail room's lists, the newest first; may lag."""
        ...

    def listed(self, handover_id: str) -> Sequence[str]:
        """Read which parcels stand on a list, consistently; at most `MOST_PARCELS`."""
        ...

    def tasks_about(self, about: str) -> Sequence[Task]:
        """Read the tasks about a thing, open or not, consistently."""
        ...

    def open_tasks(self, cursor: str | None, limit: int) -> Page[Task]:
        """Read what is open in the city, the first due first; may lag."""
        ...

    def due(self, minute: datetime) -> Iterable[str]:
        """Name the things that fall due in a minute: `parcel/<id>` and the like."""
        ...

    def save(self, *noted: Noted, beside: Beside = ...) -> None:
        """Write things with their events, and what goes beside them, together."""
        ...

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read what happened to a thing, oldest first."""
        ...


class Move(Protocol):
    """A custody move that the store writes together with the parcel behind it."""

    @property
    def ranges(self) -> Sequence[Numbered]: ...


class MailStock(Protocol):
    """Custody's mail room; each move may refuse, none but `fill` is written before the store saves.

    A move raises ValueError where the paper is not where the parcel says.
    """

    def free(self, site_id: str, kind: str) -> int:
        """Count the sheets of a kind that no parcel has yet."""
        ...

    def fill(
        self, *, site_id: str, kind: str, paper: Sheets, filling_id: str, doing: Doing
    ) -> None:
        """Move a packet from the depot into the mail room, once a `filling_id`."""
        ...

    def pick(
        self, parcel_id: str, site_id: str, wanted: Mapping[str, int], doing: Doing
    ) -> tuple[Move, Mapping[str, Sequence[Numbered]]]:
        """Take the first sheets of each kind for a new parcel; refuses `mail-room-short`."""
        ...

    def undo(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Sheets] = (), end: str = "cancelled"
    ) -> Move:
        """Put the paper of a parcel back into the mail room, but for sheets that are `gone`."""
        ...

    def move(self, parcel_id: str, way: str, doing: Doing) -> Move:
        """Move a parcel's paper: `packed`, `handed`, `signed`, `returned` or `lost`."""
        ...

    def restock(
        self, parcel_id: str, doing: Doing, *, gone: Iterable[Sheets] = (), end: str = "cancelled"
    ) -> Move:
        """Take the paper of a parcel that came back into the depot, but for what is `gone`."""
        ...


class People(Protocol):
    """Who acts for whom, and by which name."""

    def acts_for(self, person_id: str, company_id: str) -> bool:
        """Tell whether a person may act for a company now."""
        ...

    def may_apply(self, person_id: str, company_id: str) -> bool:
        """Tell whether a person may apply for a company's invoices and collect them now."""
        ...

    def name_of(self, person_id: str) -> str:
        """Return a person's name, empty when there is no such account."""
        ...


class Sites(Protocol):
    """The places, by name."""

    def name(self, site_id: str) -> str | None:
        """Name a site; None when there is none."""
        ...


class Companies(Protocol):
    """The companies, by name."""

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        """Name several at once; unknown ones are absent."""
        ...


@dataclass(frozen=True, slots=True)
class Label:
    """What a carrier gives for a parcel: its number, and by when it should arrive."""

    tracking_number: str
    expected_at: datetime | None = None


class Carrier(Protocol):
    """A carrier (寄递企业), asked by our parcel's id, so that asking again changes nothing."""

    def order(self, parcel_id: str, to: Destination, sheets: int) -> Label:
        """Ask for a parcel to be fetched; returns its label."""
        ...

    def cancel(self, parcel_id: str) -> None:
        """Take back what was ordered, before it was fetched."""
        ...

    def track(self, tracking_number: str) -> Sequence[News]:
        """Ask what happened to a parcel, all of it: what calls missed is heard so."""
        ...
