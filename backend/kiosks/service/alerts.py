"""Alerts: opened and closed by what machines are, taken by clerks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.kiosks.ports import AlertStore, Custody, People, Store
from backend.kiosks.rules import alert as rules
from backend.kiosks.rules.alert import Alert, AlertKind, Step
from backend.kiosks.service.naming import named

_LOOKS = 4  # a machine that changes while it is looked at is looked at again


@dataclass(frozen=True, slots=True)
class Alerts:
    """What needs a person at the machines."""

    kiosks: Store
    alerts: AlertStore
    people: People
    custody: Custody

    def review(self, kiosk_id: str, doing: Doing) -> int:
        """Open and close what a machine's condition calls for, repeatable; returns the changes.

        The machine is read after its alerts and once more after a change, so that whoever comes
        late does not leave an old truth behind.
        """
        for look in range(_LOOKS):
            changed = self._review(kiosk_id, doing)
            if changed == 0:
                return look
        return _LOOKS

    def _review(self, kiosk_id: str, doing: Doing) -> int:
        kept = {one.id: one for one in self.alerts.of_kiosk(kiosk_id)}
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None:
            return 0
        wanted = rules.wanted(kiosk)
        changed = 0
        for kind in rules.WATCHED:
            alert = Alert(kiosk_id, kind)
            alert = kept.get(alert.id, alert)
            if alert.is_open is not (kind in wanted):
                changed += self._set(alert, kind in wanted, kiosk.site_id, doing)
        for about in kiosk.uncounted:
            alert = Alert(kiosk_id, AlertKind.COUNT_DUE, about)
            alert = kept.get(alert.id, alert)
            changed += not alert.is_open and self._set(alert, True, kiosk.site_id, doing)
        if kiosk.jkt is None:
            others = (one for one in kept.values() if one.is_open and one.kind is AlertKind.LOW)
            changed += sum(self._set(one, False, kiosk.site_id, doing) for one in others)
        return changed

    def set(
        self, kiosk_id: str, kind: AlertKind, about: str, *, is_open: bool, doing: Doing
    ) -> bool:
        """Open or close one alert that no condition speaks of; True when that changed it."""
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None:
            return False
        return self._set(Alert(kiosk_id, kind, about), is_open, kiosk.site_id, doing)

    def counted(self, kiosk_id: str, about: str, doing: Doing, *, at: datetime) -> bool:
        """End the task to count a kind that was counted; not one that was opened after that."""
        alert = Alert(kiosk_id, AlertKind.COUNT_DUE, about)
        return self._change(alert, lambda fresh: rules.end_of(fresh, at, doing))[1]

    def head_seen(self, kiosk_id: str, about: str, doing: Doing, *, at: datetime) -> bool:
        """End the task to count a kind whose head was seen to be the one in the books.

        A machine that waits for its count before it serves goes on waiting. A task that was opened
        after the head was seen stays: the word of it may come late.
        """
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None or about in kiosk.uncounted:
            return False
        return self.counted(kiosk_id, about, doing, at=at)

    def take(self, alert_id: str, *, over: bool, doing: Doing) -> Alert:
        """Make a clerk the owner; the same clerk again changes nothing.

        Refuses `alert-unknown`, `alert-over`, `alert-taken` (unless taken over).
        """
        named_one = rules.read_id(alert_id)
        return self._change(named_one, lambda alert: rules.take(alert, doing, over=over))[0]

    def list_open(self, cursor: str | None, limit: int) -> Page[Alert]:
        """List what is open in the city, the most urgent first."""
        return self.alerts.list_open(cursor, limit)

    def names(self, alerts: Iterable[Alert]) -> dict[str, str]:
        """Name the owners of some alerts."""
        return named(self.people, (one.owner for one in alerts))

    def left(self, alerts: Iterable[Alert]) -> dict[str, int]:
        """Count what is left of the paper that some alerts say runs out, by their ids."""
        low = [one for one in alerts if one.kind is AlertKind.LOW]
        places = {(one.site_id, one.kiosk_id) for one in low}
        inside = self.custody.all_cassettes(sorted(places)) if low else {}
        return {
            alert.id: sum(
                one.left for one in inside.get(alert.kiosk_id, ()) if one.kind == alert.about
            )
            for alert in low
        }

    def _set(self, alert: Alert, is_open: bool, site_id: str, doing: Doing) -> bool:
        def step(fresh: Alert) -> Step | None:
            return rules.begin(fresh, site_id, doing) if is_open else rules.end(fresh, doing)

        return self._change(alert, step)[1]

    def _change(self, named_one: Alert, step: Callable[[Alert], Step | None]) -> tuple[Alert, bool]:
        def attempt() -> tuple[Alert, bool]:
            alert = self.alerts.find(named_one) or replace(named_one, version=0, is_open=False)
            found = step(alert)
            if found is None:
                return alert, False
            self.alerts.save(*found)
            return found[0], True

        return retried(attempt)
