"""How the quota changes by itself: at the beginning of a month, and when it is nearly used up.

    initial      the table of the day (type, grade, risk), for a company without a book
    month-begin  the base again; raised after busy months (赋额定期调整), or lowered to the table
    extended     when nearly used up, for the rest of the month (赋额临时调整)

Every decision lists what it looked at; a rule that did not apply is in the list as well.
"""

from dataclasses import dataclass, replace

from backend.einvoices.rules.book import Before, Book, Step, step
from backend.einvoices.rules.checks import Check, Finding, first_failed, numbered, told
from backend.einvoices.rules.quota import CLEAR, Standing, available, initial_fen
from backend.kernel import periods
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import read_period


@dataclass(frozen=True, slots=True)
class Extension:
    """Whether the quota is extended for the rest of the month, by how much, and why or why not."""

    extra_fen: int
    checks: tuple[Check, ...]

    @property
    def granted(self) -> bool:
        """Whether every check passed."""
        return first_failed(self.checks) is None


def open_book(company_id: str, standing: Standing, parameters: Parameters, doing: Doing) -> Step:
    """Grant a company its first quota (首次赋额)."""
    base_fen = initial_fen(standing, parameters)
    book = Book(company_id, standing.month, base_fen)
    checks = numbered(
        [("initial", _table(standing, base_fen), _rule("initial", standing, parameters))]
    )
    return step(book, doing, "opened", quota_fen=base_fen, checks=told(checks))


def begin_month(book: Book, standing: Standing, parameters: Parameters, doing: Doing) -> Step:
    """Grant the quota of a month that has begun (月初赋额), raised or lowered where it is due."""
    busy = _busy_months(book, standing, parameters)
    table_fen = initial_fen(standing, parameters)
    base_fen, checks = _next_base(book, standing, parameters, busy=busy, table_fen=table_fen)
    skipped = _previous(standing.month) != book.month
    used_fen = 0 if skipped else book.used_fen
    quota_fen = book.base_fen if skipped else book.quota_fen
    after = replace(
        book,
        month=standing.month,
        base_fen=base_fen,
        extra_fen=0,
        used_fen=0,
        before=Before(_previous(standing.month), quota_fen, used_fen),
        busy_months=0 if base_fen > book.base_fen else busy,
        extended=0,
    )
    return step(
        after,
        doing,
        "month-begun",
        quota_fen=base_fen,
        base_before_fen=book.base_fen,
        used_before_fen=used_fen,
        checks=told(checks),
    )


def extension(
    book: Book, needed_fen: int, *, standing: Standing, parameters: Parameters
) -> Extension:
    """Look whether the quota is to be extended before an amount is issued."""
    share = parameters.number("quota-extend", "share-percent", standing.day)
    extra_fen = book.base_fen * share // 100
    wider = available(replace(book, extra_fen=book.extra_fen + extra_fen), standing, parameters)
    used_fen, busy = (
        book.used_fen,
        parameters.number("quota-extend", "busy-percent", standing.day),
    )
    nearly = (used_fen + min(needed_fen, wider.now_fen)) * 100 >= book.quota_fen * busy
    most = parameters.number("quota-extend", "times", standing.day)
    rows: list[tuple[str, Finding]] = [
        (
            "busy",
            (
                None if nearly else "quota-not-nearly-used",
                {"used_fen": used_fen, "quota_fen": book.quota_fen, "busy_percent": busy},
            ),
        ),
        ("grade", _grade(standing, "quota-extend", parameters)),
        ("risk", _risk(standing)),
        (
            "times",
            (
                None if book.extended < most else "quota-extended-already",
                {"extended": book.extended, "most": most},
            ),
        ),
        (
            "covers",
            (
                None if needed_fen <= wider.now_fen else "quota-extension-too-little",
                {"needed_fen": needed_fen, "extra_fen": extra_fen, "would_be_fen": wider.now_fen},
            ),
        ),
    ]
    ruled = [(code, found, _rule(code, standing, parameters)) for code, found in rows]
    return Extension(extra_fen, numbered(ruled))


def extend(book: Book, found: Extension, doing: Doing) -> Step:
    """Extend the quota for the rest of the month (赋额临时调整)."""
    after = replace(book, extra_fen=book.extra_fen + found.extra_fen, extended=book.extended + 1)
    return step(
        after,
        doing,
        "quota-extended",
        extra_fen=found.extra_fen,
        quota_fen=after.quota_fen,
        checks=told(found.checks),
    )


def _next_base(
    book: Book, standing: Standing, parameters: Parameters, *, busy: int, table_fen: int
) -> tuple[int, tuple[Check, ...]]:
    day = standing.day
    months = parameters.number("quota-raise", "months", day)
    percent = parameters.number("quota-raise", "share-percent", day)
    most_fen = table_fen * parameters.number("quota-raise", "most-percent", day) // 100
    raised_fen = min(book.base_fen + book.base_fen * percent // 100, most_fen)
    grade, risk = _grade(standing, "quota-raise", parameters), _risk(standing)
    enough: Finding = (
        None if busy >= months else "quota-not-busy-long-enough",
        {"busy_months": busy, "months": months},
    )
    raised = numbered(
        [
            ("busy", enough, _rule("raised", standing, parameters)),
            ("grade", grade, _rule("grade", standing, parameters)),
            ("risk", risk, _rule("risk", standing, parameters)),
        ]
    )
    base_fen, code = book.base_fen, "month-begin"
    if risk[0] is not None or standing.grade == "D":
        # What was granted to a better standing does not outlast it.
        base_fen, code = min(base_fen, table_fen), "lowered"
    elif first_failed(raised) is None and raised_fen > base_fen:
        base_fen, code = raised_fen, "raised"
    elif table_fen > base_fen:
        base_fen, code = table_fen, "initial"
    granted: Finding = (None, {"base_fen": base_fen, "base_before_fen": book.base_fen})
    table = _table(standing, table_fen)
    rest = numbered(
        [
            ("initial", table, _rule("initial", standing, parameters)),
            (code, granted, _rule(code, standing, parameters)),
        ]
    )
    shifted = (replace(one, number=one.number + len(raised)) for one in rest)
    return base_fen, (*raised, *shifted)


def _busy_months(book: Book, standing: Standing, parameters: Parameters) -> int:
    """Count the months in a row that used most of their quota, the one that ended included."""
    busy = parameters.number("quota-raise", "busy-percent", standing.day)
    was_busy = book.used_fen * 100 >= book.quota_fen * busy
    if not was_busy or _previous(standing.month) != book.month:
        return 0
    return book.busy_months + 1


def _table(standing: Standing, table_fen: int) -> Finding:
    return None, {
        "taxpayer": str(standing.taxpayer),
        "credit_grade": standing.grade,
        "risk": standing.risk,
        "table_fen": table_fen,
    }


def _grade(standing: Standing, name: str, parameters: Parameters) -> Finding:
    grades = parameters.text(name, "grades", standing.day)
    inputs: dict[str, int | str | None] = {"credit_grade": standing.grade, "grades": grades}
    return (None if standing.grade in grades.split(",") else "quota-grade-not-listed"), inputs


def _risk(standing: Standing) -> Finding:
    known = standing.facts.get("risk_block")
    inputs: dict[str, int | str | None] = {"risk_block": known.value if known else None}
    return (None if standing.risk == CLEAR else "quota-risk-not-clear"), inputs


def _rule(of: str, standing: Standing, parameters: Parameters) -> str:
    return parameters.text("quota-rule", of, standing.day)


def _previous(month: str) -> str:
    return str(periods.Period(read_period(month).first_day, periods.Span.MONTH).previous())
