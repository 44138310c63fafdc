"""Two clerks at one machine, each with packets: one act at a time, and none that cannot end."""

from dataclasses import replace

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kiosks.rules.restock import Packet, RestockState, Way
from tests.kiosks.conftest import KIOSK
from tests.kiosks.test_restocking import CODE, LOAD, Bay, bay

__all__ = ["bay"]
OTHER = replace(LOAD, packets=(Packet(CODE, 14, 20),))


def test_a_second_act_with_the_same_paper_is_led_to_the_first(bay: Bay) -> None:
    bay.begin()
    with pytest.raises(Refusal) as refused:
        bay.service.begin(KIOSK, new_id(), OTHER, bay.hall.clerk("c2"))
    assert refused.value.code == "restock-open"
    told = refused.value.params
    assert (told["restock_id"], told["opened_by_name"]) == (bay.one, "戊")
    assert told["opened_time"] == "10:00"
    assert bay.confirm() is RestockState.CONFIRMED


def test_another_kind_and_what_is_over_stand_in_nobodys_way(bay: Bay) -> None:
    bay.begin()
    special = replace(LOAD, kind="P_SPECIAL", packets=(Packet(CODE, 26, 30),), seen=None)
    by = bay.hall.clerk("c2")
    assert bay.service.begin(KIOSK, new_id(), special, by).state is RestockState.OPENED
    bay.hall.clock.forward(minutes=31)
    by = bay.hall.clerk("c2")
    assert bay.service.begin(KIOSK, new_id(), OTHER, by).state is RestockState.OPENED


def test_an_act_that_others_made_impossible_ends_with_its_reason(bay: Bay) -> None:
    wish = replace(LOAD, way=Way.UNLOAD, packets=(Packet(CODE, 1, 3),))
    bay.begin(wish)
    bay.inside.pop()
    bay.refused("unload-differs", lambda: bay.confirm(wish.packets))
    ended = bay.service.see(KIOSK, bay.one)
    assert (ended.state, ended.reason) == (RestockState.CANCELLED, "unload-differs")
    assert ended.ended_by == "clerk/c2"
    told = bay.papers.ledger.kinds(ended.subject)
    assert told == ["kiosks:restock:opened", "kiosks:restock:overtaken"]
    bay.refused("restock-over", lambda: bay.confirm(wish.packets))


def test_a_machine_that_is_only_busy_ends_nothing(bay: Bay) -> None:
    wish = replace(LOAD, way=Way.UNLOAD, packets=(Packet(CODE, 1, 3),))
    bay.begin(wish)
    bay.bay.busy.add(KIOSK)
    bay.refused("kiosk-busy", lambda: bay.confirm(wish.packets))
    assert bay.service.see(KIOSK, bay.one).state is RestockState.OPENED
