"""The small city where sheets also leave without a service, and somebody finds that out."""

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import rule

from backend.custody import apart
from backend.kernel.errors import Refusal
from tests.custody.sheets import Sheet, written
from tests.custody.small_city import SITE_OF, SmallCity, few, kiosks, pickups

_LEAVE = {"settled", "written-off", "set-apart"}


class OddCity(SmallCity):
    """What a clerk finds missing, and what a journal tells of."""

    @rule(kiosk_id=kiosks, pickup_id=pickups, missing=few, taken=st.integers(0, 3))
    def write_off(self, kiosk_id: str, pickup_id: str, missing: int, taken: int) -> None:
        """Let a clerk find that the first sheets are gone, some of them in somebody's hands."""
        site, machine = SITE_OF[kiosk_id], self.machines[kiosk_id]
        if machine.service and (machine.service.until is None or machine.service.until > self.now):
            with pytest.raises(Refusal, match="kiosk-busy"):
                apart.missing_before(self.shelves[site], kiosk_id, None, self.now)
            return
        gone = machine.tray[:missing]
        taken = min(taken, len(gone), self.promised[site, pickup_id])
        self.keep(
            apart.write_off(
                self.shelves[site],
                kiosk_id=kiosk_id,
                pickup_id=pickup_id,
                missing=len(gone),
                taken=gone[:taken],
                promised=taken,
                doing=self.doing,
            )
        )
        machine.tray, machine.service = machine.tray[len(gone) :], None
        self.promised[site, pickup_id] -= taken
        self.gone += gone[:taken]
        self.doubted += gone[taken:]

    @rule(kiosk_id=kiosks, place=st.integers(0, 8))
    def set_apart(self, kiosk_id: str, place: int) -> None:
        """Let a journal tell of a sheet that left out of turn."""
        site, machine = SITE_OF[kiosk_id], self.machines[kiosk_id]
        sheets = machine.tray[place : place + 1]
        service = machine.service
        lapsed = service is not None and service.until is not None and service.until <= self.now
        wish = {"kiosk_id": kiosk_id, "pickup_id": "p1", "sheets": sheets, "doing": self.doing}
        if service and not lapsed and place < service.sheets and sheets:
            with pytest.raises(Refusal, match="kiosk-busy"):
                apart.set_apart(self.shelves[site], **wish)
            return
        step = apart.set_apart(self.shelves[site], **wish)
        if step is None:
            assert not sheets
            return
        self.keep(step)
        machine.tray = [one for one in machine.tray if one not in sheets]
        self.doubted += sheets
        if lapsed:
            machine.service = None

    def told(self, name: str) -> list[Sheet]:
        told = [one for one in self.events if one.kind.rsplit(":", 1)[1] in _LEAVE]
        sheets = [sheet for one in told for sheet in written(one.data.get(name, []))]
        if name == "out":
            return sheets
        # What a clerk found missing is in doubt first, and out when somebody has it.
        found = [one for one in told if one.kind.endswith(":written-off")]
        out = {sheet for one in found for sheet in written(one.data["out"])}
        return [sheet for sheet in sheets if sheet not in out]
