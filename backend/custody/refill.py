"""Paper that people move: packets from the depot into a machine and back, and counted cassettes.

at the depot ──fill──> in the cassette ──clear──> at the depot
                            └──count──> in doubt (what the count passed over)
"""

from dataclasses import replace

from backend.custody import batch as batches
from backend.custody.batch import Batch
from backend.custody.serials import Range, Ranges, gathered, joined, plain, total, without
from backend.custody.shelf import Cassette, Shelf, Step, step, with_cassette
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

Sheet = tuple[str, int]


def leave(batch: Batch, kind: str, packets: Ranges, *, place: str, doing: Doing) -> batches.Step:
    """Let packets leave the depot.

    Refuses `batch-kind-differs`, `serials-loaded-already` (received, and gone from the depot
    since), `serials-not-at-depot`, `packets-overlap`.
    """
    if batch.kind != kind:
        raise Refusal("batch-kind-differs", field="/kind", kind=batch.kind)
    for packet in packets:
        if any(one.holds(packet) for one in batch.at_depot):
            continue
        known = any(one.holds(packet) for one in batch.received)
        code = "serials-loaded-already" if known else "serials-not-at-depot"
        raise Refusal(code, field="/packets", invoice_code=batch.code)
    at_depot = batch.at_depot
    for place_in_list, packet in enumerate(packets):
        if any(packet.meets(other) for other in packets[:place_in_list]):
            raise Refusal("packets-overlap", field="/packets", invoice_code=batch.code)
        at_depot = without(at_depot, packet)
    after = replace(batch, at_depot=at_depot)
    return batches.step(after, doing, "handed-out", place=place, serials=plain(packets))


def come_back(batch: Batch, place: str, packets: Ranges, doing: Doing) -> batches.Step:
    """Take packets back into the depot."""
    after = replace(batch, at_depot=joined(sorted((*batch.at_depot, *packets))))
    return batches.step(after, doing, "returned", place=place, serials=plain(packets))


def head(shelf: Shelf, kiosk_id: str, doing: Doing) -> Sheet | None:
    """Name the sheet that lies first in a cassette, None for an empty one; refuses `kiosk-busy`."""
    ranges = _at_rest(shelf, kiosk_id, doing).ranges
    return (ranges[0].code, ranges[0].first) if ranges else None


def fill(shelf: Shelf, kiosk_id: str, packets: Ranges, doing: Doing) -> Step:
    """Put packets behind what is in a cassette, in the order given."""
    cassette = shelf.cassette(kiosk_id)
    filled = replace(cassette, ranges=joined((*cassette.ranges, *packets)))
    after = with_cassette(shelf, filled)
    return step(after, doing, "loaded", kiosk_id=kiosk_id, serials=plain(packets))


def clear(shelf: Shelf, kiosk_id: str, packets: Ranges, doing: Doing) -> Step:
    """Take all paper out of a cassette.

    Refuses `kiosk-busy`, `unload-differs` (the packets are not what lies in it), then
    `sheets-promised`: what people were promised here must still be here afterwards.
    """
    cassette = _at_rest(shelf, kiosk_id, doing)
    if joined(sorted(packets)) != joined(sorted(cassette.ranges)) or not packets:
        left = total(cassette.ranges)
        raise Refusal("unload-differs", field="/packets", kiosk_id=kiosk_id, left=left)
    after = with_cassette(shelf, Cassette(kiosk_id))
    if after.stock < after.held:
        raise Refusal("sheets-promised", kiosk_id=kiosk_id, held=after.held)
    return step(after, doing, "unloaded", kiosk_id=kiosk_id, serials=plain(packets))


def count(
    shelf: Shelf, *, kiosk_id: str, found: Sheet | None, reason: str, doing: Doing
) -> tuple[Step, Ranges]:
    """Compare a cassette with the sheet found first in it, None when it was found empty.

    The sheets before it are not where they should be and go in doubt: they are returned beside
    the step. Refuses `kiosk-busy`, then `count-serial-unknown` for a sheet that is not in it.
    """
    ranges = _at_rest(shelf, kiosk_id, doing).ranges
    passed = ranges if found is None else _before(ranges, found)
    rest = ranges
    for one in passed:
        rest = without(rest, one)
    after = replace(
        with_cassette(shelf, Cassette(kiosk_id, rest)), in_doubt=gathered(shelf.in_doubt, passed)
    )
    told = {"kiosk_id": kiosk_id, "found": list(found) if found else None, "reason": reason}
    return step(after, doing, "counted", **told, in_doubt=plain(passed)), passed


def _before(ranges: Ranges, found: Sheet) -> Ranges:
    code, number = found
    passed: list[Range] = []
    for one in ranges:
        if one.code == code and one.first <= number <= one.last:
            return (*passed, *((Range(code, one.first, number - 1),) if one.first < number else ()))
        passed.append(one)
    raise Refusal("count-serial-unknown", field="/found")


def _at_rest(shelf: Shelf, kiosk_id: str, doing: Doing) -> Cassette:
    """Return a cassette nobody is served from; a binding that lapsed is back at the head."""
    cassette = shelf.cassette(kiosk_id)
    if cassette.binding and not cassette.binding.lapsed(doing.at):
        raise Refusal("kiosk-busy", kiosk_id=kiosk_id)
    return cassette.unbound()
