"""The nightly comparison (对账): the bank's statement against our book, both ways.

Where the bank has moved money and we do not know it, the bank is asked, and its word is entered if
what is owed admits it. Everything else is a difference that clerks look at. Running a day again
enters nothing twice; a day on which the bank does not answer is begun anew.
"""

from collections.abc import Iterable
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

_SILENT = (Verdict.UNKNOWN, Verdict.UNSENT)


class BankSilent(Exception):
    """The bank did not answer: the day cannot be compared now."""


@dataclass(slots=True)
class Compared:
    """What one comparison found."""

    entries: int = 0
    book: int = 0
    mended: int = 0
    opened: int = 0
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

    def compare(self, day: date, doing: Doing) -> Compared:
        """Compare one day; raises BankSilent while its statement is not whole, or not to be had."""
        found = Compared()
        for entry in self._statement(day):
            found.entries += 1
            key = (entry.kind, entry.order_id)
            line = (*key, entry.returned)
            if line in found.lines:
                of = self._thing(entry)
                self._enter(entry, What.LINE_TWICE, found, of=of, doing=doing)
            elif entry.kind is OrderKind.PAYOUT:
                self._compare_refund(entry, found, doing)
            else:
                self._compare_payment(entry, found, doing)
            found.seen.add(key)
            found.lines.add(line)
        for thing in self.store.settled_on(day):
            found.book += 1
            self._compare_book(thing, day, found, doing=doing)
        return found

    def _statement(self, day: date) -> Iterable[Entry]:
        entries: dict[int, Entry] = {}
        after: int | None = 0
        while after is not None:
            part = self.bank.statement(day, after)
            if part is None or not part.complete:
                raise BankSilent(f"the statement of {day}")
            # A line that is told twice has one number; two lines of one order have two.
            entries |= {one.number: one for one in part.entries}
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
        heard = self._asked(entry.kind, entry.order_id)
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
            heard = self._asked(entry.kind, entry.order_id)
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
        heard = self._asked(kind, thing.id)
        what = What.NOT_AT_BANK
        if heard.verdict in (Verdict.DONE, Verdict.RETURNED):
            elsewhere = heard.at is not None and day_of(heard.at) != day
            what = What.DAY_DIFFERS if elsewhere else What.NOT_ON_STATEMENT
        difference = _difference(day, what, (kind, thing.id, None), thing=thing, doing=doing)
        found.opened += self.differences.enter(difference, doing)

    def _asked(self, kind: OrderKind, order_id: str) -> Heard:
        heard = self.bank.find(kind, order_id)
        if heard.verdict in _SILENT:
            raise BankSilent(f"{kind}/{order_id}")
        return heard

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
