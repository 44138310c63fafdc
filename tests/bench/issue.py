"""Issuing one e-invoice through the API, and 64 writers at the counters of numbers."""

import statistics
import time
from collections import Counter as Sums
from concurrent.futures import ThreadPoolExecutor

from backend.einvoices.rules import numbers
from backend.einvoices.service import EInvoicesService
from backend.einvoices.store import DynamoStore
from backend.kernel.conflicts import Conflict
from backend.kernel.ids import new_id
from backend.storage.meter import metering
from infra.local.seed.companies import FACTORY
from tests.einvoices.samples import AT, DAY, PARAMETERS, PERSON, SOUND, draft
from tests.fakes.einvoices import Authority, Company, FakeTaxpayers, Known
from tests.walks.acts import COMPANY
from tests.walks.conftest import Walk
from tests.walks.device import Device

WRITERS, EACH = 64, 10
BODY = {
    "kind": "D_SPECIAL",
    "prices": "inclusive",
    "buyer": {"name": FACTORY[0].name, "tax_id": FACTORY[0].id},
    "lines": [
        {"code": "2020000000000000000", "name": "更换刹车片", "rate": "0.13", "amount_fen": 11_300}
    ],
    "remark": "模拟数据",
}


def report(walk: Walk, phone: Device, rounds: int = 200) -> None:
    """Time one invoice at a time, then many writers at once; print both."""
    spent: list[float] = []
    for _ in range(rounds):
        path = f"/api/companies/{COMPANY}/e-invoices/{new_id()}"
        headers = {"DPoP": phone._proof("PUT", path), "Authorization": f"DPoP {phone.access}"}
        client = phone.app.test_client()
        began = time.perf_counter()
        answer = client.put(path, json=BODY, headers=headers)
        spent.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
    with metering() as meter:
        phone.put(f"/api/companies/{COMPANY}/e-invoices/{new_id()}", BODY)
    calls = ", ".join(f"{count} {name}" for name, count in sorted(meter.calls.items()))
    print(f"issue one e-invoice, p50 of {rounds}: {statistics.median(spent) * 1000:.2f} ms")
    print(f"  {meter.units:.1f} capacity units, {meter.largest_transaction} items at once: {calls}")
    _many_writers()


def _many_writers() -> None:
    store, companies = DynamoStore(), [f"bench-{number}" for number in range(WRITERS)]
    facts = {name: Known(value) for name, value in SOUND.items()}
    taxpayers = FakeTaxpayers(
        {one: Company("模拟") for one in companies},
        {("p1", one): Authority() for one in companies},
        dict.fromkeys(companies, facts),
    )
    service = EInvoicesService(store=store, taxpayers=taxpayers, parameters=PARAMETERS)
    again: Sums[str] = Sums()

    def write(company: str) -> None:
        for _ in range(EACH):
            invoice_id = new_id()
            while True:
                try:
                    service.issue(company, invoice_id, draft(), PERSON)
                    break
                except Conflict:
                    again[company] += 1

    prefixes = {one: numbers.prefix_for(one, DAY, PARAMETERS) for one in companies}
    before = _versions(store, set(prefixes.values()))
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, companies))
    seconds = time.perf_counter() - began
    after = _versions(store, set(prefixes.values()))
    written = {prefix: after[prefix] - before[prefix] for prefix in after}
    print(f"{WRITERS} writers, {EACH} invoices each on {AT:%Y-%m-%d}: {seconds:.1f} s in all")
    print(
        f"  {sum(written.values())} block writes for {WRITERS * EACH} numbers, at most "
        f"{max(written.values())} at one of {len(written)} counters; "
        f"sent again by the client: {sum(again.values())}"
    )


def _versions(store: DynamoStore, prefixes: set[str]) -> dict[str, int]:
    found = {prefix: store.find_counter(prefix) for prefix in prefixes}
    return {prefix: counter.version if counter else 0 for prefix, counter in found.items()}
