"""Routes of a visit: the machine's, the phone's, and the person's who stands at the machine."""

from flask import Response

from backend.identity.rules.visits import Visit
from backend.identity.schemas import AskBody, SignInPath, SignInView
from backend.identity.schemas.visits import (
    AskedView,
    CodeBody,
    CollectedView,
    VisitBody,
    VisitCodePath,
    VisitorView,
    VisitPath,
    VisitView,
)
from backend.identity.service.visiting import VisitSide
from backend.web.callers import allow, current, doing, proof
from backend.web.routes import blueprint, nothing, room, said

routes = blueprint("visits")
service: VisitSide = room("visits")


@routes.put("/kiosk/visits/<string:id>", responses={200: VisitView})
@allow("kiosk")
def ask(path: VisitPath, body: VisitBody) -> Response:  # noqa: ARG001
    """Ask for a code to show, so that somebody signs in with the phone."""
    visit = service.ask(path.id, current().id, proof().jkt, doing())
    return said(VisitView.of(visit, _left(visit)))


@routes.put("/kiosk/visits/<string:id>/session", responses={200: CollectedView})
@allow("kiosk")
def collect(path: VisitPath, body: VisitBody) -> Response:  # noqa: ARG001
    """Ask whether somebody confirmed; then this is the session."""
    return said(CollectedView.of(*service.collect(path.id, proof().jkt, doing())))


@routes.delete("/kiosk/visits/<string:id>")
@allow("kiosk")
def cancel(path: VisitPath) -> Response:
    """Take the picture off the screen: nobody can confirm it any more."""
    service.cancel(path.id, proof().jkt, doing())
    return nothing()


@routes.put("/kiosk/sign-ins/<string:id>", responses={200: SignInView})
@allow("kiosk")
def ask_code(path: SignInPath, body: AskBody) -> Response:
    """Ask for a code by SMS for who stands at the machine; a repeat sends it after a minute."""
    what = doing()
    identity = service.identity
    sign_in = identity.ask(path.id, body.phone, address=current().actor, doing=what)
    return said(SignInView.of(sign_in, identity.terms, what.at))


@routes.put("/kiosk/sign-ins/<string:id>/session", responses={200: VisitorView})
@allow("kiosk")
def open_by_code(path: SignInPath, body: CodeBody) -> Response:
    """Open a visit's session with the code that came by SMS."""
    place = service.place(current().id, proof().jkt)
    return said(VisitorView.of(service.open_by_code(path.id, body.code, place, doing())))


@routes.delete("/visit")
@allow("person", at_kiosk=True)
def end() -> Response:
    """End the visit one is signed in with."""
    service.end(current().id, current().session_id, doing())
    return nothing()


@routes.get("/visits/<string:code>", responses={200: AskedView})
@allow("person")
def see(path: VisitCodePath) -> Response:
    """Show which machine asks."""
    visit = service.see(path.code, current().id, doing().at)
    return said(AskedView.of(visit, _left(visit)))


@routes.put("/visits/<string:code>/confirmation", responses={200: AskedView})
@allow("person")
def confirm(path: VisitCodePath, body: VisitBody) -> Response:  # noqa: ARG001
    """Sign in at the machine that shows the code."""
    visit = service.confirm(path.code, current().id, doing())
    return said(AskedView.of(visit, _left(visit)))


@routes.put("/visits/<string:code>/refusal", responses={200: AskedView})
@allow("person")
def decline(path: VisitCodePath, body: VisitBody) -> Response:  # noqa: ARG001
    """Say that it was not me."""
    visit = service.decline(path.code, current().id, doing())
    return said(AskedView.of(visit, _left(visit)))


def _left(visit: Visit) -> int:
    return max(0, int((visit.expires_at - doing().at).total_seconds()))
