"""A phone that was lost: signed out from another device, it is out, and so are its codes."""

import pytest

from infra.local.seed.people import OWNER
from tests.walks.acts import applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device, drawn


def session_of(device: Device) -> str:
    [own] = [one for one in device.get("/api/sessions")["items"] if one["current"]]
    return str(own["id"])


def sign_out(laptop: Device, *, session_id: str) -> None:
    path = f"/api/sessions/{session_id}" if session_id else "/api/sessions"
    assert laptop.send("DELETE", path).status_code == 204


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_next_request_is_refused_and_the_codes_it_held_are_dead(
    walk: Walk, *, everywhere: bool
) -> None:
    lost, laptop = walk.signed_in(OWNER.phone), walk.signed_in(OWNER.phone)
    kiosk = paired(walk)
    path = f"/api/pickups/{applied(walk, lost)['pickup_id']}"
    held = drawn(lost.get(path))
    walk.clock.forward(seconds=1)
    sign_out(laptop, session_id="" if everywhere else session_of(lost))
    assert lost.refused("GET", path)["code"] == "session-expired"
    walk.settle()
    told = kiosk.refused(
        "PUT", "/api/reservations/0199a000-0000-7000-8000-000000000001", {"code": held}
    )
    assert told["code"] == "pickup-revoked"
    walk.clock.forward(seconds=1)
    owner = walk.signed_in(OWNER.phone) if everywhere else laptop
    assert dispensed(kiosk, drawn(owner.get(path)))["state"] == "dispensed"


def test_who_signs_this_device_out_keeps_the_code_of_the_others(walk: Walk) -> None:
    phone, laptop = walk.signed_in(OWNER.phone), walk.signed_in(OWNER.phone)
    kiosk = paired(walk)
    path = f"/api/pickups/{applied(walk, phone)['pickup_id']}"
    held = drawn(phone.get(path))
    walk.clock.forward(seconds=1)
    sign_out(laptop, session_id=session_of(laptop))
    walk.settle()
    assert laptop.refused("GET", path)["code"] == "session-expired"
    assert dispensed(kiosk, held)["state"] == "dispensed"
