"""Keeps the trail of serials: noted as events follow one another, read sheet by sheet."""

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

        Refuses `cursor-malformed`. What moved in bulk is told on the last page.
        """
        found: list[Footprint] = []
        for _ in range(_MOST_PAGES):
            page = pages.query(
                TrailItem,
                trail.stretch_of(code, number),
                cursor=cursor,
                limit=pages.LONGEST_PAGE,
                newest_first=True,
            )
            found += _about(page, code, number)
            cursor = page.next_cursor
            if cursor is None:
                bulk = pages.query(TrailItem, code, limit=pages.LONGEST_PAGE, newest_first=True)
                found += _about(bulk, code, number)
                found.sort(key=lambda one: (one.at, one.subject, one.number), reverse=True)
                break
        return Page(tuple(found), cursor)


def _about(page: Page[TrailItem], code: str, number: int) -> list[Footprint]:
    read = (trail.read(item.body, code, number) for item in page.items)
    return [one for one in read if one is not None]
