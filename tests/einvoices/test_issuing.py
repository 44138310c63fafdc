"""The checks before issuing in their order, what they lead to, and the public check of it."""

from dataclasses import replace
from datetime import date

import pytest

from backend.einvoices.rules import checking, invoices, issuing
from backend.einvoices.rules.checking import Asked, Tally, Verdict
from backend.einvoices.rules.checks import first_failed
from backend.einvoices.rules.face import Party
from backend.einvoices.rules.invoices import Invoice, Seller, State
from backend.einvoices.rules.issuing import Issuer, Request
from backend.einvoices.rules.pricing import price, tolerances_on
from backend.einvoices.rules.quota import available, quota_left
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.einvoices.samples import (
    DAY,
    PARAMETERS,
    PERSON,
    SELLER,
    book,
    draft,
    facts,
    row,
    standing,
)

SHORT = quota_left(book(), 1_000_001, available(book(), standing(), PARAMETERS))
ENOUGH = quota_left(book(), 1_000_000, available(book(), standing(), PARAMETERS))
GOOD = Request(Issuer("模拟甲", True, True), "1", facts(), DAY, ENOUGH)
CODES = ["issuer-authorised", "seller-type", "seller-status", "seller-risk", "quota-left"]


def issued(**changed: object) -> Invoice:
    typed = draft()
    lines = price(
        typed.rows, ["修理修配劳务"], prices=typed.prices, within=tolerances_on(DAY, PARAMETERS)
    )
    invoice, event, (after, used) = invoices.issue(
        new_id(),
        typed,
        lines,
        seller=Seller(Party("模拟·卖方", SELLER), "模拟甲"),
        book=book(),
        checks=issuing.make_checks(GOOD, PARAMETERS),
        doing=PERSON,
    )
    assert (event.kind, used.kind) == ("einvoices:invoice:issued", "einvoices:book:drawn")
    assert (after.used_fen, after.numbers.used if after.numbers else 0) == (100_000, 1)
    return replace(invoice, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (GOOD, None),
        (
            Request(Issuer("甲", False, False), "5", facts(status="05"), DAY, SHORT),
            "issuer-not-real-name",
        ),
        (
            Request(Issuer("甲", True, False), "5", facts(status="05"), DAY, SHORT),
            "issuer-not-authorised",
        ),
        (replace(GOOD, taxpayer_type="5", facts=facts(status="05")), "seller-type-cannot-issue"),
        (replace(GOOD, facts=facts(status=None, risk_block=None)), "seller-status-not-recorded"),
        (replace(GOOD, facts=facts(status="05", risk_block=None)), "seller-status-not-normal"),
        (replace(GOOD, facts=facts(status="09")), None),
        (replace(GOOD, facts=facts(risk_block=None), quota=SHORT), "seller-risk-not-recorded"),
        (replace(GOOD, facts=facts(risk_block="走逃"), quota=SHORT), "seller-risk-blocked"),
        (replace(GOOD, quota=SHORT), "quota-short"),
        (replace(GOOD, quota=None), None),
    ],
)
def test_the_first_failed_check_refuses(request_: Request, code: str | None) -> None:
    checks = issuing.make_checks(request_, PARAMETERS)
    assert [one.code for one in checks] == CODES[: len(checks)]
    assert all(one.rule for one in checks)
    failed = first_failed(checks)
    if code is None:
        issuing.refuse_failed(failed)
        assert failed is None
        return
    with pytest.raises(Refusal) as found:
        issuing.refuse_failed(failed)
    assert found.value.code == code


def test_a_short_quota_says_what_is_missing() -> None:
    with pytest.raises(Refusal) as found:
        issuing.refuse_failed(
            first_failed(issuing.make_checks(replace(GOOD, quota=SHORT), PARAMETERS))
        )
    assert found.value.field == "/lines"
    assert found.value.params["needed_fen"] == 1_000_001
    assert found.value.params["available_fen"] == 1_000_000


def test_an_invoice_carries_its_number_and_tells_no_names() -> None:
    invoice = issued()
    assert invoice.face.number == "26132070000000000001"
    assert invoice.subject == "e-invoice/26132070000000000001"
    assert (invoice.month, invoice.face.total_fen) == ("2026-11", 113_000)
    assert invoice.remaining == ((100_000, 13_000),)
    back = replace(invoice, taken_back=((40_000, 5_200),), state=State.PARTLY_REVERSED)
    assert back.remaining == ((60_000, 7_800),)


def test_without_numbers_nothing_is_issued() -> None:
    typed = draft(row())
    with pytest.raises(LookupError):
        invoices.issue(
            new_id(),
            typed,
            (),
            seller=Seller(Party("模拟", SELLER), "甲"),
            book=book(numbers=None),
            checks=(),
            doing=PERSON,
        )


ASKED = Asked("26132070000000000001", DAY, 113_000)


@pytest.mark.parametrize(
    ("asked", "state", "verdict"),
    [
        (ASKED, None, Verdict.UNKNOWN),
        (ASKED, State.ISSUED, Verdict.MATCHES),
        (ASKED, State.PARTLY_REVERSED, Verdict.PARTLY_REVERSED),
        (ASKED, State.REVERSED, Verdict.REVERSED),
        (replace(ASKED, total_fen=112_999), State.ISSUED, Verdict.DIFFERS),
        (replace(ASKED, issued_on=date(2026, 11, 22)), State.ISSUED, Verdict.DIFFERS),
        (replace(ASKED, total_fen=1), State.REVERSED, Verdict.DIFFERS),
        (replace(ASKED, total_fen=1), State.PARTLY_REVERSED, Verdict.DIFFERS),
    ],
)
def test_a_check_says_its_verdict_and_no_more(
    asked: Asked, state: State | None, verdict: Verdict
) -> None:
    invoice = issued(state=state) if state else None
    assert checking.verdict(asked, invoice) is verdict


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (replace(ASKED, number="123", issued_on=date(2027, 1, 1)), "e-invoice-number-malformed"),
        (replace(ASKED, issued_on=date(2026, 11, 24)), "check-date-future"),
        (replace(ASKED, issued_on=date(2021, 11, 22)), "check-too-old"),
    ],
)
def test_a_question_is_refused_in_this_order(asked: Asked, code: str) -> None:
    with pytest.raises(Refusal) as found:
        checking.check_asked(asked, DAY, PARAMETERS)
    assert found.value.code == code


def test_the_fifth_anniversary_can_still_be_checked() -> None:
    asked = replace(ASKED, issued_on=date(2021, 11, 23), number=" ２６１３2070000000000001 ")
    assert checking.check_asked(asked, DAY, PARAMETERS).number == ASKED.number


def test_an_invoice_is_checked_five_times_a_day() -> None:
    tally = Tally("1", DAY)
    for done in range(1, 6):
        tally = checking.count(tally, PARAMETERS)
        assert (tally.count, tally.version) == (done, done)
    with pytest.raises(Refusal, match="checks-too-many"):
        checking.count(tally, PARAMETERS)
