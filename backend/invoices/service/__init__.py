"""The verbs of the invoices room: apply, decide, withdraw, and move the allowance."""

from collections.abc import Callable
from dataclasses import replace

from backend.invoices.ports import MailRoom, Moved, Shelves, Sites, Store, Taxpayers
from backend.invoices.rules import allowances, applications, approvals
from backend.invoices.rules.allowances import Allowance, Cause, month_of
from backend.invoices.rules.applications import Application, Outcome, State, Wish
from backend.invoices.rules.approvals import Approval, Terms
from backend.invoices.rules.checks import Check
from backend.invoices.rules.kinds import check_kind
from backend.invoices.rules.supply import ApprovedKind
from backend.invoices.service.returning import Returning
from backend.invoices.service.situation import Situation
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.ids import check_id, random_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


class InvoicesService:
    """Who may take how much paper, and what was asked for."""

    def __init__(
        self,
        *,
        store: Store,
        taxpayers: Taxpayers,
        shelves: Shelves,
        sites: Sites,
        mail: MailRoom,
        parameters: Parameters,
        make_pickup_id: Callable[[], str] = random_id,
    ) -> None:
        self._store = store
        self._sites = sites
        self._mail = mail
        self._parameters = parameters
        self._situation = Situation(store, taxpayers, shelves, mail, parameters)
        self._make_pickup_id = make_pickup_id
        self.returning = Returning(store, self._situation, make_pickup_id)

    def apply(
        self,
        company_id: str,
        application_id: str,
        *,
        kind: str,
        count: int,
        site_id: str = "",
        address_id: str | None = None,
        doing: Doing,
    ) -> Application:
        """Apply for a count of a kind to be picked up at a site, or sent to an address.

        A repeat returns the application as it is today. Refuses `id-malformed`,
        `company-unknown`, `kind-unknown`, `count-malformed`, `place-not-one`,
        `application-exists-differently`, `site-unknown` or `address-unknown`. Failed checks are
        no refusal here: the application is recorded as refused or referred (domain facts §2.4).
        """
        check_id(application_id)
        agent = self._situation.authority(company_id, doing)
        wish = applications.check_wish(kind, count, site_id, address_id=address_id)
        asked = applications.check_place(wish)

        def attempt() -> Application:
            existing = self._store.find_application(application_id)
            if existing is not None:
                if existing.request_hash != asked.hash_for(company_id):
                    raise Refusal("application-exists-differently")
                return existing
            wish = self._placed(company_id, asked)
            application, event, taken = self.returning.decide_new(
                application_id, company_id, wish, agent=agent, doing=doing
            )
            self._store.save_application(application, event, taken)
            return application

        return retried(attempt)

    def _placed(self, company_id: str, wish: Wish) -> Wish:
        if wish.address_id is not None:
            return replace(wish, site_id=self._mail.site_for(company_id, wish.address_id))
        if not self._sites.exists(wish.site_id):
            raise Refusal("site-unknown", field="/site_id")
        return wish

    def decide(self, application_id: str, outcome: str, reason: str, doing: Doing) -> Application:
        """Carry out a clerk's decision ("approve" or "refuse") about a referred application.

        A repeat of a decision returns the application unchanged. Refuses `application-unknown`,
        `application-decided` (it ended otherwise), `request-malformed` (no reason, another
        outcome), `application-cannot-approve` (with the reasons of the checks in the way).
        """
        wanted = applications.check_outcome(outcome)

        def attempt() -> Application:
            before = self._situation.application(application_id)
            if applications.settled_as(before, wanted):
                return before
            request = self._situation.at_decision(before, doing)
            after, event = applications.decide(
                before,
                wanted,
                reason,
                blocking=self._situation.blocking(before, request)
                if wanted is Outcome.APPROVE
                else (),
                pickup_id=self._make_pickup_id(),
                doing=doing,
            )
            taken = (
                self._situation.taken(after, request, doing) if wanted is Outcome.APPROVE else None
            )
            self._store.save_application(after, event, taken)
            return after

        return retried(attempt)

    def can_approve(self, application_id: str, doing: Doing) -> tuple[Check, ...]:
        """Return the checks that stop a clerk from approving now, empty when nothing does.

        Refuses `application-unknown`, `application-decided`.
        """
        application = self._situation.application(application_id)
        if application.state is not State.REFERRED:
            raise Refusal("application-decided", state=str(application.state))
        request = self._situation.at_decision(application, doing)
        return self._situation.blocking(application, request)

    def check_decidable(self, application_id: str, outcome: str, doing: Doing) -> None:
        """Refuse a decision that could not be carried out now, before a clerk makes it.

        Refuses `application-unknown`, `application-decided`, `request-malformed` (another
        outcome), `application-cannot-approve`.
        """
        stopping = self.can_approve(application_id, doing)
        if applications.check_outcome(outcome) is Outcome.APPROVE and stopping:
            raise applications.cannot_approve(stopping)

    def withdraw(
        self, company_id: str, application_id: str, reason: str, doing: Doing
    ) -> Application:
        """Take back a referred application.

        A repeat returns it unchanged. Refuses `company-unknown`, `application-unknown`,
        `application-decided`, `request-malformed` (no reason).
        """
        self._situation.authority(company_id, doing)

        def attempt() -> Application:
            before = self._situation.owned(company_id, application_id)
            if before.state is State.WITHDRAWN:
                return before
            after, event = applications.withdraw(before, reason, doing)
            self._store.save_application(after, event)
            return after

        return retried(attempt)

    def handed_over(self, application_id: str, count: int, *, source: str, doing: Doing) -> None:
        """Move sheets that left a machine into the company's holding; once a source event id.

        Refuses `application-unknown`, `allowance-not-waiting`.
        """
        step = allowances.hand_over
        self._move(application_id, count, step, reason="", source=source, doing=doing)

    def verify_use(
        self, company_id: str, verification_id: str, *, kind: str, count: int, doing: Doing
    ) -> Allowance:
        """Take used sheets out of a company's holding (验旧); once a verification id.

        Refuses `id-malformed`, `company-unknown`, `kind-unknown`, `count-malformed`,
        `verification-exists-differently` (another company, kind or count), `holding-short`.
        """
        check_id(verification_id)
        self._situation.check_known(company_id)
        known = applications.check_wish(kind, count, "").kind
        asked = fingerprint([company_id, str(known), count])
        cause = Cause("", month_of(doing.at), f"verification/{verification_id}")

        def attempt() -> Allowance:
            _, allowance = self._situation.kind(company_id, known, doing)
            done = self._store.find_moved(cause.source)
            if done is not None:
                if done != asked:
                    raise Refusal("verification-exists-differently")
                return allowance
            moved = Moved(*allowances.verify_use(allowance, count, cause=cause, doing=doing))
            self._store.save_allowance(moved, cause.source, asked)
            return moved.allowance

        return retried(attempt)

    def grant(
        self,
        company_id: str,
        kind: str,
        terms: Terms | None,
        *,
        reason: str,
        doing: Doing,
        seen_version: int | None = None,
    ) -> Approval:
        """Approve a kind for a company or change its limits; the same terms change nothing.

        Without terms a new company's values hold (dated parameters), and what is approved already
        stays. A change names the version that was seen. Refuses `company-unknown`,
        `kind-unknown`, `approval-limit-malformed`, `approval-dates-reversed`,
        `request-malformed` (no reason), `approval-exists-differently` (no version),
        `approval-changed-meanwhile` (another one).
        """
        self._situation.check_known(company_id)
        known = check_kind(kind)
        wanted = terms or approvals.first_terms(known, day_of(doing.at), self._parameters)

        def attempt() -> Approval:
            before, _ = self._store.find_kind(company_id, known)
            if before is not None and (terms is None or before.terms == wanted):
                return before
            after, event = approvals.grant(
                company_id,
                known,
                wanted,
                before=before,
                seen_version=seen_version,
                reason=reason,
                doing=doing,
            )
            self._store.save_approval(after, event)
            return after

        return retried(attempt)

    def kinds(self, company_id: str, doing: Doing) -> tuple[ApprovedKind, ...]:
        """List what a person's company may take today; refuses `company-unknown`."""
        self._situation.authority(company_id, doing)
        return self.kinds_of(company_id, doing)

    def kinds_of(self, company_id: str, doing: Doing) -> tuple[ApprovedKind, ...]:
        """List what a company may take today, for the staff."""
        return self._situation.kinds(company_id, doing)

    def list_applications(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Application]:
        """List a company's applications, newest first; refuses `company-unknown`."""
        self._situation.authority(company_id, doing)
        return self._store.list_applications(company_id, cursor, limit)

    def get_application(self, company_id: str, application_id: str, doing: Doing) -> Application:
        """Return one application; refuses `company-unknown`, `application-unknown`."""
        self._situation.authority(company_id, doing)
        return self._situation.owned(company_id, application_id)

    def find_application(self, application_id: str) -> Application | None:
        """Return an application for other rooms and the staff, whoever owns it."""
        return self._store.find_application(application_id)

    def history(
        self, company_id: str, application_id: str, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Return what happened to an application; refuses as `get_application` does."""
        self.get_application(company_id, application_id, doing)
        return self._store.history(application_id, cursor, limit)

    def _move(
        self,
        application_id: str,
        count: int,
        step: allowances.Step,
        *,
        reason: str,
        source: str,
        doing: Doing,
    ) -> None:
        application = self._situation.approved(application_id, count)
        cause = Cause(application.id, application.taken_month, source, reason)
        asked = fingerprint([application.id, count, reason])

        def attempt() -> None:
            if self._store.find_moved(source) is not None:
                return
            _, allowance = self._situation.kind(
                application.company_id, application.wish.kind, doing
            )
            moved = Moved(*step(allowance, count, cause=cause, doing=doing))
            self._store.save_allowance(moved, source, asked)

        retried(attempt)
