"""The total quota (总额度, domain facts §2.3): what may be issued without tax in a month.

    quota      = base (month after month) + extra (this month alone)
    used       = blue of this month − red of this month's blue
    available  = quota − used, once the last return is filed
                 min(quota, what was left of last month) − used, before

Who has no return due this month (filing by quarter) is treated as having filed; who is late is
treated as not having filed until the return is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from backend.einvoices.rules.book import Book, Step, step
from backend.einvoices.rules.checks import Check, Finding, Known, numbered
from backend.einvoices.rules.classification import Taxpayer
from backend.kernel import periods
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import Period, Span

UNRATED, CLEAR, BLOCKED = "unrated", "clear", "blocked"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the quota looks at on a day: the type of taxpayer and the recorded facts."""

    taxpayer: Taxpayer
    day: date
    facts: Mapping[str, Known]

    @property
    def grade(self) -> str:
        """The credit grade (纳税缴费信用级别); nobody graded counts as unrated."""
        known = self.facts.get("credit_grade")
        return known.value if known else UNRATED

    @property
    def risk(self) -> str:
        """Say `clear` or `blocked`; what nobody recorded is not clear."""
        known = self.facts.get("risk_block")
        return CLEAR if known and known.value == "none" else BLOCKED

    @property
    def month(self) -> str:
        """Name the month of the day."""
        return str(periods.month_of(self.day))


@dataclass(frozen=True, slots=True)
class Filing:
    """The period whose return is due this month, None when none is, and whether it is filed."""

    due: Period | None
    filed: bool
    recorded: str | None


@dataclass(frozen=True, slots=True)
class Available:
    """What may still be issued this month, before and after filing, and which of the two holds."""

    quota_fen: int
    used_fen: int
    left_before_fen: int
    before_filing_fen: int
    after_filing_fen: int
    filing: Filing

    @property
    def now_fen(self) -> int:
        """Return what may be issued now."""
        return self.after_filing_fen if self.filing.filed else self.before_filing_fen


def filing_of(standing: Standing, parameters: Parameters) -> Filing:
    """Tell whether the return that is due this month is filed (fact `vat_filed`)."""
    span = Span(parameters.text("filing-span", standing.taxpayer, standing.day))
    month = periods.month_of(standing.day)
    due: Period | None = month.previous()
    if span is Span.QUARTER:
        quarter = periods.quarter_of(standing.day)
        due = quarter.previous() if quarter.first_day == month.first_day else None
    known = standing.facts.get("vat_filed")
    recorded = known.value if known else None
    if due is None:
        return Filing(None, filed=True, recorded=recorded)
    return Filing(due, filed=_reaches(recorded, due), recorded=recorded)


def _reaches(recorded: str | None, due: Period) -> bool:
    if recorded is None or recorded == "none":
        return False
    return periods.read_period(recorded).last_day >= due.last_day


def available(book: Book, standing: Standing, parameters: Parameters) -> Available:
    """Compute what may be issued now; the book is the one of the day's month.

    A company that issued nothing the month before had all of its quota left.
    """
    quota_fen = book.quota_fen
    left_fen = book.before.unused_fen if book.before else quota_fen
    return Available(
        quota_fen=quota_fen,
        used_fen=book.used_fen,
        left_before_fen=left_fen,
        before_filing_fen=max(0, min(quota_fen, left_fen) - book.used_fen),
        after_filing_fen=max(0, quota_fen - book.used_fen),
        filing=filing_of(standing, parameters),
    )


def explain(book: Book, standing: Standing, parameters: Parameters) -> tuple[Check, ...]:
    """Say where each part of the number comes from, in the order in which it is computed."""
    found = available(book, standing, parameters)
    before, filing = book.before, found.filing

    def rule(of: str) -> str:
        return parameters.text("quota-rule", of, standing.day)

    granted: Finding = (
        None,
        {
            "taxpayer": str(standing.taxpayer),
            "credit_grade": standing.grade,
            "risk": standing.risk,
            "table_fen": initial_fen(standing, parameters),
            "base_fen": book.base_fen,
        },
    )
    extra: Finding = (None, {"extra_fen": book.extra_fen, "extended": book.extended})
    used: Finding = (None, {"used_fen": book.used_fen, "quota_fen": found.quota_fen})
    filed: Finding = (
        None if filing.filed else "return-not-filed",
        {
            "due": str(filing.due) if filing.due else None,
            "vat_filed": filing.recorded,
            "last_month": before.month if before else None,
            "left_before_fen": found.left_before_fen,
            "available_fen": found.now_fen,
        },
    )
    return numbered(
        [
            ("initial", granted, rule("initial")),
            ("extended", extra, rule("extended")),
            ("used", used, rule("used")),
            ("filing", filed, rule("filing")),
        ]
    )


def initial_fen(standing: Standing, parameters: Parameters) -> int:
    """Read the table of first quotas: taxpayer type, credit grade, risk."""
    grade = standing.grade
    of = f"{standing.taxpayer}:{grade}:{standing.risk}"
    if parameters.find("quota-initial", of, standing.day) is None:
        of = f"{standing.taxpayer}:{UNRATED}:{standing.risk}"
    return parameters.number("quota-initial", of, standing.day)


def quota_left(book: Book, needed_fen: int, found: Available) -> Finding:
    """Check that an amount without tax is within what is available."""
    reason = "quota-short" if needed_fen > found.now_fen else None
    return reason, {
        "needed_fen": needed_fen,
        "available_fen": found.now_fen,
        "quota_fen": found.quota_fen,
        "used_fen": book.used_fen,
        "left_before_fen": found.left_before_fen,
        "filed": "yes" if found.filing.filed else "no",
    }


def give_back(
    book: Book,
    amount_fen: int,
    blue_month: str,
    *,
    number: str,
    parameters: Parameters,
    doing: Doing,
) -> Step:
    """Give quota back for a red invoice; `amount_fen` is what it takes back, positive.

    Red of this month's blue gives all of it back; red of an earlier month's gives what the
    parameter of the day says, which is nothing. Refuses `quota-not-used` when more would come back
    than is used.
    """
    of = "same-month" if blue_month == book.month else "earlier-month"
    day = periods.day_of(doing.at)
    back_fen = amount_fen * parameters.number("quota-give-back", of, day)
    if back_fen > book.used_fen:
        raise Refusal("quota-not-used", used_fen=book.used_fen, given_fen=back_fen)
    after = replace(book, used_fen=book.used_fen - back_fen)
    return step(
        after,
        doing,
        "given-back",
        number=number,
        amount_fen=amount_fen,
        given_back_fen=back_fen,
        blue_month=blue_month,
        used_fen=after.used_fen,
    )
