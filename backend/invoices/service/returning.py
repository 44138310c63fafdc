"""What comes back from pickup: paper nobody fetched, orders taken up again, sheets that failed."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.invoices.ports import Authority, Moved, Store
from backend.invoices.rules import allowances, applications, returning
from backend.invoices.rules.allowances import Cause
from backend.invoices.rules.applications import Application, Returned, State, Wish
from backend.invoices.service.situation import Situation
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint
from backend.kernel.ids import check_id

Decided = tuple[Application, Event, Moved | None]


@dataclass(frozen=True, slots=True)
class Returning:
    """The way back of what was approved."""

    store: Store
    situation: Situation
    make_pickup_id: Callable[[], str]

    def decide_new(
        self,
        application_id: str,
        company_id: str,
        wish: Wish,
        *,
        agent: Authority,
        doing: Doing,
        reissue_of: str | None = None,
    ) -> Decided:
        """Make the ten checks of a new application and take its count if they all pass."""
        request = self.situation.at_application(company_id, wish, agent, doing)
        application, event = applications.apply(
            application_id,
            company_id,
            wish,
            checks=self.situation.checks(request),
            pickup_id=self.make_pickup_id(),
            doing=doing,
            reissue_of=reissue_of,
        )
        approved = application.state is State.APPROVED
        taken = self.situation.taken(application, request, doing) if approved else None
        return application, event, taken

    def give_back(
        self,
        application_id: str,
        count: int,
        *,
        reason: str,
        source: Event,
        doing: Doing,
    ) -> None:
        """Give back what an approved application never got; once a source event.

        `source` says when it came back, and at which site it waited. Refuses
        `application-unknown`, `allowance-not-waiting`.
        """

        def attempt() -> None:
            application = self.situation.approved(application_id, count)
            site_id = str(source.data.get("site_id") or application.wish.site_id)
            noted = returning.give_back(
                application, Returned(count, reason, source.at, site_id), doing
            )
            self._move(
                application,
                allowances.give_back,
                count,
                cause=Cause(application.id, application.taken_month, source.id, reason),
                doing=doing,
                noted=noted,
            )

        retried(attempt)

    def owe_again(
        self, application_id: str, count: int, *, reason: str, source: Event, doing: Doing
    ) -> None:
        """Let sheets that never reached anybody wait again; once a source event.

        Refuses `application-unknown`, `allowance-not-waiting`.
        """

        def attempt() -> None:
            application = self.situation.approved(application_id, count)
            cause = Cause(application.id, application.taken_month, source.id, reason)
            self._move(application, allowances.owe_again, count, cause=cause, doing=doing)

        retried(attempt)

    def reapply(
        self, company_id: str, application_id: str, new_id: str, doing: Doing
    ) -> Application:
        """Take an expired order up again under a new application, through all ten checks.

        A second tap gives the first successor while it stands. Refuses `id-malformed`,
        `company-unknown`, `application-unknown`, `application-exists-differently`,
        `pickup-not-expired`, `reissue-too-late`. Failed checks are recorded, as for any
        application.
        """
        check_id(new_id)
        agent = self.situation.authority(company_id, doing)

        def attempt() -> Application:
            before = self.situation.owned(company_id, application_id)
            found = self.store.find_application(new_id)
            if found is not None:
                if found.reissue_of != before.id:
                    raise Refusal("application-exists-differently")
                return found
            successor = self._successor(before)
            if successor is not None and returning.stands(successor):
                return successor
            wish = returning.wish_again(before, doing.at)
            application, event, taken = self.decide_new(
                new_id, company_id, wish, agent=agent, doing=doing, reissue_of=before.id
            )
            followed = returning.follow(before, application, doing)
            self.store.save_application(application, event, taken, also=followed)
            return application

        return retried(attempt)

    def _successor(self, before: Application) -> Application | None:
        return self.store.find_application(before.reissued_as) if before.reissued_as else None

    def _move(
        self,
        application: Application,
        step: allowances.Step,
        count: int,
        *,
        cause: Cause,
        doing: Doing,
        noted: tuple[Application, Event] | None = None,
    ) -> None:
        if self.store.find_moved(cause.source) is not None:
            return
        kind = application.wish.kind
        _, allowance = self.situation.kind(application.company_id, kind, doing)
        moved = Moved(*step(allowance, count, cause=cause, doing=doing))
        asked = fingerprint([application.id, count, cause.reason])
        self.store.save_allowance(moved, cause.source, asked, also=noted)
