"""Filing a form on a blue invoice, and the red invoice (红字发票) that comes of it (§2.6).

    buyer neither used nor booked it ──> the seller files, 01, all of it
    buyer used or booked it ───────────> either side files, the other confirms in 72 hours

While a form is open its invoice is neither used nor booked nor taken back by another; so a form of
which no red invoice comes in its days lets the invoice go.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from backend.einvoices.rules import red_amounts, red_forms, red_states
from backend.einvoices.rules.book import Book
from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.face import Face, Line, Red
from backend.einvoices.rules.invoices import Invoice, State, Use, moved, told_of
from backend.einvoices.rules.numbers import draw
from backend.einvoices.rules.quota import give_back
from backend.einvoices.rules.red_amounts import Take
from backend.einvoices.rules.red_forms import Change, Filing, Reason, RedForm, Side
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issues a red invoice, under which id, from which book, after which checks."""

    invoice_id: str
    issuer: str
    book: Book
    checks: tuple[Check, ...]


def file(
    form_id: str,
    filing: Filing,
    blue: Invoice,
    *,
    side: Side,
    parameters: Parameters,
    doing: Doing,
) -> Change:
    """Ask for a red invoice.

    Refuses `e-invoice-is-red`, `e-invoice-reversed`, `red-form-open` {form_id},
    `red-form-seller-files`, `red-whole-only`, then those of `red_amounts.parts`.
    """
    if blue.face.red is not None:
        raise Refusal("e-invoice-is-red")
    if blue.state is State.REVERSED:
        raise Refusal("e-invoice-reversed")
    if blue.form is not None:
        raise Refusal("red-form-open", form_id=blue.form)
    day = day_of(doing.at)
    touched = blue.use is not None or blue.booked
    if side is Side.BUYER and not touched:
        raise Refusal("red-form-seller-files")
    takes = _takes(filing, blue, touched=touched, parameters=parameters, day=day)
    hours = parameters.number("red-form", "answer-hours", day)
    days = parameters.number("red-form", "issue-days", day)
    asked = red_states.State.SELLER_ASKED if side is Side.BUYER else red_states.State.BUYER_ASKED
    face = blue.face
    form = RedForm(
        id=form_id,
        invoice_id=blue.id,
        invoice_number=face.number,
        seller_id=blue.company_id,
        seller_name=face.seller.name,
        buyer_id=face.buyer.tax_id,
        buyer_name=face.buyer.name,
        natural_buyer=blue.natural_buyer,
        filed_for=side,
        filed_by=doing.actor,
        filed_at=doing.at,
        reason=filing.reason,
        takes=takes,
        deducted=blue.use is Use.DEDUCT,
        state=asked if touched else red_states.State.NOT_NEEDED,
        request_hash=filing.hash_for(blue.company_id if side is Side.SELLER else face.buyer.tax_id),
        answer_by=doing.at + timedelta(hours=hours) if touched else None,
        issue_days=days,
        issue_by=None if touched else doing.at + timedelta(days=days),
    )
    held = replace(blue, form=form_id)
    locked = moved(held, "red-begun", doing, form_id=form_id, side=str(side))
    return Change(red_forms.first(filing, form, doing), blue=locked)


def due_at(form: RedForm) -> datetime | None:
    """Say when a form lapses by time alone; None where nobody is waited for."""
    if form.state in red_states.WAITING:
        return form.answer_by
    return form.issue_by if form.state in red_states.READY and form.red_id is None else None


def ended(form: tuple[RedForm, Event], blue: Invoice, doing: Doing) -> Change:
    """Let go of the invoice of a form that came to nothing."""
    over = form[0]
    if not over.state.over:
        return Change(form)
    told = {"form_id": over.id, "form_state": str(over.state)}
    side = _ended_for(over)
    told |= {"side": str(side)} if side else {}
    free = moved(replace(blue, form=None), "red-ended", doing, **told)
    return Change(form, blue=free)


def _ended_for(form: RedForm) -> Side | None:
    """Say for which side a form came to nothing; None where time or the tax office ended it."""
    lapsed = form.ended_at is not None and form.ended_at in (form.answer_by, form.issue_by)
    if form.state in red_states.VOIDED or lapsed:
        return None
    withdrawn = form.state in (red_states.State.WITHDRAWN, red_states.State.WITHDRAWN_AGREED)
    return form.filed_for if withdrawn else form.filed_for.other


def issue(
    form: RedForm, blue: Invoice, by: Issuing, *, parameters: Parameters, doing: Doing
) -> Change:
    """Issue the red invoice of a form: a number, negative lines, quota given back.

    Refuses `red-form-issued`, `red-form-not-agreed`, those of `quota.give_back`.
    """
    numbers = by.book.numbers
    if numbers is None:
        raise LookupError("a book without numbers issues nothing")
    drawn, number = draw(numbers)
    noted = red_forms.issued(form, by.invoice_id, number, doing)
    red = Invoice(
        id=by.invoice_id,
        company_id=blue.company_id,
        face=_face(form, blue.face, number=number, issuer=by.issuer, doing=doing),
        natural_buyer=blue.natural_buyer,
        issued_by=doing.actor,
        request_hash=asked_as(form),
        checks=by.checks,
    )
    back = red_amounts.added(blue, form.takes)
    all_of_it = tuple((line.amount_fen, line.tax_fen) for line in blue.face.lines)
    after = replace(
        blue,
        state=State.REVERSED if back == all_of_it else State.PARTLY_REVERSED,
        taken_back=back,
        counted_back=red_amounts.counted_back(blue, form.takes),
        form=None,
    )
    taken = moved(
        after,
        "taken-back",
        doing,
        form_id=form.id,
        red_number=number,
        amount_fen=form.amount_fen,
        tax_fen=form.tax_fen,
    )
    step = give_back(
        replace(by.book, numbers=drawn),
        form.amount_fen,
        blue.month,
        number=number,
        parameters=parameters,
        doing=doing,
    )
    event = doing.event(
        red.subject, red.version, "einvoices:invoice:issued", **told_of(red), red_of=form.id
    )
    return Change(noted, blue=taken, red=(red, event), step=step)


def asked_as(form: RedForm) -> str:
    """Hash the request for a form's red invoice, to tell it from another under the same id."""
    return fingerprint([form.seller_id, "red", form.id])


def note(red: Red) -> str:
    """Write what a red invoice must name (§2.6)."""
    return f"被红冲蓝字数电票号码：{red.number} 红字发票信息确认单编号：{red.confirmation}"


def _takes(
    filing: Filing, blue: Invoice, *, touched: bool, parameters: Parameters, day: date
) -> tuple[Take, ...]:
    within = parameters.decimal("tolerance", "line-amount", day)
    counted = filing.reason is not Reason.ALLOWANCE
    if filing.parts is None:
        return red_amounts.whole(blue, counted=counted, within=within)
    takes = red_amounts.parts(blue, filing.parts, counted=counted, within=within)
    partial = red_amounts.added(blue, takes) != tuple(
        (line.amount_fen, line.tax_fen) for line in blue.face.lines
    )
    if partial and (not touched or filing.reason is Reason.MISTAKE):
        raise Refusal("red-whole-only", field="/lines")
    return takes


def _face(form: RedForm, blue: Face, *, number: str, issuer: str, doing: Doing) -> Face:
    red = Red(blue.number, form.id)
    return replace(
        blue,
        number=number,
        issued_at=doing.at,
        lines=tuple(_line(blue.lines[take.line], take) for take in form.takes),
        issuer=issuer,
        remark=note(red),
        red=red,
    )


def _line(line: Line, take: Take) -> Line:
    quantity: Decimal | None = None if take.quantity is None else -take.quantity
    return replace(
        line,
        amount_fen=-take.amount_fen,
        tax_fen=-take.tax_fen,
        quantity=quantity,
        unit_price=line.unit_price if quantity is not None else None,
    )
