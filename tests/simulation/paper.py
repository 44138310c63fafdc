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
    ASTRAY = "astray"  # somebody else walked off with it
    BIN = "bin"  # drawn back into the machine, because nobody took it
    CLERK = "clerk"
    QUARANTINE = "quarantine"
    DEPOT = "depot"
    DRAWER = "drawer"  # of the mail room
    TABLE = "table"  # taken out there for a parcel
    PARCEL = "parcel"
    VAN = "van"  # the carrier has it
    HOME = "home"  # it was delivered
    DOCK = "dock"  # the carrier brought it back
    GONE = "gone"  # the carrier lost it


@dataclass(frozen=True, slots=True)
class Lying:
    """A sheet's place: the machine or parcel it is in, and the order it is for once it moved."""

    spot: Spot
    kiosk_id: str = ""
    pickup_id: str = ""


_GIVEN = (Spot.HAND, Spot.TRAY, Spot.VAN, Spot.HOME)


@dataclass
class Paper:
    """All sheets that ever left the depot; `moves` counts what happened to them."""

    where: dict[Serial, Lying] = field(default_factory=dict)
    cassettes: dict[str, list[Serial]] = field(default_factory=dict)
    moves: int = 0
    _loose: dict[tuple[Spot, str], dict[Serial, None]] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)

    def load(self, kiosk_id: str, serials: Iterable[Serial]) -> None:
        """Put sheets behind what a machine holds."""
        for serial in serials:
            self._put(serial, Lying(Spot.CASSETTE, kiosk_id))
            self.cassettes.setdefault(kiosk_id, []).append(serial)

    def fill(self, serials: Iterable[Serial]) -> None:
        """Put sheets into the mail room's drawer."""
        for serial in serials:
            self._put(serial, Lying(Spot.DRAWER))

    def send(self, serial: Serial, to: Spot, parcel_id: str, order_id: str) -> None:
        """Let a sheet of the mail room go a step towards its receiver."""
        self._put(serial, Lying(to, parcel_id, order_id))

    def move(self, kiosk_id: str, serial: Serial, to: Spot, pickup_id: str) -> None:
        """Let the head of a cassette leave it."""
        head = self.cassettes[kiosk_id].pop(0)
        assert head == serial, f"the printer says {serial}, the head is {head}"
        self._put(serial, Lying(to, kiosk_id, pickup_id))

    def take(self, serial: Serial, to: Spot) -> None:
        """Let somebody take a sheet that has left its cassette."""
        lying = self.where[serial]
        self._put(serial, Lying(to, lying.kiosk_id, lying.pickup_id))

    def at(self, spot: Spot, kiosk_id: str) -> list[Serial]:
        """List what lies at one spot of a machine or parcel, not in a cassette, in order."""
        return list(self._loose.get((spot, kiosk_id), ()))

    def given(self, pickup_id: str) -> int:
        """Count the sheets an order has brought so far, in hands, waiting for one, on the way."""
        return self._given.get(pickup_id, 0)

    def _put(self, serial: Serial, to: Lying) -> None:
        before = self.where.get(serial)
        if before is not None and before.spot is not Spot.CASSETTE:
            del self._loose[before.spot, before.kiosk_id][serial]
            self._given[before.pickup_id] -= before.spot in _GIVEN
        if to.spot is not Spot.CASSETTE:
            self._loose.setdefault((to.spot, to.kiosk_id), {})[serial] = None
            self._given[to.pickup_id] = self._given.get(to.pickup_id, 0) + (to.spot in _GIVEN)
        self.where[serial] = to
        self.moves += 1
