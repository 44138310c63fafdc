"""The routes of payments and refunds: each once as meant, and each refusal as a problem."""

from datetime import date
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.payments.rules import payables
from backend.payments.rules.payables import Due
from backend.payments.rules.wishes import State
from tests.fakes.door import Device, Door
from tests.payments.house import ACCOUNT, COMPANY, LINES, NAME, OWNER, House

WHOLE = 1_070_00
DUE = {
    "about": "assessment/1",
    "owner": OWNER,
    "what": "查补税款（模拟）",
    "lines": [{"tax": "增值税", "amount_fen": 1_000_00}, {"tax": "城建税", "amount_fen": 70_00}],
}
ACCOUNT_BODY = {"bank": "模拟银行", "account_no": ACCOUNT.number, "account_name": NAME}


@pytest.fixture
def owner(door: Door) -> Device:
    return door.person("p1")


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def paid(house: House, owner: Device) -> Any:
    payable, agreement_id = house.owed(), house.agreed()
    body = {
        "way": "agreement",
        "principal_fen": WHOLE,
        "total_fen": WHOLE,
        "agreement_id": agreement_id,
    }
    path = f"/payables/{payable.id}/payments/{new_id()}"
    payment = owner.put(path, body).get_json()
    house.sending.send(payment["id"], house.system())
    return owner.get(f"/payments/{payment['id']}").get_json()


def test_a_clerk_enters_and_withdraws_what_is_owed(door: Door, owner: Device) -> None:
    path = f"/counter/payables/{new_id()}"
    for _ in range(2):
        first = door.clerk().put(path, DUE | {"due_on": "2026-11-13"}).get_json()
        assert (first["amount_fen"], first["today"]["surcharge_fen"]) == (WHOLE, 5_35)
    assert code_of(door.clerk().put(path, DUE)) == (409, "payable-exists-differently")
    [listed] = owner.get(f"/companies/{COMPANY}/payables").get_json()["items"]
    assert listed == owner.get(f"/payables/{first['id']}").get_json() == first
    [opened] = owner.get(f"/payables/{first['id']}/history").get_json()["items"]
    assert (opened["person"], opened["machine"]) == ("tax-office", "")
    gone = door.clerk().put(f"{path}/withdrawal", {"reason": "误录"}).get_json()
    assert (gone["state"], gone["left_fen"], gone["today"]["total_fen"]) == ("withdrawn", 0, 0)
    bad = DUE | {"lines": [{"tax": "增值税", "amount_fen": 0}]}
    answer = door.clerk().put(f"/counter/payables/{new_id()}", bad)
    assert code_of(answer) == (400, "payable-malformed")
    assert answer.get_json()["errors"][0]["pointer"] == "/lines/0/amount_fen"
    for text in ("1", 1.5, True):
        bad = DUE | {"lines": [{"tax": "增值税", "amount_fen": text}]}
        answer = door.clerk().put(f"/counter/payables/{new_id()}", bad)
        assert code_of(answer) == (400, "request-malformed")


def test_a_wrong_year_is_refused_and_closes_no_list(
    house: House, door: Door, owner: Device
) -> None:
    for wrong in ("1926-11-15", "2001-04-30"):
        answer = door.clerk().put(f"/counter/payables/{new_id()}", DUE | {"due_on": wrong})
        assert code_of(answer) == (400, "payable-malformed")
        assert answer.get_json()["errors"][0]["pointer"] == "/due_on"
    for right in ("2001-05-01", "9999-12-31"):
        door.clerk().put(f"/counter/payables/{new_id()}", DUE | {"due_on": right})
    # One that stands in the book from before can be taken back, and is a line like others then.
    due = Due(**{**DUE, "lines": LINES, "due_on": date(1926, 11, 15)})  # type: ignore[arg-type]
    old = payables.open_payable(new_id(), due, house.system())
    house.store.save(old)
    path = f"/counter/payables/{old[0].id}/withdrawal"
    assert door.clerk().put(path, {"reason": "年份误录"}).get_json()["state"] == "withdrawn"
    listed = owner.get(f"/companies/{COMPANY}/payables").get_json()["items"]
    assert sorted(one["due_on"] for one in listed) == ["1926-11-15", "2001-05-01", "9999-12-31"]


def test_pays_and_says_so(house: House, owner: Device) -> None:
    payment = paid(house, owner)
    assert (payment["state"], payment["amount_fen"], payment["refunded_fen"]) == ("paid", WHOLE, 0)
    [listed] = owner.get(f"/companies/{COMPANY}/payments").get_json()["items"]
    assert listed == payment
    for name in ("payments", "payables"):
        of = payment["id"] if name == "payments" else payment["payable_id"]
        steps = owner.get(f"/{name}/{of}/history").get_json()["items"]
        assert steps[-1]["kind"].endswith(":paid")
    assert code_of(owner.put(f"/payments/{payment['id']}/cancellation", {})) == (
        *(409, "payment-over"),
    )
    path = f"/payables/{payment['payable_id']}/payments/{new_id()}"
    body = {"way": "code", "principal_fen": 1, "total_fen": 1}
    assert code_of(owner.put(path, body)) == (409, "payable-over")


def test_what_is_asked_again_changes_its_tag_with_its_content(house: House, owner: Device) -> None:
    payable = house.owed()
    path = f"/payables/{payable.id}"
    first = owner.get(path).headers["ETag"]
    assert owner.get(path).headers["ETag"] == first
    owner.put(f"{path}/payments/{new_id()}", {"way": "code", "principal_fen": 1, "total_fen": 1})
    assert owner.get(path).headers["ETag"] != first


def test_agreements_show_four_digits(house: House, owner: Device) -> None:
    path = f"/companies/{COMPANY}/agreements/{new_id()}"
    signed = owner.put(path, ACCOUNT_BODY)
    assert ACCOUNT.number not in signed.get_data(as_text=True)
    assert signed.get_json()["account"] == "*****0001"
    assert code_of(owner.put(f"{path}/ending", {})) == (409, "agreement-not-active")
    house.agreements.tell_bank(signed.get_json()["id"], house.system())
    assert owner.put(f"{path}/ending", {}).get_json()["state"] == "ending"
    [listed] = owner.get(f"/companies/{COMPANY}/agreements").get_json()["items"]
    assert listed["state"] == "ending"
    wrong = {**ACCOUNT_BODY, "account_no": "12"}
    answer = owner.put(f"/companies/{COMPANY}/agreements/{new_id()}", wrong)
    assert code_of(answer) == (400, "account-malformed")


def test_a_bookkeeper_pays_and_neither_signs_nor_ends_nor_claims(
    house: House, door: Door, owner: Device
) -> None:
    agreement_id = house.agreed()
    agreements = f"/companies/{COMPANY}/agreements"
    payment, bookkeeper = paid(house, owner), door.person("p3")
    claim = {"payment_id": payment["id"], "amount_fen": 1, "reason": "多缴", "account_name": NAME}
    refund = owner.put(f"/refunds/{new_id()}", claim).get_json()
    acts: list[tuple[str, dict[str, Any]]] = [
        (f"{agreements}/{new_id()}", ACCOUNT_BODY),
        (f"{agreements}/{agreement_id}/ending", {}),
        (f"/refunds/{new_id()}", claim),
        (f"/refunds/{refund['id']}/withdrawal", {}),
    ]
    for who, code in (("p3", "payer-not-signatory"), ("p2", "payer-not-real-name")):
        for path, body in acts:
            assert code_of(door.person(who).put(path, body)) == (403, code)
    pay = {"way": "code", "principal_fen": 1, "total_fen": 1}
    path = f"/payables/{house.owed().id}/payments/{new_id()}"
    assert bookkeeper.put(path, pay).status_code == 200
    for path, body in acts:
        assert door.person("p4").put(path, body).status_code == 200


def test_a_refund_goes_through_two_clerks(house: House, door: Door, owner: Device) -> None:
    payment = paid(house, owner)
    claim = {
        "payment_id": payment["id"],
        "amount_fen": 70_00,
        "reason": "多缴",
        "account_name": NAME,
    }
    path = f"/refunds/{new_id()}"
    refund = owner.put(path, claim).get_json()
    assert (refund["state"], refund["promised_at"][:10]) == ("claimed", "2026-12-07")
    assert code_of(owner.put(path, claim | {"amount_fen": 1})) == (409, "refund-exists-differently")
    foreign = claim | {"account_name": "模拟·别人"}
    assert code_of(owner.put(f"/refunds/{new_id()}", foreign)) == (400, "refund-name-differs")
    base = f"/counter{path}"
    [case] = door.clerk().get("/counter/refunds").get_json()["items"]
    assert (case["owner_name"], case["refund"]["id"]) == (NAME, refund["id"])
    said = {"reason": "核对无误"}
    assert code_of(door.clerk("c1").put(f"{base}/approval", said)) == (409, "refund-not-proposed")
    door.clerk("c1").put(f"{base}/proposal", said)
    assert code_of(door.clerk("c1").put(f"{base}/approval", said)) == (403, "refund-same-clerk")
    done = door.clerk("c2").put(f"{base}/approval", said).get_json()
    assert (done["proposed"]["by"], done["decided"]["by"]) == ("clerk/c1", "clerk/c2")
    assert code_of(door.clerk("c2").put(f"{base}/refusal", said)) == (409, "refund-decided")
    assert code_of(owner.put(f"{path}/withdrawal", {})) == (409, "refund-decided")
    house.refunds.send(refund["id"], house.system())
    assert owner.get(path).get_json()["state"] == "paid"
    assert door.clerk().get(base).get_json()["refund"]["state"] == "paid"
    steps = door.clerk().get(f"{base}/history").get_json()["items"]
    kinds = [one["kind"].rpartition(":")[2] for one in steps]
    assert kinds == ["claimed", "proposed", "approved", "sent", "paid"]
    assert len(owner.get(f"/companies/{COMPANY}/refunds").get_json()["items"]) == 1
    assert owner.get("/refunds").get_json()["items"] == []


def test_differences_are_listed_for_clerks(door: Door) -> None:
    assert door.clerk().get("/counter/differences").get_json()["items"] == []
    answer = door.clerk().get("/counter/differences?state=odd")
    assert code_of(answer) == (400, "request-malformed")


def test_what_is_somebody_elses_is_unknown(house: House, door: Door, owner: Device) -> None:
    payment, stranger = paid(house, owner), door.person("p9")
    claim = {"payment_id": payment["id"], "amount_fen": 1, "reason": "x", "account_name": NAME}
    refund_id = owner.put(f"/refunds/{new_id()}", claim).get_json()["id"]
    pay = {"way": "code", "principal_fen": 1, "total_fen": 1}
    payable = f"/payables/{payment['payable_id']}"
    reads = (payable, f"{payable}/history", f"/payments/{payment['id']}", f"/refunds/{refund_id}")
    lists = ("payables", "payments", "agreements", "refunds")
    answers = [
        *(stranger.get(path) for path in reads),
        *(stranger.get(f"/companies/{COMPANY}/{name}") for name in lists),
        stranger.put(f"{payable}/payments/{new_id()}", pay),
        stranger.put(f"/payments/{payment['id']}/cancellation", {}),
        stranger.put(f"/refunds/{refund_id}/withdrawal", {}),
        stranger.put(f"/refunds/{new_id()}", claim),
        stranger.put(f"/companies/{COMPANY}/agreements/{new_id()}", ACCOUNT_BODY),
    ]
    assert [one.status_code for one in answers] == [404] * len(answers)
    assert house.payment(payment["id"]).state is State.PAID
    staff = ("refunds", "differences", f"refunds/{refund_id}", f"refunds/{refund_id}/history")
    for path in staff:
        assert owner.get(f"/counter/{path}").status_code == 403
    for path in (f"payables/{new_id()}", f"refunds/{refund_id}/approval"):
        assert owner.put(f"/counter/{path}", {}).status_code == 403
