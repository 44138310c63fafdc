"""From a sheet's rows to invoices, and from refusals back to row and column."""

from dataclasses import dataclass, field, replace

import pytest

from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.einvoices.rules.face import Treatment
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id, new_id
from functions.documents.sheet_columns import Cell
from functions.documents.sheet_drafts import draft_of, told, unlike
from functions.documents.sheet_judges import Checker, Sender, invoice_id
from functions.documents.sheet_work import Bundle
from functions.documents.sheets import Row
from tests.documents.office import Office
from tests.einvoices.conftest import City, make_city
from tests.einvoices.conftest import city as seller_city
from tests.einvoices.samples import BUYER, REPAIR, SELLER

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

    def job(self) -> Job:
        office = Office()
        made = office.people.ask("91130503MA0SYN0001", new_id(), Ask("batch-zip", ("i",)), _P1)
        return replace(made, company_id=SELLER, asked_by="person/p1")

    def bundle(self, *rows: Row, before_fen: int = 0) -> Bundle:
        return Bundle(self.job(), self.upload_id, rows, before_fen)

    @property
    def checker(self) -> Checker:
        return Checker(self.city.service, self.city.clock)

    @property
    def sender(self) -> Sender:
        return Sender(self.city.service, self.city.clock)


_P1 = Doing("person/p1", Office().clock.now(), "session/s1")


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
    assert (first.number != "", again) == (True, first)
    [other] = desk.sender.judge(desk.bundle(row(amount="2"))).troubles
    assert other.code == "e-invoice-exists-differently"
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


def test_ids_are_uuids_of_file_and_serial() -> None:
    upload_id = new_id()
    one = invoice_id(upload_id, "1")
    assert (check_id(one), one[:13]) == (one, upload_id[:13])
    assert len({one, invoice_id(upload_id, "2"), invoice_id(new_id(), "1")}) == 3
