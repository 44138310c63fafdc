"""What the invoices room needs from the others and from its store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.applications import Application
from backend.invoices.rules.approvals import Approval
from backend.invoices.rules.kinds import Kind
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Authority(Protocol):
    """How a person may act for a company."""

    @property
    def real_name_verified(self) -> bool: ...
    @property
    def invoice_agent(self) -> bool: ...


class Fact(Protocol):
    """One recorded fact of a company as it holds on a day."""

    @property
    def value(self) -> str: ...
    @property
    def source(self) -> str: ...


class Taxpayers(Protocol):
    """Questions about companies and the people who act for them."""

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        """Return how a person may act for a company now, None when not at all."""
        ...

    def facts_on(self, company_id: str, day: date) -> Mapping[str, Fact]:
        """Return the facts of a company in force on a day, by name; unrecorded ones are absent."""
        ...

    def known(self, company_id: str) -> bool:
        """Whether there is such a company."""
        ...


class Shelves(Protocol):
    """Questions about stock."""

    def free(self, site_ids: Iterable[str], kind: str, *, consistent: bool) -> Mapping[str, int]:
        """Count the sheets of a kind not promised to anybody, by site."""
        ...


class Sites(Protocol):
    """Questions about places."""

    def exists(self, site_id: str) -> bool:
        """Whether paper can be picked up at such a site."""
        ...


class MailRoom(Protocol):
    """Questions about paper that goes by mail."""

    def site_for(self, company_id: str, address_id: str) -> str:
        """Name the site whose mail room serves an address; refuses `address-unknown`."""
        ...

    def free(self, site_id: str, kind: str) -> int:
        """Count the sheets of a kind in a mail room that no parcel has yet."""
        ...


@dataclass(frozen=True, slots=True)
class Moved:
    """An allowance and the event that moved it."""

    allowance: Allowance
    event: Event


class Store(Protocol):
    """Where applications, approvals and allowances are kept; saves raise `Conflict`."""

    def find_application(self, application_id: str) -> Application | None:
        """Read one application, consistently."""
        ...

    def list_applications(
        self, company_id: str, cursor: str | None, limit: int
    ) -> Page[Application]:
        """Read a company's applications, newest first; may lag behind by a moment."""
        ...

    def find_kind(self, company_id: str, kind: Kind) -> tuple[Approval | None, Allowance | None]:
        """Read one kind's approval and allowance, consistently."""
        ...

    def list_kinds(self, company_id: str) -> tuple[tuple[Approval, Allowance | None], ...]:
        """Read all approved kinds of a company with their allowances, consistently."""
        ...

    def find_moved(self, source: str) -> str | None:
        """Return the hash of the request by which a source moved an allowance, None before."""
        ...

    def save_application(
        self,
        application: Application,
        event: Event,
        moved: Moved | None = None,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        """Write an application with its event, the allowance it takes, and one it takes up."""
        ...

    def save_approval(self, approval: Approval, event: Event) -> None:
        """Write an approval and its event."""
        ...

    def save_allowance(
        self,
        moved: Moved,
        source: str,
        request_hash: str,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        """Write an allowance, its event, the mark of the source, and the application it is of."""
        ...

    def history(self, application_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read an application's events, oldest first."""
        ...
