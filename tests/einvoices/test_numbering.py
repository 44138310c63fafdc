"""Numbers under many writers, crashes between any two writes, and repeats."""

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.einvoices.ports import Store
from backend.einvoices.rules import numbers
from backend.einvoices.rules.book import Step
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.numbers import Counter
from backend.einvoices.service import EInvoicesService
from backend.einvoices.service.numbering import Numbering
from backend.einvoices.store import DynamoStore
from backend.kernel import periods
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.kernel.parameters import Parameters
from backend.storage import ledger
from tests.einvoices.conftest import City
from tests.einvoices.samples import AT, PARAMETERS, PERSON, SELLER, SOUND, draft
from tests.fakes.einvoices import Authority, Company, FakeStore, FakeTaxpayers, Known

WRITERS = 4
CLOSING = Doing("system/test", AT)
# So few numbers a block that the tests go through many of them, and one counter for all.
FEW = {"size": 3, "shards": 1}


class Crash(Exception):
    """The process is gone; whether the write arrived, nobody was told."""


class CrashingStore(FakeStore):
    """A store whose caller is cut off before or after its n-th write from now."""

    def __init__(self) -> None:
        super().__init__()
        self.crash_at: tuple[int, bool] | None = None
        self._writes = 0

    def prepare(self, crash_at: tuple[int, bool] | None) -> None:
        self.crash_at, self._writes = crash_at, 0

    def save_book(self, step: Step) -> Any:
        return self._write(lambda: FakeStore.save_book(self, step))

    def save_block(self, given: tuple[Counter, Event], step: Step) -> Any:
        return self._write(lambda: FakeStore.save_block(self, given, step))

    def save_invoice(self, invoice: Invoice, event: Event, step: Step | None = None) -> None:
        self._write(lambda: FakeStore.save_invoice(self, invoice, event, step))

    def _write(self, write: Callable[[], Any]) -> Any:
        self._writes += 1
        number, arrives = self.crash_at or (0, False)
        if self._writes == number and not arrives:
            raise Crash
        kept = write()
        if self._writes == number:
            raise Crash
        return kept


def few() -> Parameters:
    rows = [row for kept in PARAMETERS._rows.values() for row in kept]
    return Parameters(
        replace(row, value=FEW[row.of]) if row.name == "number-block" else row for row in rows
    )


def service_of(store: Store, companies: list[str]) -> EInvoicesService:
    known = {name: Known(value) for name, value in (SOUND | {"vat_filed": "2999-12"}).items()}
    taxpayers = FakeTaxpayers(
        {one: Company(f"模拟·{one}") for one in companies},
        {("p1", one): Authority() for one in companies},
        dict.fromkeys(companies, known),
    )
    return EInvoicesService(store=store, taxpayers=taxpayers, parameters=few())


def sums_hold(store: FakeStore) -> None:
    """Check that no number is lost and none stands twice, after any write whatsoever."""
    given_out: dict[str, int] = defaultdict(int)
    for book in store.books.values():
        held = book.numbers
        if held is not None:
            assert held.allocated == held.used + held.skipped + held.open
            given_out[str(held.year)] += held.allocated
    for company, events in _books(store).items():
        for event in events:
            ended = event.data.get("ended")
            if isinstance(ended, dict):
                assert ended["allocated"] == ended["used"] + ended["skipped"], company
                given_out[str(ended["year"])] += ended["allocated"]
    for counter in store.counters.values():
        year = f"20{counter.prefix[:2]}"
        assert counter.next - 1 == given_out[year]
    drawn = [one.face.number for one in store.invoices.values()]
    assert len(set(drawn)) == len(drawn)


def _books(store: FakeStore) -> dict[str, list[Event]]:
    return {one: store.ledger.events[f"e-book/{one}"] for one in store.books}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.integers(0, 9),  # which invoice: small, so that many are repeats
        st.none() | st.tuples(st.integers(1, 3), st.booleans()),
        st.sampled_from([0, 0, 0, 40]),  # days that pass before
        st.sampled_from(["issue", "issue", "issue", "issue", "close", "end"]),
    ),
    max_size=40,
)


@given(ACTS)
@settings(max_examples=150)
def test_used_skipped_and_open_are_all_that_was_given(acts: list[Any]) -> None:
    store, at = CrashingStore(), AT
    service = service_of(store, ["A", "B", "C"])
    ids: dict[tuple[str, int], str] = defaultdict(new_id)
    issued: dict[str, str] = {}
    for company, which, crash_at, days, act in acts:
        at += timedelta(days=days)
        doing = replace(PERSON, at=at)
        store.prepare(crash_at)
        invoice_id = ids[company, which]
        try:
            if act == "close":
                service.numbering.close(company, "status-07", doing)
            elif act == "end":
                service.numbering.end_year(company, doing)
            else:
                number = service.issue(company, invoice_id, draft(), doing).face.number
                assert issued.setdefault(invoice_id, number) == number
        except Crash:
            pass
        sums_hold(store)
    store.prepare(None)
    for (company, _), invoice_id in ids.items():
        number = service.issue(company, invoice_id, draft(), replace(PERSON, at=at)).face.number
        assert issued.setdefault(invoice_id, number) == number
    sums_hold(store)


def test_the_sums_would_notice_a_lost_number() -> None:
    store = CrashingStore()
    service_of(store, ["A"]).issue("A", new_id(), draft(), PERSON)
    held = store.books["A"].numbers
    assert held is not None
    store.books["A"] = replace(store.books["A"], numbers=replace(held, used=0))
    with pytest.raises(AssertionError):
        sums_hold(store)


def test_many_writers_draw_every_number_once(embedded_tables: str) -> None:
    store, companies = DynamoStore(), ["A", "B", "C", "D", "E", "F"]
    service = service_of(store, companies)
    found: list[str] = []
    lock = threading.Lock()

    def write(company: str) -> None:
        for _ in range(5):
            invoice_id = new_id()
            while True:
                try:
                    invoice = service.issue(company, invoice_id, draft(), PERSON)
                    break
                except Conflict:  # the client sends the same request again
                    continue
            with lock:
                found.append(invoice.face.number)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, companies))
    assert len(set(found)) == len(found) == 30
    counter = store.find_counter("2613200")
    assert counter is not None
    allocated = 0
    for company in companies:
        book = store.find_book(company)
        assert book is not None
        assert book.numbers is not None
        held = book.numbers
        assert (held.used, held.allocated) == (5, held.used + held.skipped + held.open)
        assert ledger.broken_at(book.subject) is None
        allocated += held.allocated
    assert allocated == counter.next - 1
    assert counter.version == allocated // FEW["size"]  # one write a block
    assert ledger.broken_at(counter.subject) is None


def test_a_company_without_a_book_has_nothing_to_give_up(city: City) -> None:
    Numbering(city.store, PARAMETERS).close("nobody", "status-07", CLOSING)
    assert city.store.find_book("nobody") is None


def test_a_year_ends_once_and_not_before_its_time(city: City) -> None:
    city.issue()
    book = city.store.find_book(SELLER)
    assert book is not None
    assert book.due_at is not None
    # All companies end a year together, so each has a minute of its own on the first day.
    assert periods.day_of(book.due_at) == date(2027, 1, 1)
    early = Doing("system/test", book.due_at - timedelta(milliseconds=1))
    assert not city.service.numbering.end_year(SELLER, early)
    late = replace(early, at=book.due_at)
    assert [city.service.numbering.end_year(SELLER, late) for _ in range(2)] == [True, False]
    kept = city.store.find_book(SELLER)
    assert kept is not None
    assert kept.numbers is not None
    assert (kept.due_at, kept.numbers.open, kept.numbers.skipped) == (None, 0, 99)
    assert not city.service.numbering.end_year("nobody", late)


def test_companies_are_spread_over_the_first_day() -> None:
    held = numbers.Numbers(2026, allocated=1, block=numbers.Block("2613200", 1, 1, 1))
    minutes = {numbers.ends_at(held, f"company-{n}") for n in range(2_000)}
    assert len(minutes) > 1_000
    assert numbers.ends_at(numbers.draw(held)[0], "company-1") is None
