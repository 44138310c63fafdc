"""Routes of lending and of the other forms of a code."""

from flask import Response

from backend.kernel.clock import to_text
from backend.kernel.ids import check_id
from backend.pickup.forms import schemas
from backend.pickup.rules.pickup import Pickup
from backend.pickup.schemas import PickupPath, PickupView
from backend.pickup.service import FormsSide, LendingSide
from backend.pickup.service.lending import Wish
from backend.pickup.service.passes import rolling
from backend.web import callers
from backend.web.routes import ListQuery, blueprint, nothing, room, said, said_if_new

routes = blueprint("pickup-forms")
forms: FormsSide = room("pickup-forms")
lending: LendingSide = room("pickup-lending")


@routes.get("/pickups/<pickup_id>/forms", responses={200: schemas.FormsView})
@callers.allow("person")
def show_forms(path: PickupPath) -> Response:
    """Show the paper code, to who may collect, and the pass link that stands, to the owner."""
    return _forms(path.pickup_id, callers.current().id)


@routes.put("/pickups/<pickup_id>/code/<renewal_id>", responses={200: PickupView})
@callers.allow("person")
def renew(path: schemas.RenewalPath) -> Response:
    """Make a new code; old ones die."""
    renewal_id = check_id(path.renewal_id, "/renewal_id")
    person = callers.current().id
    return said(_owned(forms.renew(path.pickup_id, renewal_id, person, callers.doing())))


@routes.put("/pickups/<pickup_id>/link/<link_id>", responses={200: schemas.FormsView})
@callers.allow("person")
def make_link(path: schemas.LinkPath) -> Response:
    """Make a pass link; the one before ends."""
    link_id = check_id(path.link_id, "/link_id")
    person = callers.current().id
    forms.make_link(path.pickup_id, link_id, person, callers.doing())
    return _forms(path.pickup_id, person)


@routes.delete("/pickups/<pickup_id>/link/<link_id>")
@callers.allow("person")
def revoke_link(path: schemas.LinkPath) -> Response:
    """End a pass link."""
    forms.revoke_link(path.pickup_id, path.link_id, callers.current().id, callers.doing())
    return nothing()


@routes.put("/pickups/<pickup_id>/loan/<loan_id>", responses={200: PickupView})
@callers.allow("person")
def lend(path: schemas.LoanPath, body: schemas.LoanWish) -> Response:
    """Lend a pickup to a named collector."""
    loan_id = check_id(path.loan_id, "/loan_id")
    wish, person = Wish(body.phone, body.name, body.until), callers.current().id
    pickup = lending.lend(
        path.pickup_id, loan_id, wish=wish, person_id=person, doing=callers.doing()
    )
    return said(_owned(pickup))


@routes.delete("/pickups/<pickup_id>/loan/<loan_id>", responses={200: PickupView})
@callers.allow("person")
def take_back(path: schemas.LoanPath) -> Response:
    """Take a lent pickup back."""
    person = callers.current().id
    return said(_owned(lending.take_back(path.pickup_id, path.loan_id, person, callers.doing())))


@routes.get("/loans", responses={200: schemas.LentListView})
@callers.allow("person")
def list_lent(query: ListQuery) -> Response:
    """List what is lent to the caller, without the passes."""
    person, now = callers.current().id, callers.doing().at
    page = lending.lent_to(person, now, cursor=query.cursor, limit=query.limit)
    views = [_lent(one, with_pass=False) for one in page.items]
    return said(schemas.LentListView(items=views, next_cursor=page.next_cursor))


@routes.get("/loans/<pickup_id>", responses={200: schemas.LentView})
@callers.allow("person")
def show_lent(path: PickupPath) -> Response:
    """Show a pickup lent to the caller with its pass; cheap to ask again with the last ETag."""
    pickup = lending.see(path.pickup_id, callers.current().id, callers.doing().at)
    state = pickup.seen(callers.doing().at)
    return said_if_new(_lent(pickup), f"{pickup.version}-{state.value}")


def _forms(pickup_id: str, person_id: str) -> Response:
    pickup, paper = forms.paper(pickup_id, person_id, callers.doing().at)
    link = _link(pickup) if pickup.collector_id == person_id else None
    return said(schemas.FormsView.of(paper, link))


def _owned(pickup: Pickup) -> PickupView:
    now = callers.doing().at
    return PickupView.of(
        pickup,
        site_name=forms.sites.name(pickup.site_id) if pickup.site_id else None,
        shown=rolling(forms.keys, pickup, callers.current().id, now),
        now=now,
    )


def _lent(pickup: Pickup, *, with_pass: bool = True) -> schemas.LentView:
    now = callers.doing().at
    shown = lending.pass_of(pickup, callers.current().id, now) if with_pass else None
    return schemas.LentView.of(
        pickup,
        site_name=lending.sites.name(pickup.site_id) if pickup.site_id else None,
        shown=shown,
        now=now,
    )


def _link(pickup: Pickup) -> schemas.LinkView | None:
    link = pickup.link
    if link is None:
        return None
    path = f"/p/{forms.key_of(pickup, link)}"
    return schemas.LinkView(id=link.id, path=path, made_at=to_text(link.made_at))
