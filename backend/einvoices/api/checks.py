"""The route of the public check (发票查验): open to anybody, and therefore counted."""

from flask import Response

from backend.einvoices.schemas import faces, heard
from backend.einvoices.service.checks import CheckSide
from backend.web import callers
from backend.web.routes import blueprint, room, said

routes = blueprint("einvoice-checks")
service: CheckSide = room("einvoice-checks")


@routes.post("/e-invoice-checks", responses={200: faces.VerdictView})
@callers.allow("anyone")
def check(body: heard.CheckBody) -> Response:
    """Compare number, date and total with our record."""
    verdict = service.check(body.value(), callers.address(), callers.doing().at)
    return said(faces.VerdictView.of(verdict))
