"""What a collector may show: the rolling pass, the paper code, and whether a code names them."""

import base64
import hmac
import secrets
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.pickup import token
from backend.pickup.ports import People, Store
from backend.pickup.rules.pickup import Pass, Pickup, State


def rolling(keys: token.Keys, pickup: Pickup, person_id: str, now: datetime) -> Pass | None:
    """Return the pass to who may collect now, while something is to be fetched; else None."""
    if not may_collect(pickup, person_id, now):
        return None
    generation = pickup.code_generation(now)
    secret = token.secret(keys, kid=keys.current, pickup_id=pickup.id, generation=generation)
    body = _signed(keys, pickup, token.Type.ROLLING, now)
    return Pass(body, secret, pickup.typed_code(now), token.STEP_SECONDS)


def paper(keys: token.Keys, pickup: Pickup, now: datetime) -> str:
    """Write the static code of whoever may collect now: 139 characters."""
    return token.text(_signed(keys, pickup, token.Type.PAPER, now))


def may_collect(pickup: Pickup, person_id: str, now: datetime) -> bool:
    """Tell whether a person may show this pickup's code now."""
    over = pickup.state in (State.DISPENSED, State.CLOSED)
    return not over and pickup.site_id is not None and pickup.collector(now) == person_id


def owned(store: Store, people: People, *, pickup_id: str, person_id: str) -> Pickup:
    """Return a pickup to its owner alone; refuses `pickup-unknown`."""
    pickup = store.find(pickup_id)
    mine = pickup is not None and pickup.collector_id == person_id
    if pickup is None or not mine or not people.acts_for(person_id, pickup.company_id):
        raise Refusal("pickup-unknown")
    return pickup


def names_collector(keys: token.Keys, code: token.Code, pickup: Pickup, now: datetime) -> bool:
    """Tell whether a code was drawn for who may collect now."""
    person_id = pickup.collector(now)
    holder = token.holder(keys, code.kid, pickup_id=pickup.id, person_id=person_id)
    return hmac.compare_digest(code.holder, holder)


def new_short_code() -> str:
    """Make 60 random bits that people can type."""
    return base64.b32encode(secrets.token_bytes(10))[: token.SHORT_LENGTH].decode()


def _signed(keys: token.Keys, pickup: Pickup, code_type: token.Type, now: datetime) -> bytes:
    # Time alone ends a loan, also where no server can be asked: it stands in the code itself.
    return token.sign(
        keys,
        code_type=code_type,
        generation=pickup.code_generation(now),
        pickup_id=pickup.id,
        expires_at=pickup.code_ends_at(now).replace(microsecond=0),
        person_id=pickup.collector(now),
    )
