"""Guards of the shipped code, each with how it is taken away: without it the invariants break."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from pynamodb.transactions import TransactWrite

from backend.custody import drawer, shelf
from backend.custody.serials import Ranges
from backend.custody.shelf import Shelf
from backend.delivery.rules import parcel
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.service.quarantine import Quarantine
from backend.pickup.rules import dispensing, wishes
from backend.pickup.rules.acts import Step
from backend.pickup.rules.admission import Machine, admit
from backend.pickup.rules.holding import Wish
from backend.pickup.rules.pickup import Ending, Pickup, Reservation, State
from backend.pickup.service import machine, passes
from backend.pickup.service.wishing import Wishing
from backend.reactions import orders
from backend.wiring.adapters import Machines
from functions import ledger_replay
from tests.simulation.core import Cut

_save, _cut, _machine, _ask = TransactWrite.save, shelf.cut, Machines.machine, Wishing.ask


@dataclass(frozen=True, slots=True)
class Guard:
    """What is put in a guard's place: attributes of the house's modules, text of the core."""

    attributes: tuple[tuple[Any, str, Any], ...] = ()
    cuts: tuple[Cut, ...] = ()

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """Let the house run without it; the core is bundled without its `cuts`."""
        with ExitStack() as stack:
            for owner, name, instead in self.attributes:
                stack.enter_context(patch.object(owner, name, instead))
            yield


def _unconditional(transaction: Any, model: Any, **more: Any) -> None:
    _save(transaction, model, **{**more, "condition": None})


def _freed(pickup: Pickup, held: Reservation, doing: Doing, reason: str = "") -> Step:
    return dispensing.stop(pickup, held, reason="jam", spoiled=None, doing=doing)


def _unasked(pickup: Pickup | None, at: Machine, **more: Any) -> Pickup:
    admit(pickup and replace(pickup, lease=None), at, **more)
    assert pickup is not None
    return pickup


def _any_generation(pickup: Pickup | None, at: Machine, **more: Any) -> Pickup:
    return admit(pickup, at, **{**more, "generation": None})


def _whoever(pickup: Pickup, **_: Any) -> Reservation:
    if pickup.reservation is None:
        raise Refusal("reservation-over")
    return pickup.reservation


def _left_in(ranges: Ranges, count: int) -> tuple[Ranges, Ranges]:
    return _cut(ranges, count)[0], ranges


def _up_to_date(self: Machines, kiosk_id: str, jkt: str, **more: Any) -> Machine:
    return replace(_machine(self, kiosk_id, jkt, **more), behind=False)


def _mailed_too(pickup: Pickup | None, at: Machine, **more: Any) -> Pickup:
    if pickup is not None and pickup.care.ended is Ending.MAILED:
        return admit(replace(pickup, state=State.ISSUED), at, **{**more, "generation": None})
    return admit(pickup, at, **more)


def _mailed_at_once(self: Wishing, pickup: Pickup, wish: Wish, doing: Doing) -> Pickup:
    mails = wish.kind == wishes.MAIL
    return _ask(self, replace(pickup, lease=None) if mails else pickup, wish, doing)


def _nothing(*_: Any, **__: Any) -> None:
    """Do what a guard would not have let happen, or leave out what it does."""


GUARDS: Mapping[str, Guard] = {
    # What a clerk doubts stays somewhere: in quarantine.
    "quarantine": Guard(((shelf, "gathered", lambda kept, _: kept),)),
    # While a report or a case speaks of sheets, nobody strikes them off.
    "case speaks first": Guard(((Quarantine, "_check_case", _nothing),)),
    # What a case found in somebody's hands waits for nobody's decision any more.
    "case hands over": Guard(((Quarantine, "hand_over", _nothing),)),
    # What the stream loses is found in the ledger, and followed.
    "replay": Guard(((ledger_replay, "replay", _nothing),)),
    # While a pickup is lent its owner's older codes open nothing.
    "lent": Guard(
        ((machine, "admit", _any_generation), (passes, "names_collector", lambda *_: True))
    ),
    # What is owed again was handed over first, in whatever order that is told.
    "handed over first": Guard(((orders, "_before", lambda _: iter(())),)),
    # A write names the version that it was decided on.
    "version check": Guard(((TransactWrite, "save", _unconditional),)),
    # A machine acts on a service by the reservation, the name and the number it was given.
    "fencing": Guard(((dispensing, "own", _whoever),)),
    # A promise is made only while so many sheets are free.
    "hold": Guard(((Shelf, "free", property(lambda shelf: 10_000)),)),
    # Silence opens a case and frees nothing.
    "silence": Guard(((dispensing, "fall_silent", _freed),)),
    # A serial that is set aside for somebody is not free any more.
    "serial uniqueness": Guard(((shelf, "cut", _left_in),)),
    # What goes by mail is not fetched at a machine any more.
    "mailed is over": Guard(((machine, "admit", _mailed_too),)),
    # While a machine may be serving under its lease, the mail room waits.
    "mail waits for the lease": Guard(((Wishing, "ask", _mailed_at_once),)),
    # A serial that a parcel has is not in the mail room's drawer any more.
    "drawer": Guard(((drawer, "cut", _left_in),)),
    # Two clerks scan what goes into a parcel.
    "parcel scanned": Guard(((parcel, "check_scanned", _nothing),)),
    # A neighbour waits until the holder has given its lease back.
    "lease return": Guard(((machine, "admit", _unasked),)),
    # A machine binds nothing and gives nothing back before its journal is in the books.
    "journal followed first": Guard(((Machines, "machine", _up_to_date),)),
    # What is done is on the disk before it is done.
    "journal before act": Guard(
        cuts=(
            Cut(
                "trail.ts",
                "await this.disk.add(line)",
                "void this.disk.add(line).catch(() => undefined)",
            ),
        )
    ),
    # A lease ends on the disk before a service begins under it.
    "lease spent": Guard(
        cuts=(
            Cut(
                "lease-service.ts",
                "await keeper.spend(held, clock.now().toISOString(), (book) => ",
                "void ((book: Book) => ",
            ),
            Cut(
                "offline-server.ts",
                "begin under it.\n    await keeper.spend(held, clock.now().toISOString())",
                "begin under it.",
            ),
        )
    ),
}

# Missed so often that some hundred mornings show it.
OFTEN = (
    "quarantine",
    "case speaks first",
    "case hands over",
    "lent",
    "replay",
    "version check",
    "hold",
    "silence",
    "serial uniqueness",
    "lease return",
    "journal followed first",
    "journal before act",
    "fencing",
    "mailed is over",
    "mail waits for the lease",
    "drawer",
    "parcel scanned",
)
_CANNOT_RUN = ("TypeError", "AttributeError", "NameError")


def missed(broken: str | None) -> bool:
    """Tell whether a guard was missed in a morning that ended so.

    Raises RuntimeError where what stands in its place cannot even be called: that shows nothing.
    """
    if broken is not None and any(error in broken for error in _CANNOT_RUN):
        raise RuntimeError(broken)
    return broken is not None
