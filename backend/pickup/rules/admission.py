"""Whom a machine serves: the refusals after the code itself is right, in their order."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Pickup, State

CATCH_UP_SECONDS = 2
RECALL_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Machine:
    """The kiosk that asks, as the kiosks room knows it, and the key it signed with.

    `known`: it is paired with this key, whether it serves or not. `behind`: a part of its journal
    is known and not followed yet. `broken`: its journal is not whole, so that its own word counts
    no more. Either may be true of one out of service too. `forgetful`: it does not know all that
    its journal told us, so its disk may be lost.
    """

    id: str
    site_id: str
    in_service: bool
    jkt: str = ""
    known: bool = True
    behind: bool = False
    broken: bool = False
    forgetful: bool = False


def admit_machine(machine: Machine) -> None:
    """Refuse `kiosk-out-of-service` before anything of the code is read, then `kiosk-busy`.

    A machine whose journal is still being followed would be given sheets that have left it, and
    one without its memory may have served the very order that it asks for.
    """
    if not machine.in_service:
        raise Refusal("kiosk-out-of-service", kiosk_id=machine.id)
    if machine.behind:
        raise Refusal("kiosk-busy", retry_after_seconds=CATCH_UP_SECONDS, kiosk_id=machine.id)
    if machine.forgetful:
        raise Refusal("kiosk-busy", kiosk_id=machine.id)


def admit(
    pickup: Pickup | None,
    machine: Machine,
    *,
    generation: int | None,
    acts_for: Callable[[str, str], bool],
    now: datetime,
) -> Pickup:
    """Let a pickup begin at a machine.

    `generation` is what the code says, None for a short code; `acts_for` tells whether a person
    may still act for a company. Refuses in order `pickup-unknown`, `pickup-revoked`,
    `pickup-dispensed`, `pickup-open`, `code-expired` (a short code says no time),
    `pickup-elsewhere`, `pickup-held`, also by another machine's lease, which is then to be
    recalled (`recalling`): a machine is its name and its key, for what another one under the same
    name did is unknown. A remainder is at home everywhere.
    """
    if pickup is None:
        raise Refusal("pickup-unknown", field="/code")
    current = pickup.code_generation(now) % 256
    if generation not in (None, current) or pickup.state is State.CLOSED:
        raise Refusal("pickup-revoked", field="/code")
    if not acts_for(pickup.collector_id, pickup.company_id):
        raise Refusal("pickup-revoked", field="/code")
    if pickup.state is State.DISPENSED:
        raise Refusal("pickup-dispensed", field="/code")
    if pickup.state is State.OPEN:
        raise Refusal("pickup-open", field="/code")
    if pickup.expires_at <= now:
        raise Refusal("code-expired", field="/code")
    if pickup.site_id != machine.site_id and not pickup.anywhere:
        raise Refusal("pickup-elsewhere", field="/code", site_id=pickup.site_id or "")
    if pickup.seen(now) in (State.RESERVED, State.DISPENSING) and pickup.reservation:
        raise Refusal("pickup-held", field="/code", kiosk_id=pickup.reservation.kiosk_id)
    if pickup.lease and not pickup.lease.is_of(machine.id, machine.jkt):
        raise Refusal(
            "pickup-held",
            field="/code",
            retry_after_seconds=RECALL_SECONDS,
            kiosk_id=pickup.lease.kiosk_id,
            recalling=True,
        )
    return pickup


def collector_fits(
    pickup: Pickup, shown: str | None, phone_tail: str, *, repeated: bool = False
) -> bool:
    """Compare what the collector typed with the last six digits of the phone.

    Refuses `collector-locked` after five wrong tries, `collector-check-needed` when nothing was
    typed; a wrong one is for the caller to count.
    """
    if pickup.tries_left <= 0 and not repeated:
        raise Refusal("collector-locked", field="/collector_check")
    if not shown:
        raise Refusal("collector-check-needed", field="/collector_check")
    return hmac.compare_digest(shown.encode(), phone_tail.encode())
