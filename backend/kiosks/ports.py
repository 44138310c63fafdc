"""What the kiosks room needs from the others and from its store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.kiosks.rules.condition import Telemetry
from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.pairing import Pairing, Tries
from backend.kiosks.rules.seen import Cassette


class Custody(Protocol):
    """The keeper of numbered paper."""

    def load(  # noqa: PLR0913 - a load is this many facts
        self,
        *,
        site_id: str,
        kiosk_id: str,
        kind: str,
        code: str,
        first: int,
        last: int,
        load_id: str,
        doing: Doing,
    ) -> None:
        """Move serials from the depot into a machine, once a load id."""
        ...

    def cassettes(self, site_id: str, kiosk_id: str) -> Sequence[Cassette]:
        """Return what is in a machine."""
        ...


class Sites(Protocol):
    """The places, by name."""

    def name(self, site_id: str) -> str | None:
        """Name a site; None when there is none."""
        ...


class Tokens(Protocol):
    """Who writes access tokens."""

    def issue_kiosk_token(
        self, kiosk_id: str, site_id: str, jkt: str, now: datetime
    ) -> tuple[str, int]:
        """Write a token for a paired kiosk; returns it and its lifetime in seconds."""
        ...


class Store(Protocol):
    """Where kiosks, pairings and the last reports are kept; saves raise `Conflict`."""

    def find(self, kiosk_id: str) -> Kiosk | None:
        """Read one kiosk, consistently."""
        ...

    def list_kiosks(self, cursor: str | None, limit: int) -> Page[Kiosk]:
        """Read the city's kiosks by id."""
        ...

    def save(self, kiosk: Kiosk, event: Event) -> None:
        """Write a kiosk and its event."""
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

    def find_heard(self, kiosk_ids: Iterable[str]) -> Mapping[str, Telemetry]:
        """Read the last reports of several machines at once."""
        ...

    def find_sites_heard(self, site_ids: Iterable[str]) -> Mapping[str, datetime]:
        """Read when a serving machine was last heard at several sites at once."""
        ...


class JournalStore(Protocol):
    """Where the positions of journals are kept; saves raise `Conflict`."""

    def find_position(self, jkt: str) -> Position | None:
        """Read how far a key's journal has come, consistently."""
        ...

    def save_position(self, position: Position, event: Event) -> None:
        """Write a position and its event."""
        ...

    def find_digest(self, position: Position, number: int) -> str | None:
        """Read the hash of an entry that came before; None when it is not among the last."""
        ...
