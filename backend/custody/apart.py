"""Sheets that left a cassette without a service: set apart in quarantine, or known to be out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from backend.custody.serials import Range, Ranges, cut, gathered, plain, total, without
from backend.custody.shelf import Cassette, Shelf, Step, step, with_cassette
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

Sheet = tuple[str, int]


def missing_before(
    shelf: Shelf, kiosk_id: str, next_sheet: Sheet | None, now: datetime
) -> Ranges | None:
    """List what lies before a sheet in a cassette by the books, all of it for None.

    Returns None when the sheet does not lie there. Refuses `kiosk-busy` while a service stands:
    what that one moved is told by its own case.
    """
    ranges = _free(shelf, kiosk_id, now).ranges
    if next_sheet is None:
        return ranges
    wanted = Range(next_sheet[0], next_sheet[1], next_sheet[1])
    before = 0
    for one in ranges:
        if one.holds(wanted):
            return cut(ranges, before + wanted.first - one.first)[0]
        before += one.count
    return None


def count_behind(shelf: Shelf, kiosk_id: str, next_sheet: Sheet | None) -> int | None:
    """Count what lies between what is bound in a cassette and a sheet behind it, all for None.

    Returns None when the sheet does not lie there.
    """
    before = 0
    for one in shelf.cassette(kiosk_id).ranges:
        if next_sheet and one.holds(Range(next_sheet[0], next_sheet[1], next_sheet[1])):
            return before + next_sheet[1] - one.first
        before += one.count
    return None if next_sheet else before


def write_off(
    shelf: Shelf,
    *,
    kiosk_id: str,
    pickup_id: str,
    missing: int,
    taken: Sequence[Sheet],
    promised: int,
    doing: Doing,
) -> Step:
    """Put the first `missing` sheets of a cassette into quarantine, then let `taken` leave it.

    The promise shrinks by `promised`. Refuses `kiosk-busy` while a service stands at a cassette
    that something is missing in, then `sheets-not-apart` for one to leave that is not in
    quarantine any more: a clerk decided of it. Raises ValueError for more sheets than there are.
    """
    gone: Ranges = ()
    before = shelf
    if missing:
        cassette = _free(shelf, kiosk_id, doing.at)
        gone, rest = cut(cassette.ranges, missing)
        before = with_cassette(shelf, Cassette(kiosk_id, rest))
    if total(gone) != missing:
        raise ValueError(f"{missing} missing of {total(gone)}")
    in_doubt, out = gathered(shelf.in_doubt, gone), _ranges(taken)
    for one in out:
        if not any(kept.holds(one) for kept in in_doubt):
            raise Refusal("sheets-not-apart", code=one.code, number=one.first)
        in_doubt = without(in_doubt, one)
    after = replace(
        before,
        held=shelf.held - promised,
        in_doubt=in_doubt,
        out=shelf.out + total(out),
    )
    return step(
        after,
        doing,
        "written-off",
        kiosk_id=kiosk_id,
        pickup_id=pickup_id,
        in_doubt=plain(gone),
        out=plain(out),
    )


def set_apart(
    shelf: Shelf, *, kiosk_id: str, pickup_id: str, sheets: Iterable[Sheet], doing: Doing
) -> Step | None:
    """Put sheets into quarantine, as far as they lie in a cassette; None when none does.

    Refuses `kiosk-busy` while a service holds one of them, until it has ended.
    """
    wanted = _ranges(sheets)
    cassette = shelf.cassette(kiosk_id)
    if cassette.binding and cassette.binding.lapsed(doing.at):
        cassette = cassette.unbound()
    binding, ranges = cassette.binding, cassette.ranges
    bound = binding.ranges if binding else ()
    if any(one.meets(other) for one in wanted for other in bound):
        raise Refusal("kiosk-busy", kiosk_id=kiosk_id)
    found = tuple(one for one in wanted if any(there.holds(one) for there in ranges))
    if not found:
        return None
    for one in found:
        ranges = without(ranges, one)
    after = replace(
        with_cassette(shelf, Cassette(kiosk_id, ranges, binding)),
        in_doubt=gathered(shelf.in_doubt, found),
    )
    return step(
        after, doing, "set-apart", kiosk_id=kiosk_id, pickup_id=pickup_id, in_doubt=plain(found)
    )


def lying_apart(shelf: Shelf, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Name those of some sheets that are in quarantine."""
    return [
        (one.code, one.first)
        for one in _ranges(sheets)
        if any(kept.holds(one) for kept in shelf.in_doubt)
    ]


def _free(shelf: Shelf, kiosk_id: str, now: datetime) -> Cassette:
    cassette = shelf.cassette(kiosk_id)
    if cassette.binding is not None and not cassette.binding.lapsed(now):
        raise Refusal("kiosk-busy", kiosk_id=kiosk_id)
    return cassette.unbound()


def _ranges(sheets: Iterable[Sheet]) -> Ranges:
    # Sheet by sheet: some of them may be elsewhere already.
    return tuple(Range(code, number, number) for code, number in dict.fromkeys(sheets))
