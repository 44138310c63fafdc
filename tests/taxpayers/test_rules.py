"""Who may act, which fact holds, and what is refused, in order of precedence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, canonical
from backend.taxpayers.rules import authority, company, facts
from backend.taxpayers.rules.authority import Authority, Role
from backend.taxpayers.rules.facts import Fact, FactName
from tests.taxpayers.samples import (
    AN,
    CLERK,
    NOW,
    TODAY,
    TRADE,
    fact_id,
    grant,
    registration,
    statement,
)

DAY = timedelta(days=1)


def test_a_company_is_registered_under_its_code_and_todays_district() -> None:
    kept, event = company.register(f" {TRADE.lower()}", registration(district="桥东区"), CLERK)
    assert (kept.id, kept.district_code, kept.version) == (TRADE, "130502", 1)
    assert (event.subject, event.number) == (f"company/{TRADE}", 1)
    assert event.kind == "taxpayers:company:registered"
    assert event.data["district_code"] == "130502"


@pytest.mark.parametrize(
    ("code", "district", "refusal"),
    [
        ("91130502MA07X1A18X", "河间", "uscc-check-wrong"),
        (TRADE, "河间", "district-unknown"),
        (TRADE, "邢台县", "district-divided"),
    ],
)
def test_refusals_of_a_registration_in_order(code: str, district: str, refusal: str) -> None:
    with pytest.raises(Refusal) as caught:
        company.register(code, registration(district=district), CLERK)
    assert caught.value.code == refusal


def test_a_repeat_hashes_alike_whoever_sends_it_whenever() -> None:
    first, _ = company.register(TRADE, registration(), CLERK)
    again, _ = company.register(TRADE, registration(), Doing("clerk/2", NOW + DAY), synthetic=True)
    other, _ = company.register(TRADE, registration("别名（模拟）"), CLERK)
    assert first.request_hash == again.request_hash != other.request_hash


def granted(valid_from: date | None = None, valid_to: date | None = None) -> Authority:
    return authority.grant(TRADE, AN, grant(valid_from=valid_from, valid_to=valid_to), CLERK)[0]


@pytest.mark.parametrize(
    ("days", "on", "holds"),
    [
        ({}, TODAY, True),
        ({}, TODAY - DAY, False),
        ({}, date(2099, 1, 1), True),
        ({"valid_from": TODAY + DAY}, TODAY, False),
        ({"valid_to": TODAY}, TODAY, True),
        ({"valid_to": TODAY}, TODAY + DAY, False),
        ({"valid_from": date(2020, 1, 1), "valid_to": date(2020, 12, 31)}, TODAY, False),
    ],
)
def test_an_authority_holds_from_its_first_to_its_last_day(
    days: dict[str, date], on: date, holds: bool
) -> None:
    assert granted(**days).holds_on(on) is holds


@pytest.mark.parametrize(
    ("agent", "proved", "may"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_who_may_apply(agent: bool, proved: bool, may: bool) -> None:
    for role in Role:
        wish = grant(role, agent=agent, proved=proved)
        assert authority.grant(TRADE, AN, wish, CLERK)[0].may_apply is may


def test_an_authority_cannot_end_before_it_begins() -> None:
    with pytest.raises(Refusal) as caught:
        granted(valid_to=TODAY - DAY)
    assert caught.value.code == "authority-dates-crossed"


def test_an_authority_changes_for_who_saw_it_as_it_is() -> None:
    before = granted(valid_from=TODAY - DAY)
    later = Doing("clerk/2", NOW + DAY)
    after, event = authority.change(before, grant(Role.BOOKKEEPER, agent=False), 1, later)
    assert (after.role, after.may_apply, after.version) == (Role.BOOKKEEPER, False, 2)
    assert (after.valid_from, after.recorded_by) == (TODAY - DAY, "clerk/2")
    assert (event.number, event.kind) == (2, "taxpayers:authority:changed")
    assert event.data["before"] == {
        "role": "invoice-agent",
        "real_name_verified": True,
        "invoice_agent": True,
        "valid_from": "2026-11-22",
        "valid_to": None,
    }
    assert (event.data["role"], event.data["renamed"]) == ("bookkeeper", False)


@pytest.mark.parametrize(
    ("seen", "last_day", "refusal"),
    [
        (None, TODAY - 9 * DAY, "authority-exists-differently"),
        (2, TODAY - 9 * DAY, "authority-changed-meanwhile"),
        (1, TODAY - 2 * DAY, "authority-dates-crossed"),
    ],
)
def test_refusals_of_a_change_in_order(seen: int | None, last_day: date, refusal: str) -> None:
    with pytest.raises(Refusal) as caught:
        authority.change(granted(), grant(valid_to=last_day), seen, CLERK)
    assert caught.value.code == refusal


def test_an_authority_given_by_mistake_ends_the_same_day() -> None:
    after, _ = authority.change(granted(), grant(valid_to=TODAY - DAY), 1, CLERK)
    assert not any(after.holds_on(TODAY + days * DAY) for days in range(-3, 3))


def test_the_ledger_is_told_no_names() -> None:
    wish = grant()
    given, event = authority.grant(TRADE, AN, wish, CLERK)
    renamed = replace(wish, name="别人（模拟）")
    _, changed = authority.change(given, renamed, 1, CLERK)
    assert changed.data["renamed"] is True
    for each in (event, changed):
        told = canonical(each.data)
        assert wish.name not in told
        assert renamed.name not in told


def test_an_authority_begins_on_shanghais_day() -> None:
    late = Doing("clerk/1", NOW.replace(hour=16))
    assert authority.grant(TRADE, AN, grant(), late)[0].valid_from == TODAY + DAY


def recorded(
    number: int,
    value: str = "03",
    *,
    name: FactName = FactName.STATUS,
    first: date = date(2026, 1, 1),
    last: date | None = None,
    minutes: int = 0,
) -> Fact:
    doing = Doing("clerk/1", NOW + timedelta(minutes=minutes))
    return facts.record(TRADE, fact_id(number), statement(name, value, first, last), doing)[0]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (FactName.STATUS, ["01", "03", "13", "99"], ["3", "00", "14", "", "none"]),
        (FactName.CREDIT_GRADE, ["A", "B", "M", "C", "D", "unrated"], ["a", "E", ""]),
        (FactName.VERIFIED_USE, ["yes", "no"], ["true", ""]),
        (FactName.OVERDUE_RETURN, ["none", "2026-10", "2026-Q3", "2025"], ["", "yes", "2026-13"]),
        (FactName.VAT_FILED, ["none", "2026-10", "2026-Q3", "2025"], ["", "yes", "2026-13"]),
        (FactName.RISK_BLOCK, ["none", "走逃（失联）核查中"], ["", "  ", "长" * 201]),
    ],
)
def test_values_of_facts(name: FactName, good: list[str], bad: list[str]) -> None:
    assert [recorded(1, value, name=name).value for value in good] == good
    for value in bad:
        with pytest.raises(Refusal) as caught:
            recorded(1, value, name=name, first=TODAY, last=TODAY - DAY)  # before the dates
        assert caught.value.code == "fact-value-wrong"


def test_a_fact_cannot_end_before_it_begins() -> None:
    assert recorded(1, first=TODAY, last=TODAY).covers(TODAY)
    with pytest.raises(Refusal) as caught:
        recorded(1, first=TODAY, last=TODAY - DAY)
    assert (caught.value.code, caught.value.field) == ("fact-dates-crossed", "/effective_to")


FIRST = recorded(1, "03")
BLOCKED = recorded(2, "05", first=TODAY, last=TODAY, minutes=5)
FUTURE = recorded(3, "07", first=TODAY + 10 * DAY, minutes=9)
TWIN = recorded(4, "04", first=TODAY, last=TODAY, minutes=5)


@pytest.mark.parametrize(
    ("known", "on", "holds"),
    [
        ([], TODAY, None),
        ([FIRST], date(2025, 12, 31), None),
        ([FIRST], TODAY, FIRST),
        ([FIRST, BLOCKED], TODAY, BLOCKED),
        ([BLOCKED, FIRST], TODAY, BLOCKED),  # the order of reading does not count
        ([FIRST, BLOCKED], TODAY + DAY, FIRST),  # the older record stands again
        ([FIRST, BLOCKED, FUTURE], TODAY, BLOCKED),
        ([FIRST, BLOCKED, FUTURE], TODAY + 10 * DAY, FUTURE),
        ([FIRST, TWIN, BLOCKED], TODAY, TWIN),  # same millisecond: the greater id
    ],
)
def test_the_last_recorded_of_those_that_cover_the_day(
    known: list[Fact], on: date, holds: Fact | None
) -> None:
    assert facts.in_force(known, on).get("status") == holds


def test_names_do_not_hide_each_other() -> None:
    grade = recorded(5, "A", name=FactName.CREDIT_GRADE, minutes=99)
    assert facts.in_force([FIRST, grade], TODAY) == {"status": FIRST, "credit_grade": grade}


@given(st.permutations([FIRST, BLOCKED, FUTURE, TWIN]), st.dates(TODAY - DAY, TODAY + 20 * DAY))
def test_every_reader_chooses_the_same_fact(known: list[Fact], on: date) -> None:
    assert facts.in_force(known, on) == facts.in_force([FIRST, BLOCKED, FUTURE, TWIN], on)


@pytest.mark.parametrize(
    ("known", "first_day", "kept"),
    [
        ([FIRST, BLOCKED], TODAY, [FIRST, BLOCKED]),
        ([FIRST, BLOCKED], TODAY + DAY, [FIRST]),  # its only day is over
        ([FIRST, TWIN, BLOCKED], TODAY, [FIRST, TWIN]),  # never the one, while the other is there
        ([FUTURE, FIRST], TODAY, [FIRST, FUTURE]),
        ([FUTURE, FIRST], TODAY + 10 * DAY, [FUTURE]),
        ([recorded(9, "06", minutes=30), FIRST, FUTURE], TODAY, [recorded(9, "06", minutes=30)]),
        ([], TODAY, []),
    ],
)
def test_what_can_hold_on_no_day_any_more_is_left_out(
    known: list[Fact], first_day: date, kept: list[Fact]
) -> None:
    assert facts.still_counting(known, first_day) == tuple(kept)


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(-9, 9),
                st.one_of(st.none(), st.integers(0, 9)),
                st.integers(0, 3),
                st.sampled_from([FactName.STATUS, FactName.CREDIT_GRADE]),
            ),
            max_size=8,
        )
    )
    return [
        recorded(
            number,
            "03" if name is FactName.STATUS else "A",
            name=name,
            first=TODAY + begins * DAY,
            last=None if lasts is None else TODAY + (begins + lasts) * DAY,
            minutes=minutes,
        )
        for number, (begins, lasts, minutes, name) in enumerate(rows)
    ]


@given(histories(), st.integers(-1, 20))
def test_a_decision_reads_the_same_from_what_is_kept(known: list[Fact], later: int) -> None:
    current = facts.Current(TRADE)
    for fact in known:
        current = current.with_fact(fact, TODAY)
    assert current.version == len(known)
    day = TODAY + later * DAY
    assert facts.in_force(current.facts, day) == facts.in_force(known, day)


def test_a_history_of_years_is_one_fact_to_a_decision() -> None:
    current = facts.Current(TRADE)
    for number in range(500):
        current = current.with_fact(recorded(number, minutes=number), TODAY)
    assert [fact.id for fact in current.facts] == [fact_id(499)]


def test_what_a_decision_reads_has_an_end() -> None:
    current = facts.Current(TRADE)
    for number in range(facts.MOST_CURRENT):
        day = TODAY + number * DAY
        current = current.with_fact(recorded(number, first=day, last=day), TODAY)
    with pytest.raises(Refusal, match="facts-too-many"):
        current.with_fact(recorded(99, first=TODAY + 99 * DAY), TODAY)
    assert len(current.with_fact(recorded(100, minutes=9), TODAY).facts) == 1


def test_what_is_written_down_of_a_fact() -> None:
    _, event = facts.record(TRADE, fact_id(1), statement(last=TODAY), CLERK)
    assert (event.kind, event.actor) == ("taxpayers:fact:recorded", "clerk/1")
    assert event.data["effective_to"] == "2026-11-23"
    assert event.data["source"] == "登记系统（模拟）"
