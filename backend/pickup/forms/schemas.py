"""What is heard and said about lending and the other forms of a code."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints

from backend.kernel.clock import to_text
from backend.pickup.rules.pickup import Ending, Pass, Pickup, State
from backend.pickup.schemas import PassView, PickupPath, ServiceView, service_of
from backend.pickup.service.forms import Paper
from backend.web.routes import View


class LoanPath(PickupPath):
    """The address of a loan the owner makes."""

    loan_id: str = Field(max_length=36)


class LinkPath(PickupPath):
    """The address of a pass link the owner makes."""

    link_id: str = Field(max_length=36)


class RenewalPath(PickupPath):
    """The address of a wish for a new code."""

    renewal_id: str = Field(max_length=36)


class LoanWish(View):
    """Whom an owner names, and until when they may collect."""

    phone: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    until: AwareDatetime


class LinkView(View):
    """A pass link that stands; `path` follows the origin the page itself came from."""

    id: str
    path: str
    made_at: str


class FormsView(View):
    """The static forms of a code."""

    paper: str
    short_code: str
    ends_at: str
    link: LinkView | None

    @classmethod
    def of(cls, paper: Paper, link: LinkView | None) -> Self:
        return cls(
            paper=paper.text,
            short_code=paper.short_code,
            ends_at=to_text(paper.ends_at),
            link=link,
        )


class LentView(View):
    """A pickup as its borrower sees it: neither the company nor what happened before."""

    id: str
    loan_id: str
    lender_name: str
    kind: str
    count: int
    handed_count: int
    site_id: str | None
    site_name: str | None
    state: str
    ended: Ending | None
    until: str
    locked: bool
    version: int
    reservation: ServiceView | None
    pass_: PassView | None = Field(default=None, serialization_alias="pass")
    server_time: str

    @classmethod
    def of(
        cls, pickup: Pickup, *, site_name: str | None, shown: Pass | None, now: datetime
    ) -> Self:
        loan = pickup.lent(now)
        if loan is None:
            raise ValueError(f"pickup {pickup.id} is not lent")
        return cls(
            id=pickup.id,
            loan_id=loan.id,
            lender_name=loan.lender_name,
            kind=pickup.kind,
            count=pickup.count,
            handed_count=pickup.handed_count,
            site_id=pickup.site_id,
            site_name=site_name,
            state=pickup.seen(now).value,
            ended=pickup.care.ended if pickup.state is State.CLOSED else None,
            until=to_text(loan.until),
            locked=pickup.tries_left <= 0,
            version=pickup.version,
            reservation=service_of(pickup, now),
            pass_=PassView.of(shown) if shown else None,
            server_time=to_text(now),
        )


class LentListView(View):
    """A page of what is lent to a person, the first to end first."""

    items: list[LentView]
    next_cursor: str | None
