"""The main job: apply on the phone, get a code, scan it at a kiosk, walk off with the paper."""

from backend.kernel.ids import new_id
from backend.storage import ledger
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import COMPANY, WISH, applied, dispensed, paired
from tests.walks.conftest import Walk
from tests.walks.device import drawn


def test_the_main_job(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    names = [one["name"] for one in phone.get("/api/companies")["items"]]
    assert len(names) > 1
    application = applied(walk, phone)
    assert application["state"] == "approved"
    assert [check["number"] for check in application["checks"]] == list(range(1, 11))
    assert all(check["passed"] for check in application["checks"])
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    assert (pickup["state"], pickup["site_id"], pickup["count"]) == ("issued", "Z001", 3)
    code = drawn(pickup)
    assert dispensed(kiosk, code)["state"] == "dispensed"
    walk.settle()
    after = phone.get(f"/api/pickups/{pickup['id']}")
    assert (after["state"], after["handed_count"], after["pass"]) == ("dispensed", 3, None)
    again = kiosk.refused("PUT", f"/api/reservations/{new_id()}", {"code": code})
    assert (again["code"], again["status"]) == ("pickup-dispensed", 409)
    kinds = phone.get(f"/api/companies/{COMPANY}/invoice-kinds")["items"]
    row = next(one for one in kinds if one["kind"] == "P_ORD")
    assert (row["taken_this_month"], row["holding"]) == (3, 3)


def test_history_tells_every_step_with_time_person_and_machine(walk: Walk) -> None:
    phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
    application = applied(walk, phone)
    pickup = phone.get(f"/api/pickups/{application['pickup_id']}")
    dispensed(kiosk, drawn(pickup))
    steps = phone.get(f"/api/pickups/{pickup['id']}/history")["items"]
    assert [step["kind"].rsplit(":", 1)[1] for step in steps] == [
        "issued",
        "reserved",
        "started",
        "sheet-confirmed",
        "sheet-confirmed",
        "sheet-confirmed",
        "dispensed",
    ]
    assert {step["machine"] for step in steps[1:]} == {"kiosk/Z001-K1"}
    assert {step["person"] for step in steps[1:]} == {"kiosk/Z001-K1"}
    own = phone.get(f"/api/companies/{COMPANY}/applications/{application['id']}/history")["items"]
    assert own[0]["person"] == f"person/{OWNER.id}"
    assert own[0]["machine"].startswith("session/")
    assert ledger.broken_at(f"pickup/{pickup['id']}") is None


def test_polling_costs_nothing_when_nothing_changed(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    application = applied(walk, phone)
    path = f"/api/pickups/{application['pickup_id']}"
    first = phone.send("GET", path)
    assert first.headers["ETag"] == '"1"'
    again = phone.app.test_client().get(
        path,
        headers={
            "If-None-Match": first.headers["ETag"],
            "DPoP": phone._proof("GET", path),
            "Authorization": f"DPoP {phone.access}",
        },
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_repeated_application_is_the_same_and_another_is_refused(walk: Walk) -> None:
    phone = walk.signed_in(OWNER.phone)
    path = f"/api/companies/{COMPANY}/applications/{new_id()}"
    first = phone.put(path, WISH)
    assert phone.put(path, WISH) == first
    problem = phone.refused("PUT", path, {**WISH, "count": 4})
    assert (problem["code"], problem["status"]) == ("application-exists-differently", 409)
    walk.settle()
    assert len(phone.get(f"/api/companies/{COMPANY}/pickups")["items"]) == 1


def test_somebody_elses_things_do_not_exist(walk: Walk) -> None:
    phone, clerk = walk.signed_in(OWNER.phone), walk.signed_in(CLERK.phone)
    application = applied(walk, phone)
    for path in (
        f"/api/pickups/{application['pickup_id']}",
        f"/api/companies/{COMPANY}/applications/{application['id']}",
        f"/api/companies/{COMPANY}/pickups",
        f"/api/companies/{COMPANY}",
    ):
        assert clerk.refused("GET", path)["status"] == 404
    assert phone.refused("GET", "/api/counter/cases")["code"] == "caller-not-allowed"
    body = {"code": "TP1.X"}
    assert phone.refused("PUT", f"/api/reservations/{new_id()}", body)["status"] == 403


def test_a_stolen_token_is_useless_with_another_key(walk: Walk) -> None:
    phone, thief = walk.signed_in(OWNER.phone), walk.device()
    thief.access = phone.access
    assert thief.refused("GET", "/api/me")["code"] == "proof-wrong"
