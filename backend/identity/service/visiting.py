"""The verbs of a visit: a machine asks, a person confirms on the phone or types the SMS code."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.identity.ports import Machines, Store
from backend.identity.rules import limits, sessions, visits
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Device, Ending, Opened
from backend.identity.rules.terms import Quota, Terms
from backend.identity.rules.visits import Pace, Place, State, Visit
from backend.identity.service import IdentityService
from backend.identity.token import Claims
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSide:
    """Signing in at a kiosk; the session is short, bound to the kiosk's key, never refreshed."""

    identity: IdentityService
    machines: Machines
    make_code: Callable[[], str] = visits.make_code

    @property
    def _store(self) -> Store:
        return self.identity.store

    @property
    def _terms(self) -> Terms:
        return self.identity.terms

    def ask(self, visit_id: str, kiosk_id: str, jkt: str, doing: Doing) -> Visit:
        """Give a machine a code to show; the same id again is the same visit as it stands.

        Refuses `id-malformed`, `session-expired` (the machine's key was taken away),
        `kiosk-out-of-service`, `visit-exists-differently` (another machine's), `tries-too-many`.
        """
        check_id(visit_id)
        place = self.machines.place(kiosk_id, jkt)

        def attempt() -> Visit:
            there = self._store.find_visit(visit_id)
            if there is not None:
                visits.check_same(there, place)
                return there
            visit, event = visits.ask(visit_id, self.make_code(), place, doing)
            spent = self._spent(f"visits/{kiosk_id}", self._terms.visits_per_kiosk, doing.at)
            self._store.save_asked_visit(visit, event, spent)
            return visit

        return retried(attempt)

    def see(self, typed: str, person_id: str, now: datetime) -> Visit:
        """Show a person which machine asks, before anything is decided.

        Refuses `tries-too-many` (wrong codes), `visit-unknown`, `visit-taken`, `visit-over`,
        `visit-expired`.
        """
        visit = self._by_code(typed, person_id, now)
        visits.check_open(visit, person_id, now)
        return visit

    def confirm(self, typed: str, person_id: str, doing: Doing) -> Visit:
        """Let a person in at the machine that shows the code; again is the same.

        Refuses as `see`.
        """
        return self._decide(typed, person_id, visits.confirm, doing)

    def decline(self, typed: str, person_id: str, doing: Doing) -> Visit:
        """Say that it was not me; again is the same. Refuses as `see`."""
        return self._decide(typed, person_id, visits.decline, doing)

    def collect(self, visit_id: str, jkt: str, doing: Doing) -> tuple[Visit, Opened | None, Pace]:
        """Ask how a visit stands; once it is confirmed, this opens its session.

        Asked again it gives the same session. Refuses `id-malformed`, `visit-unknown` (also
        another machine's), `visit-asked-too-soon` (and wants longer gaps from then on),
        `visit-over`, `visit-expired`, `session-ended`.
        """
        check_id(visit_id)
        self._own(visit_id, jkt)
        pace, wait = retried(lambda: self._paced(visit_id, doing.at))
        if wait:
            raise Refusal(
                "visit-asked-too-soon",
                retry_after_seconds=wait,
                interval_seconds=pace.interval_seconds,
            )
        visit, opened = retried(lambda: self._collect(visit_id, jkt, doing))
        return visit, opened, pace

    def cancel(self, visit_id: str, jkt: str, doing: Doing) -> None:
        """End a visit that nobody confirmed or collected; again is the same.

        Refuses `id-malformed`, `visit-unknown`.
        """
        check_id(visit_id)

        def attempt() -> None:
            step = visits.cancel(self._own(visit_id, jkt), doing)
            if step is not None:
                self._store.save_visit(*step)

        retried(attempt)

    def open_by_code(self, sign_in_id: str, code: str, place: Place, doing: Doing) -> Opened:
        """Open a visit's session with the code that came by SMS.

        Refuses as `IdentityService.open`.
        """
        device = Device(jkt=place.jkt, name=place.device_name, place=place)
        opened = self.identity.open(sign_in_id, code, device, doing=doing)
        if opened.session.kiosk_id != place.kiosk_id:
            raise Refusal("sign-in-used")
        return opened

    def place(self, kiosk_id: str, jkt: str) -> Place:
        """Say where a machine stands; refuses `session-expired`, `kiosk-out-of-service`."""
        return self.machines.place(kiosk_id, jkt)

    def end(self, person_id: str, session_id: str, doing: Doing) -> None:
        """End the visit somebody is signed in with; again is the same.

        Refuses `session-unknown`, also for a session on a device of the person's own.
        """

        def attempt() -> None:
            session = self._store.find_session(person_id, session_id)
            if session is None or not session.kiosk_id:
                raise Refusal("session-unknown")
            if session.ended_at is None:
                self._store.save_session(*sessions.end(session, Ending.SIGNED_OUT, doing))

        retried(attempt)

    def read_token(self, access_token: str, now: datetime) -> Claims:
        """Read an access token; a person's counts only while the session stands.

        Whoever is signed out elsewhere, because a phone was lost, is out at the next request. At a
        machine the next person has the same key, and its own may be taken away. Refuses
        `session-expired` (the device asks for another token and hears why), at a machine
        `session-ended`.
        """
        claims = self.identity.read_token(access_token, now)
        if claims.kind == "kiosk":
            return claims
        visitor = claims.kind == "visitor"
        session = self._store.find_session(claims.subject, claims.session_id)
        account = self._store.find_account(claims.subject)
        if session is None or not sessions.is_live(session, account, now):
            raise Refusal("session-ended" if visitor else "session-expired")
        if visitor and not self.machines.holds_key(claims.kiosk_id, claims.jkt):
            raise Refusal("session-ended")
        return claims

    def _decide(
        self,
        typed: str,
        person_id: str,
        step: Callable[[Visit, str, Doing], visits.Step | None],
        doing: Doing,
    ) -> Visit:
        def attempt() -> Visit:
            visit = self._by_code(typed, person_id, doing.at)
            done = step(visit, person_id, doing)
            if done is None:
                return visit
            self._store.save_visit(*done)
            return done[0]

        return retried(attempt)

    def _by_code(self, typed: str, person_id: str, now: datetime) -> Visit:
        # Only what is wrong is counted, but once the count is full nothing is looked up any more.
        quotas = self._terms.wrong_visits_per_person
        spent = self._spent(f"wrong-visits/{person_id}", quotas, now)
        try:
            visit = self._store.find_visit_by_code(visits.read_code(typed))
        except Refusal:
            visit = None
        if visit is None:
            self._store.save_allowance(spent)
            raise Refusal("visit-unknown")
        return visit

    def _spent(self, key: str, quotas: tuple[Quota, ...], now: datetime) -> Allowance:
        kept = self._store.find_allowance(key) or Allowance(key)
        try:
            return limits.spend(kept, quotas, now)
        except Refusal as refusal:
            wait = refusal.retry_after_seconds
            raise Refusal("tries-too-many", retry_after_seconds=wait) from refusal

    def _own(self, visit_id: str, jkt: str) -> Visit:
        visit = self._store.find_visit(visit_id)
        if visit is None or visit.place.jkt != jkt:
            raise Refusal("visit-unknown")
        return visit

    def _paced(self, visit_id: str, now: datetime) -> tuple[Pace, int]:
        pace = self._store.find_pace(visit_id) or Pace(visit_id, now + visits.LIFETIME * 2)
        wait = visits.wait_seconds(pace, now)
        after = visits.widen(pace) if wait else visits.asked_now(pace, now)
        self._store.save_pace(after)
        return after, wait and max(wait, visits.wait_seconds(after, now))

    def _collect(self, visit_id: str, jkt: str, doing: Doing) -> tuple[Visit, Opened | None]:
        visit = self._own(visit_id, jkt)
        if visit.state is State.OPENED:
            return visit, self._again(visit, doing.at)
        visits.check_collectable(visit, doing.at)
        if visit.state is State.ASKED or visit.person_id is None:
            return visit, None
        account = self.identity.get(visit.person_id)
        session_id, place = new_id(), visit.place
        doing = replace(doing, actor=account.subject)
        device = Device(jkt=place.jkt, name=place.device_name, place=place)
        opened = sessions.open_for(
            account, device, session_id=session_id, terms=self._terms, doing=doing
        )
        used = visits.open_with(visit, session_id, doing)
        self._store.open_visit(used, opened)
        return used[0], self.identity.issuer_of_tokens.opened(opened[0], account, doing.at)

    def _again(self, visit: Visit, now: datetime) -> Opened:
        session = self._store.find_session(visit.person_id or "", visit.session_id or "")
        account = self._store.find_account(visit.person_id or "")
        if session is None or account is None or not sessions.is_live(session, account, now):
            raise Refusal("session-ended")
        return self.identity.issuer_of_tokens.opened(session, account, now)
