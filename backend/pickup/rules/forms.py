"""What a pickup may carry beside its own code: a loan to a named collector, a pass link."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

# A mark outlives its pickup a while, so that a late repeat and an old link get a true answer.
KEPT_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Loan:
    """A pickup lent to a named collector (代领): who, until when, and both names as shown.

    `short_code` is the borrower's own; it dies with the loan.
    """

    id: str
    person_id: str
    name: str
    phone_masked: str
    lender_name: str
    short_code: str
    lent_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """The pass link that stands; its key is drawn from the seed of `kid` and kept nowhere."""

    id: str
    kid: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """What leads to a pickup: the hash of a key or short code, or a wish already carried out."""

    key: str
    pickup_id: str
    meant: str
    gone_at: datetime


def hashed(what: str, text: str) -> str:
    """Name the mark of a key: whoever reads the table learns nothing that opens a pickup."""
    return f"{what}/{hashlib.sha256(text.encode()).hexdigest()}"
