"""The routes of the documents room."""

from flask import Response

from backend.documents import schemas
from backend.documents.service import DocumentsService
from backend.web.callers import allow, doing
from backend.web.history import HistoryView
from backend.web.routes import ListQuery, blueprint, room, said, said_if_new, tag_of

routes = blueprint("documents")
service: DocumentsService = room("documents")


@routes.put(
    "/companies/<company_id>/uploads/<upload_id>", responses={200: schemas.UploadTicketView}
)
@allow("person")
def offer_upload(path: schemas.UploadPath, body: schemas.OfferBody) -> Response:
    """Get leave to send a file past the API, by a link with an end."""
    ticket = service.offer(path.company_id, path.upload_id, body.value(), doing())
    return said(schemas.UploadTicketView.of(ticket))


@routes.put("/companies/<company_id>/jobs/<job_id>", responses={200: schemas.JobView})
@allow("person")
def ask_for_job(path: schemas.JobPath, body: schemas.JobBody) -> Response:
    """Ask for documents, a zip of many, or the reading of a spreadsheet."""
    job = service.ask(path.company_id, path.job_id, body.value(), doing())
    return said(schemas.JobView.of(job))


@routes.get("/companies/<company_id>/jobs", responses={200: schemas.JobsView})
@allow("person")
def list_jobs(path: schemas.CompanyPath, query: ListQuery) -> Response:
    """List a company's jobs, newest first; cheap to ask again with the last ETag."""
    page = service.list_jobs(path.company_id, query.cursor, query.limit, doing())
    tag = tag_of(page.next_cursor, *((one.id, one.version) for one in page.items))
    return said_if_new(schemas.JobsView.of(page), tag)


@routes.get("/companies/<company_id>/jobs/<job_id>", responses={200: schemas.JobView})
@allow("person")
def get_job(path: schemas.JobPath) -> Response:
    """Show how far a job is; cheap to ask again with the last ETag."""
    job = service.get_job(path.company_id, path.job_id, doing())
    return said_if_new(schemas.JobView.of(job), str(job.version))


@routes.put("/companies/<company_id>/jobs/<job_id>/cancellation", responses={200: schemas.JobView})
@allow("person")
def cancel_job(path: schemas.JobPath) -> Response:
    """Take a job back, also one that is being worked on."""
    return said(schemas.JobView.of(service.cancel(path.company_id, path.job_id, doing())))


@routes.get(
    "/companies/<company_id>/jobs/<job_id>/files/<name>", responses={200: schemas.FileLinkView}
)
@allow("person")
def fetch_file(path: schemas.FilePath) -> Response:
    """Get leave to fetch a result, by a link that ends soon."""
    fetch = service.fetch(path.company_id, path.job_id, path.name, doing())
    return said(schemas.FileLinkView.of(fetch))


@routes.get("/companies/<company_id>/jobs/<job_id>/history", responses={200: HistoryView})
@allow("person")
def show_job_history(path: schemas.JobPath, query: ListQuery) -> Response:
    """Show what happened to a job."""
    page = service.history(
        path.company_id, path.job_id, cursor=query.cursor, limit=query.limit, doing=doing()
    )
    return said(HistoryView.of(page))
