"""What goes with a pickup before its end and after it, as it lies in the table."""

from dataclasses import asdict
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.pickup.rules.pickup import Care, Dispute, Ending, Report, Service
from backend.pickup.rules.sheets import Sheets


def written(care: Care) -> dict[str, Any]:
    """Write it as a row."""
    report = care.report
    return {
        "ended": care.ended,
        "ended_at": to_text(care.ended_at) if care.ended_at else None,
        "mailed_to": care.mailed_to,
        "reminded_hours": care.reminded_hours,
        "reminded_at": to_text(care.reminded_at) if care.reminded_at else None,
        "services": [
            {
                "reservation_id": one.reservation_id,
                "kiosk_id": one.kiosk_id,
                "site_id": one.site_id,
                "ended_at": to_text(one.ended_at),
                "sheets": sheets_out(one.sheets),
                "heard_at": to_text(one.heard_at) if one.heard_at else None,
                "told": one.told,
                "unseen": sheets_out(one.unseen),
            }
            for one in care.services
        ],
        "report": _report_out(report) if report else None,
        "reported": [list(one) for one in care.reported],
        "reprinted": care.reprinted,
    }


def read(row: dict[str, Any]) -> Care:
    """Read it from a row."""
    report = row["report"]
    return Care(
        ended=Ending(row["ended"]) if row["ended"] else None,
        ended_at=from_text(row["ended_at"]) if row["ended_at"] else None,
        mailed_to=row.get("mailed_to"),
        reminded_hours=row["reminded_hours"],
        reminded_at=from_text(row["reminded_at"]) if row["reminded_at"] else None,
        services=tuple(
            Service(
                **{
                    **one,
                    "ended_at": from_text(one["ended_at"]),
                    "sheets": sheets_in(one["sheets"]),
                    "heard_at": from_text(one["heard_at"]) if one.get("heard_at") else None,
                    "unseen": sheets_in(one.get("unseen", [])),
                }
            )
            for one in row["services"]
        ),
        report=_report_in(report) if report else None,
        reported=tuple(
            # Once only the ids were kept: what was said under them is not known any more.
            (one, "") if isinstance(one, str) else (one[0], one[1])
            for one in row.get("reported", ())
        ),
        reprinted=row["reprinted"],
    )


def disputes_out(disputes: tuple[Dispute, ...]) -> list[dict[str, Any]]:
    """Write the disputes that wait."""
    return [{**asdict(one), "sheets": sheets_out(one.sheets)} for one in disputes]


def disputes_in(rows: list[dict[str, Any]]) -> tuple[Dispute, ...]:
    """Read the disputes that wait."""
    return tuple(Dispute(**{**one, "sheets": sheets_in(one["sheets"])}) for one in rows)


def sheets_out(sheets: tuple[Sheets, ...]) -> list[list[str | int]]:
    """Write ranges of serials."""
    return [[one.code, one.first, one.last] for one in sheets]


def sheets_in(rows: list[list[Any]]) -> tuple[Sheets, ...]:
    """Read ranges of serials."""
    return tuple(Sheets(code, first, last) for code, first, last in rows)


def _report_out(report: Report) -> dict[str, Any]:
    apart = sheets_out(report.retracted)
    return {**asdict(report), "at": to_text(report.at), "retracted": apart}


def _report_in(row: dict[str, Any]) -> Report:
    apart = sheets_in(row.get("retracted", []))
    return Report(**{**row, "at": from_text(row["at"]), "retracted": apart})
