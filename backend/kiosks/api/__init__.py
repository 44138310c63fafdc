"""The routes of the kiosks room: pairing, the machine's own, and the staff's."""

from flask import Response

from backend.kiosks import schemas
from backend.kiosks.schemas.journal import Batch, JournalPath, JournalView
from backend.kiosks.service import Journals, KiosksService, Signer
from backend.kiosks.service.usage import Usage
from backend.web.callers import address, allow, current, doing, proof
from backend.web.proofs import thumbprint
from backend.web.routes import ListQuery, blueprint, nothing, room, said

routes = blueprint("kiosks")
service: KiosksService = room("kiosks")
journals: Journals = room("journals")
usage: Usage = room("kiosk-usage")


@routes.put("/pairings/<pairing_id>", responses={200: schemas.PairingView})
@allow("device")
def open_pairing(path: schemas.PairingPath, body: schemas.Nothing) -> Response:  # noqa: ARG001
    """Ask for a one-time code to show on the screen."""
    found = service.open_pairing(path.pairing_id, proof().jkt, doing().at, address=address())
    return said(schemas.PairingView.of(found))


@routes.get("/pairings/<pairing_id>", responses={200: schemas.PairingView})
@allow("device")
def see_pairing(path: schemas.PairingPath) -> Response:
    """Look whether staff confirmed the code."""
    found = service.see_pairing(path.pairing_id, proof().jkt, doing().at)
    return said(schemas.PairingView.of(found))


@routes.post("/kiosks/token", responses={200: schemas.TokenView})
@allow("device")
def issue_token(body: schemas.AskToken) -> Response:
    """Give the machine that holds a kiosk's key an access token."""
    token, seconds = service.token(body.kiosk_id, proof().jkt, doing().at)
    return said(schemas.TokenView(access_token=token, expires_in_seconds=seconds))


@routes.get("/kiosk", responses={200: schemas.SelfView})
@allow("kiosk")
def see_itself() -> Response:
    """Tell a machine who and where it is."""
    seen = service.see_itself(current().id, proof().jkt)
    return said(schemas.SelfView.of(seen, doing().at))


@routes.put("/kiosk/heartbeat", responses={200: schemas.BeatView})
@allow("kiosk")
def heartbeat(body: schemas.Heartbeat) -> Response:
    """Hear how a machine is."""
    kiosk, telemetry = service.heartbeat(current().id, proof().jkt, body.value(), doing())
    return said(schemas.BeatView.of(kiosk, telemetry))


@routes.put("/kiosk/journal/<int:number>", responses={200: JournalView})
@allow("kiosk")
def receive_journal(path: JournalPath, body: Batch) -> Response:
    """Take in what a machine did, as it signed it line by line."""
    jwk = body.jwk.model_dump()
    shown = Signer(jwk, thumbprint(jwk), proof().jkt)
    lines = [(one.text, one.signature) for one in body.entries]
    found = journals.receive(path.number, lines, shown, doing())
    return said(JournalView(next=found))


@routes.get("/counter/kiosks", responses={200: schemas.KiosksView})
@allow("staff", roles=("clerk",))
def list_kiosks(query: ListQuery) -> Response:
    """List the city's kiosks, and when each runs out of paper."""
    page = service.list_kiosks(query.cursor, query.limit)
    return said(schemas.KiosksView.of(page, usage.forecasts(page.items, doing().at)))


@routes.put("/counter/kiosks/<kiosk_id>", responses={200: schemas.KioskView})
@allow("staff", roles=("clerk",))
def place(path: schemas.KioskPath, body: schemas.Place) -> Response:
    """Register a kiosk, or move or rename it."""
    kiosk = service.place(
        path.kiosk_id,
        site_id=body.site_id,
        name=body.name,
        seen=(body.seen.site_id, body.seen.name),
        doing=doing(),
    )
    return said(schemas.KioskView.of(service.see(kiosk.id)))


@routes.put("/counter/kiosks/<kiosk_id>/pairing", responses={200: schemas.KioskView})
@allow("staff", roles=("clerk",))
def pair(path: schemas.KioskPath, body: schemas.Confirm) -> Response:
    """Confirm the code on a machine's screen for a kiosk."""
    kiosk = service.pair(path.kiosk_id, body.code, doing())
    return said(schemas.KioskView.of(service.see(kiosk.id)))


@routes.delete("/counter/kiosks/<kiosk_id>/pairing")
@allow("staff", roles=("clerk",))
def unpair(path: schemas.KioskPath) -> Response:
    """Take a kiosk's key away."""
    service.unpair(path.kiosk_id, doing())
    return nothing()


@routes.put("/counter/kiosks/<kiosk_id>/state", responses={200: schemas.KioskView})
@allow("staff", roles=("clerk",))
def set_state(path: schemas.KioskPath, body: schemas.SetState) -> Response:
    """Put a kiosk into service or out of it."""
    kiosk = service.set_state(
        path.kiosk_id, enabled=body.enabled, reason=body.reason, doing=doing()
    )
    return said(schemas.KioskView.of(service.see(kiosk.id)))
