"""The e-invoices' sweeper: forms that nobody answered lapse, and numbers end with their year."""

from datetime import timedelta
from typing import Any

import pytest

from backend.einvoices.store import DynamoStore
from backend.kernel.clock import from_text
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.storage import cursors
from functions.einvoices_sweep import NAME, handler
from functions.sweeping import SweepFailed
from infra.local.seed.people import ACCOUNTANT, OWNER
from tests.functions.calls import Permission, needed
from tests.functions.conftest import CONTEXT, recorded, steps
from tests.functions.test_policies import granted
from tests.walks.conftest import Walk
from tests.walks.test_einvoice_walk import BUYER, SELLER, issued

NEW_YEAR = from_text("2026-12-31T16:00:00Z")


def filed(city: Walk) -> tuple[str, str]:
    """Ask for a red invoice that the buyer must agree to; returns the form and the invoice."""
    phone, buyer = city.signed_in(OWNER.phone), city.signed_in(ACCOUNTANT.phone)
    blue = issued(phone)["id"]
    buyer.put(f"/api/companies/{BUYER}/received-e-invoices/{blue}/booking")
    form_id = new_id()
    wish = {"invoice_id": blue, "reason": "02"}
    assert phone.put(f"/api/companies/{SELLER}/red-forms/{form_id}", wish)["state"] == "02"
    return form_id, blue


def swept() -> int:
    """Sweep until the walk has reached the present; a run ends before its time is over."""
    used: set[Permission] = set()
    moved = 0
    with needed(used):
        while True:
            told: dict[str, Any] = handler(recorded("schedule"), CONTEXT)
            moved += told["moved"]
            if told["finished"]:
                break
    assert used - granted("EInvoicesSweepRole") == set()
    return moved


def test_a_form_lapses_after_72_hours_and_its_invoice_is_free(city: Walk) -> None:
    form_id, blue = filed(city)
    cursors.keep(NAME, city.clock.forward(hours=72) - timedelta(minutes=5))
    assert swept() == 0
    city.clock.forward(seconds=1)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"red-form/{form_id}") == ["filed", "lapsed"]
    found = city.city.einvoices.store.find_invoice(blue)
    assert found is not None
    assert found.form is None
    phone = city.signed_in(OWNER.phone)
    shown = phone.get(f"/api/companies/{SELLER}/red-forms/{form_id}")
    assert (shown["state"], shown["ended_at"]) == ("07", shown["answer_by"])


def test_25_hours_without_the_sweeper_are_made_up_for(city: Walk) -> None:
    form_id, _ = filed(city)
    cursors.keep(NAME, city.clock.forward(hours=71))
    city.clock.forward(hours=25)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"red-form/{form_id}") == ["filed", "lapsed"]
    place = cursors.find(NAME)
    assert place is not None
    assert city.clock.now() - place < timedelta(minutes=1)


def test_what_was_answered_in_time_or_lapsed_otherwise_is_left_alone(city: Walk) -> None:
    form_id, blue = filed(city)
    buyer = city.signed_in(ACCOUNTANT.phone)
    buyer.put(f"/api/companies/{BUYER}/red-forms/{form_id}/denial")
    other = new_id()
    phone = city.signed_in(OWNER.phone)
    path = f"/api/companies/{SELLER}/red-forms/{other}"
    phone.put(path, {"invoice_id": blue, "reason": "02"})
    cursors.keep(NAME, city.clock.forward(hours=73) - timedelta(hours=2))
    # Who wants the invoice after the 72 hours writes it before the sweeper does.
    city.signed_in(OWNER.phone).put(
        f"/api/companies/{SELLER}/red-forms/{new_id()}", {"invoice_id": blue, "reason": "02"}
    )
    assert swept() == 0
    assert steps(f"red-form/{form_id}") == ["filed", "denied"]
    assert steps(f"red-form/{other}") == ["filed", "lapsed"]


def test_what_is_left_of_a_year_is_recorded_on_the_first_day_of_the_next(city: Walk) -> None:
    issued(city.signed_in(OWNER.phone))
    city.clock.forward(seconds=(NEW_YEAR - city.clock.now()).total_seconds())
    cursors.keep(NAME, city.clock.now() - timedelta(minutes=5))
    city.clock.forward(hours=25)
    assert swept() >= 1  # the demo city's other sellers too
    assert swept() == 0
    book = city.city.einvoices.store.find_book(SELLER)
    assert book is not None
    assert book.numbers is not None
    assert (book.numbers.open, book.numbers.skipped) == (0, 100 - book.numbers.used)
    assert steps(f"e-book/{SELLER}")[-1] == "numbers-skipped"
    # The new year's first number comes of a new block, and the old year's sums stand with it.
    number = issued(city.signed_in(OWNER.phone))["number"]
    assert number.startswith("27")


def test_a_year_is_not_ended_before_it_is_over(city: Walk) -> None:
    issued(city.signed_in(OWNER.phone))
    city.clock.forward(seconds=(NEW_YEAR - city.clock.now()).total_seconds() - 60)
    cursors.keep(NAME, city.clock.now() - timedelta(minutes=5))
    assert swept() == 0
    doing = Doing("system/test", city.clock.now())
    assert not city.city.einvoice_time.pass_time(f"company/{SELLER}", doing)


def test_one_that_somebody_else_keeps_writing_stops_no_other(
    city: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form_id, _ = filed(city)
    cursors.keep(NAME, city.clock.forward(hours=72) - timedelta(minutes=5))
    city.clock.forward(minutes=1)

    def save(store: DynamoStore, change: object) -> None:
        raise Conflict

    with monkeypatch.context() as patched:
        patched.setattr(DynamoStore, "save_form", save)
        with pytest.raises(SweepFailed, match="1 forms or books"):
            handler(recorded("schedule"), CONTEXT)
    city.clock.forward(minutes=30)
    assert (swept(), swept()) == (1, 0)
    assert steps(f"red-form/{form_id}") == ["filed", "lapsed"]
