"""The routes of the documents room: each once as meant, and each refusal as a problem."""

import json
from collections.abc import Callable
from importlib.resources import files

import pytest

from backend.documents.api import routes
from backend.documents.rules.failures import Failure, Fault
from backend.documents.rules.jobs import Progress, Result
from backend.kernel.ids import new_id
from backend.web.problems import catalogue
from tests.documents.office import COMPANY, OTHER, SHEET, Office, offer_of
from tests.fakes.door import Device, Door

ZIP = {"what": "batch-zip", "invoice_ids": ["i1", "i2"]}
OFFER = {
    "name": "开票.csv",
    "format": "csv",
    "size_bytes": len(SHEET),
    "sha256": offer_of().sha256,
}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def door(office: Office) -> Door:
    return Door(office.clock, {"documents": office.people}, routes)


@pytest.fixture
def owner(door: Door) -> Device:
    return door.person("p1")


def at(*rest: str, company: str = COMPANY) -> str:
    return "/".join([f"/companies/{company}", *rest])


def finished(owner: Device, office: Office) -> str:
    job_id = new_id()
    owner.put(at("jobs", job_id), ZIP)
    office.worker.claim(job_id, "w", office.system())
    result = Result("invoices.zip", "application/zip", 3, "0" * 64)
    progress = Progress(2, 2, {}, (result,), finished=True)
    office.worker.finish(job_id, "w", progress, office.system())
    return job_id


def test_a_ticket_says_where_to_send_the_file_and_with_which_headers(owner: Device) -> None:
    upload_id = new_id()
    body = owner.put(at("uploads", upload_id), OFFER).get_json()
    assert body["upload_id"] == upload_id
    assert f"/companies/{COMPANY}/uploads/{upload_id}?" in body["url"]
    assert body["headers"] == {"Content-Type": "text/csv"}
    assert body["expires_at"] == "2026-11-23T02:15:00.000Z"
    assert owner.put(at("uploads", upload_id), OFFER).get_json() == body


def test_a_job_is_asked_for_watched_and_fetched(owner: Device, office: Office) -> None:
    job_id = new_id()
    body = owner.put(at("jobs", job_id), ZIP).get_json()
    assert (body["state"], body["done"], body["total"]) == ("queued", 0, 2)
    assert (body["files"], body["problem"], body["version"]) == ([], None, 1)
    assert owner.put(at("jobs", job_id), ZIP).get_json() == body
    done = finished(owner, office)
    shown = owner.get(at("jobs", done)).get_json()
    assert (shown["state"], shown["kept_until"]) == ("done", "2026-11-30T02:00:00.000Z")
    assert shown["files"] == [
        {
            "name": "invoices.zip",
            "content_type": "application/zip",
            "size_bytes": 3,
            "sha256": "0" * 64,
        }
    ]
    link = owner.get(at("jobs", done, "files", "invoices.zip")).get_json()
    assert f"/jobs/{done}/invoices.zip?" in link["url"]
    assert link["expires_at"] == "2026-11-23T02:02:00.000Z"
    history = owner.get(at("jobs", done, "history")).get_json()["items"]
    assert [step["kind"] for step in history] == [
        "documents:job:requested",
        "documents:job:claimed",
        "documents:job:finished",
    ]


def test_asking_again_and_again_is_cheap_until_something_changed(
    owner: Device, office: Office
) -> None:
    job_id = new_id()
    owner.put(at("jobs", job_id), ZIP)

    def tags() -> list[str]:
        return [owner.get(path).headers["ETag"] for path in (at("jobs", job_id), at("jobs"))]

    first = tags()
    assert tags() == first
    office.worker.claim(job_id, "w", office.system())
    assert all(a != b for a, b in zip(first, tags(), strict=True))


def test_jobs_are_listed_newest_first_and_cancelled(owner: Device) -> None:
    ids = [new_id(), new_id()]
    for one in ids:
        owner.put(at("jobs", one), ZIP)
    page = owner.get(at("jobs") + "?limit=1").get_json()
    assert [row["id"] for row in page["items"]] == [ids[1]]
    rest = owner.get(at("jobs") + f"?cursor={page['next_cursor']}").get_json()
    assert [row["id"] for row in rest["items"]] == [ids[0]]
    for _ in range(2):
        answer = owner.put(at("jobs", ids[0], "cancellation"), {})
        assert answer.get_json()["state"] == "cancelled"


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"what": "print-it"}, 400, "job-kind-unknown", "/what"),
        (ZIP | {"invoice_ids": []}, 400, "job-invoices-malformed", "/invoice_ids"),
        (ZIP | {"invoice_ids": ["a", "a"]}, 400, "job-invoices-malformed", "/invoice_ids"),
        (ZIP | {"upload_id": "u"}, 400, "job-request-surplus", "/upload_id"),
        (ZIP | {"invoice_ids": ["x" * 37]}, 400, "request-malformed", "/invoice_ids/0"),
        ({"what": "sheet-dry-run"}, 400, "job-sheet-missing", "/upload_id"),
        ({"what": "sheet-dry-run", "upload_id": "u"}, 404, "upload-unknown", "/upload_id"),
        (
            {
                "what": "sheet-dry-run",
                "upload_id": "u",
                "fixes": [{"row": 1, "column": "a", "value": "1"}] * 2,
            },
            400,
            "job-fixes-malformed",
            "/fixes",
        ),
        ({}, 400, "request-malformed", "/what"),
    ],
)
def test_a_request_is_refused_with_the_field(
    owner: Device, body: object, status: int, code: str, pointer: str
) -> None:
    answer = owner.put(at("jobs", new_id()), body)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert problem["errors"][0]["pointer"] == pointer
    assert problem["detail"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"format": "xlsm"}, 400, "upload-format-unknown"),
        ({"size_bytes": 0}, 400, "upload-empty"),
        ({"size_bytes": 20_000_001}, 413, "upload-too-large"),
        ({"size_bytes": True}, 400, "request-malformed"),
        ({"sha256": "x"}, 400, "upload-hash-malformed"),
    ],
)
def test_an_offer_is_refused(owner: Device, change: object, status: int, code: str) -> None:
    answer = owner.put(at("uploads", new_id()), {**OFFER, **change})  # type: ignore[dict-item]
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_every_state_in_the_way_is_a_problem(owner: Device, office: Office) -> None:
    upload_id, done = new_id(), finished(owner, office)
    owner.put(at("uploads", upload_id), OFFER)
    sheet = {"what": "sheet-dry-run", "upload_id": upload_id}

    def refused(method: str, path: str, body: object = None) -> tuple[int, str]:
        answer = owner.call(method, path, json=body) if body is not None else owner.get(path)
        return answer.status_code, answer.get_json()["code"]

    assert refused("PUT", at("jobs", "abc"), ZIP) == (400, "id-malformed")
    assert refused("PUT", at("uploads", "abc"), OFFER) == (400, "id-malformed")
    assert refused("PUT", at("jobs", done), ZIP | {"invoice_ids": ["i3"]}) == (
        409,
        "job-exists-differently",
    )
    other = {**OFFER, "size_bytes": 5}
    assert refused("PUT", at("uploads", upload_id), other) == (409, "upload-exists-differently")
    assert refused("PUT", at("jobs", new_id()), sheet) == (409, "upload-missing")
    office.files.objects[f"companies/{COMPANY}/uploads/{upload_id}"] = (b"x", "text/csv")
    assert refused("PUT", at("jobs", new_id()), sheet) == (409, "upload-differs")
    assert refused("PUT", at("jobs", done, "cancellation"), {}) == (409, "job-over")
    assert refused("GET", at("jobs", new_id())) == (404, "job-unknown")
    assert refused("GET", at("jobs", done, "files", "x.zip")) == (404, "file-unknown")
    assert refused("GET", at("jobs") + "?limit=0") == (400, "request-malformed")
    office.clock.forward(days=7)
    assert office.time.pass_time(f"upload/{upload_id}", office.system())
    assert refused("PUT", at("uploads", upload_id), OFFER) == (409, "upload-gone")
    assert refused("PUT", at("jobs", new_id()), sheet) == (409, "upload-gone")


def test_a_kind_that_is_not_open_is_a_problem() -> None:
    office = Office(open_kinds=())
    owner = Door(office.clock, {"documents": office.people}, routes).person("p1")
    answer = owner.put(at("jobs", new_id()), ZIP)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "job-kind-closed")


ROUTES: list[Callable[[Device, str, str], int]] = [
    lambda who, company, one: who.put(at("uploads", one, company=company), OFFER).status_code,
    lambda who, company, one: who.put(at("jobs", one, company=company), ZIP).status_code,
    lambda who, company, one: who.get(at("jobs", company=company)).status_code,
    lambda who, company, one: who.get(at("jobs", one, company=company)).status_code,
    lambda who, company, one: who.get(at("jobs", one, "history", company=company)).status_code,
    lambda who, company, one: who.get(at("jobs", one, "files", "a", company=company)).status_code,
    lambda who, company, one: (
        who.put(at("jobs", one, "cancellation", company=company), {}).status_code
    ),
]


@pytest.mark.parametrize("call", ROUTES)
def test_other_callers_are_refused_and_other_companies_unknown(
    door: Door, owner: Device, call: Callable[[Device, str, str], int]
) -> None:
    one = new_id()
    owner.put(at("jobs", one), ZIP)
    assert call(door.stranger(), COMPANY, one) == 401
    assert call(door.kiosk("Z001-K1"), COMPANY, one) == 403
    assert call(door.person("p2"), COMPANY, one) == 404
    assert call(owner, OTHER, one) == 404


def test_a_failed_job_says_why_in_words_of_the_catalogue(owner: Device, office: Office) -> None:
    job_id = new_id()
    owner.put(at("jobs", job_id), ZIP)
    office.worker.claim(job_id, "w", office.system())
    office.worker.fail(
        job_id, "w", office.system(), code=Failure.TOO_MANY_ROWS, params={"largest": 5000}
    )
    shown = owner.get(at("jobs", job_id)).get_json()
    assert shown["state"] == "failed"
    said = shown["problem"].pop("words")
    assert shown["problem"] == {"code": "sheet-too-many-rows", "params": {"largest": 5000}}
    assert said["en"]["title"] == "The spreadsheet has more than 5000 rows"
    assert "5000" in said["zh"]["next"]
    for code in (*Failure, *Fault):
        assert catalogue()[code]["zh"]["title"]


def test_every_row_of_the_rooms_catalogue_is_its_own() -> None:
    for name in ("documents", "sheets"):
        text = files("backend.web").joinpath(f"texts/problems/{name}.json").read_text("utf-8")
        for code, row in json.loads(text).items():
            assert catalogue()[code] == row
