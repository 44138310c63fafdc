"""What is said of paper that moved: serials, the last service, and what was reported of it."""

from typing import Self

from backend.kernel.clock import to_text
from backend.pickup.rules.pickup import Report, Service
from backend.pickup.rules.sheets import Sheets
from backend.web.routes import View


class SheetsView(View):
    """Consecutive serials."""

    code: str
    first: int
    last: int

    @classmethod
    def of(cls, sheets: Sheets) -> Self:
        return cls(code=sheets.code, first=sheets.first, last=sheets.last)


class CodeView(View):
    """The code of this moment, and what stands in the way when there is none."""

    state: str
    site_id: str | None
    code: str | None


class LastServiceView(View):
    """The service that gave sheets last: where, when, how many, and which."""

    kiosk_id: str
    ended_at: str
    count: int
    serials: list[SheetsView]

    @classmethod
    def of(cls, service: Service) -> Self:
        return cls(
            kiosk_id=service.kiosk_id,
            ended_at=to_text(service.ended_at),
            count=service.count,
            serials=[SheetsView.of(one) for one in service.sheets],
        )


class ReportView(View):
    """What was reported of it; `outcome` is None until a clerk decided, else found or missing.

    `taken_back` counts the sheets that the machine drew back in because nobody took them, and says
    so by itself or beside what was reported.
    """

    id: str
    has: int
    note: str
    at: str
    outcome: str | None
    taken_back: int

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls(
            id=report.id,
            has=report.has,
            note=report.note,
            at=to_text(report.at),
            outcome=report.outcome,
            taken_back=sum(one.count for one in report.retracted),
        )
