"""The red letter from both sides against fakes: who may, when, how much, and what comes back."""

import threading
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.einvoices.rules.face import Kind
from backend.einvoices.rules.invoices import Invoice, State, Use
from backend.einvoices.rules.red_amounts import Wanted
from backend.einvoices.rules.red_forms import Filing, Reason, RedForm, Side
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.reddening import book, filed, reddened, special, used
from tests.einvoices.samples import BUYER, OTHER, SELLER, draft, row


def blue_of(city: City, blue: Invoice) -> Invoice:
    found = city.store.find_invoice(blue.id)
    assert found is not None
    return found


def verbs(city: City, subject: str) -> list[str]:
    page = city.store.history(subject, None, 50)
    return [one.kind.rpartition(":")[2] for one in page.items]


def test_a_mistake_is_taken_back_whole_without_asking_anybody(city: City) -> None:
    blue = special(city)
    form = filed(city, blue, reason=Reason.MISTAKE)
    assert (form.state, form.answer_by, form.amount_fen) == ("01", None, 150_000)
    red = reddened(city, form)
    assert [line.amount_fen for line in red.face.lines] == [-100_000, -50_000]
    assert (red.face.total_fen, red.face.buyer, red.face.kind) == (
        -blue.face.total_fen,
        blue.face.buyer,
        blue.face.kind,
    )
    assert red.face.remark == (
        f"被红冲蓝字数电票号码：{blue.face.number} 红字发票信息确认单编号：{form.id}"
    )
    assert int(red.face.number) == int(blue.face.number) + 1
    after = blue_of(city, blue)
    assert (after.state, after.form, book(city)) == (State.REVERSED, None, 0)
    assert verbs(city, blue.subject) == ["issued", "red-begun", "taken-back"]
    assert verbs(city, f"e-book/{SELLER}")[-1] == "given-back"
    assert verbs(city, form.subject) == ["filed", "issued"]
    for again in (blue, red):
        with pytest.raises(Refusal) as found:
            filed(city, again)
        assert found.value.code in ("e-invoice-reversed", "e-invoice-is-red")


@pytest.mark.parametrize("agreed", [False, True])
def test_a_form_that_the_seller_leaves_lying_lets_the_buyer_go_on(
    city: City, clock: OwnedClock, agreed: bool
) -> None:
    blue = used(city) if agreed else special(city)
    form = filed(city, blue)
    if agreed:
        city.reds.confirm(BUYER, form.id, city.person("p5"))
    clock.forward(days=15)
    with pytest.raises(Refusal, match="red-form-open"):
        city.buyer.book(BUYER, blue.id, city.person("p5"))
    clock.forward(seconds=1)
    assert city.reds.get(BUYER, form.id, city.person("p5")).state == "09"
    with pytest.raises(Refusal, match="red-form-not-agreed"):
        reddened(city, form)
    assert city.buyer.book(BUYER, blue.id, city.person("p5")).booked
    assert verbs(city, blue.subject)[-2:] == ["red-ended", "booked"]
    assert verbs(city, form.subject)[-1] == "lapsed"
    told = city.service.history(SELLER, blue.id, cursor=None, limit=9, doing=city.person())
    assert [(one.actor, one.machine) for one in told.items[-2:]] == [("time", ""), ("buyer", "")]
    assert filed(city, blue).state == "02"  # it is booked now: the buyer is asked


def test_parts_follow_one_another_until_nothing_is_left(city: City) -> None:
    blue = used(city)
    for amount in (30_000, 70_000):
        form = filed(city, blue, Wanted(0, amount))
        assert (form.state, form.deducted) == ("02", True)
        with pytest.raises(Refusal, match="red-form-not-agreed"):
            reddened(city, form)
        agreed = city.reds.confirm(BUYER, form.id, city.person("p5"))
        assert agreed.transfer_out_fen == amount * 13 // 100
        reddened(city, agreed)
        assert blue_of(city, blue).state is State.PARTLY_REVERSED
    with pytest.raises(Refusal, match="red-over-remaining"):
        filed(city, blue, Wanted(0, 1))
    assert book(city) == 50_000
    form = filed(city, blue, company=BUYER, person="p5")
    assert (form.state, form.filed_for, form.amount_fen) == ("03", Side.BUYER, 50_000)
    city.reds.confirm(SELLER, form.id, city.person())
    reddened(city, form)
    assert (blue_of(city, blue).state, book(city)) == (State.REVERSED, 0)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 120_000)), max_size=6))
def test_the_reds_of_an_invoice_never_come_to_more_than_it(
    city: City, asked: list[tuple[int, int]]
) -> None:
    """Property: whatever is asked for, Σ red ≤ blue line by line, and the quota fits the sums."""
    before = book(city) if city.store.find_book(SELLER) else 0
    blue, reds = used(city), []
    for line, amount in asked:
        try:
            form = filed(city, blue, Wanted(line, amount))
        except Refusal as refusal:
            assert refusal.code in ("red-over-remaining", "e-invoice-reversed")  # noqa: PT017
            continue
        city.reds.confirm(BUYER, form.id, city.person("p5"))
        reds.append(reddened(city, form))
    after = blue_of(city, blue)
    back = (sum(-one.face.amount_fen for one in reds), sum(-one.face.tax_fen for one in reds))
    assert back[0] <= blue.face.amount_fen
    assert back[1] <= blue.face.tax_fen
    assert back == tuple(map(sum, zip(*(after.taken_back or ((0, 0),)), strict=True)))
    assert all(amount >= 0 and tax >= 0 for amount, tax in after.remaining)
    assert book(city) == before + blue.face.amount_fen - back[0]


def test_an_earlier_months_blue_gives_no_quota_back(city: City, clock: OwnedClock) -> None:
    blue = special(city)
    clock.forward(days=10)
    city.issue(draft(row(10_000)))
    reddened(city, filed(city, blue))
    assert book(city) == 10_000


def test_who_does_not_answer_in_time_lets_it_lapse_and_the_next_writes_it(
    city: City, clock: OwnedClock
) -> None:
    blue = used(city)
    form = filed(city, blue)
    with pytest.raises(Refusal, match="red-form-open"):
        filed(city, blue)
    with pytest.raises(Refusal, match="red-form-open"):
        city.buyer.book(BUYER, blue.id, city.person("p5"))
    clock.forward(hours=73)
    assert city.reds.get(BUYER, form.id, city.person("p5")).state == "07"
    [listed] = city.reds.list_forms(
        BUYER, Side.BUYER, cursor=None, limit=5, doing=city.person("p5")
    ).items
    assert listed.state == "07"
    with pytest.raises(Refusal, match="red-form-over"):
        city.reds.confirm(BUYER, form.id, city.person("p5"))
    assert verbs(city, form.subject) == ["filed"]
    city.buyer.book(BUYER, blue.id, city.person("p5"))
    assert verbs(city, form.subject) == ["filed", "lapsed"]
    assert verbs(city, blue.subject)[-3:] == ["red-begun", "red-ended", "booked"]
    assert filed(city, blue).state == "02"


def test_what_was_denied_or_taken_back_frees_the_invoice(city: City) -> None:
    blue = used(city, Use.NOT_DEDUCT)
    denied = city.reds.deny(BUYER, filed(city, blue).id, city.person("p5"))
    again = city.reds.deny(BUYER, denied.id, city.person("p5"))
    assert (denied.state, again.state, again.version) == ("05", "05", denied.version)
    back = city.reds.withdraw(SELLER, filed(city, blue).id, city.person())
    assert (back.state, city.reds.withdraw(SELLER, back.id, city.person()).state) == ("08", "08")
    agreed = city.reds.confirm(BUYER, filed(city, blue).id, city.person("p5"))
    assert city.reds.confirm(BUYER, agreed.id, city.person("p5")).version == agreed.version
    assert city.reds.void(agreed.id, "13", "模拟原因", city.clerk()).state == "13"
    assert city.reds.void(agreed.id, "13", "模拟原因", city.clerk()).state == "13"
    with pytest.raises(Refusal, match="red-form-over"):
        city.reds.void(agreed.id, "10", "模拟原因", city.clerk())
    assert (blue_of(city, blue).form, blue_of(city, blue).state) == (None, State.ISSUED)


@pytest.mark.parametrize(
    ("company", "person", "parts", "reason", "code"),
    [
        (SELLER, "p9", (), Reason.RETURNED, "company-unknown"),
        (SELLER, "p3", (), Reason.RETURNED, "issuer-not-real-name"),
        (SELLER, "p2", (), Reason.RETURNED, "issuer-not-authorised"),
        (OTHER, "p4", (), Reason.RETURNED, "e-invoice-unknown"),
        (BUYER, "p7", (), Reason.RETURNED, "issuer-not-authorised"),
        (BUYER, "p5", (), Reason.RETURNED, "red-form-seller-files"),
        (SELLER, "p1", (Wanted(0, 1),), Reason.RETURNED, "red-whole-only"),
        (SELLER, "p1", (Wanted(0, 999_999),), Reason.RETURNED, "red-over-remaining"),
    ],
)
def test_a_form_is_refused(
    city: City, company: str, person: str, parts: tuple[Wanted, ...], reason: Reason, code: str
) -> None:
    blue = special(city)
    with pytest.raises(Refusal) as found:
        filed(city, blue, *parts, company=company, person=person, reason=reason)
    assert found.value.code == code
    assert blue_of(city, blue).version == 1


def test_reasons_decide_over_parts_and_quantities(city: City) -> None:
    typed = draft(row(None, quantity=Decimal(2), unit_price=Decimal(500)))
    blue = city.issue(replace(typed, kind=Kind.D_SPECIAL))
    city.buyer.book(BUYER, blue.id, city.person("p5"))
    with pytest.raises(Refusal, match="red-whole-only"):
        filed(city, blue, Wanted(0, 1), reason=Reason.MISTAKE)
    with pytest.raises(Refusal, match="red-quantity-not-allowed"):
        filed(city, blue, Wanted(0, 50_000, Decimal(1)), reason=Reason.ALLOWANCE)
    form = filed(city, blue, Wanted(0, 50_000, Decimal(1)))
    city.reds.confirm(BUYER, form.id, city.person("p5"))
    [line] = reddened(city, form).face.lines
    assert (line.quantity, line.unit_price, line.amount_fen) == (-1, 500, -50_000)


def test_others_learn_nothing_and_each_side_does_its_own_part(city: City) -> None:
    form = filed(city, used(city))
    for verb in (city.reds.confirm, city.reds.deny, city.reds.withdraw, city.reds.get):
        with pytest.raises(Refusal, match="red-form-unknown"):
            verb(OTHER, form.id, city.person("p4"))
        with pytest.raises(Refusal, match="company-unknown"):
            verb(BUYER, form.id, city.person("p4"))
    with pytest.raises(Refusal, match="red-form-not-yours"):
        city.reds.confirm(SELLER, form.id, city.person())
    with pytest.raises(Refusal, match="red-form-not-yours"):
        city.reds.withdraw(BUYER, form.id, city.person("p5"))
    with pytest.raises(Refusal, match="red-form-seller-issues"):
        city.reds.issue(BUYER, form.id, new_id(), city.person("p5"))
    with pytest.raises(Refusal, match="issuer-not-authorised"):
        city.reds.confirm(BUYER, form.id, city.person("p7"))
    assert city.store.find_form(form.id) == replace(form, head=_head(city, form))


def _head(city: City, form: RedForm) -> str:
    found = city.store.find_form(form.id)
    assert found is not None
    return found.head


def test_repeats_change_nothing_and_other_content_is_refused(city: City) -> None:
    blue = special(city)
    form_id, filing = new_id(), Filing(blue.id, Reason.STOPPED)
    form = city.reds.file(SELLER, form_id, filing, city.person())
    assert city.reds.file(SELLER, form_id, filing, city.person()).version == form.version
    with pytest.raises(Refusal, match="red-form-exists-differently"):
        city.reds.file(SELLER, form_id, Filing(blue.id, Reason.MISTAKE), city.person())
    red_id = new_id()
    red = city.reds.issue(SELLER, form_id, red_id, city.person())
    assert city.reds.issue(SELLER, form_id, red_id, city.person()).face == red.face
    with pytest.raises(Refusal, match="red-form-issued"):
        city.reds.issue(SELLER, form_id, new_id(), city.person())
    with pytest.raises(Refusal, match="e-invoice-exists-differently"):
        city.reds.issue(SELLER, form_id, blue.id, city.person())
    assert book(city) == 0


def test_two_at_once_take_one_invoice_back_once(city: City) -> None:
    form = filed(city, special(city))
    found: list[object] = []

    def act() -> None:
        try:
            found.append(reddened(city, form).face.number)
        except Refusal as refusal:
            found.append(refusal.code)

    turns = [threading.Thread(target=act) for _ in range(4)]
    for turn in turns:
        turn.start()
    for turn in turns:
        turn.join()
    assert sorted(map(str, found))[1:] == ["red-form-issued"] * 3
    assert book(city) == 0


def test_a_blocked_seller_issues_no_red_invoice(city: City) -> None:
    form = filed(city, special(city))
    city.state(risk_block="走逃")
    with pytest.raises(Refusal, match="seller-risk-blocked"):
        reddened(city, form)
    assert city.reds.void(form.id, "11", "模拟原因", city.clerk()).state == "11"
