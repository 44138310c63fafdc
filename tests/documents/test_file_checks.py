"""Checking a file by anybody: each step repeated, each refusal, and nothing left behind."""

import hashlib

import pytest

from backend.documents.api.file_checks import routes
from backend.documents.rules.file_checks import MOST_TRIES, Found, Stage
from backend.documents.service.file_checks import LINK_SECONDS
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.documents.office import Office
from tests.fakes.door import Device, Door
from tests.fakes.einvoices import FakeDoorkeeper

BODY = b"%PDF-1.7 an invoice"
NUMBER = "26132070000000000001"
TOLD = {
    "format": "pdf",
    "size_bytes": len(BODY),
    "sha256": hashlib.sha256(BODY).hexdigest(),
}
OURS = Found("unchanged", "pdf", NUMBER)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def anybody(office: Office) -> Device:
    return Door(office.clock, {"file-checks": office.checks}, routes).stranger()


def at(check_id: str, *rest: str) -> str:
    return "/".join(["/file-checks", check_id, *rest])


def sent(anybody: Device, office: Office) -> str:
    check_id = new_id()
    assert anybody.put(at(check_id), TOLD).status_code == 200
    key = f"checks/{check_id}"
    office.files.put(key, BODY, content_type="application/pdf", sha256=str(TOLD["sha256"]))
    return check_id


def judged(anybody: Device, office: Office, found: Found = OURS) -> str:
    check_id = sent(anybody, office)
    anybody.put(at(check_id, "judgement"), {})
    assert office.checks.judge(check_id, lambda body: found, office.system())
    return check_id


def test_a_ticket_is_for_one_file_and_a_repeat_gets_it_again(anybody: Device) -> None:
    check_id = new_id()
    first = anybody.put(at(check_id), TOLD).get_json()
    assert f"/checks/{check_id}?end={LINK_SECONDS}" in first["url"]
    assert first["expires_at"] == "2026-11-23T02:05:00.000Z"
    assert anybody.put(at(check_id), TOLD).get_json() == first
    other = anybody.put(at(check_id), {**TOLD, "size_bytes": 5})
    assert (other.status_code, other.get_json()["code"]) == (409, "file-check-exists-differently")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"format": "png"}, 400, "file-check-format-unknown"),
        ({"format": "xlsx"}, 400, "file-check-format-unknown"),
        ({"size_bytes": 0}, 400, "file-check-empty"),
        ({"size_bytes": 8_000_001}, 413, "file-check-too-large"),
        ({"size_bytes": True}, 400, "request-malformed"),
        ({"sha256": "x"}, 400, "upload-hash-malformed"),
    ],
)
def test_a_file_that_cannot_be_ours_gets_no_ticket(
    anybody: Device, office: Office, change: dict[str, object], status: int, code: str
) -> None:
    answer = anybody.put(at(new_id()), {**TOLD, **change})
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.get_json()["detail"]
    assert office.doorkeeper.tries == {}


def test_an_address_gets_so_many_tickets_and_a_repeat_is_none(office: Office) -> None:
    office.checks = type(office.checks)(
        office.store, office.files, office.checks.keeping, FakeDoorkeeper(most=2), office.records
    )
    anybody = Door(office.clock, {"file-checks": office.checks}, routes).stranger()
    ids = [new_id(), new_id(), new_id()]
    codes = [anybody.put(at(one), TOLD).status_code for one in (ids[0], ids[0], ids[1], ids[2])]
    assert codes == [200, 200, 200, 429]


def test_a_file_is_judged_told_for_ten_minutes_and_then_nothing_is_left(
    anybody: Device, office: Office
) -> None:
    check_id = sent(anybody, office)
    asked = anybody.put(at(check_id, "judgement"), {}).get_json()
    assert (asked["stage"], asked["found"]) == ("asked", None)
    assert anybody.put(at(check_id, "judgement"), {}).get_json() == asked
    assert office.checks.judge(check_id, lambda body: OURS, office.system())
    assert not office.checks.judge(check_id, lambda body: OURS, office.system())
    assert office.files.objects == {}
    office.records.standings[NUMBER] = "partly-reversed"
    shown = anybody.get(at(check_id))
    assert shown.get_json()["found"] == {
        "finding": "unchanged",
        "form": "pdf",
        "number": NUMBER,
        "record": "partly-reversed",
    }
    office.records.standings[NUMBER] = "reversed"
    assert anybody.get(at(check_id)).headers["ETag"] != shown.headers["ETag"]
    office.clock.forward(minutes=10)
    assert anybody.get(at(check_id)).get_json()["code"] == "file-check-unknown"
    subject = f"file-check/{check_id}"
    due = list(office.store.due(office.clock.now().replace(second=0, microsecond=0)))
    assert due == [subject]
    assert office.time.pass_time(subject, office.system())
    assert office.store.find_check(check_id) is None
    assert not office.time.pass_time(subject, office.system())
    told = office.store.ledger.events[subject]  # type: ignore[attr-defined]
    assert [one.kind.rpartition(":")[2] for one in told] == [
        *("offered", "requested", "judged", "forgotten"),
    ]
    # What was found, and of what, stands nowhere.
    assert [dict(one.data) for one in told] == [{}, {}, {}, {}]


@pytest.mark.parametrize("found", [Found("changed", "pdf", NUMBER), Found("not-ours")])
def test_the_record_of_a_number_that_a_file_only_claims_is_not_told(
    anybody: Device, office: Office, found: Found
) -> None:
    office.records.standings[NUMBER] = "issued"
    shown = anybody.get(at(judged(anybody, office, found))).get_json()["found"]
    assert (shown["finding"], shown["record"]) == (found.finding, None)


def test_a_file_of_ours_without_a_record_says_so(anybody: Device, office: Office) -> None:
    shown = anybody.get(at(judged(anybody, office))).get_json()["found"]
    assert shown["record"] == "unknown"


def test_what_is_in_the_way_is_a_problem(anybody: Device, office: Office) -> None:
    def code(method: str, path: str) -> str:
        answer = anybody.call(method, path, json={} if method == "PUT" else None)
        return str(answer.get_json()["code"])

    assert anybody.put(at("abc"), TOLD).get_json()["code"] == "id-malformed"
    assert code("GET", at(new_id())) == "file-check-unknown"
    assert code("PUT", at(new_id(), "judgement")) == "file-check-unknown"
    check_id = new_id()
    anybody.put(at(check_id), TOLD)
    assert code("PUT", at(check_id, "judgement")) == "file-check-missing"
    office.files.objects[f"checks/{check_id}"] = (b"x", "application/pdf")
    assert code("PUT", at(check_id, "judgement")) == "file-check-differs"
    done = judged(anybody, office)
    assert anybody.put(at(done), TOLD).get_json()["code"] == "file-check-unknown"
    # A job of a company is no check, and a check is no job.
    assert code("GET", at(office.zip_of().id)) == "file-check-unknown"
    with pytest.raises(Refusal, match="job-unknown"):
        office.people.get_job("91130503MA0SYN0001", done, office.person())


def test_what_nobody_looked_at_is_called_again_and_given_up_in_the_end(
    anybody: Device, office: Office
) -> None:
    check_id = sent(anybody, office)
    anybody.put(at(check_id, "judgement"), {})
    subject = f"file-check/{check_id}"
    assert not office.time.pass_time(subject, office.system())
    for tries in range(2, MOST_TRIES + 1):
        office.clock.forward(seconds=60)
        assert office.time.pass_time(subject, office.system())
        check = office.store.find_check(check_id)
        assert check is not None
        assert (check.stage, check.tries) == (Stage.ASKED, tries)
    office.clock.forward(seconds=60)
    assert office.time.pass_time(subject, office.system())
    assert (office.store.find_check(check_id), office.files.objects) == (None, {})


def test_a_file_that_was_never_asked_about_goes_too(anybody: Device, office: Office) -> None:
    check_id = sent(anybody, office)
    office.clock.forward(minutes=10)
    assert anybody.put(at(check_id, "judgement"), {}).get_json()["code"] == "file-check-unknown"
    assert office.time.pass_time(f"file-check/{check_id}", office.system())
    assert office.files.objects == {}


def test_another_file_under_the_key_is_not_judged(anybody: Device, office: Office) -> None:
    check_id = sent(anybody, office)
    anybody.put(at(check_id, "judgement"), {})
    office.files.objects[f"checks/{check_id}"] = (b"swapped", "application/pdf")
    with pytest.raises(LookupError):
        office.checks.judge(check_id, lambda body: OURS, office.system())
