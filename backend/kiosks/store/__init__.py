"""Kiosks, pairings and reports between the table and their values."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from backend.custody.stockroom import Move
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.condition import Door, Paper, Report, Telemetry
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.pairing import TRIES_WINDOW, Pairing, PairingState, Tries
from backend.kiosks.store import machine
from backend.kiosks.store.journal import PositionStore
from backend.kiosks.tables import KioskItem
from backend.storage import pages
from backend.storage.transaction import put_new, save, write

_KEPT_AFTER = timedelta(days=1)  # a pairing that is over can still be looked at for a day


class DynamoStore(PositionStore):
    """The room's store on DynamoDB."""

    def find(self, kiosk_id: str) -> Kiosk | None:
        """Read one kiosk, consistently."""
        item = _find(machine.KIOSKS, kiosk_id)
        return machine.value(item) if item else None

    def list_kiosks(self, cursor: str | None, limit: int) -> Page[Kiosk]:
        """Read the city's kiosks by id."""
        page = pages.query(KioskItem, machine.KIOSKS, cursor=cursor, limit=limit, consistent=True)
        return page.map(machine.value)

    def save(self, kiosk: Kiosk, event: Event, *moves: Move) -> None:
        """Write a kiosk, its event and what of custody it hangs on in one transaction."""
        custody = (change for move in moves for change in move.changes)
        write(*machine.changes(kiosk, event), *custody)

    def save_paired(self, kiosk: Kiosk, event: Event, pairing: Pairing) -> None:
        """Write a kiosk, its event and the pairing that gave it its key."""
        write(*machine.changes(kiosk, event), save(_pairing_item(pairing)))

    def find_pairing(self, pairing_id: str) -> Pairing | None:
        """Read a pairing, consistently."""
        item = _find(f"pairing/{pairing_id}", "pairing")
        return _pairing(item) if item else None

    def find_pairing_by_code(self, code: str) -> Pairing | None:
        """Read the pairing whose code is shown on a screen, consistently."""
        item = _find(f"code/{code}", "code")
        return self.find_pairing(item.body["pairing_id"]) if item else None

    def add_pairing(self, pairing: Pairing) -> None:
        """Keep a new pairing together with its code."""
        item = _pairing_item(pairing)
        pointer = KioskItem(
            f"code/{pairing.code}",
            "code",
            body={"pairing_id": pairing.id},
            gone_at=pairing.expires_at + _KEPT_AFTER,
        )
        write(put_new(item), put_new(pointer))

    def find_tries(self, clerk: str) -> Tries | None:
        """Read how often a clerk typed a wrong code."""
        item = _find(f"tries/{clerk}", "tries")
        if item is None:
            return None
        return Tries(clerk, from_text(item.body["since"]), item.body["wrong"], int(item.version))

    def save_tries(self, tries: Tries) -> None:
        """Keep how often a clerk typed a wrong code, until the window is over."""
        item = KioskItem(
            f"tries/{tries.clerk}",
            "tries",
            version=tries.version,
            body={"since": to_text(tries.since), "wrong": tries.wrong},
            gone_at=tries.since + TRIES_WINDOW,
        )
        write(save(item))

    def keep_heard(self, telemetry: Telemetry, *, serves: bool) -> None:
        """Overwrite a machine's last report, and its site's when it serves, in one call."""
        heard_at = to_text(telemetry.heard_at)
        with KioskItem.batch_write() as batch:
            batch.save(_heard_item(telemetry))
            if serves:
                site = f"site/{telemetry.site_id}"
                batch.save(KioskItem(site, "heard", body={"heard_at": heard_at}))

    def find_heard(
        self, kiosk_ids: Iterable[str], *, consistent: bool = False
    ) -> Mapping[str, Telemetry]:
        """Read the last reports of several machines at once; who decides on it, consistently."""
        keys = [(f"heard/{kiosk_id}", "heard") for kiosk_id in kiosk_ids]
        items = KioskItem.batch_get(keys, consistent_read=consistent) if keys else ()
        found = [_heard(item) for item in items]
        return {telemetry.kiosk_id: telemetry for telemetry in found}

    def find_sites_heard(self, site_ids: Iterable[str]) -> Mapping[str, datetime]:
        """Read when a serving machine was last heard at several sites at once."""
        keys = [(f"site/{site_id}", "heard") for site_id in site_ids]
        found = KioskItem.batch_get(keys) if keys else ()
        return {item.key.removeprefix("site/"): from_text(item.body["heard_at"]) for item in found}


def _find(key: str, part: str) -> KioskItem | None:
    try:
        return KioskItem.get(key, part, consistent_read=True)
    except KioskItem.DoesNotExist:
        return None


def _pairing_item(pairing: Pairing) -> KioskItem:
    return KioskItem(
        f"pairing/{pairing.id}",
        "pairing",
        version=pairing.version,
        body={
            "code": pairing.code,
            "jkt": pairing.jkt,
            "expires_at": to_text(pairing.expires_at),
            "state": str(pairing.state),
            "kiosk_id": pairing.kiosk_id,
        },
        gone_at=pairing.expires_at + _KEPT_AFTER,
    )


def _pairing(item: KioskItem) -> Pairing:
    body: dict[str, Any] = item.body
    return Pairing(
        id=item.key.removeprefix("pairing/"),
        code=body["code"],
        jkt=body["jkt"],
        expires_at=from_text(body["expires_at"]),
        state=PairingState(body["state"]),
        kiosk_id=body["kiosk_id"],
        version=int(item.version),
    )


def _heard_item(telemetry: Telemetry) -> KioskItem:
    report = telemetry.report
    return KioskItem(
        f"heard/{telemetry.kiosk_id}",
        "heard",
        body={
            "site_id": telemetry.site_id,
            "heard_at": to_text(telemetry.heard_at),
            "paper": str(report.paper),
            "door": str(report.door),
            "jam": report.jam,
            "stock": dict(report.stock),
            "clock_at": to_text(report.clock_at),
            "software": report.software,
            "tray_left": report.tray_left,
        },
    )


def _heard(item: KioskItem) -> Telemetry:
    body: dict[str, Any] = item.body
    return Telemetry(
        kiosk_id=item.key.removeprefix("heard/"),
        site_id=body["site_id"],
        report=Report(
            paper=Paper(body["paper"]),
            door=Door(body["door"]),
            jam=body["jam"],
            stock=body["stock"],
            clock_at=from_text(body["clock_at"]),
            software=body["software"],
            tray_left=body.get("tray_left", False),
        ),
        heard_at=from_text(body["heard_at"]),
    )
