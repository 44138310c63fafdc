"""Wishes carried out once: a mark stands for each, and tells a repeat from another wish."""

from backend.kernel.errors import Refusal
from backend.kernel.events import fingerprint
from backend.pickup.ports import Store
from backend.pickup.rules.forms import KEPT_AFTER, Mark
from backend.pickup.rules.pickup import Pickup


def mark_of(act_id: str, pickup: Pickup, *asked: str) -> Mark:
    """Make the mark of a wish about a pickup."""
    meant = fingerprint([pickup.id, *asked])
    return Mark(f"act/{act_id}", pickup.id, meant, pickup.expires_at + KEPT_AFTER)


def is_done(store: Store, mark: Mark) -> bool:
    """Tell whether a wish was carried out; refuses `request-exists-differently` for another one."""
    there = store.find_mark(mark.key)
    if there is not None and (there.pickup_id, there.meant) != (mark.pickup_id, mark.meant):
        raise Refusal("request-exists-differently")
    return there is not None
