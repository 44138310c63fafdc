"""What stands between a pickup and its owner: a machine's lease, and a wish that waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(hours=4)
STOP_BEFORE = timedelta(minutes=5)
REST = timedelta(seconds=120)
MOST_LEASES = 100
GRANTS_A_CALL = 10
LOOKS_A_GRANT = 2


@dataclass(frozen=True, slots=True)
class Lease:
    """One machine may serve a pickup without asking; its end is not kept here.

    It ends `LEASE` after the house last heard the machine with this key. `fencing` is the version
    that the grant produced, `generation` that of the codes it lets in. `recall_at` is when the
    house asked for it back, `latest_at` the end as known then: the holder has answered by that
    time, or a person must look.
    """

    kiosk_id: str
    jkt: str
    fencing: int
    generation: int
    recall_at: datetime | None = None
    latest_at: datetime | None = None

    def is_of(self, kiosk_id: str, jkt: str) -> bool:
        """Tell whether this machine holds it: by its name and by its key."""
        return (self.kiosk_id, self.jkt) == (kiosk_id, jkt)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for while a lease stood; it is carried out once the lease is gone.

    `site_id`, its name and `count` say what was promised elsewhere when the wish was accepted,
    `address_id` where it is to be sent.
    """

    kind: str
    actor: str
    machine: str
    asked_at: datetime
    site_id: str | None = None
    site_name: str = ""
    count: int = 0
    address_id: str | None = None

    def ripe_at(self, *, disputed: bool) -> datetime | None:
        """Say when it may be done where no lease stands; None while a clerk must speak first.

        Sheets that a journal disputes may be in hand: until then nobody knows what is to be sent.
        """
        return None if disputed and self.address_id is not None else self.asked_at


def ends_at(heard_at: datetime | None, now: datetime) -> datetime:
    """Say when a lease ends whose holder was last heard then.

    A holder whose key nobody knows any more was heard before now: it cannot hold on for longer.
    """
    return (heard_at or now) + LEASE
