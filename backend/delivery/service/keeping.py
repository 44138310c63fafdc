"""What every side of the room writes with: a parcel, its paper, orders and tasks as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from backend.delivery.ports import Beside, MailStock, Noted, Store
from backend.delivery.rules import orders as mail_orders
from backend.delivery.rules import outside, terms
from backend.delivery.rules import parcel as parcels
from backend.delivery.rules import task as tasks
from backend.delivery.rules.handover import HandoverState
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import Parcel, ParcelState
from backend.delivery.rules.task import Task, TaskKind
from backend.delivery.rules.terms import Terms
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of

# What becomes of paper and orders when a parcel comes to a state.
_PAPER = {
    ParcelState.PACKED: "packed",
    ParcelState.WITH_CARRIER: "handed",
    ParcelState.SIGNED: "signed",
    ParcelState.RETURNED: "returned",
    ParcelState.LOST: "lost",
}
_ORDERS = {
    ParcelState.SIGNED: mail_orders.sign,
    ParcelState.RESTOCKED: mail_orders.come_back,
    ParcelState.LOST: mail_orders.lose,
    ParcelState.UNDONE: mail_orders.put_back,
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """The room's store and the mail room's paper, written as one."""

    store: Store
    stock: MailStock
    parameters: Parameters

    def terms(self, doing: Doing) -> Terms:
        """Read the values in force today."""
        return terms.on(self.parameters, day_of(doing.at))

    def free(self, site_id: str, kind: str) -> int:
        """Count the sheets of a kind that no parcel has and no order waits for."""
        there = self.stock.free(site_id, kind)
        return there - self.store.count_owed(site_id, kind, most=there)

    def parcel(self, parcel_id: str, doing: Doing) -> Parcel:
        """Return a parcel as it is now; refuses `parcel-unknown`.

        One whose list was confirmed is with the carrier from then on, whoever looks first.
        """
        found = self.store.find_parcel(parcel_id)
        if found is None:
            raise Refusal("parcel-unknown")
        if found.state is not ParcelState.PACKED or found.handover_id is None:
            return found
        handover = self.store.find_handover(found.handover_id)
        if handover is None or handover.state is not HandoverState.CONFIRMED:
            return found
        step = outside.hand(found, handover.ended_at or doing.at, doing)
        if step is None:
            return found
        self.write(found, step, doing)
        again = self.store.find_parcel(parcel_id)
        if again is None or again.version != step[0].version:
            raise Conflict
        return again

    def write(
        self,
        before: Parcel,
        step: parcels.Step,
        doing: Doing,
        *,
        task: str | None = None,
        also: tuple[Noted, ...] = (),
        beside: Beside = Beside(),  # noqa: B008 - it is frozen
    ) -> Parcel:
        """Write what happened to a parcel, and with it what follows for paper, orders and tasks.

        `task` is what somebody must look at. Raises `Conflict`.
        """
        after = self.timed(step[0], doing)
        noted: list[Noted] = [(after, step[1]), *also]
        moves = beside.moves
        if after.state is not before.state:
            with self._still(before):
                moves = (*moves, *self._paper(after, doing))
                noted += self._orders(before, after, doing)
        noted += self._tasks(after, task, doing)
        self.store.save(*noted, beside=replace(beside, moves=moves))
        return after

    def timed(self, parcel: Parcel, doing: Doing) -> Parcel:
        """Say when time alone will change a parcel."""
        due = terms.next_due(parcel, self.terms(doing))
        return replace(parcel, due_at=due[0] if due else None)

    def order(self, before: MailOrder, step: mail_orders.Step, doing: Doing) -> list[Noted]:
        """Say what to write of an order that changed, and of the task about its waiting."""
        after = replace(step[0], due_at=mail_orders.due_at(step[0], self.terms(doing).orders))
        ended = self.ended(before.subject, TaskKind.OWED_LATE, doing) if before.late else []
        return [(after, step[1]), *ended]

    def opened(self, about: str, kind: TaskKind, site_id: str, doing: Doing) -> list[Noted]:
        """Say what to write of a task that begins; nothing where it is open."""
        found = self._task(about, kind) or Task(about, kind)
        step = tasks.begin(found, site_id, doing)
        return [step] if step else []

    def ended(self, about: str, kind: TaskKind, doing: Doing) -> list[Noted]:
        """Say what to write of a task that is over; nothing where none is open."""
        found = self._task(about, kind)
        step = tasks.end(found, doing) if found else None
        return [step] if step else []

    def _task(self, about: str, kind: TaskKind) -> Task | None:
        found = self.store.tasks_about(about)
        return next((one for one in found if one.kind is kind), None)

    def _tasks(self, after: Parcel, begun: str | None, doing: Doing) -> list[Noted]:
        found = self.store.tasks_about(after.subject)
        over = (tasks.end(one, doing) for one in found if tasks.is_over(one, after))
        noted: list[Noted] = [step for step in over if step]
        if begun is not None:
            kind = TaskKind(begun)
            there = next((one for one in found if one.kind is kind), Task(after.subject, kind))
            step = tasks.begin(there, after.site_id, doing)
            noted += [step] if step else []
        return noted

    def _paper(self, after: Parcel, doing: Doing) -> tuple[object, ...]:
        fault = after.fault
        gone, end = (fault.packets, fault.outcome) if fault else ((), "cancelled")
        match after.state:
            case ParcelState.UNDONE:
                return (self.stock.undo(after.id, doing, gone=gone, end=end),)
            case ParcelState.RESTOCKED:
                return (self.stock.restock(after.id, doing, gone=gone, end=end),)
            case state if state in _PAPER:
                return (self.stock.move(after.id, _PAPER[state], doing),)
            case _:
                return ()

    def _orders(self, before: Parcel, after: Parcel, doing: Doing) -> list[Noted]:
        step = _ORDERS.get(after.state)
        if before.state is ParcelState.SIGNED:
            step = mail_orders.take_back
        if step is None:
            return []
        found = self.store.find_orders(line.order_id for line in after.lines)
        inside = [found[line.order_id] for line in after.lines]
        return [noted for one in inside for noted in self.order(one, step(one, doing), doing)]

    @contextmanager
    def _still(self, parcel: Parcel) -> Iterator[None]:
        """Turn what does not fit into `Conflict` when the parcel has changed since it was read.

        A parcel, its paper and its orders are read one after the other: where they do not fit,
        somebody may have written between.
        """
        try:
            yield
        except ValueError as declined:
            fresh = self.store.find_parcel(parcel.id)
            if fresh is None or fresh.version != parcel.version:
                raise Conflict from declined
            raise
