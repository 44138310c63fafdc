"""What the room needs of others: a place to keep things, and somebody who carries the code."""

from typing import Protocol

from backend.identity.rules.accounts import Account
from backend.identity.rules.limits import Allowance
from backend.identity.rules.sessions import Session
from backend.identity.rules.signins import Delivery, SignIn
from backend.identity.rules.visits import Pace, Place, Visit
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

    def find_visit(self, visit_id: str) -> Visit | None: ...

    def find_visit_by_code(self, code: str) -> Visit | None: ...

    def save_asked_visit(self, visit: Visit, event: Event, spent: Allowance) -> None:
        """Keep a new visit, its code, and what asking used up; Conflict for a code in use."""
        ...

    def save_visit(self, visit: Visit, event: Event) -> None: ...

    def open_visit(self, used: tuple[Visit, Event], opened: tuple[Session, Event]) -> None:
        """Use up a visit and keep the session it opened."""
        ...

    def find_pace(self, visit_id: str) -> Pace | None: ...

    def save_pace(self, pace: Pace) -> None:
        """Keep how often a machine asked; Conflict when it was noted meanwhile."""
        ...


class Machines(Protocol):
    """The kiosks at which a person may sign in."""

    def place(self, kiosk_id: str, jkt: str) -> Place:
        """Say where a machine stands; refuses `session-expired`, `kiosk-out-of-service`.

        The first is for a machine that is not paired with this key.
        """
        ...

    def holds_key(self, kiosk_id: str, jkt: str) -> bool:
        """Say whether a machine is still paired with this key, whether it serves or not."""
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
