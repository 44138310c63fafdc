"""What the room needs of others: a place to keep things, and somebody who carries the code."""

from typing import Protocol

from backend.identity.rules.accounts import Account
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Session
from backend.identity.rules.signins import Delivery, SignIn
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Store(Protocol):
    """Keeps values; every saving writes the value and its event together or raises Conflict."""

    def find_account(self, person_id: str) -> Account | None: ...

    def find_account_by_phone(self, phone_lookup: str) -> Account | None:
        """Find who has a number; takes as many readings when nobody has it."""
        ...

    def add_account(self, account: Account, event: Event) -> None:
        """Keep a new account; Conflict when the person or the number is there already."""
        ...

    def save_account(self, account: Account, event: Event) -> None: ...

    def find_sign_in(self, sign_in_id: str) -> SignIn | None: ...

    def find_allowance(self, key: str) -> Allowance | None: ...

    def save_allowance(self, allowance: Allowance) -> None:
        """Keep what was used up; Conflict when somebody counted meanwhile."""
        ...

    def save_ask(self, sign_in: SignIn, event: Event, *spent: Allowance) -> None:
        """Keep a sign-in together with what asking for it used up."""
        ...

    def save_sign_in(self, sign_in: SignIn, event: Event) -> None: ...

    def open_session(self, accepted: tuple[SignIn, Event], opened: tuple[Session, Event]) -> None:
        """Use up a sign-in and keep the session it opened."""
        ...

    def find_session(self, person_id: str, session_id: str) -> Session | None: ...

    def save_session(self, session: Session, event: Event) -> None: ...

    def list_sessions(self, person_id: str, cursor: str | None, limit: int) -> Page[Session]:
        """List a person's sessions, the newest first, the ended ones among them."""
        ...


class Courier(Protocol):
    """Carries a code to a phone."""

    def send(self, message_id: str, phone: str, code: str) -> Delivery:
        """Send it now; the same message id again is the same message.

        Returns SENT, UNDELIVERED (this number cannot be reached) or UNAVAILABLE (nobody can).
        """
        ...

    def pretend(self) -> Delivery:
        """Take as long as a sending takes, and fail when sendings fail, but send nothing.

        Returns WITHHELD or UNAVAILABLE.
        """
        ...
