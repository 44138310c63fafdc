"""Stand-ins for what the kiosks room needs; the store keeps the contract of the real one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event, chain
from backend.kernel.pages import Page
from backend.kiosks.rules.condition import Telemetry
from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.pairing import Pairing, Tries
from backend.kiosks.store.journal import digest_of


@dataclass(frozen=True, slots=True)
class Cassette:
    kind: str
    code: str
    next: int
    left: int


@dataclass(frozen=True, slots=True)
class Vacated:
    """A move that holds while a machine is empty."""

    holds: Callable[[], bool]


@dataclass(slots=True)
class FakeCustody:
    """Machines by kiosk."""

    inside: dict[str, list[Cassette]] = field(default_factory=dict)

    def cassettes(self, site_id: str, kiosk_id: str) -> Sequence[Cassette]:
        return self.inside.get(kiosk_id, [])

    def vacated(self, site_id: str, kiosk_id: str) -> Vacated | None:
        empty = lambda: not any(one.left for one in self.cassettes(site_id, kiosk_id))  # noqa: E731
        return Vacated(empty) if empty() else None

    def all_cassettes(
        self, machines: Iterable[tuple[str, str]]
    ) -> Mapping[str, Sequence[Cassette]]:
        return {kiosk_id: self.inside.get(kiosk_id, []) for _, kiosk_id in machines}


@dataclass(slots=True)
class FakeSites:
    names: dict[str, str] = field(default_factory=dict)

    def name(self, site_id: str) -> str | None:
        return self.names.get(site_id)


@dataclass(slots=True)
class FakeDoorkeeper:
    """Counts as the real one does, by what and whose."""

    most: int = 240
    tries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def admit(self, what: str, whose: str, now: datetime) -> None:
        if self.tries[what, whose] >= self.most:
            raise Refusal("pairings-too-many", retry_after_seconds=60)
        self.tries[what, whose] += 1


class FakeTokens:
    def issue_kiosk_token(
        self, kiosk_id: str, site_id: str, jkt: str, now: datetime
    ) -> tuple[str, int]:
        return f"token of {kiosk_id} at {site_id}", 600


class FakeStore:
    """A store in memory: versions, atomic writes and numbered events as on the real engine."""

    def __init__(self) -> None:
        self.kiosks: dict[str, Kiosk] = {}
        self.pairings: dict[str, Pairing] = {}
        self.tries: dict[str, Tries] = {}
        self.heard: dict[str, Telemetry] = {}
        self.lagging: dict[str, Telemetry] = {}
        self.sites: dict[str, datetime] = {}
        self.events: dict[str, list[Event]] = {}
        self.positions: dict[tuple[str, str], Position] = {}

    def find(self, kiosk_id: str) -> Kiosk | None:
        return self.kiosks.get(kiosk_id)

    def list_kiosks(self, cursor: str | None, limit: int) -> Page[Kiosk]:
        rows = [self.kiosks[one] for one in sorted(self.kiosks)]
        start = int(cursor or 0)
        end = start + limit
        return Page(tuple(rows[start:end]), str(end) if end < len(rows) else None)

    def save(self, kiosk: Kiosk, event: Event, *moves: Vacated) -> None:
        self._check(self.kiosks.get(kiosk.id), kiosk.version)
        if not all(move.holds() for move in moves):
            raise Conflict
        self._put(kiosk, event)

    def save_paired(self, kiosk: Kiosk, event: Event, pairing: Pairing) -> None:
        self._check(self.kiosks.get(kiosk.id), kiosk.version)
        self._check(self.pairings.get(pairing.id), pairing.version)
        self._put(kiosk, event)
        self.pairings[pairing.id] = pairing

    def find_pairing(self, pairing_id: str) -> Pairing | None:
        return self.pairings.get(pairing_id)

    def find_pairing_by_code(self, code: str) -> Pairing | None:
        return next((one for one in self.pairings.values() if one.code == code), None)

    def add_pairing(self, pairing: Pairing) -> None:
        if pairing.id in self.pairings or self.find_pairing_by_code(pairing.code):
            raise Conflict
        self.pairings[pairing.id] = pairing

    def find_tries(self, clerk: str) -> Tries | None:
        return self.tries.get(clerk)

    def save_tries(self, tries: Tries) -> None:
        self._check(self.tries.get(tries.clerk), tries.version)
        self.tries[tries.clerk] = tries

    def keep_heard(self, telemetry: Telemetry, *, serves: bool) -> None:
        self.heard[telemetry.kiosk_id] = telemetry
        if serves:
            self.sites[telemetry.site_id] = telemetry.heard_at

    def find_heard(
        self, kiosk_ids: Iterable[str], *, consistent: bool = False
    ) -> Mapping[str, Telemetry]:
        # A copy may lag behind: whoever decides on it must ask for what is there now.
        heard = self.heard if consistent else {**self.heard, **self.lagging}
        return {one: heard[one] for one in kiosk_ids if one in heard}

    def find_sites_heard(self, site_ids: Iterable[str]) -> Mapping[str, datetime]:
        return {one: self.sites[one] for one in site_ids if one in self.sites}

    def find_position(self, kiosk_id: str, jkt: str) -> Position | None:
        return self.positions.get((kiosk_id, jkt))

    def save_position(self, position: Position, event: Event) -> None:
        key = (position.kiosk_id, position.jkt)
        self._check(self.positions.get(key), position.version)
        assert event.number == len(self.events.get(event.subject, [])) + 1
        self.events.setdefault(event.subject, []).append(event)
        self.positions[key] = replace(position, head=chain(position.head, event))

    def find_digest(self, position: Position, number: int) -> str | None:
        return digest_of(position, number, lambda one: self._event(position.subject, one))

    def _event(self, subject: str, number: int) -> Event | None:
        events = self.events.get(subject, [])
        return events[number - 1] if 1 <= number <= len(events) else None

    def _put(self, kiosk: Kiosk, event: Event) -> None:
        assert event.number == len(self.events.get(event.subject, [])) + 1
        self.events.setdefault(event.subject, []).append(event)
        self.kiosks[kiosk.id] = replace(kiosk, head=chain(kiosk.head, event))

    @staticmethod
    def _check(stored: Kiosk | Pairing | Tries | Position | None, version: int) -> None:
        if (stored.version if stored else 0) != version - 1:
            raise Conflict
