"""What a kiosk may serve without asking: leases given, renewed, asked for back and returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from backend.kernel.conflicts import Conflict, retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup import token
from backend.pickup.ports import Machines, Stockroom, Store
from backend.pickup.rules import leases
from backend.pickup.rules.admission import Machine
from backend.pickup.rules.holding import (
    GRANTS_A_CALL,
    LOOKS_A_GRANT,
    MOST_LEASES,
    STOP_BEFORE,
    ends_at,
)
from backend.pickup.rules.leasing import Leased, Leases, Lent
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.moving import lapsed, up_to_date
from backend.pickup.service.wishing import Wishing


@dataclass(frozen=True, slots=True)
class LeaseSide:
    """Leases as a kiosk sees them."""

    store: Store
    stockroom: Stockroom
    machines: Machines
    keys: token.Keys
    wishing: Wishing

    def exchange(
        self,
        jkt: str,
        returned: Iterable[str],
        doing: Doing,
        *,
        journaled: tuple[int, str] | None = None,
    ) -> Leases:
        """Take leases back, give new ones, and say how all of them stand.

        An id that is not leased to this key, or is being served, is passed over, and so are all
        while a part of its journal is not followed yet: that may tell of a service under the lease.
        A machine out of service is asked to give everything back; of one whose journal is not
        whole each order left is looked into by a clerk, its own word being not enough. The end
        counts from the last heartbeat, which was written before it was answered: so this call
        writes nothing when nothing changed, and no kiosk believes in a later end than the house
        does.

        `journaled` names the last entry of the kiosk's journal by number and hash: one that lost
        its disk must not be given once more what it may have served already. Refuses
        `session-expired` for a key that was taken away, `kiosk-busy` while it is not known whether
        the journal was lost.
        """
        kiosk_id = _kiosk(doing)
        if journaled is not None:
            self.machines.compare_journal(jkt, journaled, doing)
        machine = self.machines.machine(kiosk_id, jkt)
        if not machine.known:
            raise Refusal("session-expired")
        if machine.broken:
            self.distrust(
                kiosk_id, jkt, doing
            )  # what was being served when it broke is over by now
        told = not machine.behind and not machine.broken
        if told:
            for pickup_id in dict.fromkeys(returned):
                retried(partial(self._take_back, pickup_id, jkt, doing))
        heard_at = self.machines.heard_at(kiosk_id, jkt)
        until = ends_at(heard_at, doing.at) if heard_at else doing.at
        lines = self._lines(kiosk_id, jkt, doing)
        serves = machine.in_service and until - STOP_BEFORE > doing.at
        if serves and told and self._changed(lines, machine, jkt, doing):
            lines = self._lines(kiosk_id, jkt, doing)
        kept = [one for one in lines if serves and not one.recalled]
        return Leases(
            until=until,
            serve_until=max(until - STOP_BEFORE, doing.at),
            kid=self.keys.current,
            keys=token.public_keys(self.keys),
            lent=tuple(self._lent(one) for one in kept),
            recalls=tuple(one.pickup_id for one in lines if one not in kept),
        )

    def kinds(self, kiosk_id: str) -> set[str]:
        """Name the kinds of paper that a machine may be handing out without asking."""
        return {line.kind for line in self.store.leased(kiosk_id)}

    def distrust(self, kiosk_id: str, jkt: str, doing: Doing) -> None:
        """Open a case for each order leased to a machine whose journal is not whole any more.

        What it served is unknown: nothing of it is freed, and its own word is not enough.
        """
        for line in self.store.leased(kiosk_id):
            if line.jkt == jkt:
                retried(partial(self._distrust, line.pickup_id, doing))

    def _distrust(self, pickup_id: str, doing: Doing) -> None:
        pickup = self.store.find(pickup_id)
        if pickup is None or pickup.lease is None:
            return
        pickup = lapsed(pickup, store=self.store, stockroom=self.stockroom, doing=doing)
        if pickup.state is State.ISSUED and pickup.lease is not None:
            self.store.save(*leases.fall_dark(pickup, pickup.lease, doing, lost=True))

    def _lines(self, kiosk_id: str, jkt: str, doing: Doing) -> list[Leased]:
        mine = []
        for line in self.store.leased(kiosk_id):
            if line.jkt == jkt:
                mine.append(line)
            elif not line.recalled:
                # The machine under this name has another key now: what the old one did is unknown.
                self._recall(line.pickup_id, doing)
        return mine

    def _recall(self, pickup_id: str, doing: Doing) -> None:
        pickup = self.store.find(pickup_id)
        if pickup is None or pickup.lease is None or pickup.state is State.OPEN:
            return  # a clerk looks already, and ends the lease with the case
        asked = leases.recall(pickup, pickup.lease, None, doing)
        try:
            if asked is not None:
                self.store.save(*asked)
        except Conflict:
            return  # somebody writes it now; the next call finds it again

    def _take_back(self, pickup_id: str, jkt: str, doing: Doing) -> None:
        pickup = self.store.find(pickup_id)
        lease = pickup.lease if pickup else None
        if pickup is None or lease is None or not lease.is_of(_kiosk(doing), jkt):
            return
        pickup = self._up_to_date(pickup, doing)
        inquiry = pickup.inquiry if pickup.state is State.OPEN else None
        if pickup.state is not State.ISSUED and (inquiry is None or inquiry.lost):
            return
        after, event, moves = self.wishing.give_back(pickup, lease, doing)
        self.store.save(after, event, *moves)

    def _changed(self, lines: list[Leased], machine: Machine, jkt: str, doing: Doing) -> bool:
        over = [one.pickup_id for one in lines if one.expires_at <= doing.at and not one.recalled]
        returned = sum(retried(partial(self._returned, one, doing)) for one in over)
        return self._grant(machine, jkt, len(lines), doing) + returned > 0

    def _returned(self, pickup_id: str, doing: Doing) -> bool:
        # Its holder is here and all of its journal is followed: a loan's end goes on record now.
        pickup = self.store.find(pickup_id)
        return pickup is not None and self._up_to_date(pickup, doing) is not pickup

    def _up_to_date(self, pickup: Pickup, doing: Doing) -> Pickup:
        return up_to_date(
            pickup, store=self.store, stockroom=self.stockroom, doing=doing, holder_here=True
        )

    def _grant(self, machine: Machine, jkt: str, held: int, doing: Doing) -> int:
        if held >= MOST_LEASES:
            return 0
        candidates = list(self.store.leasable(machine.site_id, MOST_LEASES))
        if not candidates:
            return 0
        kinds = {one.kind for one in candidates}
        inside = self.stockroom.holdings(machine.site_id, machine.id, kinds)
        fitting = [one.pickup_id for one in candidates if one.count <= inside.get(one.kind, 0)]
        most, granted = min(GRANTS_A_CALL, MOST_LEASES - held), 0
        # What looked fit in the index may not be: a call looks at so many and no more.
        for pickup_id in fitting[: GRANTS_A_CALL * LOOKS_A_GRANT]:
            if granted == most:
                break
            granted += self._granted(pickup_id, machine, jkt, doing)
        return granted

    def _granted(self, pickup_id: str, machine: Machine, jkt: str, doing: Doing) -> bool:
        # The index only names it; whether it may be leased is decided on what is there now.
        pickup = self.store.find(pickup_id)
        try:
            pickup = pickup and self._up_to_date(pickup, doing)
            if pickup is None or not leases.may_lease(pickup, machine.site_id, doing.at):
                return False
            self.store.save(*leases.grant(pickup, machine.id, jkt, doing))
        except Conflict:
            return False  # a machine or its owner was first
        return True

    def _lent(self, line: Leased) -> Lent:
        secrets = {
            kid: token.secret(
                self.keys, kid=kid, pickup_id=line.pickup_id, generation=line.generation
            )
            for kid in self.keys.seeds
        }
        return Lent(line, secrets)


def _kiosk(doing: Doing) -> str:
    return doing.actor.removeprefix("kiosk/")
