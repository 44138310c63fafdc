"""The verbs of the invoices room against fakes."""

import pytest

from backend.invoices.rules.applications import Application, State
from backend.invoices.rules.kinds import Kind
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.fakes.invoices import Authority, FakeStore
from tests.invoices.conftest import COMPANY, SITE, City


def apply(
    city: City, count: int = 10, application_id: str | None = None, person: str = "p1"
) -> Application:
    return city.service.apply(
        COMPANY,
        application_id or new_id(),
        kind="P_ORD",
        count=count,
        site_id=SITE,
        doing=city.person(person),
    )


def counts(city: City) -> tuple[int, int, int]:
    (row,) = city.service.kinds(COMPANY, city.person())
    return row.allowance.taken_this_month, row.allowance.waiting, row.allowance.holding


def refused(city: City) -> list[str | None]:
    """Apply once and return why it did not pass."""
    return [check.reason for check in apply(city).checks if not check.passed]


class TestApply:
    def test_approved_takes_the_allowance_and_names_a_pickup(self, city: City) -> None:
        application = apply(city)
        assert application.state is State.APPROVED
        assert application.pickup_id
        assert len(bytes.fromhex(application.pickup_id)) == 8
        assert counts(city) == (10, 10, 0)

    @pytest.mark.parametrize(
        ("facts", "state", "reasons"),
        [
            ({"status": "05"}, State.REFUSED, ["status-not-normal"]),
            ({"risk_block": "走逃"}, State.REFERRED, ["risk-blocked"]),
            ({"verified_use": "no"}, State.REFERRED, ["previous-use-not-verified"]),
            ({"overdue_return": "2026-10"}, State.REFERRED, ["return-overdue"]),
        ],
    )
    def test_otherwise_is_recorded_and_takes_nothing(
        self, city: City, facts: dict[str, str], state: State, reasons: list[str]
    ) -> None:
        city.state(**facts)
        application = apply(city)
        assert (application.state, application.pickup_id) == (state, None)
        assert [c.reason for c in application.checks if not c.passed] == reasons
        assert counts(city) == (0, 0, 0)

    def test_without_being_invoice_agent_is_recorded_as_refused(self, city: City) -> None:
        application = apply(city, person="p2")
        assert application.state is State.REFUSED
        assert application.checks[0].reason == "agent-not-authorised"
        assert apply(city, person="p3").checks[0].reason == "agent-not-real-name"

    def test_at_a_site_without_paper_is_refused(self, city: City) -> None:
        city.shelves.stock[SITE, Kind.P_ORD] = 9
        assert refused(city) == ["site-stock-too-low"]

    def test_a_repeat_gives_the_application_as_it_is_today(self, city: City) -> None:
        city.state(risk_block="走逃")
        first = apply(city)
        city.service.decide(first.id, "approve", "已核", city.clerk())
        again = apply(city, application_id=first.id)
        assert (again.state, again.version) == (State.APPROVED, 2)
        assert counts(city) == (10, 10, 0)

    def test_other_content_under_the_same_id_is_refused(self, city: City) -> None:
        first = apply(city)
        with pytest.raises(Refusal, match="application-exists-differently"):
            apply(city, count=11, application_id=first.id)
        with pytest.raises(Refusal, match="application-exists-differently"):
            city.service.apply(
                "OTHER",
                first.id,
                kind="P_ORD",
                count=10,
                site_id=SITE,
                doing=city.person("p4"),
            )

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"application_id": "1", "person": "p9", "kind": "X"}, "id-malformed"),
            ({"person": "p9", "kind": "X"}, "company-unknown"),
            ({"person": "p4", "kind": "X"}, "company-unknown"),
            ({"kind": "X", "count": 0}, "kind-unknown"),
            ({"count": 0, "site_id": "Z999"}, "count-malformed"),
            ({"site_id": "Z999"}, "site-unknown"),
        ],
    )
    def test_refuses_in_this_order(
        self, city: City, change: dict[str, str | int], code: str
    ) -> None:
        wish: dict[str, str | int] = {"kind": "P_ORD", "count": 10, "site_id": SITE} | change
        person = str(wish.pop("person", "p1"))
        application_id = str(wish.pop("application_id", new_id()))
        with pytest.raises(Refusal) as found:
            city.service.apply(COMPANY, application_id, **wish, doing=city.person(person))
        assert found.value.code == code

    def test_the_second_that_would_pass_the_month_is_referred(self, city: City) -> None:
        assert apply(city, 40).state is State.APPROVED
        second = apply(city, 11)
        assert second.state is State.REFERRED
        assert counts(city) == (40, 40, 0)

    def test_a_lost_race_is_decided_again_from_a_fresh_reading(self, city: City) -> None:
        assert isinstance(city.store, FakeStore)
        save, raced = city.store.save_application, []

        def late(*args: object) -> None:
            if not raced:
                raced.append(True)
                apply(city, 40)
            save(*args)

        city.store.save_application = late
        assert apply(city, 40).state is State.REFERRED
        assert counts(city) == (40, 40, 0)

    def test_a_race_lost_every_time_is_given_up(self, city: City) -> None:
        def never(*_: object) -> None:
            raise Conflict

        city.store.save_application = never
        with pytest.raises(Conflict):
            apply(city)


class TestDecide:
    @pytest.fixture
    def referred(self, city: City) -> Application:
        city.state(risk_block="走逃")
        return apply(city)

    def test_approval_takes_the_allowance_once(self, city: City, referred: Application) -> None:
        first = city.service.decide(referred.id, "approve", "已核", city.clerk())
        again = city.service.decide(referred.id, "approve", "已核", city.clerk())
        assert first.state is State.APPROVED
        assert first.pickup_id
        assert (again.pickup_id, again.version) == (first.pickup_id, 2)
        assert counts(city) == (10, 10, 0)

    def test_refusal_takes_nothing(self, city: City, referred: Application) -> None:
        after = city.service.decide(referred.id, "refuse", "材料不足", city.clerk())
        assert (after.state, after.decision_reason) == (State.REFUSED, "材料不足")
        assert counts(city) == (0, 0, 0)
        with pytest.raises(Refusal, match="application-decided"):
            city.service.decide(referred.id, "approve", "已核", city.clerk())

    def test_a_clerk_may_grant_beyond_the_month_when_that_was_referred(self, city: City) -> None:
        apply(city, 40)
        extra = apply(city, 30)
        after = city.service.decide(extra.id, "approve", "合同已核，临时增量", city.clerk())
        assert after.state is State.APPROVED
        assert counts(city) == (70, 70, 0)
        assert isinstance(city.store, FakeStore)
        last = city.store.events[f"allowance/{COMPANY}/P_ORD"][-1]
        assert last.data["beyond_limit"] == 20
        assert apply(city, 1).state is State.REFERRED

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"status": "05"}, "status-not-normal"),
            ({"overdue_return": "2026-10"}, "return-overdue"),
        ],
    )
    def test_what_failed_since_stands_in_the_way(
        self, city: City, referred: Application, facts: dict[str, str], reason: str
    ) -> None:
        city.state(**facts)
        assert [c.reason for c in city.service.can_approve(referred.id, city.clerk())] == [reason]
        with pytest.raises(Refusal) as found:
            city.service.decide(referred.id, "approve", "已核", city.clerk())
        assert found.value.code == "application-cannot-approve"
        assert found.value.params["reasons"] == [reason]
        with pytest.raises(Refusal, match="application-cannot-approve"):
            city.service.check_decidable(referred.id, "approve", city.clerk())
        city.service.check_decidable(referred.id, "refuse", city.clerk())

    def test_an_applicant_who_left_stands_in_the_way(
        self, city: City, referred: Application
    ) -> None:
        del city.taxpayers.people["p1", COMPANY]
        (check,) = city.service.can_approve(referred.id, city.clerk())
        assert check.reason == "agent-not-of-company"
        city.taxpayers.people["p1", COMPANY] = Authority()
        assert city.service.can_approve(referred.id, city.clerk()) == ()

    def test_the_month_used_up_since_stands_in_the_way(
        self, city: City, referred: Application
    ) -> None:
        city.state(risk_block="none")
        apply(city, 40)
        apply(city, 10)
        (check,) = city.service.can_approve(referred.id, city.clerk())
        assert check.reason == "count-over-month-limit"

    def test_refuses_what_is_unknown_or_ended(self, city: City, referred: Application) -> None:
        with pytest.raises(Refusal, match="application-unknown"):
            city.service.decide(new_id(), "approve", "x", city.clerk())
        with pytest.raises(Refusal, match="request-malformed"):
            city.service.decide(referred.id, "settle", "x", city.clerk())
        city.service.withdraw(COMPANY, referred.id, "不领了", city.person())
        with pytest.raises(Refusal, match="application-decided"):
            city.service.decide(referred.id, "refuse", "x", city.clerk())
        with pytest.raises(Refusal, match="application-decided"):
            city.service.can_approve(referred.id, city.clerk())


class TestWithdraw:
    def test_ends_a_referral_once(self, city: City) -> None:
        city.state(risk_block="走逃")
        application = apply(city)
        for _ in range(2):
            after = city.service.withdraw(COMPANY, application.id, "不领了", city.person())
            assert (after.state, after.version) == (State.WITHDRAWN, 2)

    def test_refuses_in_this_order(self, city: City) -> None:
        approved = apply(city)
        cases = [
            ("p9", COMPANY, approved.id, "company-unknown"),
            ("p4", "OTHER", approved.id, "application-unknown"),
            ("p1", COMPANY, new_id(), "application-unknown"),
            ("p1", COMPANY, approved.id, "application-decided"),
        ]
        for person, company, application_id, code in cases:
            with pytest.raises(Refusal, match=code):
                city.service.withdraw(company, application_id, "x", city.person(person))


def test_lists_and_histories_are_only_for_who_acts_for_the_company(city: City) -> None:
    ids = sorted((apply(city, 1).id for _ in range(3)), reverse=True)
    page = city.service.list_applications(COMPANY, None, 2, city.person())
    assert [one.id for one in page.items] == ids[:2]
    rest = city.service.list_applications(COMPANY, page.next_cursor, 2, city.person())
    assert [one.id for one in rest.items] == ids[2:]
    history = city.service.history(COMPANY, ids[0], cursor=None, limit=50, doing=city.person())
    assert [one.kind for one in history.items] == ["invoices:application:approved"]
    stranger = city.person("p9")
    for ask in (
        lambda: city.service.kinds(COMPANY, stranger),
        lambda: city.service.list_applications(COMPANY, None, 2, stranger),
        lambda: city.service.get_application(COMPANY, ids[0], stranger),
        lambda: city.service.history(COMPANY, ids[0], cursor=None, limit=2, doing=stranger),
    ):
        with pytest.raises(Refusal, match="company-unknown"):
            ask()
