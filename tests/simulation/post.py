"""The mail room: two clerks who pick, check, pack and hand over, and take back what returns."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Parcel
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from infra.local.seed.people import CLERK, SECOND_CLERK
from tests.simulation.courier import Courier
from tests.simulation.paper import Spot
from tests.simulation.server import Lost
from tests.simulation.table import Table
from tests.simulation.town import MAIL_ROOM
from tests.simulation.world import World

_BELLS = ("owed", "put-back", "sent-again")


@dataclass(eq=False)
class Post:
    """The city's one mail room; it looks when something came in, never for the sake of looking."""

    world: World
    rung: bool = False
    returned: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    packed: list[Parcel] = field(default_factory=list)
    _awake: Callable[[Any], None] | None = None

    def __post_init__(self) -> None:
        self.table = Table(self.world)

    def heard(self, event: Event) -> None:
        """Take what a mail room's screen would show of an event."""
        noun, _, verb = event.kind.removeprefix("delivery:").partition(":")
        about = event.subject.partition("/")[2]
        match noun, verb:
            case "order", verb if verb in _BELLS:
                self._ring()
            case "parcel", "returned":
                self.returned.append(about)
                self._ring()
            case "parcel", _ if event.data.get("code") == "lost":
                self.lost.append(about)
                self._ring()
            case "task", "opened":
                self.tasks.append(about)
                self._ring()

    def live(self) -> None:
        """Work off what comes in until all is over."""
        hub = self.world.hub
        while not hub.over:
            if not self.rung:
                hub.wait(self._sleep)
            self.rung = False
            hub.sleep(hub.rng.randint(3_000, 150_000 if hub.troubled else 15_000))
            self.work()

    def work(self) -> None:
        """Go once round: what came back, what is lost, what is owed, what can leave."""
        while self.returned:
            self._take_back(self.returned.pop())
        while self.lost:
            self._write_off(self.lost.pop())
        while self.tasks:
            self._see_to(self.tasks.pop())
        for group in self._owed() if self.world.books.post.owed else ():
            if self.world.hub.troubled and self.world.hub.rng.random() < 0.1:
                # A colleague has the same orders on the screen.
                self.world.hub.spawn("post, too", lambda group=group: self._send_too(group))
            self._send(group)
        if self.packed:
            self._hand_over()
        # What a late index did not show yet is looked for again.
        if self.world.books.post.owed:
            self._ring()

    def _sleep(self, awake: Callable[[Any], None]) -> None:
        self._awake = awake

    def _ring(self) -> None:
        self.rung = True
        if self._awake is not None:
            self._awake(None)
            self._awake = None

    def _owed(self) -> list[list[MailOrder]]:
        """Group what is owed by receiver."""
        try:
            page = self.world.server.ask(
                "post looks", lambda: self.table.picking.owed(MAIL_ROOM, None, 50)
            )
        except Lost:
            return []
        groups: dict[tuple[str, str], list[MailOrder]] = {}
        for one in page.items:
            groups.setdefault((one.company_id, one.to.key), []).append(one)
        return list(groups.values())

    def _send(self, orders: Sequence[MailOrder]) -> None:
        """Make one parcel, or take it apart again on the way."""
        rng, hub = self.world.hub.rng, self.world.hub
        parcel = self.table.begin([one.id for one in orders])
        if parcel is None:
            return
        stop = rng.randint(0, 3) if hub.troubled and rng.random() < 0.15 else None
        self.table.fetch(parcel)
        for place, act in enumerate((self.table.scan, self.table.check, self.table.close)):
            if place == stop:
                break
            hub.sleep(rng.randint(1_000, 20_000))
            act(parcel)
        if stop is None:
            self.packed.append(parcel)
        else:
            self.table.undo(parcel)

    def _send_too(self, orders: Sequence[MailOrder]) -> None:
        self._send(orders)
        self._ring()

    def _hand_over(self) -> None:
        """Give what is packed to a courier, on one list."""
        world, handing = self.world, self.world.city.delivery.handing
        parcels, handover_id = self.packed[:], world.fresh_id()
        self.packed.clear()
        self.table.do(
            "opens a list",
            lambda: handing.open_list(handover_id, MAIL_ROOM, "模拟速递员", self.table.doing()),
            handover_id,
        )
        for parcel in parcels:
            self.table.do(
                f"lists {parcel.id}",
                lambda parcel=parcel: handing.add(handover_id, parcel.id, self.table.doing()),
                (handover_id, parcel.id),
            )
        for parcel in parcels:
            Courier(world, parcel).take()
        if world.hub.troubled and world.hub.rng.random() < 0.3:
            world.hub.sleep(world.hub.rng.randint(20_000, 300_000))  # the courier is off already
        self.table.do(
            f"confirms {len(parcels)}",
            lambda: handing.confirm(handover_id, len(parcels), self.table.doing()),
            ("confirm", handover_id),
        )

    def _take_back(self, parcel_id: str) -> None:
        """Scan what the carrier brought back into the depot."""
        parcel: Parcel = self.table.do(
            "sees it", lambda: self.table.picking.see(parcel_id, self.table.doing())
        )
        if self.world.hub.chance(0.2):
            self.table.spoil(parcel, Spot.DEPOT)
            return
        packets, carrier = self.table.read(parcel, Spot.DOCK), self.world.city.delivery.carrier
        self.table.do(
            f"restocks {parcel_id}",
            lambda: carrier.restock(parcel_id, packets, self.table.doing()),
            ("restock", parcel_id),
        )
        self.table.put_back(parcel, Spot.DEPOT)

    def _write_off(self, parcel_id: str) -> None:
        """Let two clerks say that a parcel is lost."""
        carrier = self.world.city.delivery.carrier
        for who in (CLERK.id, SECOND_CLERK.id):
            self.table.do(
                f"loses {parcel_id}",
                lambda who=who: carrier.lose(parcel_id, "寄递企业报失", self.table.doing(who)),
                ("lose", parcel_id, who),
            )

    def _see_to(self, task_id: str) -> None:
        """Take a task and say why it is done; what ends by itself is over by now."""
        tasks = self.world.city.delivery.tasks
        with suppress(Refusal):
            self.table.do(
                f"takes {task_id}",
                lambda: tasks.take(task_id, over=False, doing=self.table.doing()),
                ("take", task_id),
            )
        self.table.do(
            f"closes {task_id}",
            lambda: tasks.close(task_id, "已核对", self.table.doing()),
            ("close", task_id),
        )
