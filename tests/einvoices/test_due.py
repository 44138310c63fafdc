"""What time alone moves is found under its minute: one contract for three stores."""

from dataclasses import replace
from datetime import datetime

from backend.einvoices.ports import Store
from backend.einvoices.rules.face import Kind
from backend.einvoices.rules.red_forms import Filing, Reason
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, SELLER, draft, row
from tests.einvoices.test_store import city, store

__all__ = ["city", "store"]


def test_what_falls_due_is_listed_under_its_minute_until_it_is_done(
    city: City, store: Store, clock: OwnedClock
) -> None:
    blue = city.issue(replace(draft(row(100_000)), kind=Kind.D_SPECIAL))
    city.buyer.book(BUYER, blue.id, city.person("p5"))
    form = city.reds.file(SELLER, new_id(), Filing(blue.id, Reason.RETURNED), city.person())
    book = store.find_book(SELLER)
    assert form.answer_by is not None
    assert book is not None
    assert book.due_at is not None

    def due(at: datetime) -> list[str]:
        return list(store.due(at.replace(second=0, microsecond=0)))

    assert due(form.answer_by) == [form.subject]
    assert due(book.due_at) == [f"company/{SELLER}"]
    clock.forward(hours=72, seconds=1)
    assert city.reds.lapse(form.id, city.person())
    assert due(form.answer_by) == []
    # One that waits for its red invoice falls due as well.
    other = city.reds.file(SELLER, new_id(), Filing(blue.id, Reason.RETURNED), city.person())
    agreed = city.reds.confirm(BUYER, other.id, city.person("p5"))
    assert agreed.issue_by is not None
    assert due(agreed.issue_by) == [other.subject]
    clock.forward(days=15, seconds=1)
    assert city.reds.lapse(other.id, city.person())
    assert due(agreed.issue_by) == []
    # A book that is written after its year is due at once: sweepers walk forward only.
    clock.forward(seconds=(book.due_at - clock.now()).total_seconds() + 3600)
    situation = city.service.situation
    situation.kept(book, situation.seller(SELLER, city.person()), city.person())
    assert due(book.due_at) == []
    assert due(clock.now()) == [f"company/{SELLER}"]
