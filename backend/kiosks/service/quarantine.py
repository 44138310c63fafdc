"""Sheets set apart: noted as custody tells of them, decided by clerks, replaced by reprints."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from backend.kernel import ids
from backend.kernel.codes import check_invoice_code
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page
from backend.kiosks.ports import LoadingBay, Move, People, Sites
from backend.kiosks.ports.apart import ApartStore, Pickups, Traces, Trail
from backend.kiosks.rules import rulings
from backend.kiosks.rules.alert import AlertKind
from backend.kiosks.rules.apart import (
    ENDS,
    Affected,
    Lot,
    Nature,
    Ruling,
    Stand,
)
from backend.kiosks.rules.restock import Sheet
from backend.kiosks.rules.rulings import Step
from backend.kiosks.service.alerts import Alerts
from backend.kiosks.service.naming import named

_LOOKS = 4  # a lot decided while its machine's lots are looked at is looked at again
_PAGE = 100
_HIGHEST = 99_999_999  # an invoice number has eight digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """What clerks see and decide of sheets that nobody may have."""

    lots: ApartStore
    bay: LoadingBay
    trail: Trail
    pickups: Pickups
    sites: Sites
    people: People
    alerts: Alerts

    def list_open(
        self, *, site_id: str | None, kiosk_id: str | None, cursor: str | None, limit: int
    ) -> Page[Lot]:
        """List what waits for a decision; refuses `request-malformed` (a kiosk of no site)."""
        if kiosk_id is not None and site_id is None:
            raise Refusal("request-malformed", field="/site_id")
        place = tuple(part for part in (site_id, kiosk_id) if part is not None)
        return self.lots.list_open(place, cursor, limit)

    def see(self, kiosk_id: str, lot_id: str) -> Lot:
        """Return a lot of a machine; refuses `apart-unknown`."""
        found = self.lots.find(kiosk_id, lot_id)
        if found is None:
            raise Refusal("apart-unknown")
        return found

    def decide(
        self, kiosk_id: str, lot_id: str, decision_id: str, *, ruling: Ruling, doing: Doing
    ) -> Lot:
        """Decide of sheets; what takes one person moves at once. A repeat gives the lot as it is.

        Refuses `id-malformed`, `request-malformed` (no reason), `apart-unknown`,
        `decision-exists-differently`, `apart-case-decides`, `apart-over`, `apart-changed`,
        `apart-outcome-unfit`, `sheets-not-apart`, `apart-case-open` (its pickup's case speaks
        first).
        """
        ids.check_id(decision_id)
        rulings.check_ruling(ruling)

        def step(lot: Lot) -> Step | None:
            found = rulings.decide(lot, decision_id, ruling, doing)
            if found is not None:
                self._check_case(lot)
            return found

        return self._change((kiosk_id, lot_id), decision_id, step, doing)

    def answer(
        self, kiosk_id: str, lot_id: str, decision_id: str, *, agrees: bool, doing: Doing
    ) -> Lot:
        """Agree to a proposal as a second clerk, or take it back as anybody.

        Refuses `apart-unknown`, `decision-unknown`, `decision-over`, `decision-same-person`,
        `apart-case-open` (to agree, once its pickup's case speaks again), then what custody
        refuses: `sheets-not-apart`.
        """

        def step(lot: Lot) -> Step | None:
            found = rulings.answer(lot, decision_id, agrees=agrees, doing=doing)
            if found is not None and agrees:
                self._check_case(lot)
            return found

        return self._change((kiosk_id, lot_id), decision_id, step, doing)

    def set_apart(self, lot: Lot, doing: Doing) -> None:
        """Take note of sheets that custody set apart, once an event; repeatable."""

        def attempt() -> None:
            if self.lots.find(lot.kiosk_id, lot.id) is None:
                self.lots.save(*rulings.begin(lot, doing))

        retried(attempt)
        self.review(lot, doing)

    def hand_over(self, site_id: str, sheets: list[Sheet], source: Event, doing: Doing) -> None:
        """Note that a case found sheets with somebody; repeatable.

        They were set apart before it, at whichever machine of the site: what a later event set
        apart came back since.
        """
        step = partial(rulings.hand_over, sheets=sheets, source=source, doing=doing)
        for lot in list(self._open_at(site_id)):
            if _is_before(lot, source):
                self._note(lot, step)
                self.review(lot, doing)

    def reprinted(self, pickup_id: str, printed: list[Sheet], source: Event, doing: Doing) -> None:
        """Note which sheets of a pickup were printed in the place of others; repeatable."""
        lots = self.lots.of_pickup(pickup_id)
        used = {one.printed for lot in lots for one in lot.reprints}
        for lot in lots:
            if lot.since > source.at or lot.id == lot_id_of(source):
                continue
            fresh = [one for one in printed if one not in used]
            step = partial(rulings.reprint, printed=fresh, source=source, doing=doing)
            used |= {one.printed for one in self._note(lot, step).reprints}

    def review(self, about: Lot, doing: Doing) -> None:
        """Open or close the task to collect what is spoiled in a machine; repeatable."""
        for _ in range(_LOOKS):
            waits = any(
                lot.nature is Nature.SPOILED and lot.kind == about.kind
                for lot in self._open_at(about.site_id, about.kiosk_id)
            )
            if not self.alerts.set(
                about.kiosk_id, AlertKind.COLLECT, about.kind, is_open=waits, doing=doing
            ):
                return

    def serial(self, code: str, number: int, cursor: str | None) -> Traces:
        """Tell what happened to a serial, the newest first.

        Refuses `invoice-code-malformed`, `serials-malformed`, `cursor-malformed`,
        `serial-unknown` (it never came into this city).
        """
        plain = check_invoice_code(code)
        if not 0 < number <= _HIGHEST:
            raise Refusal("serials-malformed", field="/number")
        page = self.trail.of_sheet(plain, number, cursor)
        if cursor is None and not page.items and page.next_cursor is None:
            raise Refusal("serial-unknown", field="/number")
        return page

    def affected(self, pickup_ids: Iterable[str | None]) -> dict[str, Affected]:
        """Say whom some pickups concern."""
        known = dict.fromkeys(one for one in pickup_ids if one)
        found = ((one, self.pickups.affected(one)) for one in known)
        return {pickup_id: whose for pickup_id, whose in found if whose}

    def names(self, actors: Iterable[str | None]) -> dict[str, str]:
        """Name some actors."""
        return named(self.people, actors)

    def site_name(self, site_id: str) -> str:
        """Name a site."""
        return self.sites.name(site_id) or ""

    def _change(
        self,
        key: tuple[str, str],
        decision_id: str,
        step: Callable[[Lot], Step | None],
        doing: Doing,
    ) -> Lot:
        def attempt() -> Lot:
            lot = self.see(*key)
            found = step(lot)
            if found is None:
                return lot
            self.lots.save(*found, *self._moves(found[0], decision_id, doing))
            return found[0]

        return retried(attempt)

    def _moves(self, lot: Lot, decision_id: str, doing: Doing) -> list[Move]:
        made = lot.find(decision_id)
        if made is None or made.stand is not Stand.DONE:
            return []
        ruling = made.ruling
        return [
            self.bay.end(
                site_id=lot.site_id,
                kind=lot.kind,
                kiosk_id=lot.kiosk_id,
                end=ENDS[ruling.outcome],
                sheets=ruling.packets,
                reason=ruling.reason,
                doing=doing,
            )
        ]

    def _note(self, lot: Lot, step: Callable[[Lot], Step | None]) -> Lot:
        def attempt() -> Lot:
            fresh = self.see(lot.kiosk_id, lot.id)
            found = step(fresh)
            if found is None:
                return fresh
            self.lots.save(*found)
            return found[0]

        return retried(attempt)

    def _check_case(self, lot: Lot) -> None:
        # What a case may still find in somebody's hands must not be struck off before it spoke.
        whose = self.pickups.affected(lot.pickup_id) if lot.pickup_id else None
        if lot.nature is Nature.IN_DOUBT and whose is not None and whose.waits:
            raise Refusal("apart-case-open", pickup_id=lot.pickup_id)

    def _open_at(self, *place: str) -> Iterable[Lot]:
        cursor = None
        while True:
            page = self.lots.list_open(place, cursor, _PAGE)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return


def lot_id_of(event: Event) -> str:
    """Name the lot of an event that set sheets apart: `<site>.<kind>.<number>`."""
    _, site_id, kind = event.subject.split("/")
    return f"{site_id}.{kind}.{event.number}"


def _is_before(lot: Lot, source: Event) -> bool:
    shelf, _, number = lot.id.rpartition(".")
    other, _, later = lot_id_of(source).rpartition(".")
    return shelf == other and int(number) < int(later)
