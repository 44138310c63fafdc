"""What time does by itself: forms that nobody answered lapse, and numbers end with their year."""

from dataclasses import dataclass

from backend.einvoices.ports import Store
from backend.einvoices.service.numbering import Numbering
from backend.einvoices.service.reds import RedSide
from backend.kernel.events import Doing


@dataclass(frozen=True, slots=True)
class TimeSide:
    """The room as its sweeper sees it."""

    store: Store
    reds: RedSide
    numbering: Numbering

    def pass_time(self, owner: str, doing: Doing) -> bool:
        """Do what is due on one form or one company's book; returns whether anything was.

        Raises `Conflict` when others kept writing it: what is due is still to be done then.
        """
        what, _, name = owner.partition("/")
        if what == "company":
            return self.numbering.end_year(name, doing)
        return self.reds.lapse(name, doing)
