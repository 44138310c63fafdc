"""What a visit hears and says over HTTP."""

from typing import Self

from backend.identity.rules.sessions import Opened
from backend.identity.rules.visits import INTERVAL_SECONDS, Pace, Visit
from backend.identity.schemas import Code, PersonView
from backend.web.routes import View


class VisitPath(View):
    """Which visit of a machine."""

    id: str


class VisitCodePath(View):
    """Which code a person read off a machine."""

    code: str


class VisitBody(View):
    """Nothing: the machine is known by its key."""


class CodeBody(View):
    """The code that came by SMS."""

    code: Code


class VisitView(View):
    """A visit as its machine shows it; `code` is what the picture and the letters say."""

    id: str
    code: str
    state: str
    expires_in_seconds: int
    interval_seconds: int

    @classmethod
    def of(cls, visit: Visit, left_seconds: int) -> Self:
        return cls(
            id=visit.id,
            code=visit.code,
            state=str(visit.state),
            expires_in_seconds=left_seconds,
            interval_seconds=INTERVAL_SECONDS,
        )


class VisitorView(View):
    """A session at a kiosk, as the machine gets it: it ends by itself and is never renewed."""

    session_id: str
    access_token: str
    expires_in_seconds: int
    person: PersonView

    @classmethod
    def of(cls, opened: Opened) -> Self:
        return cls(
            session_id=opened.session.id,
            access_token=opened.access_token,
            expires_in_seconds=opened.access_seconds,
            person=PersonView.of(opened.account),
        )


class CollectedView(View):
    """How a visit stands; `session` is there once it was confirmed on the phone."""

    state: str
    interval_seconds: int
    session: VisitorView | None

    @classmethod
    def of(cls, visit: Visit, opened: Opened | None, pace: Pace) -> Self:
        return cls(
            state=str(visit.state),
            interval_seconds=pace.interval_seconds,
            session=VisitorView.of(opened) if opened else None,
        )


class AskedView(View):
    """What a person is asked to confirm: which machine, where, and what it shows."""

    code: str
    state: str
    kiosk_id: str
    kiosk_name: str
    site_id: str
    site_name: str
    expires_in_seconds: int

    @classmethod
    def of(cls, visit: Visit, left_seconds: int) -> Self:
        place = visit.place
        return cls(
            code=f"{visit.code[:4]}-{visit.code[4:]}",
            state=str(visit.state),
            kiosk_id=place.kiosk_id,
            kiosk_name=place.kiosk_name,
            site_id=place.site_id,
            site_name=place.site_name,
            expires_in_seconds=left_seconds,
        )
