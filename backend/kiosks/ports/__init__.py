"""What the kiosks room needs from the others and from its store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.kiosks.rules.alert import Alert
from backend.kiosks.rules.condition import Telemetry
from backend.kiosks.rules.count import Count
from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.pairing import Pairing, Tries
from backend.kiosks.rules.restock import Packets, Restock, Sheet
from backend.kiosks.rules.seen import Cassette
from backend.kiosks.rules.usage import Used


class Custody(Protocol):
    """The keeper of numbered paper."""

    def cassettes(self, site_id: str, kiosk_id: str) -> Sequence[Cassette]:
        """Return what is in a machine."""
        ...

    def vacated(self, site_id: str, kiosk_id: str) -> Any | None:
        """Return a move that holds only while a machine stays empty; None when it is not."""
        ...

    def all_cassettes(
        self, machines: Iterable[tuple[str, str]]
    ) -> Mapping[str, Sequence[Cassette]]:
        """Return what is in several machines, (site, kiosk), by kiosk; only to be shown."""
        ...


class Numbered(Protocol):
    """Consecutive numbers of one invoice code."""

    @property
    def code(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


class Move(Protocol):
    """A custody move that the store writes together with the act behind it."""

    @property
    def ranges(self) -> Sequence[Numbered]: ...


class LoadingBay(Protocol):
    """Custody's moves by hand; each may refuse, none is written until the store saves."""

    def head(self, site_id: str, kind: str, kiosk_id: str, doing: Doing) -> Sheet | None:
        """Name the sheet first in a cassette, None when it is empty; refuses `kiosk-busy`."""
        ...

    def load(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> Move:
        """Move packets from the depot into a cassette."""
        ...

    def unload(
        self, *, site_id: str, kind: str, kiosk_id: str, packets: Packets, doing: Doing
    ) -> Move:
        """Move all paper of a cassette back to the depot."""
        ...

    def count(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        found: Sheet | None,
        reason: str,
        doing: Doing,
    ) -> Move:
        """Put what a count passed over in doubt: the move's ranges name it."""
        ...

    def end(
        self,
        *,
        site_id: str,
        kind: str,
        kiosk_id: str,
        end: str,
        sheets: Packets,
        reason: str,
        doing: Doing,
    ) -> Move:
        """Let sheets leave quarantine; refuses `sheets-not-apart`."""
        ...


class Sites(Protocol):
    """The places, by name."""

    def name(self, site_id: str) -> str | None:
        """Name a site; None when there is none."""
        ...


class People(Protocol):
    """The people of the city, by name."""

    def name_of(self, person_id: str) -> str:
        """Return a person's name, empty when there is no such account."""
        ...


class Tokens(Protocol):
    """Who writes access tokens."""

    def issue_kiosk_token(
        self, kiosk_id: str, site_id: str, jkt: str, now: datetime
    ) -> tuple[str, int]:
        """Write a token for a paired kiosk; returns it and its lifetime in seconds."""
        ...


class Doorkeeper(Protocol):
    """Who counts how often a door is tried."""

    def admit(self, what: str, whose: str, now: datetime) -> None:
        """Count one more of `what` from an address; refuses `pairings-too-many`."""
        ...


class Store(Protocol):
    """Where kiosks, pairings and the last reports are kept; saves raise `Conflict`."""

    def find(self, kiosk_id: str) -> Kiosk | None:
        """Read one kiosk, consistently."""
        ...

    def list_kiosks(self, cursor: str | None, limit: int) -> Page[Kiosk]:
        """Read the city's kiosks by id."""
        ...

    def save(self, kiosk: Kiosk, event: Event, *moves: Any) -> None:
        """Write a kiosk, its event and moves of this house's custody together."""
        ...

    def save_paired(self, kiosk: Kiosk, event: Event, pairing: Pairing) -> None:
        """Write a kiosk, its event and the pairing that gave it its key."""
        ...

    def find_pairing(self, pairing_id: str) -> Pairing | None:
        """Read a pairing, consistently."""
        ...

    def find_pairing_by_code(self, code: str) -> Pairing | None:
        """Read the pairing whose code is shown on a screen, consistently."""
        ...

    def add_pairing(self, pairing: Pairing) -> None:
        """Keep a new pairing; Conflict when its id or its code is taken."""
        ...

    def find_tries(self, clerk: str) -> Tries | None:
        """Read how often a clerk typed a wrong code."""
        ...

    def save_tries(self, tries: Tries) -> None:
        """Keep how often a clerk typed a wrong code."""
        ...

    def keep_heard(self, telemetry: Telemetry, *, serves: bool) -> None:
        """Keep a machine's last report, and that its site has a machine that serves."""
        ...

    def find_heard(
        self, kiosk_ids: Iterable[str], *, consistent: bool = False
    ) -> Mapping[str, Telemetry]:
        """Read the last reports of several machines at once; who decides on it, consistently."""
        ...

    def find_sites_heard(self, site_ids: Iterable[str]) -> Mapping[str, datetime]:
        """Read when a serving machine was last heard at several sites at once."""
        ...


class JournalStore(Protocol):
    """Where the positions of journals are kept; saves raise `Conflict`."""

    def find_position(self, kiosk_id: str, jkt: str) -> Position | None:
        """Read how far a key's journal has come at a kiosk, consistently."""
        ...

    def save_position(self, position: Position, event: Event) -> None:
        """Write a position and its event."""
        ...

    def find_digest(self, position: Position, number: int) -> str | None:
        """Read the hash of an entry that came before; None when its chain never had it."""
        ...


class Leases(Protocol):
    """What machines may hand out without asking."""

    def kinds(self, kiosk_id: str) -> Collection[str]:
        """Name the kinds of paper that a machine may be handing out now, read consistently."""
        ...


class PaperStore(Protocol):
    """Where acts with numbered paper are kept; saves raise `Conflict`."""

    def find_restock(self, kiosk_id: str, restock_id: str) -> Restock | None:
        """Read an act, consistently."""
        ...

    def list_restocks(self, kiosk_id: str, cursor: str | None, limit: int) -> Page[Restock]:
        """Read a kiosk's acts, the newest first."""
        ...

    def save_restock(
        self, restock: Restock, event: Event, *moves: Any, kiosk: Kiosk | None = None
    ) -> None:
        """Write an act, its event and moves of this house's custody together.

        Only while the machine, where one is named, is still as it was read.
        """
        ...

    def find_count(self, kiosk_id: str, count_id: str) -> Count | None:
        """Read a count, consistently."""
        ...

    def add_count(
        self, count: Count, event: Event, move: Any, *, awaited: tuple[Kiosk, Event] | None
    ) -> None:
        """Write a count, its event and its move together, and the machine that waited for it."""
        ...


class AlertStore(Protocol):
    """Where alerts are kept; saves raise `Conflict`."""

    def find(self, alert: Alert) -> Alert | None:
        """Read an alert by its name, consistently."""
        ...

    def of_kiosk(self, kiosk_id: str) -> Sequence[Alert]:
        """Read a machine's alerts, open or not, consistently."""
        ...

    def list_open(self, cursor: str | None, limit: int) -> Page[Alert]:
        """Read what is open in the city, the most urgent first."""
        ...

    def save(self, alert: Alert, event: Event) -> None:
        """Write an alert, its event and its place in the list."""
        ...


class UsageStore(Protocol):
    """Where consumption is counted; saves raise `Conflict`."""

    def is_counted(self, source: str) -> bool:
        """Tell whether a source was counted, consistently."""
        ...

    def find(self, kiosk_id: str) -> Used | None:
        """Read what left a machine, consistently."""
        ...

    def find_all(self, kiosk_ids: Iterable[str]) -> Mapping[str, Used]:
        """Read what left several machines at once; only to be shown."""
        ...

    def save(self, used: Used, source: str, *, counted_at: datetime) -> None:
        """Write what left a machine and the mark of its source together."""
        ...
