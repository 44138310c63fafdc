"""The verbs of identity: ask for a code, open a session, refresh, list and end sessions."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from backend.identity import token
from backend.identity.ports import Courier, Store
from backend.identity.rules import accounts, limits, phones, sessions, signins
from backend.identity.rules.accounts import Account, NewAccount
from backend.identity.rules.keys import Keys
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Device, Ending, Opened, Session, Turn
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.terms import Terms
from backend.identity.service.issuing import Issuer
from backend.identity.token import AccessKeys, Claims
from backend.kernel.codes import check_mobile
from backend.kernel.conflicts import Conflict, retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.ids import check_id, new_id

LONGEST_LIST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityService:
    """Everything the room does; `issuer` is the public URL that stands in access tokens.

    `access_keys` are asked for each time, because they may be rotated while we run.
    """

    store: Store
    courier: Courier
    keys: Keys
    access_keys: Callable[[], AccessKeys]
    issuer: str
    terms: Terms = field(default_factory=Terms)

    def ask(self, sign_in_id: str, phone: str, *, address: str, doing: Doing) -> SignIn:
        """Ask for a code; the same request again is the same sign-in.

        The answer, its writes and its time are the same whether the number is known or not; to an
        unknown number nothing is sent. A repeat sends the code again 5 seconds after it could not
        be sent, or after 60 seconds; while one request sends it, its repeats do not. A provider
        time-out counts as sent, because the message may be on its way. Refuses id-malformed,
        phone-malformed, sign-in-exists-differently, sign-in-too-many, sign-in-sms-unavailable.
        """
        check_id(sign_in_id)
        digits = check_mobile(phone)
        lookup = phones.lookup(self.keys.lookup, digits)
        account = self.store.find_account_by_phone(lookup)
        sign_in, sends = retried(lambda: self._ask(sign_in_id, lookup, address, doing))
        if not sends:
            signins.check_pause(sign_in, doing.at)
            return sign_in
        delivery = self._deliver(sign_in, digits if account else None)
        settled = retried(lambda: self._settle(sign_in, delivery, doing))
        if delivery == Delivery.UNAVAILABLE:
            signins.check_pause(settled, doing.at)
        return settled

    def _ask(self, sign_in_id: str, lookup: str, address: str, doing: Doing) -> tuple[SignIn, bool]:
        # Also says whether it is this request that has to send: what is written here is its claim.
        there = self.store.find_sign_in(sign_in_id)
        if there is None:
            sign_in, event = signins.ask(sign_in_id, lookup, self.terms, doing)
        else:
            signins.check_same(there, lookup)
            if not signins.may_ask_again(there, self.terms, doing.at):
                return self._take_over(there, doing)
            sign_in, event = signins.ask_again(there, doing)
        spent = self._spend(lookup, address, doing.at)
        self.store.save_ask(sign_in, event, *spent)
        return sign_in, True

    def _take_over(self, there: SignIn, doing: Doing) -> tuple[SignIn, bool]:
        if not signins.may_take_over(there, doing.at):
            return there, False
        sign_in, event = signins.take_over(there, doing)
        self.store.save_sign_in(sign_in, event)
        return sign_in, True

    def _spend(self, lookup: str, address: str, now: datetime) -> tuple[Allowance, Allowance]:
        place = phones.address_lookup(self.keys.lookup, address)
        of_address, of_number = f"address/{place}", f"number/{lookup}"
        kept = self.store.find_allowance(of_address) or Allowance(of_address)
        at_kiosk = address.startswith("kiosk/")
        quotas = self.terms.asks_per_kiosk if at_kiosk else self.terms.asks_per_address
        by_address = limits.spend(kept, quotas, now)
        kept = self.store.find_allowance(of_number) or Allowance(of_number)
        pause = self.terms.resend_after_seconds
        return by_address, limits.spend(kept, self.terms.asks_per_number, now, pause)

    def _deliver(self, sign_in: SignIn, phone: str | None) -> Delivery:
        code = signins.code(self.keys.code, sign_in.id, sign_in.phone_lookup)
        if phone is None:
            return self.courier.pretend()
        return self.courier.send(sign_in.message_id, phone, code)

    def _settle(self, begun: SignIn, delivery: Delivery, doing: Doing) -> SignIn:
        there = self.store.find_sign_in(begun.id) or begun
        if not signins.is_mine(there, begun):
            return there
        sign_in, event = signins.settle(there, delivery, doing)
        self.store.save_sign_in(sign_in, event)
        return sign_in

    def open(self, sign_in_id: str, code: str, device: Device, *, doing: Doing) -> Opened:
        """Open a session with the code; the same code and key again give the session again.

        Refuses id-malformed, sign-in-unknown, sign-in-used, sign-in-expired, sign-in-locked,
        sign-in-code-wrong. An unknown number is answered like a wrong code, whatever is typed.
        """
        check_id(sign_in_id)
        return retried(lambda: self._open(sign_in_id, code, device, doing))

    def _open(self, sign_in_id: str, code: str, device: Device, doing: Doing) -> Opened:
        sign_in = self.store.find_sign_in(sign_in_id)
        if sign_in is None:
            raise Refusal("sign-in-unknown")
        account = self.store.find_account_by_phone(sign_in.phone_lookup)
        right = signins.is_code(self.keys.code, sign_in, code)
        if signins.is_repeat(sign_in, right=right, jkt=device.jkt, now=doing.at):
            return self._again(sign_in, account, doing.at)
        signins.check_usable(sign_in, doing.at)
        if not right or account is None:
            failed, event = signins.fail(sign_in, doing)
            self.store.save_sign_in(failed, event)
            raise signins.refusal_of(failed)
        session_id = new_id()
        machine = doing.machine or f"session/{session_id}"
        doing = replace(doing, actor=account.subject, machine=machine)
        accepted = signins.accept(
            sign_in,
            person_id=account.person_id,
            session_id=session_id,
            jkt=device.jkt,
            doing=doing,
        )
        opened = sessions.open_for(
            account, device, session_id=session_id, terms=self.terms, doing=doing
        )
        self.store.open_session(accepted, opened)
        return self._opened(opened[0], account, doing.at)

    def _again(self, sign_in: SignIn, account: Account | None, now: datetime) -> Opened:
        person_id, session_id = sign_in.person_id or "", sign_in.session_id or ""
        session = self.store.find_session(person_id, session_id)
        if account is None or session is None or not sessions.is_live(session, account, now):
            raise Refusal("sign-in-used")
        return self._opened(session, account, now)

    def refresh(self, refresh_token: str, jkt: str, *, doing: Doing) -> Opened:
        """Turn a refresh token into the next one and a fresh access token.

        For 30 seconds the previous token gives the same successor. Refuses session-ended,
        session-reused (and ends the session), session-key-differs.
        """
        shown = token.read_refresh_token(self.keys.refresh, refresh_token)
        return retried(lambda: self._refresh(shown, jkt, doing))

    def _refresh(self, shown: token.RefreshClaims, jkt: str, doing: Doing) -> Opened:
        account = self.store.find_account(shown.person_id)
        session = self.store.find_session(shown.person_id, shown.session_id)
        if session is None or account is None or not sessions.is_live(session, account, doing.at):
            raise _why_not_live(session)
        doing = replace(doing, actor=account.subject, machine=session.subject)
        match sessions.judge(session, shown.number, jkt=jkt, now=doing.at, terms=self.terms):
            case Turn.REUSED:
                self.store.save_session(*sessions.end(session, Ending.REUSED, doing))
                raise Refusal("session-reused")
            case Turn.NEXT:
                session, event = sessions.rotate(session, doing)
                self.store.save_session(session, event)
            case Turn.AGAIN:
                pass
        return self._opened(session, account, doing.at)

    def list_sessions(self, person_id: str, now: datetime) -> tuple[Session, ...]:
        """List the devices a person is signed in on, the newest first, at most fifty."""
        account = self.store.find_account(person_id)
        live: list[Session] = []
        cursor: str | None = None
        while True:
            # Ended ones are kept a while: however many there are, they hide no device in use.
            page = self.store.list_sessions(person_id, cursor, LONGEST_LIST)
            live += (each for each in page.items if sessions.is_live(each, account, now))
            cursor = page.next_cursor
            if cursor is None or len(live) >= LONGEST_LIST:
                return tuple(live[:LONGEST_LIST])

    def end_session(self, person_id: str, session_id: str, *, doing: Doing) -> None:
        """Sign one device out; again is the same. Refuses id-malformed, session-unknown.

        Its refresh token stops at once, and so do access tokens already written.
        """
        check_id(session_id)
        retried(lambda: self._end(person_id, session_id, doing))

    def _end(self, person_id: str, session_id: str, doing: Doing) -> None:
        session = self.store.find_session(person_id, session_id)
        if session is None:
            raise Refusal("session-unknown")
        if session.ended_at is None:
            self.store.save_session(*sessions.end(session, Ending.SIGNED_OUT, doing))

    def end_all_sessions(self, person_id: str, *, doing: Doing) -> None:
        """Sign every device out with one write on the account.

        Every refresh token stops at once, and so do access tokens already written.
        Refuses account-unknown.
        """
        retried(lambda: self._end_all(person_id, doing))

    def _end_all(self, person_id: str, doing: Doing) -> None:
        self.store.save_account(*accounts.sign_out_everywhere(self.get(person_id), doing))

    def read_token(self, access_token: str, now: datetime) -> Claims:
        """Read an access token; refuses session-expired."""
        return token.read(access_token, self.access_keys(), issuer=self.issuer, now=now)

    def issue_kiosk_token(
        self, kiosk_id: str, site_id: str, jkt: str, now: datetime
    ) -> tuple[str, int]:
        """Write an access token for a paired kiosk; returns it and its lifetime in seconds."""
        claims = Claims(
            kind="kiosk", subject=kiosk_id, session_id=kiosk_id, jkt=jkt, site_id=site_id
        )
        seconds = self.terms.access_lifetime_seconds
        return self.issuer_of_tokens.sign(claims, now, seconds), seconds

    @property
    def issuer_of_tokens(self) -> Issuer:
        """What writes the tokens of this room."""
        return Issuer(
            keys=self.keys, access_keys=self.access_keys(), url=self.issuer, terms=self.terms
        )

    def _opened(self, session: Session, account: Account, now: datetime) -> Opened:
        return self.issuer_of_tokens.opened(session, account, now)

    def add_account(self, new: NewAccount, *, doing: Doing) -> Account:
        """Add a person who may sign in; the same again is the same account.

        Refuses phone-malformed, account-exists-differently, account-phone-taken.
        """
        account, event = accounts.add(new, self.keys, doing)
        there = self.store.find_account(new.person_id)
        if there is None:
            try:
                self.store.add_account(account, event)
            except Conflict:
                there = self.store.find_account(new.person_id)
                if there is None:
                    raise Refusal("account-phone-taken", field="/phone") from None
            else:
                return account
        accounts.check_same(there, account)
        return there

    def get(self, person_id: str) -> Account:
        """Return a person's account; refuses account-unknown."""
        account = self.store.find_account(person_id)
        if account is None:
            raise Refusal("account-unknown")
        return account

    def name_of(self, person_id: str) -> str:
        """Return a person's name, empty when there is no such account."""
        account = self.store.find_account(person_id)
        return account.name if account else ""

    def phone_tail(self, person_id: str) -> str:
        """Return the last six digits of a person's number, for the check of who collects.

        Refuses account-unknown.
        """
        account = self.get(person_id)
        return phones.unseal(self.keys.phone, person_id, account.phone_sealed)[-6:]


def _why_not_live(session: Session | None) -> Refusal:
    if session is not None and session.ending == Ending.REUSED:
        return Refusal("session-reused")
    return Refusal("session-ended")
