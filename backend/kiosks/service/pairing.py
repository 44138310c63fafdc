"""The one-time codes by which a machine is paired."""

from collections.abc import Callable
from datetime import datetime

from backend.kernel import ids
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.ports import Doorkeeper, Store
from backend.kiosks.rules import pairing as pairings
from backend.kiosks.rules.pairing import Pairing, Tries


class PairingSide:
    """A machine shows a code, and staff type it: what the machine sees of that."""

    def __init__(self, store: Store, doorkeeper: Doorkeeper, make_code: Callable[[], str]) -> None:
        self._store = store
        self._doorkeeper = doorkeeper
        self._make_code = make_code

    def open_pairing(self, pairing_id: str, jkt: str, now: datetime, *, address: str) -> Pairing:
        """Give a machine a one-time code to show; a repeat gives the pairing as it is.

        Anybody may ask with a key made on the spot, so new ones are counted by network address.
        Refuses `id-malformed`, `pairings-too-many`, `pairing-exists-differently` (another key's),
        `pairing-expired`.
        """
        ids.check_id(pairing_id)
        if self._store.find_pairing(pairing_id) is None:
            self._doorkeeper.admit("pairing", address, now)

        def attempt() -> Pairing:
            found = self._store.find_pairing(pairing_id)
            if found is None:
                found = pairings.open_pairing(pairing_id, jkt, self._make_code(), now)
                self._store.add_pairing(found)
            if found.jkt != jkt:
                raise Refusal("pairing-exists-differently")
            found.check_alive(now)
            return found

        return retried(attempt)

    def see_pairing(self, pairing_id: str, jkt: str, now: datetime) -> Pairing:
        """Tell a machine how its pairing stands; refuses `pairing-unknown`, `pairing-expired`."""
        found = self._store.find_pairing(pairing_id)
        if found is None or found.jkt != jkt:
            raise Refusal("pairing-unknown")
        found.check_alive(now)
        return found

    def _read(self, code: str, doing: Doing) -> Pairing:
        tries = (self._store.find_tries(doing.actor) or Tries(doing.actor, doing.at)).at(doing.at)
        pairings.check_tries(tries, doing.at)
        found = self._store.find_pairing_by_code(code)
        if found is None:
            after = pairings.wrong(tries)
            self._store.save_tries(after)
            raise Refusal("pairing-code-wrong", field="/code", tries_left=after.left)
        return found
