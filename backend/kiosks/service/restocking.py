"""Paper in and out of machines by two people, and counts of what lies in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.kernel import ids
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.kiosks.ports import Leases, LoadingBay, Move, PaperStore, People, Store
from backend.kiosks.rules import count as counts
from backend.kiosks.rules import kiosk as machines
from backend.kiosks.rules import restock as rules
from backend.kiosks.rules.alert import AlertKind
from backend.kiosks.rules.count import Count, Finding
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packet, Packets, Restock, Way, Wish
from backend.kiosks.service.alerts import Alerts
from backend.kiosks.service.naming import named

# An act waits for half an hour at most: what still does is among the newest.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Restocking:
    """What clerks do with numbered paper at a machine."""

    kiosks: Store
    papers: PaperStore
    bay: LoadingBay
    people: People
    alerts: Alerts
    leases: Leases

    def begin(self, kiosk_id: str, restock_id: str, wish: Wish, doing: Doing) -> Restock:
        """Open an act at a kiosk, by the first clerk; a repeat gives it as it is today.

        Refuses `id-malformed`, `kiosk-unknown`, `request-malformed` (no packets),
        `invoice-code-malformed`, `serials-malformed`, `restock-exists-differently`,
        `restock-kiosk-unpaired`, `kiosk-busy`, `restock-head-differs` (which opens the task to
        count it), then what custody refuses (`batch-kind-differs`, `serials-loaded-already`,
        `serials-not-at-depot`, `packets-overlap`; on the way out `unload-differs`,
        `sheets-promised`), and `restock-open`: another with this paper waits to be confirmed. While
        a lease stands on this paper its machine may have handed it out unheard: `kiosk-leased` for
        what is to come out, and for a head that differs.
        """
        ids.check_id(restock_id)
        kiosk = self._get(kiosk_id)
        rules.check_packets(wish.packets)

        def attempt() -> Restock:
            found = self.papers.find_restock(kiosk_id, restock_id)
            if found is not None:
                rules.check_same(found, wish, doing.actor)
                return found
            opened, event = rules.begin(restock_id, kiosk, wish, doing)
            self._check_head(kiosk, wish, doing)
            # Only looked at: the paper moves when the second clerk says the same.
            self._move(opened, doing)
            others = self.papers.list_restocks(kiosk_id, None, _LOOKED_AT).items
            rules.check_alone(others, wish, self.people.name_of, doing.at)
            self.papers.save_restock(opened, event)
            return opened

        return retried(attempt)

    def confirm(self, kiosk_id: str, restock_id: str, packets: Packets, doing: Doing) -> Restock:
        """Confirm an act by a second clerk's scan: now the paper moves; a repeat moves nothing.

        Refuses `restock-unknown`, `restock-same-person`, `restock-serials-differ`,
        `restock-over`, `restock-expired`, `restock-kiosk-moved`, `restock-kiosk-unpaired`,
        `kiosk-leased`, then what custody refuses: where others moved the paper meanwhile the act
        ends with that reason.
        """

        def attempt() -> Restock:
            restock, kiosk = self.see(kiosk_id, restock_id), self._get(kiosk_id)
            step = rules.confirm(restock, packets, kiosk, doing)
            if step is None:
                return restock
            try:
                move = self._move(step[0], doing)
            except Refusal as refusal:
                if refusal.code in rules.OVERTAKEN:
                    self.papers.save_restock(*rules.overtake(restock, refusal.code, doing))
                raise
            # A machine that is moved at this instant would leave the paper on its old site's shelf.
            self.papers.save_restock(*step, move, kiosk=kiosk)
            return step[0]

        return retried(attempt)

    def cancel(self, kiosk_id: str, restock_id: str, doing: Doing) -> Restock:
        """End an act before the paper moved; refuses `restock-unknown`, `-over`, `-expired`."""

        def attempt() -> Restock:
            restock = self.see(kiosk_id, restock_id)
            step = rules.cancel(restock, doing)
            if step is None:
                return restock
            self.papers.save_restock(*step)
            return step[0]

        return retried(attempt)

    def see(self, kiosk_id: str, restock_id: str) -> Restock:
        """Return an act; refuses `restock-unknown`."""
        found = self.papers.find_restock(kiosk_id, restock_id)
        if found is None:
            raise Refusal("restock-unknown")
        return found

    def list_restocks(self, kiosk_id: str, cursor: str | None, limit: int) -> Page[Restock]:
        """List a kiosk's acts, the newest first; refuses `kiosk-unknown`."""
        self._get(kiosk_id)
        return self.papers.list_restocks(kiosk_id, cursor, limit)

    def names(self, restocks: Iterable[Restock]) -> dict[str, str]:
        """Name the people of some acts."""
        return named(
            self.people, (who for one in restocks for who in (one.opened_by, one.ended_by))
        )

    def count(self, kiosk_id: str, count_id: str, finding: Finding, doing: Doing) -> Count:
        """Record the sheet found first in a cassette; what it passed over is in doubt.

        Where the machine waits for it, the same write puts it back into service.

        Refuses `id-malformed`, `kiosk-unknown`, `request-malformed` (no reason),
        `count-exists-differently`, `kiosk-leased`, `kiosk-busy`, `count-serial-unknown`.
        """
        ids.check_id(count_id)
        self._get(kiosk_id)
        counts.check_finding(finding)

        def attempt() -> Count:
            found = self.papers.find_count(kiosk_id, count_id)
            if found is not None:
                found.check_same(finding, doing.actor)
                return found
            self._check_leases(kiosk_id, finding.kind)
            kiosk = self._get(kiosk_id)
            move = self.bay.count(
                site_id=kiosk.site_id,
                kind=finding.kind,
                kiosk_id=kiosk_id,
                found=finding.sheet,
                reason=finding.reason,
                doing=doing,
            )
            doubted = tuple(Packet(one.code, one.first, one.last) for one in move.ranges)
            count, event = counts.record(count_id, kiosk, finding, in_doubt=doubted, doing=doing)
            awaited = machines.count(kiosk, finding.kind, count_id, doing)
            self.papers.add_count(count, event, move, awaited=awaited)
            return count

        return retried(attempt)

    def _check_head(self, kiosk: Kiosk, wish: Wish, doing: Doing) -> None:
        booked = self.bay.head(kiosk.site_id, wish.kind, kiosk.id, doing)
        try:
            rules.check_head(wish, booked)
        except Refusal:
            self._check_leases(kiosk.id, wish.kind)
            # What one clerk saw must not be forgotten when the page is closed: it is a task.
            self.alerts.set(kiosk.id, AlertKind.COUNT_DUE, wish.kind, is_open=True, doing=doing)
            raise

    def _move(self, restock: Restock, doing: Doing) -> Move:
        loads = restock.wish.way is Way.LOAD
        if not loads:
            self._check_leases(restock.kiosk_id, restock.wish.kind)
        act = self.bay.load if loads else self.bay.unload
        return act(
            site_id=restock.site_id,
            kind=restock.wish.kind,
            kiosk_id=restock.kiosk_id,
            packets=restock.wish.packets,
            doing=doing,
        )

    def _check_leases(self, kiosk_id: str, kind: str) -> None:
        if kind in self.leases.kinds(kiosk_id):
            raise Refusal("kiosk-leased", kiosk_id=kiosk_id)

    def _get(self, kiosk_id: str) -> Kiosk:
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None:
            raise Refusal("kiosk-unknown")
        return kiosk
