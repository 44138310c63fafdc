"""Apply at the kiosk: sign in there, apply, be decided, print at this very machine, and go."""

from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.storage import ledger
from infra.local.seed.people import CLERK, OWNER, TEN
from tests.walks.acts import COMPANY, WISH, by_sms, dispensed, paired, standing_at
from tests.walks.conftest import Walk
from tests.walks.device import Device


def by_phone(kiosk: Device, phone: Device) -> Device:
    visit_id = new_id()
    visit = kiosk.put(f"/api/kiosk/visits/{visit_id}")
    asked = phone.get(f"/api/visits/{visit['code']}")
    assert (asked["kiosk_id"], asked["site_id"]) == ("Z001-K1", "Z001")
    assert asked["code"].replace("-", "") == visit["code"]
    phone.put(f"/api/visits/{visit['code']}/confirmation")
    answer = kiosk.put(f"/api/kiosk/visits/{visit_id}/session")
    assert answer["state"] == "opened"
    return standing_at(kiosk, answer["session"])


def applied_here(walk: Walk, visitor: Device, company_id: str = COMPANY, **wish: Any) -> Any:
    path = f"/api/companies/{company_id}/applications/{new_id()}"
    application = visitor.put(path, {**WISH, **wish})
    walk.settle()
    return application


@pytest.mark.parametrize("way", ["sms", "phone"])
def test_from_nothing_to_paper_at_one_machine(walk: Walk, way: str) -> None:
    kiosk = paired(walk)
    own = walk.signed_in(OWNER.phone)
    visitor = by_sms(walk, kiosk, OWNER.phone) if way == "sms" else by_phone(kiosk, own)
    assert visitor.get("/api/me")["id"] == OWNER.id
    assert COMPANY in [one["id"] for one in visitor.get("/api/companies")["items"]]
    assert visitor.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    application = applied_here(walk, visitor)
    assert application["state"] == "approved"
    assert len(application["checks"]) == 10
    told = visitor.get(f"/api/pickups/{application['pickup_id']}/code")
    assert (told["state"], told["site_id"]) == ("issued", "Z001")
    assert len(told["code"]) == 145
    assert visitor.send("DELETE", "/api/visit").status_code == 204
    assert dispensed(kiosk, told["code"])["state"] == "dispensed"
    walk.settle()
    assert own.get(f"/api/pickups/{application['pickup_id']}")["handed_count"] == 3
    history = own.get(f"/api/companies/{COMPANY}/applications/{application['id']}/history")
    first = history["items"][0]
    assert (first["person"], first["machine"]) == (f"person/{OWNER.id}", "kiosk/Z001-K1")


def test_the_phone_lists_the_visit_and_can_end_it(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    visitor = by_phone(kiosk, phone)
    devices = phone.get("/api/sessions")["items"]
    (here,) = [one for one in devices if one["kiosk_id"] == "Z001-K1"]
    assert here["device_name"].startswith("Z001-K1 · ")
    assert phone.send("DELETE", f"/api/sessions/{here['id']}").status_code == 204
    assert visitor.refused("GET", "/api/me")["code"] == "session-ended"


def test_after_the_end_nothing_is_left_and_nothing_is_lost(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    visitor = by_phone(kiosk, phone)
    application = applied_here(walk, visitor)
    assert visitor.send("DELETE", "/api/visit").status_code == 204
    for path in ("/api/me", f"/api/pickups/{application['pickup_id']}/code"):
        assert visitor.refused("GET", path)["code"] == "session-ended"
    assert phone.get(f"/api/pickups/{application['pickup_id']}")["pass"]


def test_a_visit_reaches_only_what_applying_needs(walk: Walk) -> None:
    kiosk = paired(walk)
    visitor = by_sms(walk, kiosk, CLERK.phone)
    application = f"/api/companies/{COMPANY}/applications/{new_id()}"
    for method, path in (
        ("GET", "/api/sessions"),
        ("DELETE", "/api/sessions"),
        ("GET", f"/api/companies/{COMPANY}"),
        ("GET", f"/api/companies/{COMPANY}/pickups"),
        ("GET", f"/api/pickups/{new_id()}"),
        ("PUT", f"{application}/reissue/{new_id()}"),
        ("GET", "/api/counter/cases"),
        ("PUT", "/api/kiosk/heartbeat"),
        ("PUT", f"/api/reservations/{new_id()}"),
        ("GET", "/api/visits/BCDFGHJK"),
        ("PUT", "/api/visits/BCDFGHJK/confirmation"),
    ):
        assert visitor.refused(method, path, {})["code"] == "caller-not-allowed", path
    thief = walk.device()
    thief.access = visitor.access
    assert thief.refused("GET", "/api/me")["code"] == "proof-wrong"


def test_at_a_machine_one_applies_for_its_place_and_fetches_there(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    visitor = by_phone(kiosk, phone)
    path = f"/api/companies/{COMPANY}/applications/{new_id()}"
    problem = visitor.refused("PUT", path, {**WISH, "site_id": "H001"})
    assert (problem["code"], problem["status"]) == ("visit-elsewhere", 403)
    assert problem["errors"][0]["pointer"] == "/site_id"
    elsewhere = phone.put(path, {**WISH, "site_id": "H001"})
    walk.settle()
    code = f"/api/pickups/{elsewhere['pickup_id']}/code"
    assert visitor.refused("GET", code)["code"] == "visit-elsewhere"


def test_at_a_machine_one_makes_it_fewer_and_takes_that_at_once(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    visitor = by_phone(kiosk, phone)
    (kind,) = (
        one
        for one in visitor.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
        if one["kind"] == WISH["kind"]
    )
    many = applied_here(walk, visitor, count=kind["left_now"] + 1)
    assert many["state"] == "referred"
    back = f"/api/companies/{COMPANY}/applications/{many['id']}/withdrawal"
    for _ in ("first", "once more"):
        assert visitor.put(back, {"reason": "改为少一点"})["state"] == "withdrawn"
    assert applied_here(walk, visitor, count=kind["left_now"])["state"] == "approved"
    elsewhere = f"/api/companies/{COMPANY}/applications/{new_id()}"
    phone.put(elsewhere, {**WISH, "site_id": "H001", "count": kind["left_now"] + 1})
    refused = visitor.refused("PUT", f"{elsewhere}/withdrawal", {"reason": "别处的"})
    assert refused["code"] == "visit-elsewhere"


def test_a_repeat_after_a_lost_answer_is_the_same_application(walk: Walk) -> None:
    visitor = by_sms(walk, paired(walk), OWNER.phone)
    path = f"/api/companies/{COMPANY}/applications/{new_id()}"
    first = visitor.put(path, WISH)
    assert visitor.put(path, WISH) == first
    assert visitor.refused("PUT", path, {**WISH, "count": 4})["code"] == (
        "application-exists-differently"
    )


def test_what_is_referred_waits_on_the_phone(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(TEN.phone)
    visitor = by_phone(kiosk, phone)
    found = {}
    for company in visitor.get("/api/companies")["items"]:
        application = applied_here(walk, visitor, company["id"], count=6)
        found[application["state"]] = (company["id"], application["id"])
    assert set(found) == {"referred", "refused"}
    company_id, application_id = found["referred"]
    seen = phone.get(f"/api/companies/{company_id}/applications/{application_id}")
    assert seen["state"] == "referred"


def test_a_strangers_code_and_a_strangers_company_do_not_exist(walk: Walk) -> None:
    kiosk = paired(walk)
    visitor = by_sms(walk, kiosk, CLERK.phone)
    wish = f"/api/companies/{COMPANY}/applications/{new_id()}"
    assert visitor.refused("PUT", wish, WISH)["code"] == "company-unknown"
    application = applied_here(walk, by_sms(walk, kiosk, OWNER.phone))
    code = f"/api/pickups/{application['pickup_id']}/code"
    assert visitor.refused("GET", code)["code"] == "pickup-unknown"


def test_a_second_phone_cannot_confirm_and_a_declined_code_opens_nothing(walk: Walk) -> None:
    kiosk = paired(walk)
    phone, second = walk.signed_in(OWNER.phone), walk.signed_in(TEN.phone)
    visit = kiosk.put(f"/api/kiosk/visits/{(first := new_id())}")
    phone.put(f"/api/visits/{visit['code']}/confirmation")
    taken = second.refused("PUT", f"/api/visits/{visit['code']}/confirmation", {})
    assert (taken["code"], taken["status"]) == ("visit-taken", 409)
    phone.put(f"/api/visits/{visit['code']}/refusal")
    over = kiosk.refused("PUT", f"/api/kiosk/visits/{first}/session", {})
    assert (over["code"], over["status"]) == ("visit-over", 409)
    third = kiosk.put(f"/api/kiosk/visits/{(id := new_id())}")
    assert kiosk.send("DELETE", f"/api/kiosk/visits/{id}").status_code == 204
    assert phone.refused("GET", f"/api/visits/{third['code']}")["code"] == "visit-over"


def test_a_machine_that_asks_too_often_is_slowed_down(walk: Walk) -> None:
    kiosk, path = paired(walk), f"/api/kiosk/visits/{new_id()}"
    assert kiosk.put(path)["interval_seconds"] == 3
    assert kiosk.put(f"{path}/session")["state"] == "asked"
    problem = kiosk.refused("PUT", f"{path}/session", {})
    assert (problem["code"], problem["status"]) == ("visit-asked-too-soon", 429)
    assert problem["retry_after_seconds"] > 3
    walk.clock.forward(seconds=180)
    assert kiosk.refused("PUT", f"{path}/session", {})["code"] == "visit-expired"


def test_the_ledger_tells_who_was_let_in_where_and_when(walk: Walk) -> None:
    kiosk, phone = paired(walk), walk.signed_in(OWNER.phone)
    visit_id = new_id()
    visit = kiosk.put(f"/api/kiosk/visits/{visit_id}")
    phone.put(f"/api/visits/{visit['code']}/confirmation")
    kiosk.put(f"/api/kiosk/visits/{visit_id}/session")
    story = ledger.history(f"visit/{visit_id}").items
    assert [(one.kind.rsplit(":", 1)[1], one.actor) for one in story] == [
        ("asked", "kiosk/Z001-K1"),
        ("confirmed", f"person/{OWNER.id}"),
        ("opened", f"person/{OWNER.id}"),
    ]
    assert ledger.broken_at(f"visit/{visit_id}") is None


def test_a_wrong_sms_code_opens_nothing_and_is_counted(walk: Walk) -> None:
    kiosk, sign_in_id = paired(walk), new_id()
    kiosk.put(f"/api/kiosk/sign-ins/{sign_in_id}", {"phone": OWNER.phone})
    path, right = f"/api/kiosk/sign-ins/{sign_in_id}/session", walk.code()
    wrong = "000000" if right != "000000" else "000001"
    problem = kiosk.refused("PUT", path, {"code": wrong})
    assert (problem["code"], problem["params"]["tries_left"]) == ("sign-in-code-wrong", 4)
    assert walk.signed_in(CLERK.phone).refused("PUT", path, {"code": right})["code"] == (
        "caller-not-allowed"
    )
    assert kiosk.put(path, {"code": right})["person"]["id"] == OWNER.id
