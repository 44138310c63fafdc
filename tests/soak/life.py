"""What happens at one machine while parts of the city die: people come one after the other."""

import random
import threading
from dataclasses import dataclass, field
from typing import Any

from backend.kernel.ids import new_id
from infra.local.seed.companies import GROUPED
from tests.soak.online import Online
from tests.soak.town import CODE, KIND, Machine, beat
from tests.walks.device import drawn

JAM, CANCEL, TWICE = 0.08, 0.1, 0.25


@dataclass(slots=True)
class Order:
    """An application that was approved, and what physically came of it."""

    application_id: str
    pickup_id: str
    company_id: str
    count: int
    out: list[int] = field(default_factory=list)
    cancelled: bool = False


@dataclass(slots=True)
class Life:
    """One machine with the people before it; `out` and `jammed` are what a camera would see."""

    machine: Machine
    phone: Online
    rng: random.Random
    orders: list[Order] = field(default_factory=list)
    jammed: list[int] = field(default_factory=list)
    broken: str | None = None

    def go_on(self, over: threading.Event) -> None:
        """Serve people until it is over; the one who stands there is served to the end."""
        try:
            while not over.is_set() and self._left() > 4:
                self._one()
        except Exception as error:
            self.broken = f"{self.machine.id}: {error!r}"

    def _left(self) -> int:
        gone = sum(len(order.out) for order in self.orders) + len(self.jammed)
        return len(self.machine.sheets) - gone

    def _one(self) -> None:
        order = self._applied()
        self.orders.append(order)
        path = f"/api/pickups/{order.pickup_id}"
        seen = self.phone.waits(path, lambda it: it.get("pass") is not None)
        if self.rng.random() < CANCEL:
            self._twice(self.phone, f"{path}/cancellation", {})
            order.cancelled = True
            return
        beat(self.machine.device)
        while not self._served(order, drawn(seen)):
            seen = self.phone.waits(path, lambda it: it.get("pass") is not None)

    def _applied(self) -> Order:
        company, count = self.rng.choice(GROUPED).id, self.rng.randint(1, 3)
        wish = {"kind": KIND, "count": count, "site_id": self.machine.site_id}
        path = f"/api/companies/{company}/applications/{new_id()}"
        told = self._twice(self.phone, path, wish)
        return Order(told["id"], told["pickup_id"], company, count)

    def _served(self, order: Order, code: str) -> bool:
        """Serve what is left of an order; False when a jam ended it before the last sheet."""
        kiosk = self.machine.device
        held = self._twice(kiosk, f"/api/reservations/{new_id()}", {"code": code})
        base = f"/api/pickups/{order.pickup_id}/reservations/{held['id']}"
        fencing = {"fencing": held["fencing"]}
        serials = [n for row in held["segments"] for n in range(row["first"], row["last"] + 1)]
        self._twice(kiosk, f"{base}/start", fencing)
        for k, number in enumerate(serials, start=1):
            if self.rng.random() < JAM:
                self.jammed.append(number)
                spoiled = {"code": CODE, "number": number}
                told = {**fencing, "reason": "jam", "spoiled": spoiled}
                self._twice(kiosk, f"{base}/stop", told)
                return False
            order.out.append(number)
            self._twice(kiosk, f"{base}/sheets/{k}", {**fencing, "code": CODE, "number": number})
        self._twice(kiosk, f"{base}/done", fencing)
        return True

    def _twice(self, who: Online, path: str, body: dict[str, object]) -> Any:
        """Say it until it is answered, and now and then once more: nothing may come of that."""
        answer = who.told(path, body)
        if self.rng.random() < TWICE:
            who.told(path, body)
        return answer
