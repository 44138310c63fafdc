"""What happens to parcels outside: what the carrier tells, what comes back, what is lost."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.delivery.rules import carrier as rules
from backend.delivery.rules import outside
from backend.delivery.rules.parcel import News, Parcel, Step
from backend.delivery.rules.sheets import Packets, check_packets
from backend.delivery.service.keeping import Keeping
from backend.kernel.codes import check_tracking_number
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing


@dataclass(frozen=True, slots=True)
class CarrierSide:
    """Parcels as the carrier and the returns desk see them."""

    keeping: Keeping

    def heard(self, parcel_id: str, news: News, doing: Doing) -> Parcel:
        """Note what a carrier tells of a parcel; the same news again changes nothing.

        Words nobody knows change nothing but the list of news, and nothing moves a parcel back.
        Refuses `parcel-unknown`, and `parcel-not-handed-over` for "signed" before the hand-over,
        which opens a task.
        """
        bounded = rules.bounded(news, doing.at)

        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            found = rules.hear(parcel, bounded, doing)
            if found is None:
                return parcel
            return self.keeping.write(parcel, found.step, doing, task=found.task)

        after = retried(attempt)
        if rules.is_early(after, bounded):
            raise Refusal("parcel-not-handed-over", state=str(after.state))
        return after

    def labelled(self, tracking_number: str) -> str:
        """Name the parcel with a number on its label; refuses `parcel-unknown`."""
        found = self.keeping.store.find_labelled(tracking_number)
        if found is None:
            raise Refusal("parcel-unknown")
        return found

    def come_back(self, parcel_id: str, tracking_number: str, doing: Doing) -> Parcel:
        """Say that a parcel under way came back, by the number on its label as scanned.

        Refuses `tracking-malformed`, `tracking-check-wrong`, `parcel-unknown`,
        `parcel-label-differs`, `parcel-signed-for`, `parcel-state-unfit`.
        """
        label = check_tracking_number(tracking_number)
        return self._change(parcel_id, lambda one: outside.come_back(one, label, doing), doing)

    def take_back(self, parcel_id: str, packets: Packets, doing: Doing) -> Parcel:
        """Say that a parcel came back that was signed for, by two clerks who scanned all of it.

        Refuses `request-malformed`, `invoice-code-malformed`, `serials-malformed`,
        `parcel-unknown`, `parcel-serials-differ`, `parcel-state-unfit`.
        """
        check_packets(packets)
        return self._change(parcel_id, lambda one: outside.take_back(one, packets, doing), doing)

    def restock(self, parcel_id: str, packets: Packets, doing: Doing) -> Parcel:
        """Take what came back into the depot, as scanned; its orders wait for their owners.

        Refuses `request-malformed`, `invoice-code-malformed`, `serials-malformed`,
        `parcel-unknown`, `parcel-serials-differ`, `parcel-state-unfit`.
        """
        check_packets(packets)
        return self._change(parcel_id, lambda one: outside.restock(one, packets, doing), doing)

    def lose(self, parcel_id: str, reason: str, doing: Doing) -> Parcel:
        """Report a parcel lost, by two clerks: its serials are void, its orders may be sent again.

        Refuses `request-malformed` (no reason), `parcel-unknown`, `parcel-state-unfit`.
        """
        return self._change(parcel_id, lambda one: outside.lose(one, reason, doing), doing)

    def _change(
        self, parcel_id: str, step: Callable[[Parcel], Step | None], doing: Doing
    ) -> Parcel:
        def attempt() -> Parcel:
            parcel = self.keeping.parcel(parcel_id, doing)
            found = step(parcel)
            return parcel if found is None else self.keeping.write(parcel, found, doing)

        return retried(attempt)
