"""The counter's verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.counter import rules
from backend.counter.ports import Companies, Matters, People, Store
from backend.counter.rules import Case, Decision, State, Step, Why
from backend.kernel.codes.masks import mask_name
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.pages import Page


@dataclass(frozen=True, slots=True)
class Counter:
    """What clerks see and decide."""

    store: Store
    matters: Matters
    companies: Companies
    people: People

    def open_case(
        self,
        cause: Event,
        kind: str,
        subject_id: str,
        *,
        why: tuple[Why, ...],
        doing: Doing,
        promised_at: datetime | None = None,
    ) -> Case:
        """Open a case about what an event says; the same event opens it once."""
        case = Case(
            id=f"{kind}-{subject_id}-{cause.number}",
            kind=kind,
            subject_id=subject_id,
            company_id=str(cause.data.get("company_id", "")),
            why=why,
            opened_at=cause.at,
            promised_at=promised_at,
        )

        def attempt() -> Case:
            found = self.store.find(case.id)
            if found is not None:
                return found
            after, event = rules.open_case(case, doing)
            self.store.save(after, event)
            return after

        return retried(attempt)

    def join(self, case_id: str, why: Why, number: int, doing: Doing) -> None:
        """Add to a case what the event of this number says; the same again changes nothing.

        Refuses `case-unknown`.
        """

        def attempt() -> None:
            step = rules.join(self.see(case_id), why, number, doing)
            if step is not None:
                self.store.save(*step)

        retried(attempt)

    def resolve(self, kind: str, subject_id: str, cause: Event, doing: Doing) -> None:
        """Close what is open about a matter that settled itself by an event.

        A case that a later event opened is another episode and stays.
        """

        def attempt() -> None:
            case = self.store.open_about(kind, subject_id, cause.number)
            step = rules.resolve(case, cause.kind, doing) if case else None
            if step is not None:
                self.store.save(*step)

        retried(attempt)

    def withdraw(self, case_id: str, cause: str, doing: Doing) -> None:
        """Close one case that has nothing left to decide."""

        def attempt() -> None:
            step = rules.resolve(self.see(case_id), cause, doing)
            if step is not None:
                self.store.save(*step)

        retried(attempt)

    def give_back(self, decided: Case, why: tuple[Why, ...], doing: Doing) -> None:
        """Put a decision that could not be carried out back into the inbox, with the causes."""
        self._answer(decided, lambda case: rules.give_back(case, why, doing))

    def overtake(self, decided: Case, cause: str, doing: Doing) -> None:
        """Close a decided case whose matter ended by itself before it was carried out."""
        self._answer(decided, lambda case: rules.overtake(case, cause, doing))

    def _answer(self, decided: Case, step: Callable[[Case], Step | None]) -> None:
        def attempt() -> None:
            case = self.see(decided.id)
            # What was answered or decided anew meanwhile is another decision's matter.
            found = step(case) if case.version == decided.version else None
            if found is not None:
                self.store.save(*found)

        retried(attempt)

    def inbox(self, state: State, cursor: str | None, limit: int) -> Page[Case]:
        """List cases: open ones by due time, ended ones newest first."""
        return self.store.in_state(state, cursor, limit)

    def see(self, case_id: str) -> Case:
        """Return a case; refuses `case-unknown`."""
        case = self.store.find(case_id)
        if case is None:
            raise Refusal("case-unknown")
        return case

    def matter(self, case: Case) -> Mapping[str, object]:
        """Show what a case is about."""
        return self.matters.show(case.kind, case.subject_id)

    def history(self, case: Case) -> tuple[Event, ...]:
        """List what happened last to the matter and to the case, oldest first.

        Of a long story (an event a sheet) it is the end that a clerk needs.
        """
        # A journal's events carry its very lines, which are for auditors.
        about = () if case.kind == "journal" else self.store.newest(case.told_at)
        both = (*reversed(about), *reversed(self.store.newest(case.subject)))
        return tuple(sorted(both, key=lambda one: one.at))

    def names(self, case: Case, history: tuple[Event, ...]) -> dict[str, str]:
        """Name who acted on a matter: colleagues in full, taxpayers as a clerk may see them."""
        actors = {case.decided_by or "", *(one.actor for one in history)}
        collectors = {one.data.get("collector_id") for one in history}
        actors |= {f"person/{one}" for one in collectors if isinstance(one, str)}
        found = {actor: self._name(actor) for actor in sorted(actors)}
        return {actor: name for actor, name in found.items() if name}

    def _name(self, actor: str) -> str:
        role, _, person_id = actor.partition("/")
        if role not in ("person", "clerk", "staff"):
            return ""
        name = self.people.name_of(person_id)
        return mask_name(name) if role == "person" else name

    def decide(self, case_id: str, decision: Decision, doing: Doing) -> Case:
        """Decide a case; what follows from it happens by reaction.

        Refuses `case-unknown`, `case-reason-missing`, `case-outcome-unfit`,
        `case-serial-missing`, `case-sheets-missing`, `case-over`, then what the room concerned
        refuses.
        """

        def attempt() -> Case:
            case = self.see(case_id)
            step = rules.decide(case, decision, doing)
            if step is None:
                return case
            self.matters.check_decidable(case, decision)
            self.store.save(*step)
            return step[0]

        return retried(attempt)
