"""The quota's verbs and the public check against fakes."""

from dataclasses import replace

import pytest

from backend.einvoices.rules.adjustments import Adjustment, Lasting, State, Wish
from backend.einvoices.rules.checking import Asked, Verdict
from backend.einvoices.rules.invoices import State as InvoiceState
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.samples import DAY, OTHER, SELLER, draft, row

QUOTA = 500_000_000
WISH = Wish(QUOTA * 2, Lasting.MONTH, "新签大额合同", ("合同 模拟-01",))


def apply(city: City, wish: Wish = WISH, adjustment_id: str | None = None) -> Adjustment:
    return city.quota.apply(SELLER, adjustment_id or new_id(), wish, city.person())


def test_a_quota_is_shown_without_writing(city: City) -> None:
    seen = city.quota.see(SELLER, city.person())
    assert (seen.available.now_fen, len(seen.why)) == (QUOTA, 4)
    assert city.store.find_book(SELLER) is None
    with pytest.raises(Refusal, match="company-unknown"):
        city.quota.see(SELLER, city.person("p4"))
    with pytest.raises(Refusal, match="seller-type-cannot-issue"):
        city.quota.see("PERSON", city.person("p6"))
    with pytest.raises(Refusal, match="company-unknown"):
        city.quota.see_of("9", city.clerk())


def test_more_is_applied_for_and_granted_by_a_clerk(city: City) -> None:
    adjustment = apply(city)
    assert (adjustment.state, adjustment.quota_before_fen) == (State.APPLIED, QUOTA)
    assert apply(city, adjustment_id=adjustment.id) == city.store.find_adjustment(adjustment.id)
    with pytest.raises(Refusal, match="quota-short"):
        city.issue(draft(row(QUOTA * 2)))
    for _ in range(2):
        decided = city.quota.decide(adjustment.id, "approve", "合同属实", city.clerk())
        assert (decided.state, decided.version) == (State.APPROVED, 2)
    city.issue(draft(row(QUOTA * 2)))
    told = city.quota.history(SELLER, cursor=None, limit=50, doing=city.person()).items
    assert [event.kind for event in told].count("einvoices:book:quota-adjusted") == 1
    with pytest.raises(Refusal, match="adjustment-decided"):
        city.quota.decide(adjustment.id, "refuse", "改主意", city.clerk())
    with pytest.raises(Refusal, match="adjustment-decided"):
        city.quota.withdraw(SELLER, adjustment.id, "不要了", city.person())


def test_a_refusal_changes_no_quota(city: City) -> None:
    adjustment = apply(city)
    city.quota.decide(adjustment.id, "refuse", "材料不足", city.clerk())
    assert city.quota.see(SELLER, city.person()).available.now_fen == QUOTA
    found = city.quota.get(SELLER, adjustment.id, city.person())
    assert (found.state, found.decision_reason) == (State.REFUSED, "材料不足")


def test_an_application_is_taken_back_once(city: City) -> None:
    adjustment = apply(city)
    for _ in range(2):
        after = city.quota.withdraw(SELLER, adjustment.id, "不要了", city.person())
        assert (after.state, after.version) == (State.WITHDRAWN, 2)
    with pytest.raises(Refusal, match="adjustment-decided"):
        city.quota.check_decidable(adjustment.id, "approve", city.clerk())


def test_a_month_that_is_over_is_not_granted(city: City, clock: OwnedClock) -> None:
    adjustment = apply(city)
    lasting = apply(city, replace(WISH, lasting=Lasting.FOR_GOOD))
    clock.forward(days=10)
    with pytest.raises(Refusal, match="adjustment-month-over"):
        city.quota.check_decidable(adjustment.id, "approve", city.clerk())
    with pytest.raises(Refusal, match="adjustment-month-over"):
        city.quota.decide(adjustment.id, "approve", "理由", city.clerk())
    city.quota.check_decidable(adjustment.id, "refuse", city.clerk())
    city.quota.decide(lasting.id, "approve", "理由", city.clerk())
    book = city.store.find_book(SELLER)
    assert book is not None
    assert (book.month, book.base_fen) == ("2026-12", QUOTA * 2)


@pytest.mark.parametrize(
    ("person", "company", "wish", "code"),
    [
        ("p4", SELLER, WISH, "company-unknown"),
        ("p3", SELLER, Wish(0, Lasting.MONTH, "", ()), "issuer-not-real-name"),
        ("p2", SELLER, Wish(0, Lasting.MONTH, "", ()), "issuer-not-authorised"),
        ("p1", SELLER, Wish(0, Lasting.MONTH, "", ()), "adjustment-amount-malformed"),
        ("p6", "PERSON", WISH, "seller-type-cannot-issue"),
        ("p1", SELLER, replace(WISH, wanted_fen=QUOTA), "adjustment-not-more"),
    ],
)
def test_an_application_is_refused_in_this_order(
    city: City, person: str, company: str, wish: Wish, code: str
) -> None:
    with pytest.raises(Refusal, match="id-malformed"):
        city.quota.apply(company, "1", wish, city.person(person))
    with pytest.raises(Refusal) as found:
        city.quota.apply(company, new_id(), wish, city.person(person))
    assert found.value.code == code


def test_applications_are_the_companys_own(city: City) -> None:
    first, second = apply(city), apply(city)
    with pytest.raises(Refusal, match="adjustment-exists-differently"):
        apply(city, replace(WISH, reason="别的理由"), first.id)
    page = city.quota.list_adjustments(SELLER, None, 10, city.person())
    assert [one.id for one in page.items] == [second.id, first.id]
    with pytest.raises(Refusal, match="adjustment-unknown"):
        city.quota.get(OTHER, first.id, city.person("p4"))
    with pytest.raises(Refusal, match="adjustment-unknown"):
        city.quota.withdraw(OTHER, first.id, "x", city.person("p4"))
    with pytest.raises(Refusal, match="adjustment-unknown"):
        city.quota.decide(new_id(), "approve", "x", city.clerk())
    with pytest.raises(Refusal, match="company-unknown"):
        city.quota.list_adjustments(SELLER, None, 10, city.person("p4"))
    with pytest.raises(Refusal, match="request-malformed"):
        city.quota.decide(first.id, "settle", "x", city.clerk())


class TestPublicCheck:
    def test_answers_from_the_record(self, city: City) -> None:
        invoice = city.issue()
        asked = Asked(invoice.face.number, DAY, 113_000)

        def check(question: Asked) -> Verdict:
            return city.checks.check(question, "203.0.113.9", city.clock.now())

        assert check(asked) is Verdict.MATCHES
        assert check(replace(asked, total_fen=1)) is Verdict.DIFFERS
        assert check(replace(asked, number="2" * 20)) is Verdict.UNKNOWN
        found = city.store.find_invoice(invoice.id)
        assert found is not None
        told = Doing("person/p1", city.clock.now()).event(
            found.subject, 2, "einvoices:invoice:issued"
        )
        city.store.save_invoice(replace(found, state=InvoiceState.REVERSED, version=2), told)
        assert check(asked) is Verdict.REVERSED

    def test_an_invoice_is_checked_five_times_a_day_and_an_unknown_number_is_not_counted(
        self, city: City, clock: OwnedClock
    ) -> None:
        invoice = city.issue()
        asked = Asked(invoice.face.number, DAY, 1)
        for _ in range(5):
            city.checks.check(asked, "a", clock.now())
            city.checks.check(replace(asked, number="2" * 20), "a", clock.now())
        with pytest.raises(Refusal, match="checks-too-many"):
            city.checks.check(replace(asked, total_fen=113_000), "b", clock.now())
        clock.forward(days=1)
        right = replace(asked, total_fen=113_000)
        assert city.checks.check(right, "b", clock.now()) is Verdict.MATCHES

    def test_an_address_that_asks_too_often_waits(self, city: City) -> None:
        city.doorkeeper.most = 1
        asked = Asked("2" * 20, DAY, 1)
        city.checks.check(asked, "a", city.clock.now())
        with pytest.raises(Refusal, match="tries-too-many"):
            city.checks.check(replace(asked, number="x"), "a", city.clock.now())
        with pytest.raises(Refusal, match="e-invoice-number-malformed"):
            city.checks.check(replace(asked, number="x"), "b", city.clock.now())
