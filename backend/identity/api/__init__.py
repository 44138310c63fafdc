"""Routes of identity: signing in, sessions, who am I."""

from flask import Response

from backend.identity.rules.sessions import Device
from backend.identity.schemas import (
    AskBody,
    DevicesView,
    DeviceView,
    OpenedView,
    PersonView,
    RefreshBody,
    SessionBody,
    SessionPath,
    SignInPath,
    SignInView,
)
from backend.identity.service import IdentityService
from backend.web.callers import address, allow, current, doing, proof
from backend.web.routes import blueprint, nothing, room, said

routes = blueprint("identity")
service: IdentityService = room("identity")


@routes.put("/sign-ins/<string:id>", responses={200: SignInView})
@allow("anyone")
def ask(path: SignInPath, body: AskBody) -> Response:
    """Ask for a code by SMS; a repeat sends it again after a minute."""
    what = doing()
    sign_in = service.ask(path.id, body.phone, address=address(), doing=what)
    return said(SignInView.of(sign_in, service.terms, what.at))


@routes.put("/sign-ins/<string:id>/session", responses={200: OpenedView})
@allow("device")
def open_session(path: SignInPath, body: SessionBody) -> Response:
    """Open a session with the code, bound to the key that signed the request."""
    device = Device(jkt=proof().jkt, name=body.device_name)
    return said(OpenedView.of(service.open(path.id, body.code, device, doing=doing())))


@routes.post("/sessions/refresh", responses={200: OpenedView})
@allow("device")
def refresh(body: RefreshBody) -> Response:
    """Turn the refresh token; the one before gives the same successor for 30 seconds."""
    return said(OpenedView.of(service.refresh(body.refresh_token, proof().jkt, doing=doing())))


@routes.get("/me", responses={200: PersonView})
@allow("person", at_kiosk=True)
def me() -> Response:
    """Say who is signed in."""
    return said(PersonView.of(service.get(current().id)))


@routes.get("/sessions", responses={200: DevicesView})
@allow("person")
def list_sessions() -> Response:
    """List the devices the caller is signed in on."""
    found = service.list_sessions(current().id, doing().at)
    here = current().session_id
    return said(DevicesView(items=[DeviceView.of(session, here) for session in found]))


@routes.delete("/sessions/<string:id>")
@allow("person")
def end_session(path: SessionPath) -> Response:
    """Sign one device out."""
    service.end_session(current().id, path.id, doing=doing())
    return nothing()


@routes.delete("/sessions")
@allow("person")
def end_all_sessions() -> Response:
    """Sign every device out."""
    service.end_all_sessions(current().id, doing=doing())
    return nothing()
