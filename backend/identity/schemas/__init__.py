"""What identity hears and says over HTTP."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from backend.identity.rules import signins
from backend.identity.rules.accounts import Account
from backend.identity.rules.sessions import Opened, Session
from backend.identity.rules.signins import SignIn
from backend.identity.rules.terms import Terms
from backend.kernel.clock import to_text
from backend.web.routes import View

Phone = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
DeviceName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]


class SignInPath(View):
    """Which sign-in."""

    id: str


class SessionPath(View):
    """Which session."""

    id: str


class AskBody(View):
    """The number a code is asked for."""

    phone: Phone


class SessionBody(View):
    """The code that came, and the name this device is to be listed under."""

    code: Code
    device_name: DeviceName


class RefreshBody(View):
    """The refresh token the device holds."""

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=2048)]


class SignInView(View):
    """A sign-in under way; the same whether the number is known or not."""

    id: str
    expires_at: str
    resend_after_seconds: int
    tries_left: int

    @classmethod
    def of(cls, sign_in: SignIn, terms: Terms, now: datetime) -> Self:
        return cls(
            id=sign_in.id,
            expires_at=to_text(sign_in.expires_at),
            resend_after_seconds=signins.resend_after_seconds(sign_in, terms, now),
            tries_left=sign_in.tries_left,
        )


class PersonView(View):
    """Who is signed in; the number only masked."""

    id: str
    name: str
    phone_masked: str
    staff_roles: list[str]

    @classmethod
    def of(cls, account: Account) -> Self:
        return cls(
            id=account.person_id,
            name=account.name,
            phone_masked=account.phone_masked,
            staff_roles=list(account.staff_roles),
        )


class OpenedView(View):
    """A session as its device gets it."""

    session_id: str
    access_token: str
    expires_in_seconds: int
    refresh_token: str
    person: PersonView

    @classmethod
    def of(cls, opened: Opened) -> Self:
        return cls(
            session_id=opened.session.id,
            access_token=opened.access_token,
            expires_in_seconds=opened.access_seconds,
            refresh_token=opened.refresh_token,
            person=PersonView.of(opened.account),
        )


class DeviceView(View):
    """One device of the list; a kiosk is named."""

    id: str
    device_name: str
    created_at: str
    last_used_at: str
    current: bool
    kiosk_id: str | None

    @classmethod
    def of(cls, session: Session, current_id: str) -> Self:
        return cls(
            id=session.id,
            device_name=session.device_name,
            created_at=to_text(session.opened_at),
            last_used_at=to_text(session.last_used_at),
            current=session.id == current_id,
            kiosk_id=session.kiosk_id or None,
        )


class DevicesView(View):
    """The devices a person is signed in on, the newest first."""

    items: list[DeviceView] = Field(max_length=50)
