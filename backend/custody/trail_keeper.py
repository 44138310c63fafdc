"""Keeps the trail of serials: noted as events follow one another, read sheet by sheet."""

from collections.abc import Iterable

from backend.custody import trail
from backend.custody.tables import TrailItem
from backend.custody.trail import Footprint
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import pages

_MOST_PAGES = 5  # a stretch of a hundred sheets that moved several times each


class TrailKeeper:
    """Where a serial was and is."""

    def note(self, event: Event) -> None:
        """Note what an event says of serials; once more overwrites the same."""
        with TrailItem.batch_write() as batch:
            for stretch, place, body in trail.notes(event):
                batch.save(TrailItem(stretch, place, body=body))

    def of_sheet(self, code: str, number: int, cursor: str | None) -> Page[Footprint]:
        """Read what happened to a sheet, the newest first; what is only shown may lag a moment.

        What moved in bulk is told in its place. Refuses `cursor-malformed`.
        """
        stretch = trail.stretch_of(code, number)
        found: list[Footprint] = []
        for _ in range(_MOST_PAGES):
            parts = [_newest(stretch, cursor), _newest(code, _in(code, cursor))]
            # Before the nearer end of what was read, the other list may have more to tell.
            ends = [str(page.items[-1].place) for page in parts if page.next_cursor]
            until = max(ends, default="")
            items = [item for page in parts for item in page.items if item.place >= until]
            items.sort(key=lambda item: str(item.place), reverse=True)
            found += _about(items, code, number)
            cursor = _cursor(stretch, until) if ends else None
            if cursor is None:
                break
        return Page(tuple(found), cursor)


def _newest(partition: str, cursor: str | None) -> Page[TrailItem]:
    return pages.query(
        TrailItem, partition, cursor=cursor, limit=pages.LONGEST_PAGE, newest_first=True
    )


def _cursor(partition: str, place: str) -> str | None:
    return pages.encode({"stretch": {"S": partition}, "place": {"S": place}})


def _in(partition: str, cursor: str | None) -> str | None:
    # Both lists are in the order of time: one place in it is enough for both.
    key = pages.decode(cursor)
    return _cursor(partition, key["place"]["S"]) if key else None


def _about(items: Iterable[TrailItem], code: str, number: int) -> list[Footprint]:
    read = (trail.read(item.body, code, number) for item in items)
    return [one for one in read if one is not None]
