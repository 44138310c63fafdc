"""Cases to test with."""

from datetime import UTC, datetime, timedelta

from backend.counter.rules import Case, Decision, Why
from backend.kernel.events import Doing, Event

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
REACTOR = Doing("system/ledger-react", NOW, "application/a1#1")
CLERK = Doing("clerk/c1", NOW + timedelta(minutes=5), "session/s1")
WHY = (Why("count-per-month", {"asked": 30, "left": 25, "serials": [["1300261130", 1, 2]]}),)
APPROVE = Decision("approve", "已核对合同")
REFUSE = Decision("refuse", "材料不全")
MISSING = Decision("missing", "盒内清点", missing=(("013002600104", 103, 104),))
FOUND = Decision("found", "夹在说明书里")
SETTLE = Decision("settle", "现场核对", "013002600104", 104, (("013002600104", 103, 103),))


def a_case(kind: str = "application", subject_id: str = "a1", number: int = 1) -> Case:
    return Case(
        id=f"{kind}-{subject_id}-{number}",
        kind=kind,
        subject_id=subject_id,
        company_id="company-1",
        why=WHY,
        opened_at=NOW,
    )


def cause(subject: str = "application/a1", number: int = 1, **later: float) -> Event:
    """Something that happened in another room and needs a clerk."""
    return Event(
        subject,
        number,
        "invoices:application:referred",
        NOW + timedelta(**later),
        "person/p1",
        "session/s9",
        {"company_id": "company-1"},
    )
