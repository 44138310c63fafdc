"""A kiosk that serves without us: leases on its disk, a journal of its own, and one printer."""

from dataclasses import dataclass, field
from typing import Any

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from tests.kiosks.signing import Line, Signing, body
from tests.walks.device import Device

BEAT = {"paper": "ok", "door": "closed", "jam": False, "stock": {}, "version": "walk"}


@dataclass
class Machine:
    """What stands in the hall; `lines` are not sent yet."""

    device: Device
    signing: Signing = field(init=False)
    lines: list[Line] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.signing = Signing(self.device.key)

    def beat(self, **words: object) -> None:
        now = to_text(self.device.clock.now())
        self.device.put("/api/kiosk/heartbeat", {**BEAT, "clock_at": now, **words})

    def polled(self, *returned: str) -> Any:
        self.beat()
        return self.device.put("/api/kiosk/leases", self.asks(*returned))

    def asks(self, *returned: str) -> dict[str, object]:
        """What it says when it asks for its leases."""
        return {"returned": list(returned), "journal": self.mark}

    @property
    def mark(self) -> dict[str, object]:
        """Say how far its own journal has come."""
        return {"number": self.signing.number, "digest": self.signing.previous}

    def scans(self, code: str) -> dict[str, object]:
        """What it says when it asks the house to reserve what a code stands for."""
        return {"code": code, "journal": self.mark}

    def write(self, step: str, reservation: str, **data: Any) -> None:
        at = to_text(self.device.clock.now())
        self.lines.append(self.signing.entry(step, reservation, at=at, **data))

    def serve(self, lease: Any, code: str, first: int, *, jam_at: int | None = None) -> str:
        """Serve a lease alone, from the serial at the cassette's head; returns the reservation."""
        reservation, count = new_id(), lease["count"]
        segment = {"code": code, "first": first, "last": first + count - 1}
        self.write("asked", reservation)
        told = {
            "id": reservation,
            "pickup_id": lease["pickup_id"],
            "kind": lease["kind"],
            "count": count,
            "fencing": lease["fencing"],
            "generation": lease["generation"],
            "until": to_text(self.device.clock.now()),
            "segments": [segment],
            "confirmed": 0,
        }
        self.write("held", reservation, held=told, offline=True)
        self.write("starting", reservation)
        self.write("started", reservation)
        for k in range(1, count + 1):
            serial = {"code": code, "number": first + k - 1}
            self.write("feeding", reservation, sheet=k, feed=new_id())
            if k == jam_at:
                self.write("fed", reservation, sheet=k, fed=serial, exit="jammed")
                self.write("stopping", reservation, reason="jam", spoiled=serial)
                self.write("closed", reservation, outcome="stopped", code=None)
                return reservation
            self.write("fed", reservation, sheet=k, fed=serial, exit="out")
            self.write("confirmed", reservation, sheet=k)
        self.write("closed", reservation, outcome="done", code=None)
        return reservation

    def send(self, most: int = 200) -> None:
        """Send what is not known yet, so many entries at a time."""
        while self.lines:
            batch = self.lines[:most]
            path = f"/api/kiosk/journal/{self.sent + 1}"
            answer = self.device.put(path, body(self.signing, batch))
            assert answer == {"next": self.sent + len(batch) + 1}
            self.sent += len(batch)
            self.lines = self.lines[most:]
