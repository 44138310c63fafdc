"""Physical truth: where each sheet of numbered paper lies, whatever anybody believes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

Serial = tuple[str, int]


class Spot(StrEnum):
    """Where a sheet can be."""

    CASSETTE = "cassette"
    STUCK = "stuck"
    TRAY = "tray"
    HAND = "hand"
    CLERK = "clerk"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Lying:
    """A sheet's place: the machine it is in, and the order it was printed for once it moved."""

    spot: Spot
    kiosk_id: str = ""
    pickup_id: str = ""


@dataclass
class Paper:
    """All sheets that ever left the depot."""

    where: dict[Serial, Lying] = field(default_factory=dict)
    cassettes: dict[str, list[Serial]] = field(default_factory=dict)

    def load(self, kiosk_id: str, serials: Iterable[Serial]) -> None:
        """Put sheets behind what a machine holds."""
        for serial in serials:
            self.where[serial] = Lying(Spot.CASSETTE, kiosk_id)
            self.cassettes.setdefault(kiosk_id, []).append(serial)

    def move(self, kiosk_id: str, serial: Serial, to: Spot, pickup_id: str) -> None:
        """Let the head of a cassette leave it."""
        head = self.cassettes[kiosk_id].pop(0)
        assert head == serial, f"the printer says {serial}, the head is {head}"
        self.where[serial] = Lying(to, kiosk_id, pickup_id)

    def take(self, serial: Serial, to: Spot) -> None:
        """Let somebody take a sheet that has left its cassette."""
        lying = self.where[serial]
        self.where[serial] = Lying(to, lying.kiosk_id, lying.pickup_id)

    def at(self, spot: Spot, kiosk_id: str) -> list[Serial]:
        """List what lies at one spot of a machine, in order."""
        return [
            serial
            for serial, lying in self.where.items()
            if lying.spot is spot and lying.kiosk_id == kiosk_id
        ]

    def given(self, pickup_id: str) -> list[Serial]:
        """List the sheets an order has brought so far, in hands or waiting for one."""
        return [
            serial
            for serial, lying in self.where.items()
            if lying.pickup_id == pickup_id and lying.spot in (Spot.HAND, Spot.TRAY)
        ]
