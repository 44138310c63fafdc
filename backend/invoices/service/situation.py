"""What stands at the moment of a decision: authority, facts, approval, allowance, stock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from backend.invoices.ports import Authority, MailRoom, Moved, Shelves, Store, Taxpayers
from backend.invoices.rules import allowances, supply
from backend.invoices.rules.allowances import Allowance, Cause, month_of
from backend.invoices.rules.applications import Application, State, Wish
from backend.invoices.rules.approvals import Approval
from backend.invoices.rules.checks import Check, blocking
from backend.invoices.rules.kinds import Kind
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class Situation:
    """Asks the other rooms and the store what the rules need to know."""

    store: Store
    taxpayers: Taxpayers
    shelves: Shelves
    mail: MailRoom
    parameters: Parameters

    def authority(self, company_id: str, doing: Doing) -> Authority:
        """Return how the caller may act for a company; refuses `company-unknown`."""
        person_id = doing.actor.removeprefix("person/")
        authority = self.taxpayers.authority(person_id, company_id, doing.at)
        if authority is None:
            raise Refusal("company-unknown")
        return authority

    def check_known(self, company_id: str) -> None:
        """Refuse `company-unknown` when there is no such company."""
        if not self.taxpayers.known(company_id):
            raise Refusal("company-unknown")

    def application(self, application_id: str) -> Application:
        """Return an application, whoever owns it; refuses `application-unknown`."""
        application = self.store.find_application(application_id)
        if application is None:
            raise Refusal("application-unknown")
        return application

    def approved(self, application_id: str, count: int) -> Application:
        """Return an application under which so many sheets were approved.

        Refuses `application-unknown`, then `allowance-not-waiting`.
        """
        application = self.application(application_id)
        most = application.wish.count if application.state is State.APPROVED else 0
        if count > most:
            raise Refusal("allowance-not-waiting", waiting=most, count=count)
        return application

    def owned(self, company_id: str, application_id: str) -> Application:
        """Return a company's application; refuses `application-unknown`, for another's too."""
        application = self.application(application_id)
        if application.company_id != company_id:
            raise Refusal("application-unknown")
        return application

    def kind(self, company_id: str, kind: Kind, doing: Doing) -> tuple[Approval | None, Allowance]:
        """Return a kind's approval and the allowance as it stands this month."""
        approval, stored = self.store.find_kind(company_id, kind)
        return approval, _this_month(stored, company_id, kind, doing)

    def kinds(self, company_id: str, doing: Doing) -> tuple[supply.ApprovedKind, ...]:
        """Return every approved kind of a company as it stands today."""
        day = day_of(doing.at)
        facts = self._facts(company_id, day)
        rows = []
        for approval, stored in self.store.list_kinds(company_id):
            allowance = _this_month(stored, company_id, approval.kind, doing)
            grade = supply.grade_of(facts, approval.kind, day=day, parameters=self.parameters)
            left = supply.left_now(approval, allowance, grade=grade, day=day)
            rows.append(supply.ApprovedKind(approval, allowance, left, grade))
        return tuple(rows)

    def at_application(
        self, company_id: str, wish: Wish, agent: Authority, doing: Doing
    ) -> supply.Request:
        """Read all that the ten checks look at."""
        request = self._request(company_id, wish, agent, doing)
        if wish.address_id is not None:
            return replace(request, free=self.mail.free(wish.site_id, wish.kind))
        free = self.shelves.free([wish.site_id], wish.kind, consistent=True)
        return replace(request, free=free.get(wish.site_id, 0))

    def at_decision(self, application: Application, doing: Doing) -> supply.Request:
        """Read it again for a clerk's decision, without the stock.

        The authority is that of the person who applied: a decision does not lend one.
        """
        company_id = application.company_id
        agent = self.taxpayers.authority(application.person_id, company_id, doing.at)
        return self._request(company_id, application.wish, agent, doing)

    def checks(self, request: supply.Request) -> tuple[Check, ...]:
        """Make the ten checks."""
        return supply.make_checks(request, self.parameters)

    def blocking(self, application: Application, request: supply.Request) -> tuple[Check, ...]:
        """Return the checks that stop a clerk from approving."""
        return blocking(application.checks, self.checks(request))

    def taken(self, application: Application, request: supply.Request, doing: Doing) -> Moved:
        """Take the count of an approved application from the allowance."""
        grade = supply.grade_of(
            request.facts, request.kind, day=request.day, parameters=self.parameters
        )
        cause = Cause(application.id, application.taken_month, application.subject)
        limit = supply.month_limit(request.approval, grade)
        return Moved(
            *allowances.take(
                request.allowance, request.count, limit=limit, cause=cause, doing=doing
            )
        )

    def _request(
        self, company_id: str, wish: Wish, agent: Authority | None, doing: Doing
    ) -> supply.Request:
        approval, allowance = self.kind(company_id, wish.kind, doing)
        return supply.Request(
            kind=wish.kind,
            count=wish.count,
            site_id=wish.site_id,
            day=day_of(doing.at),
            agent=supply.Agent(agent.real_name_verified, agent.invoice_agent) if agent else None,
            approval=approval,
            allowance=allowance,
            facts=self._facts(company_id, day_of(doing.at)),
            free=0,
        )

    def _facts(self, company_id: str, day: date) -> Mapping[str, supply.Known]:
        facts = self.taxpayers.facts_on(company_id, day)
        return {name: supply.Known(fact.value, fact.source) for name, fact in facts.items()}


def _this_month(stored: Allowance | None, company_id: str, kind: Kind, doing: Doing) -> Allowance:
    month = month_of(doing.at)
    return stored.in_month(month) if stored else Allowance(company_id, kind, month)
