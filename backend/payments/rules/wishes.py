"""How somebody wants to pay, and the states of what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum

from backend.kernel.events import fingerprint


class PayWay(StrEnum):
    """How it is paid: by three-party agreement (三方协议), or by a code that is scanned (扫码)."""

    AGREEMENT = "agreement"
    CODE = "code"


class State(StrEnum):
    """Where a payment stands."""

    ASKED = "asked"
    SENT = "sent"
    UNKNOWN = "unknown"
    PAID = "paid"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing is under way any more."""
        return self not in (State.ASKED, State.SENT, State.UNKNOWN)


class Ending(StrEnum):
    """How a payment ends unpaid."""

    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to pay; `total_fen` is the sum they were shown."""

    way: PayWay
    principal_fen: int
    total_fen: int
    agreement_id: str | None = None

    def hash_for(self, payable_id: str) -> str:
        """Hash the request, to tell a repeat from another under the same id."""
        return fingerprint(
            [payable_id, str(self.way), self.principal_fen, self.total_fen, self.agreement_id]
        )
