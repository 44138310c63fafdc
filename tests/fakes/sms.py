"""A courier that carries nothing and remembers everything."""

from collections.abc import Callable
from dataclasses import dataclass, field

from backend.identity.rules.signins import Delivery


@dataclass
class FakeCourier:
    """Stands for the SMS gateway; `fate` is what happens to the next messages.

    `meanwhile` is what others do while a message is on its way.
    """

    fate: Delivery = Delivery.SENT
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    pretended: int = 0
    meanwhile: Callable[[], object] = lambda: None

    def send(self, message_id: str, phone: str, code: str) -> Delivery:
        self.sent.append((message_id, phone, code))
        self.meanwhile()
        return self.fate

    def pretend(self) -> Delivery:
        self.pretended += 1
        self.meanwhile()
        return self.fate if self.fate == Delivery.UNAVAILABLE else Delivery.WITHHELD

    @property
    def last_code(self) -> str:
        return self.sent[-1][2]
