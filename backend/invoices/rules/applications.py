"""An application for paper invoices (领用申请) and its states.

    ∅ ──all ten pass─────────> approved
    ∅ ──4 to 9 fail──────────> referred ──clerk approves──> approved
    ∅ ──1, 2, 3 or 10 fails──> refused      │ └─clerk refuses──> refused
                                            └─taxpayer withdraws──> withdrawn

approved, refused and withdrawn are ends. What follows an approval is the pickup's story.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.invoices.rules import checks as made
from backend.invoices.rules.allowances import month_of
from backend.invoices.rules.checks import Check
from backend.invoices.rules.kinds import Kind, check_kind
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint

LARGEST_COUNT = 9_999
LONGEST_REASON = 500


class State(StrEnum):
    """Where an application stands."""

    APPROVED = "approved"
    REFERRED = "referred"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What a clerk decides."""

    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a taxpayer asks for: a kind, a count of sheets, a place.

    What shall go by mail has an address; its place is that of the mail room.
    """

    kind: Kind
    count: int
    site_id: str
    address_id: str | None = None

    def hash_for(self, company_id: str) -> str:
        """Hash the request, to tell a repeat from another wish under the same id."""
        # Which mail room serves an address is no part of what was asked.
        place = [self.site_id] if self.address_id is None else ["mail", self.address_id]
        return fingerprint([company_id, str(self.kind), self.count, *place])


@dataclass(frozen=True, slots=True)
class Returned:
    """Sheets of an approval that nobody fetched: how many, why, when, and where they waited."""

    count: int
    reason: str
    at: datetime
    site_id: str


@dataclass(frozen=True, slots=True)
class Application:
    """One application as it is today; the checks are those of the day it was made.

    `reissue_of` names the application it takes up again, `reissued_as` the one that took it up.
    """

    id: str
    company_id: str
    wish: Wish
    state: State
    checks: tuple[Check, ...]
    applied_at: datetime
    applied_by: str
    request_hash: str
    pickup_id: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decision_reason: str | None = None
    returned: Returned | None = None
    reissue_of: str | None = None
    reissued_as: str | None = None
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"application/{self.id}"

    @property
    def person_id(self) -> str:
        """The person who applied, who is also the named collector (领票人)."""
        return self.applied_by.removeprefix("person/")

    @property
    def taken_month(self) -> str:
        """The month its count was taken in: the month of the approval."""
        return month_of(self.decided_at or self.applied_at)


def check_wish(kind: str, count: int, site_id: str, *, address_id: str | None = None) -> Wish:
    """Take a wish from outside; refuses `kind-unknown`, then `count-malformed`."""
    known = check_kind(kind)
    if not 1 <= count <= LARGEST_COUNT:
        raise Refusal("count-malformed", field="/count", largest=LARGEST_COUNT)
    return Wish(known, count, site_id, address_id)


def check_place(wish: Wish) -> Wish:
    """Take a wish that names a site or an address; refuses `place-not-one`."""
    if bool(wish.site_id) == bool(wish.address_id):
        raise Refusal("place-not-one", field="/site_id")
    return wish


def check_outcome(text: str) -> Outcome:
    """Take a decision from outside; refuses `request-malformed`."""
    try:
        return Outcome(text)
    except ValueError as error:
        raise Refusal("request-malformed", field="/outcome") from error


def apply(
    application_id: str,
    company_id: str,
    wish: Wish,
    *,
    checks: tuple[Check, ...],
    pickup_id: str,
    doing: Doing,
    reissue_of: str | None = None,
) -> tuple[Application, Event]:
    """Decide an application at once by its checks; `pickup_id` is used only when approved."""
    state = State(made.verdict(checks))
    at_once = state is not State.REFERRED
    application = Application(
        id=application_id,
        company_id=company_id,
        wish=wish,
        state=state,
        checks=checks,
        applied_at=doing.at,
        applied_by=doing.actor,
        request_hash=wish.hash_for(company_id),
        pickup_id=pickup_id if state is State.APPROVED else None,
        decided_at=doing.at if at_once else None,
        decided_by="system/invoices" if at_once else None,
        reissue_of=reissue_of,
    )
    return application, _event(application, doing)


def decide(
    application: Application,
    outcome: Outcome,
    reason: str,
    *,
    blocking: tuple[Check, ...],
    pickup_id: str,
    doing: Doing,
) -> tuple[Application, Event]:
    """Let a clerk end a referral.

    Refuses `application-decided`, then the reason's faults, then, for an approval,
    `application-cannot-approve` with the checks in the way.
    """
    if application.state is not State.REFERRED:
        raise Refusal("application-decided", state=str(application.state))
    check_reason(reason)
    if outcome is Outcome.APPROVE and blocking:
        raise cannot_approve(blocking)
    approved = outcome is Outcome.APPROVE
    after = replace(
        application,
        state=State.APPROVED if approved else State.REFUSED,
        pickup_id=pickup_id if approved else None,
        decided_at=doing.at,
        decided_by=doing.actor,
        decision_reason=reason,
        version=application.version + 1,
    )
    return after, _event(after, doing)


def withdraw(application: Application, reason: str, doing: Doing) -> tuple[Application, Event]:
    """Let the taxpayer end a referral; refuses `application-decided`, then the reason's faults."""
    if application.state is not State.REFERRED:
        raise Refusal("application-decided", state=str(application.state))
    check_reason(reason)
    after = replace(
        application,
        state=State.WITHDRAWN,
        decided_at=doing.at,
        decided_by=doing.actor,
        decision_reason=reason,
        version=application.version + 1,
    )
    return after, _event(after, doing)


def settled_as(application: Application, outcome: Outcome) -> bool:
    """Whether a decision has had its effect already: a repeat changes nothing."""
    wanted = State.APPROVED if outcome is Outcome.APPROVE else State.REFUSED
    by_clerk = application.decided_by not in (None, "system/invoices")
    return application.state is wanted and by_clerk


def check_reason(reason: str) -> None:
    """Refuse `request-malformed` for an empty reason or an essay."""
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal("request-malformed", field="/reason")


def cannot_approve(blocking: tuple[Check, ...]) -> Refusal:
    """Say which checks stand in the way of an approval, and what they looked at."""
    stopping = [{"reason": check.reason, "inputs": dict(check.inputs)} for check in blocking]
    reasons = [str(check.reason) for check in blocking]
    return Refusal("application-cannot-approve", reasons=reasons, stopping=stopping)


def _event(application: Application, doing: Doing) -> Event:
    wish = application.wish
    data: dict[str, object] = {
        "application_id": application.id,
        "company_id": application.company_id,
        "kind": str(wish.kind),
        "count": wish.count,
        "site_id": wish.site_id,
        "collector_id": application.person_id,
    }
    if wish.address_id is not None:
        data["address_id"] = wish.address_id
    match application.state:
        case State.APPROVED:
            data["pickup_id"] = application.pickup_id
        case State.REFERRED | State.REFUSED:
            data["why"] = [_why(check) for check in made.failed(application.checks)]
        case State.WITHDRAWN:
            pass
    if application.reissue_of is not None:
        data["reissue_of"] = application.reissue_of
    if application.decision_reason is not None:
        data["reason"] = application.decision_reason
    kind = f"invoices:application:{application.state}"
    return doing.event(application.subject, application.version, kind, **data)


def _why(check: Check) -> Mapping[str, object]:
    return {
        "code": check.code,
        "reason": check.reason,
        "inputs": dict(check.inputs),
        "on_failure": str(check.on_failure),
    }
