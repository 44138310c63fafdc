"""Whether the journal that a machine still holds is the one that it told us of."""

from datetime import datetime, timedelta

from backend.kernel.errors import Refusal
from backend.kiosks.rules.journal import Position

# A call may reach us after one that was sent later; by then nobody waits for its answer. It comes
# no later than the nonce of its proof lives (`web.proofs`).
_LATE = timedelta(minutes=10)


def is_whole(position: Position, number: int, digest: str) -> bool:
    """Tell whether a machine that names this as its last entry has all that it told us.

    One whose journal is broken is not judged by it any more: it is out of service, or was counted
    and begins anew.
    """
    if position.broken is not None or number > position.number:
        return True
    return (number, digest) == (position.number, position.digest)


def what_is_lost(
    position: Position, number: int, digest: str, *, known: str | None, now: datetime
) -> str | None:
    """Say what is wrong with the journal a machine still holds, None when nothing is.

    `number` and `digest` name its last entry, 0 and "" when it has none; `known` is the hash kept
    under that number. `journal-entry-differs` when another entry is known by it; `journal-behind`
    when more is known than the machine has. Refuses `kiosk-busy` while the call may only have been
    late: nobody waits for the answer of a late one, and a machine without its memory gets nothing
    before that is known. What it wrote and has not sent yet is judged when it comes.
    """
    if position.broken is not None or number > position.number:
        return None
    if number > 0 and known != digest:
        return "journal-entry-differs"
    if number == position.number:
        return None
    if position.told_at is not None and now < position.told_at + _LATE:
        raise Refusal("kiosk-busy", kiosk_id=position.kiosk_id)
    return "journal-behind"
