"""One contract for three stores: the fake, the embedded engine, and moto."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backend.einvoices.ports import Store
from backend.einvoices.rules import numbers
from backend.einvoices.rules.adjustments import Lasting, Wish
from backend.einvoices.rules.book import take_block
from backend.einvoices.rules.checking import Tally
from backend.einvoices.rules.drafts import Buyer
from backend.einvoices.rules.face import Kind, Party, Red
from backend.einvoices.rules.invoices import Invoice, State
from backend.einvoices.rules.listing import Search
from backend.einvoices.rules.numbers import Counter
from backend.einvoices.rules.red_amounts import Wanted
from backend.einvoices.rules.red_forms import Change, Filing, Reason, RedForm, Side
from backend.einvoices.store import DynamoStore
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from backend.storage import ledger
from backend.storage.meter import metering
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, CLERK, DAY, PERSON, SELLER, draft, row
from tests.fakes.einvoices import FakeStore

AGREED = "einvoices:red-form:confirmed"
WISH = Wish(900_000_000, Lasting.MONTH, "新签合同", ("合同 模拟-01", "流水 模拟-02"))


@pytest.fixture(params=["fake", "embedded", "moto"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeStore()
    else:
        request.getfixturevalue(f"{request.param}_tables")
        yield DynamoStore()


@pytest.fixture
def city(make_city: Callable[[Store], City], store: Store) -> City:
    return make_city(store)


def reversed_(invoice: Invoice) -> tuple[Invoice, Event]:
    after = replace(
        invoice,
        state=State.PARTLY_REVERSED,
        taken_back=((1, 0), (0, 0)),
        face=replace(invoice.face, red=Red("26132070000000000009", "13050226111000000123")),
        version=2,
    )
    return after, CLERK.event(after.subject, 2, "einvoices:invoice:issued")


def test_an_invoice_comes_back_as_it_was_saved(city: City, store: Store) -> None:
    typed = draft(
        row(None, quantity=Decimal("3.50"), unit_price=Decimal("33.3333333333333"), unit="套"),
        row(-100, discount=True),
        kind=Kind.D_SPECIAL,
        remark="备注\n第二行",
        bank="模拟银行",
    )
    issued = city.issue(typed)
    found = store.find_invoice(issued.id)
    assert found is not None
    assert found.head
    assert replace(found, head="") == issued
    by_number = store.find_number(issued.face.number)
    assert by_number == found
    assert store.find_number("2" * 20) is None
    assert store.find_for_issue(SELLER, issued.id) == (found, store.find_book(SELLER))
    assert store.find_for_issue("nobody", new_id()) == (None, None)
    store.save_invoice(*reversed_(found))
    again = store.find_invoice(issued.id)
    assert again is not None
    assert replace(again, head="") == replace(reversed_(found)[0], head="")
    (listed,) = store.list_issued(SELLER, Search(), cursor=None, limit=5).items
    assert (listed.state, listed.version) == (State.PARTLY_REVERSED, 2)


def test_a_version_is_saved_once_and_all_of_it_or_nothing(city: City, store: Store) -> None:
    issued = city.issue()
    book = store.find_book(SELLER)
    assert book is not None
    stale = (
        replace(book, version=book.version),
        PERSON.event(book.subject, book.version, "einvoices:book:drawn"),
    )
    other = replace(issued, id=new_id(), face=replace(issued.face, number="2" * 20))
    event = PERSON.event(other.subject, 1, "einvoices:invoice:issued")
    with pytest.raises(Conflict):
        store.save_invoice(other, event, stale)
    assert store.find_invoice(other.id) is None
    assert store.find_number("2" * 20) is None
    assert store.history(other.subject, None, 5).items == ()
    assert store.find_book(SELLER) == book


def test_a_number_that_stands_is_a_conflict(city: City, store: Store) -> None:
    issued = city.issue()
    twin = replace(issued, id=new_id())
    event = PERSON.event(twin.subject, 1, "einvoices:invoice:issued")
    with pytest.raises(Conflict):
        store.save_invoice(twin, event)
    assert store.find_invoice(twin.id) is None


def test_a_block_is_given_and_taken_together(city: City, store: Store) -> None:
    city.issue()
    book = store.find_book(SELLER)
    assert book is not None
    assert book.numbers is not None
    assert book.numbers.block is not None
    counter = store.find_counter(book.numbers.block.prefix)
    assert counter is not None
    assert (counter.next, counter.version) == (101, 1)
    after, block, event = numbers.give(counter, 100, SELLER, PERSON)
    step = take_block(replace(book, version=book.version - 1), block, 2026, PERSON)
    with pytest.raises(Conflict):
        store.save_block((after, event), step)
    assert store.find_counter(counter.prefix) == counter
    kept = store.save_block((after, event), take_block(book, block, 2026, PERSON))
    assert store.find_book(SELLER) == kept
    with pytest.raises(Conflict):
        store.save_block((after, event), take_block(kept, block, 2026, PERSON))
    assert store.find_counter("9999999") is None
    assert Counter("9999999").version == 0


def test_lists_page_by_time_by_name_and_by_buyer(
    city: City, store: Store, clock: OwnedClock
) -> None:
    ids = []
    for name, tax_id in (("模拟·乙", ""), ("模拟·甲", BUYER), ("别家", BUYER), ("模拟·甲二", "")):
        ids.append(city.issue(draft(buyer=Buyer(Party(name, tax_id)))).id)
        clock.forward(hours=20)
    first = store.list_issued(SELLER, Search(), cursor=None, limit=3)
    second = store.list_issued(SELLER, Search(), cursor=first.next_cursor, limit=3)
    assert [one.id for one in (*first.items, *second.items)] == ids[::-1]

    def listed(search: Search) -> list[str]:
        page = store.list_issued(SELLER, search, cursor=None, limit=9)
        return [one.id for one in page.items]

    assert listed(Search(buyer="模拟·甲")) == [ids[1], ids[3]]
    assert listed(Search(buyer=" 模拟 ")) == [ids[0], ids[1], ids[3]]
    assert listed(Search(buyer="没有")) == []
    days = Search(first_day=date(2026, 11, 24), last_day=date(2026, 11, 25))
    assert listed(days) == [ids[3], ids[2], ids[1]]
    got = store.list_received(BUYER, Search(), cursor=None, limit=9)
    assert [one.id for one in got.items] == [ids[2], ids[1]]
    only = store.list_received(BUYER, Search(last_day=date(2026, 11, 24)), cursor=None, limit=9)
    assert [one.id for one in only.items] == [ids[1]]
    assert store.list_received("nobody", Search(), cursor=None, limit=9).items == ()
    assert store.list_issued("nobody", Search(), cursor=None, limit=9).items == ()


def test_an_adjustment_comes_back_and_is_listed(city: City, store: Store) -> None:
    made = [city.quota.apply(SELLER, new_id(), WISH, city.person()) for _ in range(2)]
    found = store.find_adjustment(made[0].id)
    assert found is not None
    assert found.head
    assert replace(found, head="") == made[0]
    page = store.list_adjustments(SELLER, None, 1)
    rest = store.list_adjustments(SELLER, page.next_cursor, 5)
    assert [*page.items, *rest.items] == made[::-1]
    city.quota.decide(made[0].id, "approve", "属实", city.clerk())
    after = store.find_adjustment(made[0].id)
    book = store.find_book(SELLER)
    assert after is not None
    assert book is not None
    assert (after.version, after.decided_by, book.quota_fen) == (2, "clerk/c1", 900_000_000)
    assert store.find_adjustment(new_id()) is None
    # An adjustment is no invoice, though one index lists both.
    assert store.list_issued(SELLER, Search(), cursor=None, limit=5).items == ()


def test_a_tally_counts_by_number_and_day(store: Store) -> None:
    tally = store.find_tally("1", DAY)
    assert tally == Tally("1", DAY)
    one = replace(tally, count=1, version=1)
    store.save_tally(one)
    assert store.find_tally("1", DAY) == one
    with pytest.raises(Conflict):
        store.save_tally(one)
    assert store.find_tally("1", date(2026, 11, 24)).count == 0
    assert store.find_tally("2", DAY).count == 0


def test_a_cursor_of_another_list_is_refused(
    make_city: Callable[[Store], City], tables: str
) -> None:
    store = DynamoStore()
    city = make_city(store)
    for _ in range(3):
        city.issue()
    page = store.list_issued(SELLER, Search(), cursor=None, limit=1)
    for search, company in ((Search(), BUYER), (Search(buyer="模"), SELLER)):
        with pytest.raises(Refusal, match="cursor-malformed"):
            store.list_issued(company, search, cursor=page.next_cursor, limit=1)


def test_an_invoice_is_one_transaction_of_four_items(
    make_city: Callable[[Store], City], embedded_tables: str
) -> None:
    city = make_city(DynamoStore())
    city.issue()
    with metering() as meter:
        invoice = city.issue()
    assert meter.calls == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert meter.largest_transaction == 4
    assert ledger.broken_at(f"e-book/{SELLER}") is None
    assert ledger.broken_at(invoice.subject) is None


def filed(city: City) -> tuple[Invoice, RedForm]:
    typed = draft(row(None, quantity=Decimal("2.50"), unit_price=Decimal(400)))
    blue = city.issue(replace(typed, kind=Kind.D_SPECIAL))
    city.buyer.book(BUYER, blue.id, city.person("p5"))
    filing = Filing(blue.id, Reason.RETURNED, (Wanted(0, 40_000, Decimal(1)),))
    return blue, city.reds.file(SELLER, new_id(), filing, city.person())


def test_a_form_comes_back_as_it_was_saved_and_both_sides_find_it(city: City, store: Store) -> None:
    blue, form = filed(city)
    _, newer = filed(city)
    kept = store.find_form(form.id)
    assert kept is not None
    assert replace(kept, head="") == replace(form, head="")
    assert store.find_form("none") is None
    for company, side in ((SELLER, Side.SELLER), (BUYER, Side.BUYER)):
        page = store.list_forms(company, side, cursor=None, limit=1)
        assert page.items == (replace(newer, head=""),)
        assert (
            store.list_forms(company, side, cursor=page.next_cursor, limit=1).items[0].id == form.id
        )
    assert store.list_forms(SELLER, Side.BUYER, cursor=None, limit=5).items == ()
    held = store.find_invoice(blue.id)
    assert held is not None
    assert (held.form, held.booked, held.use) == (form.id, True, None)


def test_a_red_invoice_is_one_write_or_none(city: City, store: Store) -> None:
    blue, form = filed(city)
    before, kept = store.find_invoice(blue.id), store.find_form(form.id)
    assert before is not None
    assert kept is not None
    after = replace(kept, version=kept.version + 1)
    noted = CLERK.event(form.subject, after.version, AGREED)
    # The invoice is written at the version that stands, so another was first.
    stale = (before, CLERK.event(blue.subject, before.version, "einvoices:invoice:taken-back"))
    with pytest.raises(Conflict):
        store.save_form(Change((after, noted), blue=stale))
    assert store.find_form(form.id) == kept
    city.reds.confirm(BUYER, form.id, city.person("p5"))
    red = city.reds.issue(SELLER, form.id, new_id(), city.person())
    found, whole = store.find_number(red.face.number), store.find_invoice(blue.id)
    assert found is not None
    assert whole is not None
    assert replace(found, head="") == replace(red, head="")
    assert (whole.counted_back, whole.taken_back) == ((Decimal(1),), ((40_000, 5_200),))
    book = store.find_book(SELLER)
    assert book is not None
    assert book.numbers is not None
    assert (book.used_fen, book.numbers.used) == (60_000, 2)
    for subject in (blue.subject, form.subject, red.subject, book.subject):
        events = store.history(subject, None, 20).items
        assert [one.number for one in events] == list(range(1, len(events) + 1))
