"""Hand-over lists: which parcels a courier takes away, scanned one by one, confirmed at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from backend.delivery.ports import Beside, Noted, Sites
from backend.delivery.rules import handover as rules
from backend.delivery.rules import parcel as parcels
from backend.delivery.rules.handover import Handover
from backend.delivery.rules.parcel import Parcel
from backend.delivery.rules.task import TaskKind
from backend.delivery.service.keeping import Keeping
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id
from backend.kernel.pages import Page


@dataclass(frozen=True, slots=True)
class HandingSide:
    """What one clerk does at the door with a courier."""

    keeping: Keeping
    sites: Sites

    def open_list(self, handover_id: str, site_id: str, courier: str, doing: Doing) -> Handover:
        """Open a list; a repeat gives it as it is today.

        Refuses `id-malformed`, `site-unknown`, `handover-exists-differently`,
        `request-malformed` (a courier without a name).
        """
        check_id(handover_id)
        if self.sites.name(site_id) is None:
            raise Refusal("site-unknown", field="/site_id")

        def attempt() -> Handover:
            found = self.keeping.store.find_handover(handover_id)
            if found is not None:
                rules.check_same(found, site_id, courier.strip())
                return found
            opened, event = rules.open_list(handover_id, site_id, courier.strip(), doing)
            return self._save(opened, (opened, event), doing)

        return retried(attempt)

    def see(self, handover_id: str) -> Handover:
        """Return a list; refuses `handover-unknown`."""
        found = self.keeping.store.find_handover(handover_id)
        if found is None:
            raise Refusal("handover-unknown")
        return found

    def listed(self, handover_id: str) -> Sequence[str]:
        """Name the parcels on a list."""
        return self.keeping.store.listed(handover_id)

    def list_handovers(self, site_id: str, cursor: str | None, limit: int) -> Page[Handover]:
        """List a mail room's lists, the newest first; refuses `site-unknown`."""
        if self.sites.name(site_id) is None:
            raise Refusal("site-unknown")
        return self.keeping.store.list_handovers(site_id, cursor, limit)

    def add(self, handover_id: str, parcel_id: str, doing: Doing) -> Parcel:
        """Put a packed parcel on an open list; again changes nothing.

        Refuses `handover-unknown`, `parcel-unknown`, `parcel-on-list` (another's),
        `parcel-state-unfit`, `handover-over`, `handover-full`, `parcel-elsewhere`.
        """

        def attempt() -> Parcel:
            handover = self.see(handover_id)
            parcel = self.keeping.parcel(parcel_id, doing)
            step = parcels.put_on_list(parcel, handover_id, doing)
            if step is None:
                return parcel
            added = rules.add(handover, parcel_id, doing)
            if parcel.site_id != handover.site_id:
                raise Refusal("parcel-elsewhere", site_id=parcel.site_id)
            beside = Beside(listed=(handover_id, parcel_id))
            also = (self._timed(added, doing),)
            return self.keeping.write(parcel, step, doing, also=also, beside=beside)

        return retried(attempt)

    def remove(self, handover_id: str, parcel_id: str, doing: Doing) -> Parcel:
        """Take a parcel off an open list; again changes nothing.

        Refuses `handover-unknown`, `parcel-unknown`, `handover-over`.
        """

        def attempt() -> Parcel:
            handover = self.see(handover_id)
            parcel = self.keeping.parcel(parcel_id, doing)
            step = parcels.take_off_list(parcel, handover_id, doing)
            if step is None:
                return parcel
            removed = rules.remove(handover, parcel_id, doing)
            beside = Beside(unlisted=(handover_id, parcel_id))
            also = (self._timed(removed, doing),)
            return self.keeping.write(parcel, step, doing, also=also, beside=beside)

        return retried(attempt)

    def confirm(self, handover_id: str, count: int, doing: Doing) -> Handover:
        """Say that the courier has all of it; its parcels follow by reaction.

        Again with the same count changes nothing. Refuses `handover-unknown`,
        `handover-over`, `handover-empty`, `handover-count-differs`.
        """
        return self._end(handover_id, lambda one: rules.confirm(one, count, doing), doing)

    def cancel(self, handover_id: str, doing: Doing) -> Handover:
        """End an empty list; refuses `handover-unknown`, `handover-over`, `handover-not-empty`."""
        return self._end(handover_id, lambda one: rules.cancel(one, doing), doing)

    def follow(self, handover_id: str, doing: Doing) -> int:
        """Let the parcels of a confirmed list be with the carrier; repeatable. Returns how many."""
        listed = self.keeping.store.listed(handover_id)
        for parcel_id in listed:
            self._follow(parcel_id, doing)
        return len(listed)

    def _follow(self, parcel_id: str, doing: Doing) -> None:
        retried(lambda: self.keeping.parcel(parcel_id, doing))

    def _end(
        self, handover_id: str, step: Callable[[Handover], rules.Step | None], doing: Doing
    ) -> Handover:
        def attempt() -> Handover:
            before = self.see(handover_id)
            found = step(before)
            return before if found is None else self._save(before, found, doing)

        return retried(attempt)

    def _save(self, before: Handover, step: rules.Step, doing: Doing) -> Handover:
        ended = (
            self.keeping.ended(before.subject, TaskKind.UNCONFIRMED, doing) if before.late else []
        )
        noted = self._timed(step, doing)
        self.keeping.store.save(noted, *ended)
        return step[0]

    def _timed(self, step: rules.Step, doing: Doing) -> Noted:
        due = rules.due_at(step[0], self.keeping.terms(doing).handover)
        return replace(step[0], due_at=due), step[1]
