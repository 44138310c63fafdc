"""The verbs that move an allowance and grant a kind, against fakes."""

from dataclasses import replace
from typing import Any

import pytest

from backend.invoices.rules.applications import State
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.invoices.conftest import COMPANY, TERMS, City
from tests.invoices.test_service import apply, counts


def came_back(city: City, number: int = 9, site_id: str | None = "Z002") -> Event:
    now = city.clock.now()
    data = {"site_id": site_id}
    return Event("pickup/x", number, "pickup:pickup:expired", now, "system/sweep", data=data)


class TestMoves:
    def test_hand_over_and_give_back_once_a_source(self, city: City) -> None:
        application = apply(city)
        for _ in range(2):
            city.service.handed_over(application.id, 8, source="pickup/x#5", doing=city.clerk())
            assert counts(city) == (10, 2, 8)
        for _ in range(2):
            city.service.returning.give_back(
                application.id, 2, reason="expired", source=came_back(city), doing=city.clerk()
            )
            assert counts(city) == (8, 0, 8)

    def test_no_more_than_was_approved(self, city: City) -> None:
        application = apply(city)
        with pytest.raises(Refusal, match="allowance-not-waiting"):
            city.service.handed_over(application.id, 11, source="p#1", doing=city.clerk())
        with pytest.raises(Refusal, match="application-unknown"):
            city.service.handed_over(new_id(), 1, source="p#1", doing=city.clerk())
        assert counts(city) == (10, 10, 0)

    def test_verified_use_frees_the_holding_once(self, city: City) -> None:
        application = apply(city)
        city.service.handed_over(application.id, 10, source="p#1", doing=city.clerk())
        verification = new_id()
        for _ in range(2):
            after = city.service.verify_use(
                COMPANY, verification, kind="P_ORD", count=4, doing=city.clerk()
            )
            assert after.holding == 6

    @pytest.mark.parametrize(
        "other", [{"count": 5}, {"kind": "P_SPECIAL"}, {"company_id": "OTHER"}], ids=str
    )
    def test_another_verification_under_the_same_id_is_refused(
        self, city: City, other: dict[str, Any]
    ) -> None:
        city.service.handed_over(apply(city).id, 10, source="p#1", doing=city.clerk())
        city.service.grant(COMPANY, "P_SPECIAL", None, reason="新办", doing=city.clerk())
        wish: dict[str, Any] = {
            "company_id": COMPANY,
            "verification_id": new_id(),
            "kind": "P_ORD",
            "count": 4,
        }
        city.service.verify_use(**wish, doing=city.clerk())
        with pytest.raises(Refusal, match="verification-exists-differently"):
            city.service.verify_use(**wish | other, doing=city.clerk())
        assert city.service.verify_use(**wish, doing=city.clerk()).holding == 6

    @pytest.mark.parametrize("count", [1, 11])
    def test_what_was_never_approved_is_not_given_back_nor_handed_over(
        self, city: City, clock: OwnedClock, count: int
    ) -> None:
        apply(city, 20)
        clock.forward(days=8)
        city.state(risk_block="走逃" if count == 1 else "none")
        # Another's sheets wait since November: December's count is not theirs to lower.
        one = apply(city, 10)
        before = counts(city)
        back, doing = city.service.returning, city.clerk()
        for verb, words in (
            (back.give_back, {"reason": "expired", "source": came_back(city)}),
            (back.owe_again, {"reason": "expired", "source": came_back(city)}),
            (city.service.handed_over, {"source": "pickup/y#1"}),
        ):
            with pytest.raises(Refusal, match="allowance-not-waiting"):
                verb(one.id, count, doing=doing, **words)
        assert counts(city) == before

    def test_december_begins_with_nothing_taken(self, city: City, clock) -> None:
        apply(city, 40)
        clock.forward(days=8)
        assert counts(city) == (0, 40, 0)
        assert apply(city, 20).state is State.APPROVED
        assert counts(city) == (20, 60, 0)


class TestGrant:
    def test_the_same_terms_change_nothing(self, city: City) -> None:
        again = city.service.grant(COMPANY, "P_ORD", TERMS, reason="x", doing=city.clerk())
        assert again.version == 1

    def test_without_terms_what_is_approved_stays(self, city: City, clock) -> None:
        clock.forward(days=1)
        again = city.service.grant(COMPANY, "P_ORD", None, reason="x", doing=city.clerk())
        assert (again.version, again.terms) == (1, TERMS)

    def test_a_change_names_the_version_that_was_seen(self, city: City) -> None:
        other = replace(TERMS, max_per_time=TERMS.max_per_time + 1)
        for seen, code in ((None, "exists-differently"), (7, "changed-meanwhile")):
            with pytest.raises(Refusal, match=f"approval-{code}"):
                city.service.grant(
                    COMPANY, "P_ORD", other, reason="x", seen_version=seen, doing=city.clerk()
                )
        changed = city.service.grant(
            COMPANY, "P_ORD", other, reason="x", seen_version=1, doing=city.clerk()
        )
        assert (changed.version, changed.terms) == (2, other)

    def test_without_terms_a_new_company_gets_the_first_values(self, city: City) -> None:
        found = city.service.grant(COMPANY, "P_SPECIAL", None, reason="新办", doing=city.clerk())
        assert (found.version, found.terms.max_per_month) == (1, 25)

    def test_refuses_a_company_nobody_knows(self, city: City) -> None:
        with pytest.raises(Refusal, match="company-unknown"):
            city.service.grant("X", "P_ORD", TERMS, reason="x", doing=city.clerk())
