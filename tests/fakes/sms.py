"""A courier that carries nothing and remembers everything."""

from dataclasses import dataclass, field

from backend.identity.rules.signins import Delivery


@dataclass
class FakeCourier:
    """Stands for the SMS gateway; `fate` is what happens to the next messages."""

    fate: Delivery = Delivery.SENT
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    pretended: int = 0

    def send(self, message_id: str, phone: str, code: str) -> Delivery:
        self.sent.append((message_id, phone, code))
        return self.fate

    def pretend(self) -> Delivery:
        self.pretended += 1
        return self.fate if self.fate == Delivery.UNAVAILABLE else Delivery.WITHHELD

    @property
    def last_code(self) -> str:
        return self.sent[-1][2]
