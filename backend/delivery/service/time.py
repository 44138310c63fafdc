"""What time does to mail: parcels without news, receipts overdue, lists and orders that wait."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.delivery.ports import Noted
from backend.delivery.rules import handover as handovers
from backend.delivery.rules import orders, outside, terms
from backend.delivery.rules.orders import MailOrder, OrderState
from backend.delivery.rules.task import TaskKind
from backend.delivery.service.keeping import Keeping
from backend.kernel.conflicts import retried
from backend.kernel.events import Doing


@dataclass(frozen=True, slots=True)
class TimeSide:
    """Mail as the sweeper sees it."""

    keeping: Keeping

    def due(self, minute: datetime) -> Iterable[str]:
        """Name what falls due in a minute."""
        return self.keeping.store.due(minute)

    def pass_time(self, subject: str, doing: Doing) -> bool:
        """Do what is due on one thing; returns whether anything was. Raises `Conflict`."""
        noun, _, thing_id = subject.partition("/")

        def attempt() -> bool:
            match noun:
                case "parcel":
                    return self._parcel(thing_id, doing)
                case "handover":
                    return self._handover(thing_id, doing)
                case _:
                    return self._order(thing_id, doing)

        return retried(attempt)

    def _parcel(self, parcel_id: str, doing: Doing) -> bool:
        if self.keeping.store.find_parcel(parcel_id) is None:
            return False
        found = self.keeping.parcel(parcel_id, doing)
        due = terms.next_due(found, self.keeping.terms(doing))
        if due is None:
            return False
        if due[0] > doing.at:
            if not _was_due(found.due_at, doing):
                return False
            self.keeping.write(found, outside.postpone(found, due[0], doing), doing)
            return True
        what = str(due[1])
        self.keeping.write(found, outside.fall_due(found, what, doing), doing, task=what)
        return True

    def _handover(self, handover_id: str, doing: Doing) -> bool:
        found = self.keeping.store.find_handover(handover_id)
        due = handovers.due_at(found, self.keeping.terms(doing).handover) if found else None
        if found is None or due is None:
            return False
        if due > doing.at:
            if not _was_due(found.due_at, doing):
                return False
            after, event = handovers.postpone(found, due, doing)
            self.keeping.store.save((replace(after, due_at=due), event))
            return True
        after, event = handovers.fall_late(found, doing)
        task = self.keeping.opened(found.subject, TaskKind.UNCONFIRMED, found.site_id, doing)
        self.keeping.store.save((replace(after, due_at=None), event), *task)
        return True

    def _order(self, order_id: str, doing: Doing) -> bool:
        found, waits = self.keeping.store.find_order(order_id), self.keeping.terms(doing).orders
        due = orders.due_at(found, waits) if found else None
        if found is None or due is None:
            return False
        if due > doing.at and not _was_due(found.due_at, doing):
            return False
        task: list[Noted] = []
        if due > doing.at:
            step = orders.postpone(found, due, doing)
        elif found.state is OrderState.OWED:
            step = orders.fall_late(found, doing)
            task = self.keeping.opened(found.subject, TaskKind.OWED_LATE, found.site_id, doing)
        else:
            step = self._undecided(found, orders.ends_at(found, waits), doing)
        self.keeping.store.save(*self.keeping.order(found, step, doing), *task)
        return True

    def _undecided(self, order: MailOrder, ends_at: datetime, doing: Doing) -> orders.Step:
        # A reminder that comes too late is left out.
        if ends_at <= doing.at:
            return orders.expire(order, doing)
        return orders.remind(order, ends_at, doing)


def _was_due(filed_at: datetime | None, doing: Doing) -> bool:
    # The sweeper walks forward only: what was filed under a shorter term is filed anew, or it
    # would never be looked at again.
    return filed_at is not None and filed_at <= doing.at
