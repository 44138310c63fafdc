"""An application whose paper shall be sent: an address instead of a site."""

from dataclasses import replace

import pytest

from backend.invoices.api import routes
from backend.invoices.rules.applications import Application, State, Wish
from backend.invoices.rules.kinds import Kind
from backend.invoices.service import InvoicesService
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from tests.fakes.door import Door
from tests.invoices.conftest import ADDRESS, COMPANY, SITE, City


def by_mail(city: City, count: int = 3, application_id: str | None = None) -> Application:
    return city.service.apply(
        COMPANY,
        application_id or new_id(),
        kind="P_ORD",
        count=count,
        address_id=ADDRESS,
        doing=city.person(),
    )


def test_it_is_approved_at_the_mail_room_and_says_where_it_goes(city: City) -> None:
    application = by_mail(city)
    assert (application.state, application.wish.site_id) == (State.APPROVED, "H001")
    [event] = city.service.history(
        COMPANY, application.id, cursor=None, limit=10, doing=city.person()
    ).items
    assert (event.data["address_id"], event.data["site_id"]) == (ADDRESS, "H001")


def test_the_paper_that_counts_is_the_mail_rooms(city: City) -> None:
    city.shelves.stock["H001", Kind.P_ORD] = 500
    application = by_mail(city, 10)
    assert application.state is State.REFUSED
    [failed] = [one for one in application.checks if not one.passed]
    assert (failed.reason, failed.inputs["free"]) == ("site-stock-too-low", 9)


def test_an_address_of_nobody_is_refused(city: City) -> None:
    city.mail.addresses.clear()
    with pytest.raises(Refusal, match="address-unknown"):
        by_mail(city)


def test_a_repeat_is_the_same_though_another_mail_room_serves_now(city: City) -> None:
    application_id = new_id()
    first = by_mail(city, application_id=application_id)
    city.mail.site_id = "H002"
    assert by_mail(city, application_id=application_id).wish == first.wish
    with pytest.raises(Refusal, match="application-exists-differently"):
        city.service.apply(
            COMPANY,
            application_id,
            kind="P_ORD",
            count=3,
            site_id=SITE,
            doing=city.person(),
        )


def test_a_wish_for_a_machine_is_hashed_as_it_always_was() -> None:
    wish = Wish(Kind.P_ORD, 3, SITE)
    assert wish.hash_for(COMPANY) == replace(wish, address_id=None).hash_for(COMPANY)
    assert wish.hash_for(COMPANY) != replace(wish, address_id=ADDRESS).hash_for(COMPANY)


def test_what_is_referred_is_owed_by_mail_once_a_clerk_approves(city: City) -> None:
    city.state(risk_block="走逃")
    application = by_mail(city)
    assert application.state is State.REFERRED
    city.state(risk_block="none")
    service: InvoicesService = city.service
    after = service.decide(application.id, "approve", "已核实", city.clerk())
    assert (after.state, after.wish.address_id) == (State.APPROVED, ADDRESS)


def test_over_the_wire_it_is_one_place_or_the_other(city: City) -> None:
    phone = Door(city.clock, {"invoices": city.service}, routes).person("p1")
    wish: dict[str, object] = {"kind": "P_ORD", "count": 3}
    path = f"/companies/{COMPANY}/applications"
    for place in ({}, {"site_id": SITE, "address_id": ADDRESS}):
        told = phone.put(f"{path}/{new_id()}", {**wish, **place})
        assert (told.status_code, told.get_json()["code"]) == (400, "place-not-one")
        assert [one["pointer"] for one in told.get_json()["errors"]] == ["/site_id"]
    told = phone.put(f"{path}/{new_id()}", {**wish, "address_id": "x"})
    assert (told.status_code, told.get_json()["code"]) == (404, "address-unknown")
    shown = phone.put(f"{path}/{new_id()}", {**wish, "address_id": ADDRESS}).get_json()
    assert (shown["state"], shown["site_id"], shown["address_id"]) == ("approved", "H001", ADDRESS)
