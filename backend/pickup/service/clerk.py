"""What a clerk does at a machine that fell silent: says what left it, and what became of it."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import dispensing
from backend.pickup.rules.pickup import Found, Pickup, Reservation, State
from backend.pickup.service.moving import still_as_read


@dataclass(frozen=True, slots=True)
class ClerkSide:
    """Pickup as the counter sees it."""

    store: Store
    stockroom: Stockroom

    def check(self, pickup_id: str, episode: int, found: Found, doing: Doing) -> None:
        """Refuse what `settle` would refuse, before anything is decided."""
        pickup, held = self._open(pickup_id, episode)
        out = self._out(pickup, held, found)
        dispensing.settle(pickup, held, out=out, found=found, doing=doing)

    def settle(self, pickup_id: str, episode: int, found: Found, doing: Doing) -> Pickup:
        """Close an open service by what a clerk found.

        `episode` is the number of the event that opened it: what was found in one silence says
        nothing of the next. Refuses `pickup-unknown`, `pickup-not-open`, `sheets-out-of-range`,
        `taken-out-of-range`, then what custody refuses: `binding-over`.
        """

        def attempt() -> Pickup:
            pickup, held = self._open(pickup_id, episode)
            with still_as_read(pickup, self.store):
                out = self._out(pickup, held, found)
                after, event = dispensing.settle(pickup, held, out=out, found=found, doing=doing)
                handed = held.confirmed + found.taken
                move = self.stockroom.settle(
                    site_id=pickup.site_id or "",
                    kind=pickup.kind,
                    kiosk_id=held.kiosk_id,
                    pickup_id=pickup.id,
                    out=handed,
                    doubtful=out - handed,
                    doing=doing,
                )
            self.store.save(after, event, move)
            return after

        return retried(attempt)

    def _open(self, pickup_id: str, episode: int) -> tuple[Pickup, Reservation]:
        pickup = self.store.find(pickup_id)
        if pickup is None or pickup.reservation is None:
            raise Refusal("pickup-unknown")
        # While a pickup is open nothing else is written about it: its version names the episode.
        if pickup.state is not State.OPEN or pickup.version != episode:
            raise Refusal("pickup-not-open")
        return pickup, pickup.reservation

    def _out(self, pickup: Pickup, held: Reservation, found: Found) -> int:
        site_id = pickup.site_id or ""
        following = self.stockroom.following(site_id, pickup.kind, held.kiosk_id)
        return dispensing.out_before(held, found.next_sheet, following)
