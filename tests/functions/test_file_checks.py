"""A file that anybody has checked, end to end: page, API, worker, the twin of S3, and forgotten."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.storage import cursors, ledger
from functions.documents import verifying
from functions.documents.seal import Seal
from functions.documents_sweep import NAME
from functions.documents_sweep import handler as sweep_handler
from infra.local.seed.people import OWNER
from tests.functions.calls import Permission, needed
from tests.functions.conftest import recorded, stream
from tests.functions.test_einvoice_documents import CONTEXT, HTTP, SELLER, Paper, paper, stamp
from tests.functions.test_policies import granted
from tests.walks.test_einvoice_walk import issued

__all__ = ["paper", "stamp"]


def test_anybody_checks_a_file_and_learns_what_became_of_the_invoice(
    paper: Paper, stamp: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "ours", lambda: stamp)
    seller, anybody = paper.walk.signed_in(OWNER.phone), paper.walk.app.test_client()
    invoice = issued(seller)
    job = paper.ask(seller, "invoice-documents", invoice_ids=[invoice["id"]])
    body = paper.file(seller, paper.done(seller, job), ".pdf")

    api: set[Permission] = set()

    def checked(content: bytes, form: str = "pdf") -> Any:
        check = f"/api/file-checks/{new_id()}"
        digest = hashlib.sha256(content).hexdigest()
        told = {"format": form, "size_bytes": len(content), "sha256": digest}
        with needed(api):
            ticket = anybody.put(check, json=told).json
        assert ticket is not None
        sent = HTTP.request("PUT", ticket["url"], body=content, headers=ticket["headers"])
        assert sent.status == 200, sent.data
        other = HTTP.request("PUT", ticket["url"], body=b"x", headers=ticket["headers"])
        assert other.status >= 400
        with needed(api):
            asked = anybody.put(f"{check}/judgement", json={}).json
        assert asked is not None
        assert asked["stage"] == "asked"
        word = ledger.newest(f"file-check/{check.rpartition('/')[2]}", 1)[0]
        for _ in range(2):  # the stream may bring it twice
            paper.hear(stream(word))
        with needed(api):
            return anybody.get(check).json

    number = invoice["number"]
    told = checked(body)
    assert told["found"] == {
        "finding": "unchanged",
        "form": "pdf",
        "number": number,
        "record": "issued",
    }
    form = f"/api/companies/{SELLER}/red-forms/{new_id()}"
    seller.put(form, {"invoice_id": invoice["id"], "reason": "01"})
    seller.put(f"{form}/e-invoices/{new_id()}")
    assert checked(body)["found"]["record"] == "reversed"
    changed = checked(body.replace(b"%PDF-1.7", b"%PDF-1.4", 1) + b"%")
    assert (changed["found"]["finding"], changed["found"]["record"]) == ("changed", None)
    assert checked(b"%PDF-1.7 somebody else's")["found"] == {
        "finding": "not-ours",
        "form": None,
        "number": None,
        "record": None,
    }
    assert paper.used - granted("DocumentsRole") == set()
    assert api
    assert api - granted("ApiRole") == set()
    # Ten minutes later the sweep leaves nothing of it.
    paper.walk.clock.forward(minutes=10)
    cursors.keep(NAME, paper.walk.clock.now() - timedelta(minutes=5))
    used: set[Permission] = set()
    with needed(used):
        assert sweep_handler(recorded("schedule"), CONTEXT)["moved"] == 4
    assert used - granted("DocumentsSweepRole") == set()
