"""A person in front of the identity service, for the tests of its verbs."""

from typing import Any, Protocol

import pytest

from backend.identity.rules.accounts import NewAccount
from backend.identity.rules.sessions import Device, Opened
from backend.identity.service import IdentityService
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from tests.fakes.sms import FakeCourier

PHONE, STRANGER = "13800000001", "13900000009"
PERSON = new_id()
DEVICE = Device(jkt="key-1", name="手机")
HOME = "203.0.113.7"


class OwnedClock(Protocol):
    def now(self) -> Any: ...
    def forward(self, **spans: float) -> Any: ...


class Desk:
    """A person in front of the service, at a time of the test's choosing."""

    def __init__(self, service: IdentityService, courier: FakeCourier, clock: OwnedClock) -> None:
        self.service, self.courier, self.clock = service, courier, clock
        new = NewAccount(person_id=PERSON, name="王秀英（模拟）", phone=PHONE)
        service.add_account(new, doing=self.doing("system/demo"))

    def doing(self, actor: str = "anyone") -> Doing:
        return Doing(actor, self.clock.now())

    def ask(self, id: str | None = None, phone: str = PHONE, address: str = HOME) -> Any:
        return self.service.ask(id or new_id(), phone, address=address, doing=self.doing())

    def open(self, id: str, code: str | None = None, device: Device = DEVICE) -> Opened:
        typed = code or self.courier.last_code
        return self.service.open(id, typed, device, doing=self.doing())

    def sign_in(self, device: Device = DEVICE) -> Opened:
        return self.open(self.ask().id, device=device)

    def refresh(self, text: str, jkt: str = "key-1") -> Opened:
        return self.service.refresh(text, jkt, doing=self.doing())

    def wrong(self) -> str:
        return "000000" if self.courier.last_code != "000000" else "000001"


def refused(wish: Any, *args: Any, **kwargs: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        wish(*args, **kwargs)
    return caught.value
