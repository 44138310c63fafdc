"""Mail over HTTP: the courier's door, and what clerks must look at."""

from flask import Response

from backend.delivery.rules.handover import Handover
from backend.delivery.rules.task import Task
from backend.delivery.schemas import door as schemas
from backend.delivery.schemas.room import MailReason, MailRoomPath
from backend.delivery.service import HandingSide, TaskSide
from backend.web.callers import allow, doing
from backend.web.routes import ListQuery, blueprint, room, said

routes = blueprint("mail-door")
handing: HandingSide = room("delivery-handing")
tasks: TaskSide = room("delivery-tasks")


@routes.get("/counter/mail-rooms/<site_id>/handovers", responses={200: schemas.HandoversView})
@allow("staff", roles=("clerk",))
def list_handovers(path: MailRoomPath, query: ListQuery) -> Response:
    """List a mail room's hand-over lists, the newest first."""
    page = handing.list_handovers(path.site_id, query.cursor, query.limit)
    items = [schemas.HandoverView.of(one) for one in page.items]
    return said(schemas.HandoversView(items=items, next_cursor=page.next_cursor))


@routes.put("/counter/handovers/<handover_id>", responses={200: schemas.HandoverView})
@allow("staff", roles=("clerk",))
def open_handover(path: schemas.HandoverPath, body: schemas.OpenHandover) -> Response:
    """Open a list for a courier."""
    return _shown(handing.open_list(path.handover_id, body.site_id, body.courier, doing()))


@routes.get("/counter/handovers/<handover_id>", responses={200: schemas.HandoverView})
@allow("staff", roles=("clerk",))
def get_handover(path: schemas.HandoverPath) -> Response:
    """Show a list and its parcels."""
    return _shown(handing.see(path.handover_id))


@routes.put(
    "/counter/handovers/<handover_id>/parcels/<parcel_id>", responses={200: schemas.HandoverView}
)
@allow("staff", roles=("clerk",))
def put_on_list(path: schemas.ListedPath) -> Response:
    """Put a packed parcel on a list."""
    handing.add(path.handover_id, path.parcel_id, doing())
    return _shown(handing.see(path.handover_id))


@routes.delete(
    "/counter/handovers/<handover_id>/parcels/<parcel_id>", responses={200: schemas.HandoverView}
)
@allow("staff", roles=("clerk",))
def take_off_list(path: schemas.ListedPath) -> Response:
    """Take a parcel off a list."""
    handing.remove(path.handover_id, path.parcel_id, doing())
    return _shown(handing.see(path.handover_id))


@routes.put("/counter/handovers/<handover_id>/confirmation", responses={200: schemas.HandoverView})
@allow("staff", roles=("clerk",))
def confirm_handover(path: schemas.HandoverPath, body: schemas.CountedBody) -> Response:
    """Say that the courier has all of it, as counted."""
    return _shown(handing.confirm(path.handover_id, body.count, doing()))


@routes.put("/counter/handovers/<handover_id>/cancellation", responses={200: schemas.HandoverView})
@allow("staff", roles=("clerk",))
def cancel_handover(path: schemas.HandoverPath) -> Response:
    """End an empty list."""
    return _shown(handing.cancel(path.handover_id, doing()))


@routes.get("/counter/mail-tasks", responses={200: schemas.MailTasksView})
@allow("staff", roles=("clerk",))
def list_mail_tasks(query: ListQuery) -> Response:
    """List what must be looked at, the first due first."""
    page = tasks.list_open(query.cursor, query.limit)
    view = schemas.MailTasksView.of(page.items, tasks.names(page.items), page.next_cursor)
    return said(view)


@routes.put("/counter/mail-tasks/<task_id>/owner", responses={200: schemas.MailTaskView})
@allow("staff", roles=("clerk",))
def take_task(path: schemas.MailTaskPath, body: schemas.TakeTask) -> Response:
    """Take a task."""
    return _task(tasks.take(path.task_id, over=body.over, doing=doing()))


@routes.put("/counter/mail-tasks/<task_id>/closing", responses={200: schemas.MailTaskView})
@allow("staff", roles=("clerk",))
def close_task(path: schemas.MailTaskPath, body: MailReason) -> Response:
    """Close a task and say why."""
    return _task(tasks.close(path.task_id, body.reason, doing()))


def _shown(handover: Handover) -> Response:
    return said(schemas.HandoverView.of(handover, handing.listed(handover.id)))


def _task(task: Task) -> Response:
    return said(schemas.MailTaskView.of(task, tasks.names([task])))
