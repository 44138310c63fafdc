"""Numbered paper as it is only shown: many machines in few reads, a moment behind at most."""

from collections.abc import Iterable

from backend.custody import store
from backend.custody.shelf import Cassette


def all_cassettes(
    machines: Iterable[tuple[str, str]], kinds: Iterable[str]
) -> dict[str, dict[str, Cassette]]:
    """Return the cassettes of machines, (site, kiosk), by kiosk and kind.

    No decision is made on it.
    """
    wanted, named = list(machines), list(kinds)
    found = store.find_shelves(
        [(site_id, kind) for site_id, _ in wanted for kind in named], consistent=False
    )
    return {
        kiosk_id: {
            shelf.kind: shelf.cassette(kiosk_id)
            for shelf in found
            if shelf.site_id == site_id and any(one.kiosk_id == kiosk_id for one in shelf.cassettes)
        }
        for site_id, kiosk_id in wanted
    }
