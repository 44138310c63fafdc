"""Applications, approvals and allowances between the table and their values."""

from dataclasses import asdict
from datetime import date
from typing import Any

from backend.invoices.ports import Moved
from backend.invoices.rules.allowances import Allowance
from backend.invoices.rules.applications import Application, Returned, State, Wish
from backend.invoices.rules.approvals import Approval, SupplyMethod, Terms
from backend.invoices.rules.checks import Check, OnFailure
from backend.invoices.rules.kinds import Kind
from backend.invoices.tables import InvoicesItem
from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import Change, put_new, save, write

Noted = tuple[Application, Event]


class DynamoStore:
    """The room's store on DynamoDB."""

    def find_application(self, application_id: str) -> Application | None:
        """Read one application, consistently."""
        item = _find(f"application/{application_id}", "application")
        return application_from(item) if item else None

    def list_applications(
        self, company_id: str, cursor: str | None, limit: int
    ) -> Page[Application]:
        """Read a company's applications, newest first, from the index."""
        page = pages.query(
            InvoicesItem.by_company, company_id, cursor=cursor, limit=limit, newest_first=True
        )
        return page.map(application_from)

    def find_kind(self, company_id: str, kind: Kind) -> tuple[Approval | None, Allowance | None]:
        """Read one kind's approval and allowance in one call."""
        owner = f"company/{company_id}"
        keys = [(owner, f"approval/{kind}"), (owner, f"allowance/{kind}")]
        found = {item.item: item for item in InvoicesItem.batch_get(keys, consistent_read=True)}
        approval, allowance = (found.get(item) for _, item in keys)
        return (
            approval_from(approval) if approval else None,
            allowance_from(allowance) if allowance else None,
        )

    def list_kinds(self, company_id: str) -> tuple[tuple[Approval, Allowance | None], ...]:
        """Read a company's kinds: at most two items for each of the few kinds there are."""
        owner = f"company/{company_id}"
        found = {item.item: item for item in InvoicesItem.query(owner, consistent_read=True)}
        rows = []
        for kind in Kind:
            approval, allowance = found.get(f"approval/{kind}"), found.get(f"allowance/{kind}")
            if approval:
                rows.append(
                    (approval_from(approval), allowance_from(allowance) if allowance else None)
                )
        return tuple(rows)

    def find_moved(self, source: str) -> str | None:
        """Read the hash of the request by which a source moved an allowance, consistently."""
        mark = _find(f"source/{source}", "moved")
        return None if mark is None else str(mark.body["request_hash"])

    def save_application(
        self,
        application: Application,
        event: Event,
        moved: Moved | None = None,
        *,
        also: Noted | None = None,
    ) -> None:
        """Write an application, the allowance it takes and one it takes up, with their events."""
        noted = _noted((application, event))
        write(*noted, *(_moved(moved) if moved else ()), *(_noted(also) if also else ()))

    def save_approval(self, approval: Approval, event: Event) -> None:
        """Write an approval and its event."""
        change, head = ledger.record(event, approval.head)
        write(save(approval_item(approval, head)), change)

    def save_allowance(
        self, moved: Moved, source: str, request_hash: str, *, also: Noted | None = None
    ) -> None:
        """Write an allowance, what its application notes, and the mark of the source, once."""
        mark = put_new(mark_item(source, moved.event, request_hash))
        write(*_moved(moved), mark, *(_noted(also) if also else ()))

    def history(self, application_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read an application's events from the ledger."""
        return ledger.history(f"application/{application_id}", cursor, limit)


def _noted(noted: Noted) -> tuple[Change, Change]:
    application, event = noted
    change, head = ledger.record(event, application.head)
    return save(application_item(application, head)), change


def _moved(moved: Moved) -> tuple[Change, Change]:
    change, head = ledger.record(moved.event, moved.allowance.head)
    return save(allowance_item(moved.allowance, head)), change


def _find(owner: str, item: str) -> InvoicesItem | None:
    try:
        return InvoicesItem.get(owner, item, consistent_read=True)
    except InvoicesItem.DoesNotExist:
        return None


def application_item(application: Application, head: str) -> InvoicesItem:
    """Write an application as stored."""
    wish = application.wish
    decided_at = application.decided_at
    return InvoicesItem(
        f"application/{application.id}",
        "application",
        version=application.version,
        head=head,
        company_id=application.company_id,
        application_id=application.id,
        body={
            "kind": str(wish.kind),
            "count": wish.count,
            "site_id": wish.site_id,
            "address_id": wish.address_id,
            "state": str(application.state),
            "checks": [_check_out(check) for check in application.checks],
            "applied_at": to_text(application.applied_at),
            "applied_by": application.applied_by,
            "request_hash": application.request_hash,
            "pickup_id": application.pickup_id,
            "decided_at": to_text(decided_at) if decided_at else None,
            "decided_by": application.decided_by,
            "decision_reason": application.decision_reason,
            "returned": _returned_out(application.returned),
            "reissue_of": application.reissue_of,
            "reissued_as": application.reissued_as,
        },
    )


def application_from(item: InvoicesItem) -> Application:
    """Read an application as stored."""
    body: dict[str, Any] = item.body
    decided_at = body["decided_at"]
    return Application(
        id=item.owner.removeprefix("application/"),
        company_id=str(item.company_id),
        wish=Wish(Kind(body["kind"]), body["count"], body["site_id"], body.get("address_id")),
        state=State(body["state"]),
        checks=tuple(_check_in(row) for row in body["checks"]),
        applied_at=from_text(body["applied_at"]),
        applied_by=body["applied_by"],
        request_hash=body["request_hash"],
        pickup_id=body["pickup_id"],
        decided_at=from_text(decided_at) if decided_at else None,
        decided_by=body["decided_by"],
        decision_reason=body["decision_reason"],
        returned=_returned_in(body.get("returned")),
        reissue_of=body.get("reissue_of"),
        reissued_as=body.get("reissued_as"),
        version=int(item.version),
        head=item.head,
    )


def _returned_out(returned: Returned | None) -> dict[str, Any] | None:
    return {**asdict(returned), "at": to_text(returned.at)} if returned else None


def _returned_in(row: dict[str, Any] | None) -> Returned | None:
    return Returned(**{**row, "at": from_text(row["at"])}) if row else None


def approval_item(approval: Approval, head: str) -> InvoicesItem:
    """Write an approval as stored."""
    terms = approval.terms
    return InvoicesItem(
        f"company/{approval.company_id}",
        f"approval/{approval.kind}",
        version=approval.version,
        head=head,
        body={
            "max_per_sheet_fen": terms.max_per_sheet_fen,
            "max_per_month": terms.max_per_month,
            "max_per_time": terms.max_per_time,
            "max_holding": terms.max_holding,
            "supply_method": str(terms.supply_method),
            "effective_from": terms.effective_from.isoformat(),
            "effective_to": terms.effective_to.isoformat() if terms.effective_to else None,
        },
    )


def approval_from(item: InvoicesItem) -> Approval:
    """Read an approval as stored."""
    body: dict[str, Any] = item.body
    last = body["effective_to"]
    terms = Terms(
        max_per_sheet_fen=body["max_per_sheet_fen"],
        max_per_month=body["max_per_month"],
        max_per_time=body["max_per_time"],
        max_holding=body["max_holding"],
        supply_method=SupplyMethod(body["supply_method"]),
        effective_from=date.fromisoformat(body["effective_from"]),
        effective_to=date.fromisoformat(last) if last else None,
    )
    return Approval(_company(item), _kind(item), terms, int(item.version), item.head)


def allowance_item(allowance: Allowance, head: str) -> InvoicesItem:
    """Write an allowance as stored."""
    return InvoicesItem(
        f"company/{allowance.company_id}",
        f"allowance/{allowance.kind}",
        version=allowance.version,
        head=head,
        body={
            "month": allowance.month,
            "taken_this_month": allowance.taken_this_month,
            "waiting": allowance.waiting,
            "holding": allowance.holding,
        },
    )


def allowance_from(item: InvoicesItem) -> Allowance:
    """Read an allowance as stored."""
    return Allowance(
        _company(item), _kind(item), **item.body, version=int(item.version), head=item.head
    )


def mark_item(source: str, event: Event, request_hash: str) -> InvoicesItem:
    """Write the mark that a source has had its effect: by which request and in which event."""
    body = {"event": event.id, "request_hash": request_hash}
    return InvoicesItem(f"source/{source}", "moved", version=1, body=body)


def _company(item: InvoicesItem) -> str:
    return item.owner.removeprefix("company/")


def _kind(item: InvoicesItem) -> Kind:
    return Kind(item.item.partition("/")[2])


def _check_out(check: Check) -> dict[str, Any]:
    return {
        "number": check.number,
        "code": check.code,
        "passed": check.passed,
        "reason": check.reason,
        "inputs": dict(check.inputs),
        "rule": check.rule,
        "on_failure": str(check.on_failure),
    }


def _check_in(row: dict[str, Any]) -> Check:
    return Check(**{**row, "on_failure": OnFailure(row["on_failure"])})
