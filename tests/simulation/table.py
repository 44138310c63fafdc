"""The mail room's table: a parcel is begun, picked, checked by two, packed, or taken apart."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from backend.delivery.rules.parcel import Parcel
from backend.delivery.rules.sheets import Sheets, joined
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from infra.local.seed.people import CLERK, SECOND_CLERK
from tests.simulation.paper import Serial, Spot
from tests.simulation.town import CODE, KIND, MAIL_ROOM
from tests.simulation.world import World

LABELS = 1_000_000_000_000  # numbers of domestic express have 13 digits
Packets = tuple[Sheets, ...]


@dataclass(eq=False)
class Table:
    """Two clerks and what lies before them."""

    world: World

    def __post_init__(self) -> None:
        self.labels = count(LABELS)
        self.picking = self.world.city.delivery.picking

    def doing(self, who: str = CLERK.id) -> Doing:
        return Doing(f"clerk/{who}", self.world.city.clock.now(), "session/mail-room")

    def do(self, name: str, work: Callable[[], Any], once: object = None) -> Any:
        """Ask until there is an answer; raises Refusal."""
        return self.world.server.insist(f"post {name}", work, once=once)

    def begin(self, order_ids: list[str]) -> Parcel | None:
        """Begin a parcel; paper is brought while the drawer has too little."""
        parcel_id = self.world.fresh_id()
        while True:
            try:
                parcel: Parcel = self.do(
                    f"begins {parcel_id}",
                    lambda: self.picking.begin(parcel_id, order_ids, self.doing()),
                    parcel_id,
                )
            except Refusal as refusal:
                # Its owner was quicker, or a colleague.
                if refusal.code != "mail-room-short" or not self._fill():
                    return None
            else:
                return parcel

    def _fill(self) -> bool:
        """Bring a packet: it lies in the drawer before it is entered."""
        packet = self.world.depot.packet(self.world.hub.rng, 3, 9)
        if packet is None:
            return False
        first, last = packet
        filling_id, sheets = self.world.fresh_id(), Sheets(CODE, first, last)
        self.world.paper.fill((CODE, number) for number in range(first, last + 1))
        self.do(
            f"enters {first}-{last}",
            lambda: self.picking.fill(
                MAIL_ROOM, filling_id, KIND, packet=sheets, doing=self.doing()
            ),
            filling_id,
        )
        return True

    def fetch(self, parcel: Parcel) -> None:
        """Take the named sheets out of the drawer; sometimes the hand slips by one."""
        world, wanted = self.world, listed(parcel.sheets)
        if world.hub.chance(world.faults.mislaid):
            [inside] = world.books.post.drawers.values()
            wanted[-1:] = inside[:1] or wanted[-1:]
        self._lay_out(parcel, wanted)

    def _lay_out(self, parcel: Parcel, sheets: list[Serial]) -> None:
        for serial in sheets:
            self.world.paper.send(serial, Spot.TABLE, parcel.id, "")

    def scan(self, parcel: Parcel) -> None:
        self._scan(parcel, "scan", CLERK.id)

    def check(self, parcel: Parcel) -> None:
        self._scan(parcel, "check", SECOND_CLERK.id)

    def _scan(self, parcel: Parcel, verb: str, who: str) -> None:
        """Read the sheets on the table; what is wrong with them is put right and read again."""
        scan = getattr(self.picking, verb)
        packets = self.read(parcel, Spot.TABLE)
        try:
            self.do(
                f"{verb}s {parcel.id}",
                lambda: scan(parcel.id, packets, self.doing(who)),
                (verb, parcel.id, packets),
            )
        except Refusal as refusal:
            if refusal.code != "parcel-serials-differ":
                raise
            self.put_back(parcel)
            self._lay_out(parcel, listed(parcel.sheets))
            self._scan(parcel, verb, who)

    def close(self, parcel: Parcel) -> None:
        """Put the sheets that lie there into a parcel, those of each order together."""
        label, paper = str(next(self.labels)), self.world.paper
        whose = {one: line.order_id for line in parcel.lines for one in listed(line.sheets)}
        for serial in paper.at(Spot.TABLE, parcel.id):
            order_id = whose.get(serial, parcel.lines[-1].order_id)
            paper.send(serial, Spot.PARCEL, parcel.id, order_id)
        self.do(
            f"packs {parcel.id}",
            lambda: self.picking.pack(parcel.id, label, self.doing()),
            ("pack", parcel.id),
        )

    def undo(self, parcel: Parcel) -> None:
        """Take a parcel apart, because somebody asked for it or a sheet is damaged."""
        if self.world.hub.rng.random() < 0.5:
            self.spoil(parcel)
            return
        self.put_back(parcel)
        self.do(
            f"undoes {parcel.id}",
            lambda: self.picking.undo(parcel.id, "本人要求", self.doing()),
            ("undo", parcel.id),
        )

    def spoil(self, parcel: Parcel, to: Spot = Spot.DRAWER) -> None:
        """Let two clerks find a sheet damaged: the others go back."""
        last = listed(parcel.sheets)[-1]
        sheet = (Sheets(last[0], last[1], last[1]),)
        self.world.paper.send(last, Spot.QUARANTINE, parcel.id, "")
        if to is Spot.DRAWER:
            self.put_back(parcel)
        for who in (CLERK.id, SECOND_CLERK.id):
            self.do(
                f"spoils {last} of {parcel.id}",
                lambda who=who: self.picking.find_fault(
                    parcel.id, sheet, "cancelled", reason="破损", doing=self.doing(who)
                ),
                ("spoil", parcel.id, who),
            )
        self.put_back(parcel, to)

    def put_back(self, parcel: Parcel, to: Spot = Spot.DRAWER) -> None:
        paper = self.world.paper
        for spot in (Spot.TABLE, Spot.PARCEL, Spot.DOCK):
            for serial in paper.at(spot, parcel.id):
                if to is Spot.DRAWER:
                    paper.fill([serial])
                else:
                    paper.send(serial, to, parcel.id, "")

    def read(self, parcel: Parcel, spot: Spot) -> Packets:
        lying = self.world.paper.at(spot, parcel.id)
        return joined(Sheets(code, number, number) for code, number in lying)


def listed(packets: Packets) -> list[Serial]:
    """List the sheets of packets one by one."""
    return [(one.code, n) for one in packets for n in range(one.first, one.last + 1)]
