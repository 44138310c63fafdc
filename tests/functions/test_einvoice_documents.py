"""Documents and sheets of e-invoices end to end: phone, API, worker, the twin of S3, and back."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3

from backend.app import create_app
from backend.documents.service import DOWNLOAD_LINK_SECONDS
from backend.einvoices.service import EInvoicesService
from backend.kernel.ids import new_id
from backend.storage import ledger
from backend.storage.files import Files, Place
from backend.wiring import documents
from backend.wiring.strangers import Doorkeeper
from functions.documents import handler as handling
from functions.documents import seal
from functions.documents.seal import Seal
from functions.documents.verifying import State, verify
from infra.local.objects import app as twin
from infra.local.objects.signature import Key
from infra.local.seed.companies import FACTORY, GROUPED, OWNED, TEN_CHECKS
from infra.local.seed.people import ACCOUNTANT, GROUP, OWNER, TEN
from infra.local.worker.events import Context
from tests.functions.calls import Permission, needed
from tests.functions.conftest import stream
from tests.functions.test_policies import granted
from tests.outside.servers import served
from tests.walks.conftest import Walk
from tests.walks.device import Device
from tests.walks.test_einvoice_walk import issued

CONTEXT = Context("documents", "cn-north-1")
SELLER, BUYER, GROUPS = OWNED[0].id, FACTORY[0].id, GROUPED[0].id
TITLES = "发票流水号,发票类型,购方名称,税收分类编码,项目名称,金额,是否含税,税率\n"
HTTP = urllib3.PoolManager()


@dataclass
class Paper:
    """The city with a file store whose clock a test may turn."""

    walk: Walk
    late: timedelta = timedelta()
    used: set[Permission] = field(default_factory=set)

    def work(self, job: Any) -> None:
        """Let the worker hear the newest word on a job, as the stream brings it."""
        self.hear(stream(ledger.newest(f"job/{job['id']}", 1)[0]))

    def hear(self, event: dict[str, Any], workers: int = 1) -> None:
        """Let so many workers hear of it at once; what they need is watched from outside of them:
        two who watch at once would not both take their watching away again.
        """
        answers: list[object] = []
        turns = [
            threading.Thread(target=lambda: answers.append(handling.handler(event, CONTEXT)))
            for _ in range(workers)
        ]
        with needed(self.used):
            for turn in turns:
                turn.start()
            for turn in turns:
                turn.join()
        assert answers == [{"batchItemFailures": []}] * workers

    def ask(self, who: Device, what: str, company: str = SELLER, **more: Any) -> Any:
        return who.put(f"/api/companies/{company}/jobs/{new_id()}", {"what": what, **more})

    def done(self, who: Device, job: Any) -> Any:
        self.work(job)
        found = who.get(f"/api/companies/{job['company_id']}/jobs/{job['id']}")
        assert found["state"] == "done", found["problem"]
        return found

    def file(self, who: Device, job: Any, ending: str) -> bytes:
        [name] = [one["name"] for one in job["files"] if one["name"].endswith(ending)]
        path = f"/api/companies/{job['company_id']}/jobs/{job['id']}/files/{name}"
        answer = HTTP.request("GET", who.get(path)["url"])
        assert answer.status == 200, answer.data
        return answer.data


@pytest.fixture(scope="module")
def stamp() -> Seal:
    return seal.read(seal.make())


@pytest.fixture
def paper(
    city: Walk, tmp_path: Path, stamp: Seal, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Paper]:
    made = Paper(city)
    app = twin.create_app(
        tmp_path / "objects",
        "smart-tax-files",
        key=Key("CITYKEY", "模拟"),
        origins=frozenset(),
        now=lambda: datetime.now(UTC) + made.late,
    )
    with served(app) as endpoint:
        place = Place("smart-tax-files", "us-east-1", endpoint, "CITYKEY", "模拟")
        files = Files(lambda: place)
        sides = documents.sides(
            files,
            city.city.taxpayers,
            doorkeeper=Doorkeeper(city.city.identity),
            records=city.city.einvoice_checks,
        )
        city.city = replace(city.city, documents=sides)
        city.app = create_app(city.city)
        monkeypatch.setattr(seal, "ours", lambda: stamp)
        handling.desk.cache_clear()
        yield made
    handling.desk.cache_clear()


def test_an_invoice_comes_as_signed_documents_to_both_sides_and_to_nobody_else(
    paper: Paper, stamp: Seal
) -> None:
    seller = paper.walk.signed_in(OWNER.phone)
    buyer, other = paper.walk.signed_in(ACCOUNTANT.phone), paper.walk.signed_in(GROUP.phone)
    invoice = issued(seller)
    wish = {"what": "invoice-documents", "invoice_ids": [invoice["id"]]}
    path = f"/api/companies/{SELLER}/jobs/{new_id()}"
    job = seller.put(path, wish)
    assert (seller.put(path, wish), job["state"]) == (job, "queued")
    changed = {**wish, "invoice_ids": ["other"]}
    assert seller.refused("PUT", path, changed)["code"] == "job-exists-differently"
    # Two workers hear of it at once: one of them takes it.
    word = stream(ledger.newest(f"job/{job['id']}", 1)[0])
    paper.hear(word, workers=2)
    done = seller.get(path)
    assert (done["state"], done["done"], len(done["files"])) == ("done", 3, 3)
    for ending in ("pdf", "ofd", "xml"):
        body = paper.file(seller, done, ending)
        found = verify(body, stamp)
        assert (found.state, found.number) == (State.UNCHANGED, invoice["number"])
        assert FACTORY[0].name in next(
            one["name"] for one in done["files"] if one["name"].endswith(ending)
        )
    bought = paper.done(buyer, paper.ask(buyer, "invoice-documents", BUYER, **_only(wish)))
    assert paper.file(buyer, bought, "xml") == paper.file(seller, done, "xml")
    assert all(OWNED[0].name in one["name"] for one in bought["files"])
    _refused_to_others(paper, other, path, done, wish)
    link = seller.get(f"{path}/files/{done['files'][0]['name']}")["url"]
    forged = link[:-1] + ("1" if link.endswith("0") else "0")
    assert HTTP.request("GET", forged).status == 403
    paper.late = timedelta(seconds=DOWNLOAD_LINK_SECONDS + 1)
    assert HTTP.request("GET", link).status == 403
    assert paper.used - granted("DocumentsRole") == set()


def _only(wish: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wish.items() if name != "what"}


def _refused_to_others(
    paper: Paper, other: Device, path: str, done: Any, wish: dict[str, Any]
) -> None:
    file = f"{path}/files/{done['files'][0]['name']}"
    for method, asked in (("GET", path), ("GET", file), ("PUT", f"{path}/cancellation")):
        assert other.refused(method, asked)["code"] == "company-unknown"
        mine = asked.replace(SELLER, GROUPS)
        assert other.refused(method, mine)["code"] == "job-unknown"
    # Whose company it is nobody's business of, learns no more of an invoice than that.
    stolen = paper.ask(other, "invoice-documents", GROUPS, **_only(wish))
    paper.work(stolen)
    told = other.get(f"/api/companies/{GROUPS}/jobs/{stolen['id']}")
    assert (told["state"], told["files"]) == ("failed", [])
    assert told["problem"]["code"] == "job-invoice-unknown"


def test_many_come_in_one_zip_and_what_is_not_ours_is_named_in_it(
    paper: Paper, stamp: Seal
) -> None:
    seller = paper.walk.signed_in(OWNER.phone)
    ids = [issued(seller)["id"] for _ in range(2)]
    form = f"/api/companies/{SELLER}/red-forms/{new_id()}"
    seller.put(form, {"invoice_id": ids[0], "reason": "01"})
    ids.append(seller.put(f"{form}/e-invoices/{new_id()}")["id"])
    foreign = new_id()
    job = paper.done(seller, paper.ask(seller, "batch-zip", invoice_ids=[*ids, foreign]))
    with zipfile.ZipFile(io.BytesIO(paper.file(seller, job, ".zip"))) as opened:
        names = opened.namelist()
        assert opened.read("未找到的发票.txt").decode() == f"{foreign}\n"
        states = {verify(opened.read(one), stamp).state for one in names if "dzfp" in one}
    assert (len(names), states) == (10, {State.UNCHANGED})


def line(serial: int, *, amount: str = "113", rate: str = "0.13", item: str = "刹车片") -> str:
    code = "2020000000000000000"
    return f"{serial},普通发票,模拟买方,{code},{item},{amount},是,{rate}\n"


def sent(who: Device, text: str | bytes, company: str = SELLER, form: str = "csv") -> str:
    """Send a sheet by its link; returns the upload's id."""
    body, upload_id = text if isinstance(text, bytes) else text.encode(), new_id()
    told = {"name": f"开票.{form}", "format": form, "size_bytes": len(body)}
    digest = hashlib.sha256(body).hexdigest()
    ticket = who.put(f"/api/companies/{company}/uploads/{upload_id}", told | {"sha256": digest})
    answer = HTTP.request("PUT", ticket["url"], body=body, headers=ticket["headers"])
    assert answer.status == 200, answer.data
    return upload_id


def rows(paper: Paper, who: Device, job: Any) -> dict[int, Any]:
    told = paper.file(who, job, ".jsonl").splitlines()
    return {one["row"]: one for one in map(json.loads, told)}


def test_a_sheet_is_tried_mended_sent_cut_short_and_sent_again_and_issues_each_once(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    seller, walk = paper.walk.signed_in(OWNER.phone), paper.walk
    text = TITLES + line(1) + line(2, rate="0.05") + line(3, amount="=1+1") + line(4) + line(5)
    upload_id = sent(seller, text)
    tried = paper.done(seller, paper.ask(seller, "sheet-dry-run", upload_id=upload_id))
    found = rows(paper, seller, tried)
    wrong = {n: (row["troubles"][0][:2]) for n, row in found.items() if row["troubles"]}
    assert wrong == {3: ["rate", "line-rate-not-allowed"], 4: ["amount", "cell-formula"]}
    assert seller.get(f"/api/companies/{SELLER}/e-invoices?buyer=模拟买方")["items"] == []
    fixes = [{"row": 3, "column": "rate", "value": "13%"}]
    job = paper.ask(seller, "sheet-send", upload_id=upload_id, fixes=fixes)
    paper.work(job)  # within the undo window nothing begins
    assert seller.get(f"/api/companies/{SELLER}/jobs/{job['id']}")["state"] == "queued"
    walk.clock.forward(seconds=31)
    whole, calls = EInvoicesService.issue, []

    def falls(*given: Any) -> Any:
        calls.append(given[2])
        if len(calls) == 3:
            raise ConnectionError("the line is cut")
        return whole(*given)

    with monkeypatch.context() as patched:
        patched.setattr(EInvoicesService, "issue", falls)
        paper.work(job)
    walk.clock.forward(seconds=31)
    done = paper.done(seller, job)
    numbers = {n: row["number"] for n, row in rows(paper, seller, done).items()}
    assert [n for n, number in numbers.items() if not number] == [4]
    again = paper.ask(
        seller,
        "sheet-send",
        upload_id=upload_id,
        fixes=[*fixes, {"row": 4, "column": "amount", "value": "226"}],
    )
    walk.clock.forward(seconds=31)
    last = rows(paper, seller, paper.done(seller, again))
    assert {n: last[n]["number"] for n in (2, 3, 5, 6)} == {n: numbers[n] for n in (2, 3, 5, 6)}
    listed = seller.get(f"/api/companies/{SELLER}/e-invoices?buyer=模拟买方")["items"]
    assert len(listed) == len({one["number"] for one in listed}) == 5
    assert paper.used - granted("DocumentsRole") == set()
    _who_may_not_send(paper)


def _who_may_not_send(paper: Paper) -> None:
    clerk = paper.walk.signed_in(TEN.phone)
    upload_id = sent(clerk, TITLES + line(1), TEN_CHECKS[0].id)
    path = f"/api/companies/{TEN_CHECKS[0].id}/jobs/{new_id()}"
    wish = {"what": "sheet-send", "upload_id": upload_id}
    assert clerk.refused("PUT", path, wish)["code"] == "issuer-not-authorised"
    path = f"/api/companies/{TEN_CHECKS[1].id}/jobs/{new_id()}"
    assert clerk.refused("PUT", path, wish)["code"] == "upload-unknown"
