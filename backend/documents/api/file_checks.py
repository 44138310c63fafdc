"""The routes of the public check of a file: anybody, by an id that nobody can guess."""

from flask import Response

from backend.documents.schemas import file_checks as schemas
from backend.documents.service.file_checks import FileCheckSide
from backend.web.callers import address, allow, doing
from backend.web.routes import blueprint, room, said, said_if_new

routes = blueprint("file-checks")
service: FileCheckSide = room("file-checks")


@routes.put("/file-checks/<check_id>", responses={200: schemas.FileCheckTicketView})
@allow("anyone")
def offer(path: schemas.FileCheckPath, body: schemas.FileCheckBody) -> Response:
    """Get leave to send a file to be checked, past the API, by a link that ends soon."""
    ticket = service.offer(path.check_id, body.value(), address(), doing())
    return said(schemas.FileCheckTicketView.of(ticket))


@routes.put("/file-checks/<check_id>/judgement", responses={200: schemas.FileCheckView})
@allow("anyone")
def ask(path: schemas.FileCheckPath) -> Response:
    """Have the file that was sent looked at."""
    return said(schemas.FileCheckView.of(service.ask(path.check_id, doing())))


@routes.get("/file-checks/<check_id>", responses={200: schemas.FileCheckView})
@allow("anyone")
def get(path: schemas.FileCheckPath) -> Response:
    """Tell what the file is, for ten minutes; cheap to ask again with the last ETag."""
    check, record = service.get(path.check_id, doing())
    return said_if_new(schemas.FileCheckView.of(check, record), f"{check.version}-{record}")
