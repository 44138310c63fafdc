"""The nightly comparison (对账): the bank's statement against our book, both ways.

Where the bank has moved money and we do not know it, the bank is asked, and its word is entered if
what is owed admits it. Everything else is a difference that clerks look at, and so is an order that
the bank gives no answer about while it answers about others. Running a day again enters nothing
twice; a day that is cut short, or on which the bank falls silent, goes on where it stopped.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from backend.kernel.events import Doing
from backend.kernel.periods import day_of
from backend.payments.ports import Bank, Store
from backend.payments.rules import refunds
from backend.payments.rules.bank import Entry, Heard, OrderKind, Verdict
from backend.payments.rules.differences import Difference, What
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.rules.wishes import State
from backend.payments.service.differences import DifferenceSide
from backend.payments.service.refunds import RefundSide
from backend.payments.service.sending import BankSide

GoOn = Callable[[], bool]
_SILENT = (Verdict.UNKNOWN, Verdict.UNSENT)


class BankSilent(Exception):
    """The bank did not answer: the day cannot be compared now; it goes on at `place`."""

    def __init__(self, cause: str, place: str = "") -> None:
        super().__init__(cause)
        self.place = place


@dataclass(slots=True)
class Compared:
    """What one comparison found; `place` is how far it came, until it is `whole`."""

    entries: int = 0
    book: int = 0
    mended: int = 0
    opened: int = 0
    place: str = ""
    whole: bool = False
    seen: set[tuple[OrderKind, str]] = field(default_factory=set)
    lines: set[tuple[OrderKind, str, bool]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ReconcileSide:
    """Compares days."""

    store: Store
    bank: Bank
    sending: BankSide
    refunds: RefundSide
    differences: DifferenceSide

    def compare(
        self, day: date, doing: Doing, *, place: str = "", go_on: GoOn = lambda: True
    ) -> Compared:
        """Compare one day from a place on, for as long as `go_on` says, asked before each thing.

        Raises BankSilent while its statement is not whole or the bank falls silent.
        """
        found = Compared(place=place)
        try:
            found.whole = self._lines(day, found, doing, go_on=go_on) and self._book(
                day, found, doing, go_on=go_on
            )
        except BankSilent as silent:
            silent.place = found.place
            raise
        return found

    def _lines(self, day: date, found: Compared, doing: Doing, *, go_on: GoOn) -> bool:
        began = found.place
        for entry in self._statement(day):
            here = f"line/{entry.number:012}"
            key = (entry.kind, entry.order_id)
            line = (*key, entry.returned)
            if here > began:
                if not go_on():
                    return False
                self._compare_line(entry, found, doing, twice=line in found.lines)
                found.place = here
            found.entries += 1
            found.seen.add(key)
            found.lines.add(line)
        return True

    def _book(self, day: date, found: Compared, doing: Doing, *, go_on: GoOn) -> bool:
        began = found.place
        for thing in self.store.settled_on(day):
            here = f"our/{thing.subject}"  # sorts behind every line
            if here > began:
                if not go_on():
                    return False
                self._compare_book(thing, day, found, doing=doing)
                found.place = here
            found.book += 1
        return True

    def _compare_line(self, entry: Entry, found: Compared, doing: Doing, *, twice: bool) -> None:
        if twice:
            self._enter(entry, What.LINE_TWICE, found, of=self._thing(entry), doing=doing)
        elif entry.kind is OrderKind.PAYOUT:
            self._compare_refund(entry, found, doing)
        else:
            self._compare_payment(entry, found, doing)

    def _statement(self, day: date) -> Iterable[Entry]:
        entries: dict[int, Entry] = {}
        after: int | None = 0
        while after is not None:
            part = self.bank.statement(day, after)
            if part is None or not part.complete:
                raise BankSilent(f"the statement of {day}")
            # A line that is told twice has one number; two lines of one order have two.
            entries |= {one.number: one for one in part.entries}
            if part.next_after is not None and part.next_after <= after:
                raise BankSilent(f"the statement of {day} does not go on behind {after}")
            after = part.next_after
        return [entries[number] for number in sorted(entries)]

    def _thing(self, entry: Entry) -> Payment | Refund | None:
        if entry.kind is OrderKind.PAYOUT:
            return self.store.find_refund(entry.order_id)
        return self.store.find_payment(entry.order_id)

    def _compare_payment(self, entry: Entry, found: Compared, doing: Doing) -> None:
        payment = self.store.find_payment(entry.order_id)
        if payment is None or payment.kind is not entry.kind:
            self._enter(entry, What.NOT_IN_BOOK, found, doing=doing)
        elif payment.amount_fen != entry.amount_fen:
            self._enter(entry, What.AMOUNT_DIFFERS, found, of=payment, doing=doing)
        elif payment.state is State.PAID:
            self._compare_day(entry, payment, found, doing)
        else:
            self._catch_up(entry, payment, found, doing)

    def _catch_up(self, entry: Entry, payment: Payment, found: Compared, doing: Doing) -> None:
        heard = self._asked(entry.kind, entry.order_id, day_of(entry.at))
        if heard is None:
            self._enter(entry, What.UNANSWERED, found, of=payment, doing=doing)
            return
        good = heard.verdict is Verdict.DONE
        if good and not payment.state.over:
            self.sending.hear(payment.id, heard, doing)
            after = self.store.find_payment(payment.id)
            good = after is not None and after.state is State.PAID
        elif good:
            good = self.sending.make_good(payment.id, heard, doing)
        what = What.LATE_NEWS if good else What.DOES_NOT_FIT
        note = f"paid, was {payment.state}" if good else ""
        self._enter(entry, what, found, of=payment, mended=note, doing=doing)

    def _compare_refund(self, entry: Entry, found: Compared, doing: Doing) -> None:
        refund = self.store.find_refund(entry.order_id)
        if refund is None:
            self._enter(entry, What.NOT_IN_BOOK, found, doing=doing)
        elif refund.amount_fen != entry.amount_fen:
            self._enter(entry, What.AMOUNT_DIFFERS, found, of=refund, doing=doing)
        elif refund.state is refunds.State.RETURNED and (entry.returned or not refund.settled_at):
            return
        elif refund.state in (refunds.State.PAID, refunds.State.RETURNED) and not entry.returned:
            self._compare_day(entry, refund, found, doing)
        else:
            self._catch_up_refund(entry, refund, found, doing)

    def _catch_up_refund(self, entry: Entry, refund: Refund, found: Compared, doing: Doing) -> None:
        heard = self._asked(entry.kind, entry.order_id, day_of(entry.at))
        if heard is None:
            self._enter(entry, What.UNANSWERED, found, of=refund, doing=doing)
            return
        good = self.refunds.hear(refund.id, heard, doing)
        after = self.refunds.see(refund.id).state
        good = good and after in (refunds.State.PAID, refunds.State.RETURNED)
        what = What.LATE_NEWS if good else What.DOES_NOT_FIT
        note = f"{after}, was {refund.state}" if good else ""
        self._enter(entry, what, found, of=refund, mended=note, doing=doing)

    def _compare_day(
        self, entry: Entry, thing: Payment | Refund, found: Compared, doing: Doing
    ) -> None:
        if thing.settled_at is not None and day_of(thing.settled_at) == day_of(entry.at):
            return
        # The bank's number says whether it is the movement that we know, or one more.
        once = entry.bank_no == thing.bank_no
        what = What.DAY_DIFFERS if once else What.LINE_TWICE
        self._enter(entry, what, found, of=thing, doing=doing)

    def _compare_book(
        self, thing: Payment | Refund, day: date, found: Compared, *, doing: Doing
    ) -> None:
        kind = OrderKind.PAYOUT if isinstance(thing, Refund) else thing.kind
        if (kind, thing.id) in found.seen:
            return
        heard = self._asked(kind, thing.id, day)
        what = What.NOT_AT_BANK if heard else What.UNANSWERED
        if heard and heard.verdict in (Verdict.DONE, Verdict.RETURNED):
            elsewhere = heard.at is not None and day_of(heard.at) != day
            what = What.DAY_DIFFERS if elsewhere else What.NOT_ON_STATEMENT
        difference = _difference(day, what, (kind, thing.id, None), thing=thing, doing=doing)
        if heard is None:  # it may have been told before that nobody could say, and been mended
            difference = replace(difference, line=f"{day:%Y%m%d}")
        found.opened += self.differences.enter(difference, doing)

    def _asked(self, kind: OrderKind, order_id: str, day: date) -> Heard | None:
        """Ask about an order; None where the bank answers, but not about this one."""
        heard = self.bank.find(kind, order_id)
        if heard.verdict not in _SILENT:
            return heard
        if self.bank.statement(day, 0) is None:
            raise BankSilent(f"{kind}/{order_id}")
        return None

    def _enter(
        self,
        entry: Entry,
        what: What,
        found: Compared,
        *,
        of: Payment | Refund | None = None,
        mended: str = "",
        doing: Doing,
    ) -> None:
        order = (entry.kind, entry.order_id, entry.amount_fen)
        difference = _difference(day_of(entry.at), what, order, thing=of, doing=doing)
        if what is not What.DAY_DIFFERS:  # that is about the order; our book tells it as well
            difference = replace(difference, line=entry.line)
        new = self.differences.enter(difference, doing, mended=mended)
        if mended:
            found.mended += new
        else:
            found.opened += new


def _difference(
    day: date,
    what: What,
    order: tuple[OrderKind, str, int | None],
    *,
    thing: Payment | Refund | None,
    doing: Doing,
) -> Difference:
    kind, order_id, bank_fen = order
    return Difference(
        day=day,
        what=what,
        order_kind=kind,
        order_id=order_id,
        owner=thing.owner if thing else "",
        bank_fen=bank_fen,
        book_fen=thing.amount_fen if thing else None,
        book_state=str(thing.state) if thing else "",
        found_at=doing.at,
    )
