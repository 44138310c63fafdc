"""Differences between book and bank: entered once, mended by the bank's word, or by a clerk."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.payments.ports import Store
from backend.payments.rules import differences
from backend.payments.rules.differences import Difference, State


@dataclass(frozen=True, slots=True)
class DifferenceSide:
    """What book and bank do not agree about."""

    store: Store

    def enter(self, difference: Difference, doing: Doing, *, mended: str = "") -> bool:
        """Enter a difference, `mended` says how if it is; False where it was entered before."""

        def attempt() -> bool:
            if self.store.find_difference(difference.id) is not None:
                return False
            if mended:
                self.store.save(differences.found_mended(difference, mended, doing))
            else:
                self.store.save(differences.find(difference, doing))
            return True

        return retried(attempt)

    def mend(self, difference_id: str, note: str, doing: Doing) -> None:
        """Note that the bank's word has mended a difference; one that is over stays."""

        def attempt() -> None:
            found = self.store.find_difference(difference_id)
            step = differences.mend(found, note, doing) if found else None
            if step is not None:
                self.store.save(step)

        retried(attempt)

    def settle(self, difference_id: str, reason: str, doing: Doing) -> Difference:
        """Settle a difference as a clerk decided; a repeat returns it unchanged.

        Refuses `difference-unknown`, `difference-over`.
        """

        def attempt() -> Difference:
            found = self.see(difference_id)
            if found.state is State.SETTLED and found.note == reason:
                return found
            step = differences.settle(found, reason, doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def check(self, difference_id: str, reason: str, doing: Doing) -> None:
        """Refuse what `settle` would refuse."""
        differences.settle(self.see(difference_id), reason, doing)

    def see(self, difference_id: str) -> Difference:
        """Show a difference; refuses `difference-unknown`."""
        found = self.store.find_difference(difference_id)
        if found is None:
            raise Refusal("difference-unknown")
        return found

    def inbox(self, state: State, cursor: str | None, limit: int) -> Page[Difference]:
        """List differences in a state, the first found first."""
        return self.store.differences_in(state, cursor, limit)
