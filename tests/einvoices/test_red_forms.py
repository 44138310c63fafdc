"""The confirmation form: every edge is walked and every other refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.einvoices.rules import red_forms, red_states
from backend.einvoices.rules.red_amounts import Take
from backend.einvoices.rules.red_forms import Reason, RedForm, Side
from backend.einvoices.rules.red_states import State
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from tests.einvoices.samples import AT, BUYER, PERSON, SELLER

# Domain facts §2.6: "∅→01|02|03; 02→04|05|07|08|12; 03→04|06|07|08; 01|04→09|10|13; {01..04}→11".
WALKED = {
    ("01", "09"),
    ("01", "10"),
    ("01", "11"),
    ("01", "13"),
    ("02", "04"),
    ("02", "05"),
    ("02", "07"),
    ("02", "08"),
    ("02", "11"),
    ("02", "12"),
    ("03", "04"),
    ("03", "06"),
    ("03", "07"),
    ("03", "08"),
    ("03", "11"),
    ("04", "09"),
    ("04", "10"),
    ("04", "11"),
    ("04", "13"),
}
EVERY = [(before, after) for before in State for after in State]


def form(state: State = State.BUYER_ASKED, **more: object) -> RedForm:
    waits = state in red_states.WAITING
    plain = RedForm(
        id="f1",
        invoice_id="i1",
        invoice_number="26132070000000000001",
        seller_id=SELLER,
        seller_name="模拟·卖方汽修",
        buyer_id=BUYER,
        buyer_name="模拟·买方商行",
        natural_buyer=False,
        filed_for=Side.BUYER if state is State.SELLER_ASKED else Side.SELLER,
        filed_by="person/p1",
        filed_at=AT,
        reason=Reason.RETURNED,
        takes=(Take(0, 1_000, 130),),
        deducted=True,
        state=state,
        request_hash="h",
        answer_by=AT + timedelta(hours=72) if waits else None,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def after(hours: float) -> Doing:
    return replace(PERSON, at=AT + timedelta(hours=hours))


@pytest.mark.parametrize(("before", "to"), EVERY)
def test_every_edge_is_walked_and_every_other_is_refused(before: State, to: State) -> None:
    held = form(before, natural_buyer=to is State.DENIED_BY_PERSON)
    if (before.value, to.value) in WALKED:
        moved, event = red_forms.move(held, to, PERSON)
        assert (moved.state, moved.version, event.number) == (to, 2, 2)
        assert event.kind.startswith("einvoices:red-form:")
        assert moved.state.over is (to.value not in {"01", "02", "03", "04"})
        return
    with pytest.raises(Refusal, match="red-form-over"):
        red_forms.move(held, to, PERSON)


@pytest.mark.parametrize("to", list(State))
@pytest.mark.parametrize("before", red_states.READY)
def test_nothing_leaves_a_form_whose_red_invoice_is_issued(before: State, to: State) -> None:
    held, event = red_forms.issued(form(before), "r1", "2" * 20, PERSON)
    assert (held.red_number, held.state, event.data["red_id"]) == ("2" * 20, before, "r1")
    with pytest.raises(Refusal, match="red-form-issued"):
        red_forms.move(held, to, PERSON)
    with pytest.raises(Refusal, match="red-form-issued"):
        red_forms.issued(held, "r2", "3" * 20, PERSON)


@pytest.mark.parametrize("state", [one for one in State if one not in red_states.READY])
def test_a_red_invoice_comes_of_01_and_04_alone(state: State) -> None:
    with pytest.raises(Refusal, match="red-form-not-agreed"):
        red_forms.issued(form(state), "r1", "2" * 20, PERSON)


def test_seventy_two_hours_and_not_a_moment_longer() -> None:
    held = form()
    assert red_forms.confirm(held, Side.BUYER, after(72))[0].state is State.AGREED
    late = after(72.0001)
    assert held.at(late.at).state is State.LAPSED
    assert held.at(late.at).ended_at == held.answer_by
    for verb, side in (
        (red_forms.confirm, Side.BUYER),
        (red_forms.deny, Side.BUYER),
        (red_forms.withdraw, Side.SELLER),
    ):
        with pytest.raises(Refusal) as found:
            verb(held, side, late)
        assert (found.value.code, found.value.params) == ("red-form-over", {"state": "07"})
    # What was agreed in time is not late afterwards.
    agreed, _ = red_forms.confirm(held, Side.BUYER, after(1))
    assert agreed.at(after(1_000).at).state is State.AGREED


def test_a_form_that_waits_for_its_red_invoice_does_not_wait_for_ever() -> None:
    end = AT + timedelta(days=15)
    plain = form(State.NOT_NEEDED, issue_days=15, issue_by=end)
    agreed, _ = red_forms.confirm(form(issue_days=15), Side.BUYER, after(24))
    assert agreed.issue_by == end + timedelta(days=1)
    for held in (plain, agreed):
        by = held.issue_by
        assert by is not None
        assert held.at(by) == held
        assert red_forms.lapse(held, replace(PERSON, at=by)) is None
        late = replace(PERSON, at=by + timedelta(milliseconds=1))
        lapsed = red_forms.lapse(held, late)
        assert lapsed is not None
        kept, event = lapsed
        assert kept == replace(held.at(late.at), version=held.version + 1)
        assert (kept.state, kept.ended_at) == (State.WITHDRAWN_AGREED, by)
        assert (event.kind, event.data["state"]) == ("einvoices:red-form:lapsed", "09")
        for refused in (
            lambda held=held, late=late: red_forms.issued(held, "r1", "2" * 20, late),
            lambda held=held, late=late: red_forms.withdraw(held, Side.SELLER, late),
            lambda held=held, late=late: red_forms.move(held, State.BLOCKED, late),
        ):
            with pytest.raises(Refusal, match=r"red-form-(over|not-agreed)"):
                refused()
        issued, _ = red_forms.issued(held, "r1", "2" * 20, PERSON)
        assert issued.at(late.at) == issued


@pytest.mark.parametrize(
    ("state", "answers", "denied"),
    [
        (State.BUYER_ASKED, Side.BUYER, State.DENIED_BY_BUYER),
        (State.SELLER_ASKED, Side.SELLER, State.DENIED_BY_SELLER),
    ],
)
def test_the_other_side_answers_and_who_filed_takes_back(
    state: State, answers: Side, denied: State
) -> None:
    held = form(state)
    filed = held.filed_for
    for verb, wrong in (
        (red_forms.confirm, filed),
        (red_forms.deny, filed),
        (red_forms.withdraw, answers),
    ):
        with pytest.raises(Refusal, match="red-form-not-yours"):
            verb(held, wrong, PERSON)
    agreed, event = red_forms.confirm(held, answers, PERSON)
    assert (agreed.state, event.data["transfer_out_fen"]) == (State.AGREED, 130)
    assert red_forms.deny(held, answers, PERSON)[0].state is denied
    assert red_forms.withdraw(held, filed, PERSON)[0].state is State.WITHDRAWN
    assert red_forms.withdraw(agreed, filed, PERSON)[0].state is State.WITHDRAWN_AGREED


def test_only_a_natural_person_denies_as_one() -> None:
    natural = form(natural_buyer=True)
    assert red_forms.deny(natural, Side.BUYER, PERSON)[0].state is State.DENIED_BY_PERSON
    with pytest.raises(Refusal, match="red-form-over"):
        red_forms.move(form(), State.DENIED_BY_PERSON, PERSON)
    with pytest.raises(Refusal, match="red-form-unknown"):
        natural.side_of(BUYER)


@pytest.mark.parametrize("text", ["01", "05", "07", "12", "14", ""])
def test_the_tax_office_voids_for_its_own_reasons(text: str) -> None:
    assert [red_forms.check_void(one, "x") for one in ("10", "11", "13")] == ["10", "11", "13"]
    with pytest.raises(Refusal) as found:
        red_forms.check_void("10", " ")
    assert (found.value.code, found.value.field) == ("request-malformed", "/reason")
    with pytest.raises(Refusal, match="request-malformed"):
        red_forms.check_void(text, "x")
