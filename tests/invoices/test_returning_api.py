"""An expired order over HTTP: taken up again with one tap, or the reason why not."""

from backend.invoices.rules.kinds import Kind
from backend.kernel.ids import new_id
from tests.conftest import OwnedClock
from tests.fakes.door import Device
from tests.invoices.conftest import COMPANY, City
from tests.invoices.test_api import at, door, owner
from tests.invoices.test_returning import expired
from tests.invoices.test_service import apply

__all__ = ["door", "owner"]


def test_an_expired_order_is_one_tap_away(owner: Device, city: City) -> None:
    city.shelves.stock["Z002", Kind.P_ORD] = 10
    before = expired(city)
    path = at(COMPANY, "applications", before.id, "reissue")
    new_id_ = new_id()
    body = owner.put(f"{path}/{new_id_}", {}).get_json()
    assert (body["id"], body["state"], body["reissue_of"]) == (new_id_, "approved", before.id)
    assert owner.put(f"{path}/{new_id()}", {}).get_json() == body
    shown = owner.get(at(COMPANY, "applications", before.id)).get_json()
    assert (shown["reissued_as"], shown["returned"]["count"]) == (new_id_, 10)
    assert shown["returned"]["until"] == "2026-12-07T02:00:00.000Z"


def test_says_what_cannot_be_taken_up(owner: Device, city: City, clock: OwnedClock) -> None:
    waiting, before = apply(city, 1), expired(city)
    path = at(COMPANY, "applications", waiting.id, "reissue", new_id())
    answer = owner.put(path, {})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "pickup-not-expired")
    clock.forward(days=14, seconds=1)
    path = at(COMPANY, "applications", before.id, "reissue", new_id())
    answer = owner.put(path, {})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "reissue-too-late")
