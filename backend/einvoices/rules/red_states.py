"""The states of the confirmation form of a red invoice, by their codes (§2.6), and its edges.

    ∅ ──> 01 nothing to confirm ─────────────┐
    ∅ ──> 02 the buyer confirms ──> 04 agreed ┼──red invoice issued: nothing leaves it any more
    ∅ ──> 03 the seller confirms ─> 04 ──────┘
          02 ──> 05 denied by the buyer, 12 by a natural person      03 ──> 06 denied by the seller
          02, 03 ──> 07 nobody answered in time, 08 taken back
          01, 04 ──> 09 taken back, 10 abnormal voucher, 13 a refund was applied for
          01 … 04 ──> 11 the state of a taxpayer forbids it

02 and 03 lapse by time alone, and so do 01 and 04 into 09 when no red invoice came of them: decided
on reading, written by whoever writes next. The edges from 01 to 09, and those to 12 and 13, are
ours, and so is the end of 01 and 04 by time: a form holds its invoice for the buyer too.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a form stands, by its code."""

    NOT_NEEDED = "01"
    BUYER_ASKED = "02"
    SELLER_ASKED = "03"
    AGREED = "04"
    DENIED_BY_BUYER = "05"
    DENIED_BY_SELLER = "06"
    LAPSED = "07"
    WITHDRAWN = "08"
    WITHDRAWN_AGREED = "09"
    ABNORMAL = "10"
    BLOCKED = "11"
    DENIED_BY_PERSON = "12"
    REFUND_FILED = "13"

    @property
    def over(self) -> bool:
        """Whether nothing more can become of it."""
        return self not in EDGES


VOIDED = frozenset({State.ABNORMAL, State.BLOCKED, State.REFUND_FILED})
_ASKED = frozenset({State.AGREED, State.LAPSED, State.WITHDRAWN, State.BLOCKED})
EDGES: Mapping[State, frozenset[State]] = {
    State.NOT_NEEDED: frozenset({State.WITHDRAWN_AGREED, *VOIDED}),
    State.BUYER_ASKED: frozenset({State.DENIED_BY_BUYER, State.DENIED_BY_PERSON, *_ASKED}),
    State.SELLER_ASKED: frozenset({State.DENIED_BY_SELLER, *_ASKED}),
    State.AGREED: frozenset({State.WITHDRAWN_AGREED, *VOIDED}),
}
WAITING = (State.BUYER_ASKED, State.SELLER_ASKED)
READY = (State.NOT_NEEDED, State.AGREED)
