"""A kiosk in a hall, its visitors and their phones, for the tests of visits."""

from dataclasses import dataclass, field
from typing import Any

from backend.identity.rules.visits import Place, Visit
from backend.identity.service.visiting import VisitSide
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from tests.identity.desk import PERSON, Desk

KIOSK, KEY = "Z001-K1", "kiosk-key"
OTHER = new_id()


@dataclass
class Hall:
    """The machines of a hall: one that serves, and which keys they hold."""

    keys: dict[str, str] = field(default_factory=lambda: {KIOSK: KEY, "H001-K1": "other-key"})
    out: set[str] = field(default_factory=set)

    def place(self, kiosk_id: str, jkt: str) -> Place:
        if not self.holds_key(kiosk_id, jkt):
            raise Refusal("session-expired")
        if kiosk_id in self.out:
            raise Refusal("kiosk-out-of-service", kiosk_id=kiosk_id)
        return Place(
            kiosk_id=kiosk_id, kiosk_name="一号机", site_id="Z001", site_name="模拟微厅", jkt=jkt
        )

    def holds_key(self, kiosk_id: str, jkt: str) -> bool:
        return self.keys.get(kiosk_id) == jkt


@dataclass
class Stand:
    """A kiosk, its visitors, and their phones."""

    side: VisitSide
    desk: Desk
    hall: Hall

    def by_kiosk(self, kiosk_id: str = KIOSK) -> Doing:
        name = f"kiosk/{kiosk_id}"
        return Doing(name, self.desk.clock.now(), name)

    def by_phone(self, person_id: str = PERSON) -> Doing:
        return Doing(f"person/{person_id}", self.desk.clock.now(), "session/phone")

    def ask(self, visit_id: str | None = None, kiosk_id: str = KIOSK, jkt: str = KEY) -> Visit:
        return self.side.ask(visit_id or new_id(), kiosk_id, jkt, self.by_kiosk(kiosk_id))

    def confirm(self, visit: Visit, person_id: str = PERSON) -> Visit:
        return self.side.confirm(visit.code, person_id, self.by_phone(person_id))

    def collect(self, visit: Visit, jkt: str = KEY) -> Any:
        return self.side.collect(visit.id, jkt, self.by_kiosk())[1]

    def visited(self) -> Any:
        visit = self.ask()
        self.confirm(visit)
        return self.collect(visit)
