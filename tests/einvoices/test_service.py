"""The verbs of the e-invoices room against fakes."""

from dataclasses import replace
from datetime import date

import pytest

from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.listing import Search
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, OTHER, SELLER, draft, rate, row

QUOTA = 500_000_000  # general, grade B, no risk


def used(city: City) -> tuple[int, int]:
    book = city.store.find_book(SELLER)
    assert book is not None
    return book.used_fen, book.version


def kinds(city: City, subject: str) -> list[str]:
    return [event.kind for event in city.store.history(subject, None, 50).items]


class TestIssue:
    def test_takes_a_number_and_the_quota_in_one_go(self, city: City) -> None:
        invoice = city.issue()
        assert invoice.face.number.startswith("26132")
        assert (invoice.face.total_fen, invoice.face.issuer) == (113_000, "模拟开票人甲")
        assert (invoice.face.seller.name, invoice.face.seller.tax_id) == ("模拟·卖方汽修", SELLER)
        assert invoice.face.lines[0].shown_name == "*修理修配劳务*更换刹车片"
        assert [check.passed for check in invoice.checks] == [True] * 5
        assert used(city) == (100_000, 3)
        assert kinds(city, f"e-book/{SELLER}") == [
            "einvoices:book:opened",
            "einvoices:book:block-taken",
            "einvoices:book:drawn",
        ]
        assert kinds(city, invoice.subject) == ["einvoices:invoice:issued"]

    def test_numbers_follow_one_another(self, city: City) -> None:
        first, second = city.issue(), city.issue()
        assert int(second.face.number) == int(first.face.number) + 1

    def test_a_repeat_gives_the_invoice_and_uses_nothing(self, city: City) -> None:
        first = city.issue()
        city.state(status="05", risk_block="走逃")
        again = city.issue(invoice_id=first.id)
        assert (again.face, again.version) == (first.face, 1)
        assert used(city) == (100_000, 3)

    def test_other_content_under_the_same_id_is_refused(self, city: City) -> None:
        first = city.issue()
        with pytest.raises(Refusal, match="e-invoice-exists-differently"):
            city.issue(draft(row(1)), first.id)
        with pytest.raises(Refusal, match="e-invoice-exists-differently"):
            city.service.issue(OTHER, first.id, draft(), city.person("p4"))

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"invoice_id": "1", "person": "p9"}, "id-malformed"),
            ({"person": "p9"}, "company-unknown"),
            ({"person": "p4"}, "company-unknown"),
            ({"person": "p3", "typed": draft(remark="备" * 999)}, "issuer-not-real-name"),
            ({"person": "p2", "typed": draft(remark="备" * 999)}, "issuer-not-authorised"),
            ({"company": "PERSON", "person": "p6"}, "seller-type-cannot-issue"),
            ({"typed": draft(row(QUOTA * 9, "0.06"), remark="备" * 999)}, "remark-too-long"),
            ({"typed": draft(row(QUOTA * 9, "0.06"))}, "line-rate-not-allowed"),
            ({"typed": draft(row(QUOTA * 9, code="1" * 19))}, "line-code-unknown"),
            ({"typed": draft(row(QUOTA * 9, tax_fen=1))}, "line-tax-off"),
            ({"typed": draft(row(QUOTA * 9))}, "quota-short"),
        ],
    )
    def test_refuses_in_this_order(self, city: City, change: dict[str, object], code: str) -> None:
        typed, company = change.get("typed", draft()), str(change.get("company", SELLER))
        assert isinstance(typed, Draft)
        doing = city.person(str(change.get("person", "p1")))
        with pytest.raises(Refusal) as found:
            city.service.issue(company, str(change.get("invoice_id", new_id())), typed, doing)
        assert found.value.code == code

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"status": "05"}, "seller-status-not-normal"),
            ({"status": None}, "seller-status-not-recorded"),
            ({"risk_block": "走逃"}, "seller-risk-blocked"),
            ({"risk_block": None}, "seller-risk-not-recorded"),
        ],
    )
    def test_a_seller_in_another_state_is_refused(
        self, city: City, facts: dict[str, str | None], code: str
    ) -> None:
        city.state(**facts)
        with pytest.raises(Refusal, match=code):
            city.issue()
        assert city.store.find_book(SELLER) is None

    def test_a_small_seller_chooses_other_rates(self, city: City) -> None:
        typed = draft(row(share="0.01"))
        invoice = city.service.issue(OTHER, new_id(), typed, city.person("p4"))
        assert invoice.face.tax_fen == 1_000

    def test_a_quota_nearly_used_up_is_extended_once(self, city: City) -> None:
        city.issue(draft(row(QUOTA * 8 // 10)))
        book = city.store.find_book(SELLER)
        assert book is not None
        assert (book.quota_fen, book.extended) == (QUOTA * 15 // 10, 1)
        city.issue(draft(row(QUOTA * 7 // 10)))
        with pytest.raises(Refusal) as found:
            city.issue(draft(row(1)))
        assert found.value.params["available_fen"] == 0
        assert "einvoices:book:quota-extended" in kinds(city, f"e-book/{SELLER}")

    def test_without_a_return_last_months_rest_is_the_limit(
        self, city: City, clock: OwnedClock
    ) -> None:
        city.issue(draft(row(QUOTA * 7 // 10)))
        clock.forward(days=10)  # December; October's return is there, November's is not
        city.issue(draft(row(QUOTA * 2 // 10)))
        with pytest.raises(Refusal) as found:
            city.issue(draft(row(QUOTA * 1 // 10 + 1)))
        assert found.value.params["left_before_fen"] == QUOTA * 3 // 10
        assert found.value.params["filed"] == "no"
        city.state(vat_filed="2026-11")
        city.issue(draft(row(QUOTA * 1 // 10 + 1)))

    def test_a_new_year_has_numbers_of_its_own(self, city: City, clock: OwnedClock) -> None:
        old = city.issue()
        clock.forward(days=45)
        new = city.issue()
        assert (old.face.number[:2], new.face.number[:2]) == ("26", "27")
        events = city.store.history(f"e-book/{SELLER}", None, 50).items
        taken = [event for event in events if event.kind == "einvoices:book:block-taken"]
        skipped = taken[1].data["skipped"]
        assert isinstance(skipped, dict)
        assert (skipped["year"], skipped["count"], skipped["used"]) == (2026, 99, 1)


def test_a_preview_computes_and_writes_nothing(city: City) -> None:
    found = city.service.preview(SELLER, draft(row(QUOTA + 1)), city.person())
    assert [line.tax_fen for line in found.lines] == [65_000_000]
    assert [one.code for one in found.extension] == ["busy", "grade", "risk", "times", "covers"]
    assert (found.extra_fen, found.quota.quota_fen) == (QUOTA // 2, QUOTA * 15 // 10)
    assert all(check.passed for check in found.checks)
    assert city.store.find_book(SELLER) is None
    short = city.service.preview(SELLER, draft(row(QUOTA * 9)), city.person("p2"))
    assert [one.reason for one in short.checks if one.reason] == [
        "issuer-not-authorised",
        "quota-short",
    ]
    with pytest.raises(Refusal, match="line-rate-not-allowed"):
        city.service.preview(SELLER, draft(row(share="0.06")), city.person())
    with pytest.raises(Refusal, match="seller-type-cannot-issue"):
        city.service.preview("PERSON", draft(), city.person("p6"))
    with pytest.raises(Refusal, match="company-unknown"):
        city.service.preview(OTHER, draft(), city.person())


def test_an_invoice_is_seen_by_its_seller_and_its_buyer_alone(city: City) -> None:
    invoice = city.issue()
    assert city.service.get(SELLER, invoice.id, city.person()).face == invoice.face
    assert city.service.get_received(BUYER, invoice.id, city.person("p5")).id == invoice.id
    for company, person in ((OTHER, "p4"), (BUYER, "p5")):
        with pytest.raises(Refusal, match="e-invoice-unknown"):
            city.service.get(company, invoice.id, city.person(person))
    for company, person in ((OTHER, "p4"), (SELLER, "p1")):
        with pytest.raises(Refusal, match="e-invoice-unknown"):
            city.service.get_received(company, invoice.id, city.person(person))
    with pytest.raises(Refusal, match="company-unknown"):
        city.service.get(SELLER, invoice.id, city.person("p4"))
    with pytest.raises(Refusal, match="company-unknown"):
        city.service.history(SELLER, invoice.id, cursor=None, limit=5, doing=city.person("p5"))
    told = city.service.history(SELLER, invoice.id, cursor=None, limit=5, doing=city.person())
    assert [event.kind for event in told.items] == ["einvoices:invoice:issued"]


def bought(city: City, name: str, tax_id: str = "") -> Invoice:
    return city.issue(draft(buyer=Buyer(Party(name, tax_id))))


def test_lists_by_number_by_buyer_and_by_day(city: City, clock: OwnedClock) -> None:
    first = bought(city, "模拟·Ａ 商行", BUYER)
    clock.forward(days=1)
    second, third = bought(city, "模拟·a餐馆"), bought(city, "模拟·乙店")

    def listed(**search: object) -> list[str]:
        page = city.service.list_issued(
            SELLER,
            Search(**search),  # type: ignore[arg-type]
            cursor=None,
            limit=10,
            doing=city.person(),
        )
        return [one.id for one in page.items]

    assert listed() == [third.id, second.id, first.id]
    assert listed(number=second.face.number) == [second.id]
    assert sorted(listed(buyer="模拟· A")) == sorted([first.id, second.id])
    assert listed(first_day=date(2026, 11, 24)) == [third.id, second.id]
    assert listed(last_day=date(2026, 11, 23)) == [first.id]
    assert listed(number="2" * 20) == []

    def got(**search: object) -> list[str]:
        page = city.service.list_received(
            BUYER,
            Search(**search),  # type: ignore[arg-type]
            cursor=None,
            limit=10,
            doing=city.person("p5"),
        )
        return [one.id for one in page.items]

    assert (got(), got(number=first.face.number)) == ([first.id], [first.id])
    assert got(number=second.face.number) == []
    assert got(first_day=date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    ("search", "code"),
    [
        (Search(number="1", buyer="x"), "list-filters-crossed"),
        (Search(buyer="x", first_day=date(2026, 1, 1)), "list-filters-crossed"),
        (Search(number="1"), "e-invoice-number-malformed"),
        (Search(first_day=date(2026, 2, 1), last_day=date(2026, 1, 1)), "list-dates-crossed"),
    ],
)
def test_a_search_is_refused(city: City, search: Search, code: str) -> None:
    for reads, company, person in (
        (city.service.list_issued, SELLER, "p1"),
        (city.service.list_received, BUYER, "p5"),
    ):
        with pytest.raises(Refusal, match=code):
            reads(company, search, cursor=None, limit=1, doing=city.person(person))
        with pytest.raises(Refusal, match="company-unknown"):
            reads("9", search, cursor=None, limit=1, doing=city.person())


def test_items_are_those_a_company_may_sell_today(city: City) -> None:
    found = city.service.items(OTHER, city.person("p4"))
    repair = next(item for item in found if item.short_name == "修理修配劳务")
    assert found[repair][0] == rate("0.01")
    assert city.service.items("PERSON", city.person("p6")) == {}
    with pytest.raises(Refusal, match="company-unknown"):
        city.service.items(SELLER, city.person("p4"))


def test_a_special_invoice_to_a_person_is_refused(city: City) -> None:
    person = Buyer(Party("模拟自然人"), natural_person=True)
    with pytest.raises(Refusal, match="special-natural-person"):
        city.issue(replace(draft(buyer=person), kind=Kind.D_SPECIAL))
