"""From a sheet's rows to invoices, and from refusals back to row and column."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from backend.documents.rules import jobs
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.einvoices.rules.face import Treatment
from backend.einvoices.rules.listing import Search
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id, new_id
from functions.documents.sheet_columns import Cell
from functions.documents.sheet_drafts import draft_of, told, unlike
from functions.documents.sheet_judges import Checker, Closer, Sender
from functions.documents.sheet_serials import Serials, invoice_id
from functions.documents.sheet_work import Bundle, Verdict
from functions.documents.sheets import Row
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City, make_city
from tests.einvoices.conftest import city as seller_city
from tests.einvoices.samples import BUYER, OTHER, REPAIR, SELLER

__all__ = ["make_city", "seller_city"]

PLAIN = {
    "serial": "1",
    "kind": "普通发票",
    "buyer_name": "模拟·买方商行",
    "buyer_tax_id": BUYER,
    "code": REPAIR,
    "item": "更换刹车片",
    "amount": "1,000.00",
    "inclusive": "否",
    "rate": "13%",
}


def row(number: int = 2, **changed: str) -> Row:
    return Row(number, {name: Cell(text) for name, text in (PLAIN | changed).items()})


@dataclass
class Desk:
    """Both judges on one city, and a job in whose name they act."""

    city: City
    upload_id: str = field(default_factory=new_id)
    asks: dict[str, Ask] = field(default_factory=dict)

    def job(self, upload_id: str | None = None) -> Job:
        ask = Ask("sheet-send", upload_id=upload_id or self.upload_id)
        doing = Doing("person/p1", self.city.clock.now(), "session/s1")
        made, _ = jobs.ask_for(new_id(), SELLER, ask, undo=timedelta(), doing=doing)
        self.asks[made.id] = ask
        return made

    def bundle(self, *rows: Row, before_fen: int = 0, upload_id: str | None = None) -> Bundle:
        job = self.job(upload_id)
        return Bundle(job, upload_id or self.upload_id, rows, before_fen)

    def issued(self) -> int:
        store = self.city.store
        return len(store.list_issued(SELLER, Search(), cursor=None, limit=50).items)

    @property
    def serials(self) -> Serials:
        return Serials(self.city.service, self.city.clock, self.asks.get, lambda _: HELD_DAYS)

    @property
    def checker(self) -> Checker:
        return Checker(self.city.service, self.city.clock, self.serials)

    @property
    def sender(self) -> Sender:
        return Sender(self.city.service, self.city.clock, self.serials)


HELD_DAYS = 20


@pytest.fixture
def desk(seller_city: City) -> Desk:
    return Desk(seller_city)


def test_rows_become_one_invoice_as_typed() -> None:
    rows = (
        row(quantity="2", unit_price="500", unit="副"),
        row(3, amount="-100"),
        row(4, rate="0", treatment="免税"),
    )
    typed = draft_of(rows)
    assert [one.amount_fen for one in typed.rows] == [100_000, -10_000, 100_000]
    assert [one.discount for one in typed.rows] == [False, True, False]
    assert typed.rows[2].rate.treatment is Treatment.EXEMPT
    assert (str(typed.rows[0].rate.value), typed.rows[0].unit) == ("0.13", "副")
    assert draft_of((row(natural_person="是", buyer_tax_id=""),)).buyer.natural_person


def test_rows_of_one_invoice_say_alike_what_it_says_once() -> None:
    rows = (row(), row(3, buyer_name="别家", remark="x"), row(4))
    found = [(one.row, one.column, one.code) for one in unlike(rows)]
    assert found == [
        (3, "buyer_name", "cell-differs-in-invoice"),
        (3, "remark", "cell-differs-in-invoice"),
    ]


@pytest.mark.parametrize(
    ("field_", "place"),
    [
        ("/lines/1/code", (3, "code")),
        ("/lines/1/amount_fen", (3, "amount")),
        ("/lines/0/name", (2, "item")),
        ("/lines", (2, "amount")),
        ("/buyer/tax_id", (2, "buyer_tax_id")),
        ("/lines/9/code", (2, "serial")),
        (None, (2, "serial")),
    ],
)
def test_a_refusal_is_told_at_its_row_and_column(
    field_: str | None, place: tuple[int, str]
) -> None:
    refusal = Refusal("line-tax-off", field=field_, line=2, allowed=["1%", "3%"])
    found = told(refusal, (row(), row(3)))
    assert (found.row, found.column) == place
    assert found.params == {"line": found.row, "allowed": "1%、3%"}


def test_a_dry_run_writes_nothing_and_counts_what_stands_before(desk: Desk) -> None:
    quota = 750_000_000  # extended once by half
    right = desk.checker.judge(desk.bundle(row()))
    assert (right.troubles, right.amount_fen, right.number) == ((), 100_000, "")
    full = desk.checker.judge(desk.bundle(row(), before_fen=quota))
    [short] = full.troubles
    assert (short.code, short.column, full.amount_fen) == ("quota-short", "amount", 0)
    wrong = desk.checker.judge(desk.bundle(row(), row(3, rate="0.05")))
    assert [(one.row, one.column, one.code) for one in wrong.troubles] == [
        (3, "rate", "line-rate-not-allowed")
    ]
    assert desk.city.store.find_book(SELLER) is None


def test_sending_twice_issues_once_and_other_content_is_refused(desk: Desk) -> None:
    first = desk.sender.judge(desk.bundle(row()))
    again = desk.sender.judge(desk.bundle(row()))
    assert (first.number != "", again) == (True, Verdict(number=first.number))
    [other] = desk.sender.judge(desk.bundle(row(amount="2"))).troubles
    assert (other.row, other.column, other.code) == (2, "serial", "row-serial-used")
    assert other.params == {"serial": "1", "number": first.number, "days": HELD_DAYS}
    next_one = desk.sender.judge(desk.bundle(row(serial="2", amount="2")))
    assert int(next_one.number) == int(first.number) + 1
    book = desk.city.store.find_book(SELLER)
    assert book is not None
    assert book.used_fen == 100_200
    issued = desk.city.store.find_number(first.number)
    assert issued is not None
    assert issued.issued_by == "person/p1"


def test_who_may_no_longer_issue_sends_nothing_more(desk: Desk) -> None:
    del desk.city.taxpayers.people["p1", SELLER]
    [gone] = desk.sender.judge(desk.bundle(row())).troubles
    assert gone.code == "company-unknown"


def test_the_same_rows_in_another_file_are_told_their_number_and_not_issued_again(
    desk: Desk,
) -> None:
    rows = row(), row(3)
    first = desk.sender.judge(desk.bundle(*rows))
    again_sent = new_id()
    told = [(n, "serial", "row-issued-already", {"number": first.number}) for n in (2, 3)]
    for judge in (desk.sender, desk.checker):
        again = judge.judge(desk.bundle(*rows, upload_id=again_sent))
        assert again.number == first.number
        assert [(one.row, one.column, one.code, one.params) for one in again.troubles] == told
        other = desk.bundle(row(), row(3, amount="7"), upload_id=again_sent)
        [changed] = judge.judge(other).troubles
        assert changed.code == "row-serial-used"
    assert desk.issued() == 1


def test_a_serial_is_free_again_after_its_days_and_not_before(
    desk: Desk, clock: OwnedClock
) -> None:
    first = desk.sender.judge(desk.bundle(row()))
    for days in (1, 9, 10):  # 20 days in all
        clock.forward(days=days)
        for other in (row(), row(amount="5")):
            assert desk.sender.judge(desk.bundle(other, upload_id=new_id())).troubles
    assert desk.issued() == 1
    clock.forward(seconds=1)
    later = desk.sender.judge(desk.bundle(row(amount="5"), upload_id=new_id()))
    assert (later.troubles, later.number > first.number, desk.issued()) == ((), True, 2)
    [used] = desk.sender.judge(desk.bundle(row(), upload_id=new_id())).troubles
    assert (used.code, used.params["number"]) == ("row-serial-used", later.number)


def test_a_job_that_comes_late_finds_what_a_later_one_issued(desk: Desk, clock: OwnedClock) -> None:
    late = desk.bundle(row())
    clock.forward(days=11)
    first = desk.sender.judge(desk.bundle(row()))
    assert (desk.sender.judge(late).number, desk.issued()) == (first.number, 1)


def test_two_sendings_that_meet_on_one_book_both_get_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, lost = desk.city.store.save_invoice, []

    def contended(*given: Any) -> None:
        if len(lost) < 40:
            lost.append(given)
            raise Conflict
        save(*given)

    monkeypatch.setattr(desk.city.store, "save_invoice", contended)
    assert desk.sender.judge(desk.bundle(row())).number
    assert (len(lost), desk.issued()) == (40, 1)


def test_two_sendings_at_once_issue_every_invoice_once(desk: Desk) -> None:
    numbers: list[str] = []

    def send(who: str) -> None:
        bundles = [desk.bundle(row(serial=f"{who}{n}")) for n in range(20)]
        numbers.extend(desk.sender.judge(one).number for one in bundles)

    with ThreadPoolExecutor() as pool:
        list(pool.map(send, "ABCD"))
    assert len(set(numbers)) == len(numbers) == 80
    assert "" not in numbers


def test_of_a_stopped_sending_is_told_what_was_issued_and_the_rest_was_not(desk: Desk) -> None:
    sent = desk.sender.judge(desk.bundle(row()))
    closer = Closer(desk.serials)
    assert closer.judge(desk.bundle(row())) == Verdict(number=sent.number)
    left = closer.judge(desk.bundle(row(serial="2"), row(3, serial="2")))
    assert [(one.row, one.code) for one in left.troubles] == [
        (2, "row-not-sent"),
        (3, "row-not-sent"),
    ]
    unlike = closer.judge(desk.bundle(row(serial="2"), row(3, serial="2", remark="x")))
    assert [one.code for one in unlike.troubles] == ["cell-differs-in-invoice"]
    assert desk.issued() == 1


def test_another_company_has_serials_of_its_own(desk: Desk) -> None:
    assert desk.sender.judge(desk.bundle(row())).number
    bundle = desk.bundle(row(rate="1%"), upload_id=new_id())
    theirs = replace(bundle.job, company_id=OTHER, asked_by="person/p4")
    assert desk.sender.judge(replace(bundle, job=theirs)).troubles == ()


def test_ids_are_uuids_of_company_serial_and_time(desk: Desk, clock: OwnedClock) -> None:
    bundle = desk.bundle(row())
    one = invoice_id(bundle)
    assert check_id(one) == one
    assert invoice_id(desk.bundle(row(amount="9"), upload_id=new_id())) == one
    others = {invoice_id(desk.bundle(row(serial="2")))}
    others.add(invoice_id(replace(bundle, job=replace(bundle.job, company_id=OTHER))))
    clock.forward(days=10)
    others.add(invoice_id(desk.bundle(row())))
    assert len({one, *others}) == 4
