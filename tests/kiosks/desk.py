"""A paired machine, its journal, and the house that takes it in."""

from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kiosks.rules import kiosk as kiosks
from backend.kiosks.rules.kiosk import State
from backend.kiosks.service import Journals, Signer
from backend.web.proofs import thumbprint
from tests.kiosks.conftest import KIOSK, Hall
from tests.kiosks.signing import Line, Signing


class Desk:
    """A paired machine, its journal, and the house that takes it in."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.signing = hall, Signing()
        self.jkt = thumbprint(self.signing.jwk)
        hall.pair(jkt=self.jkt)
        self.journals = Journals(store=hall.store, kiosks=hall.service)

    def send(self, lines: list[Line], first: int = 1, *, at: str = KIOSK, **words: Any) -> int:
        signer = {"jwk": self.signing.jwk, "jkt": self.jkt, "caller_jkt": self.jkt, **words}
        return self.journals.receive(first, lines, Signer(**signer), self.hall.machine(at))

    def refused(self, lines: list[Line], first: int = 1, **words: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.send(lines, first, **words)
        return caught.value

    def events(self, kiosk_id: str = KIOSK) -> list[Event]:
        return self.hall.store.events.get(f"journal/{kiosk_id}/{self.jkt}", [])

    @property
    def kinds(self) -> list[str]:
        found = self.events()
        return [event.kind.rsplit(":", 1)[1] for event in found]

    @property
    def state(self) -> tuple[State, str | None]:
        kiosk = self.hall.store.kiosks[KIOSK]
        return kiosk.state, kiosk.out_reason

    def stopped(self) -> str:
        with pytest.raises(Refusal) as caught:
            self.enable()
        return caught.value.code

    def count(self, kind: str) -> None:
        step = kiosks.count(self.hall.store.kiosks[KIOSK], kind, "c1", self.hall.clerk())
        if step is not None:
            self.hall.store.save(*step)

    def waits(self, kiosk_id: str = KIOSK) -> bool:
        """Whether services without us are known and not yet in the books."""
        position = self.journals.standing(kiosk_id, self.jkt)
        return position is not None and bool(position.waiting)

    def enable(self) -> None:
        self.hall.service.set_state(KIOSK, enabled=True, reason="", doing=self.hall.clerk())


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall)
