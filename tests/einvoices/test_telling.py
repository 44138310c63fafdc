"""Histories of what has two parties: each is told its own people, and of the other the side."""

from collections.abc import Sequence
from dataclasses import replace

from backend.einvoices.rules.adjustments import Lasting, Wish
from backend.einvoices.rules.red_forms import Side
from backend.einvoices.rules.telling import told_to
from backend.kernel.events import Event
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.reddening import filed, reddened, used
from tests.einvoices.samples import BUYER, SELLER

SESSION = "session/s1"


def said(events: Sequence[Event]) -> list[tuple[str, str, str]]:
    return [(one.kind.rpartition(":")[2], one.actor, one.machine) for one in events]


def of_invoice(city: City, invoice_id: str) -> list[tuple[str, str, str]]:
    page = city.service.history(SELLER, invoice_id, cursor=None, limit=50, doing=city.person())
    return said(page.items)


def of_form(city: City, form_id: str, company: str, person: str) -> list[tuple[str, str, str]]:
    doing = city.person(person)
    page = city.reds.history(company, form_id, cursor=None, limit=50, doing=doing)
    return said(page.items)


def test_each_side_of_a_form_reads_its_own_people_and_of_the_other_the_side(city: City) -> None:
    blue = used(city)
    form = filed(city, blue)
    city.reds.confirm(BUYER, form.id, city.person("p5"))
    reddened(city, form)
    assert of_form(city, form.id, SELLER, "p1") == [
        ("filed", "person/p1", SESSION),
        ("confirmed", "buyer", ""),
        ("issued", "person/p1", SESSION),
    ]
    assert of_form(city, form.id, BUYER, "p5") == [
        ("filed", "seller", ""),
        ("confirmed", "person/p5", SESSION),
        ("issued", "seller", ""),
    ]
    assert of_invoice(city, blue.id) == [
        ("issued", "person/p1", SESSION),
        ("used", "buyer", ""),
        ("red-begun", "person/p1", SESSION),
        ("taken-back", "person/p1", SESSION),
    ]


def test_who_asked_and_who_let_go_is_told_of_an_invoice_too(city: City, clock: OwnedClock) -> None:
    blue = used(city)
    theirs = filed(city, blue, company=BUYER, person="p5")
    city.reds.withdraw(BUYER, theirs.id, city.person("p5"))
    ours = filed(city, blue)
    city.reds.deny(BUYER, ours.id, city.person("p5"))
    voided = filed(city, blue)
    city.reds.void(voided.id, "11", "模拟原因", city.clerk())
    late = filed(city, blue)
    clock.forward(hours=73)
    city.buyer.book(BUYER, blue.id, city.person("p5"))
    person, buyer = ("person/p1", SESSION), ("buyer", "")
    assert of_invoice(city, blue.id)[2:] == [
        ("red-begun", *buyer),
        ("red-ended", *buyer),
        ("red-begun", *person),
        ("red-ended", *buyer),
        ("red-begun", *person),
        ("red-ended", "tax-office", ""),
        ("red-begun", *person),
        ("red-ended", "time", ""),  # though a person of the buyer wrote it down
        ("booked", *buyer),
    ]
    assert of_form(city, ours.id, SELLER, "p1")[1] == ("denied", "buyer", "")
    assert of_form(city, theirs.id, SELLER, "p1") == [("filed", *buyer), ("withdrawn", *buyer)]
    for company, who in ((SELLER, "p1"), (BUYER, "p5")):
        assert of_form(city, voided.id, company, who)[1] == ("voided", "tax-office", "")
        assert of_form(city, late.id, company, who)[1] == ("lapsed", "time", "")


def test_what_does_not_say_for_whom_it_was_done_names_nobody(city: City) -> None:
    blue = used(city)
    filed(city, blue)
    begun = city.store.history(blue.subject, None, 50).items[-1]
    data = {name: value for name, value in begun.data.items() if name != "side"}
    for side in Side:
        told = told_to(side, replace(begun, data=data))
        assert (told.actor, told.machine) == ("time", "")


def test_a_company_reads_of_its_quota_that_the_office_decided_and_not_who(city: City) -> None:
    wish = Wish(1_000_000_000, Lasting.MONTH, "新签大额合同", ("合同 模拟-01",))
    wished = city.quota.apply(SELLER, new_id(), wish, city.person())
    city.quota.decide(wished.id, "approve", "合同属实", city.clerk())
    page = city.quota.history(SELLER, cursor=None, limit=50, doing=city.person())
    assert said(page.items)[-1] == ("quota-adjusted", "tax-office", "")
