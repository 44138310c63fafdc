"""A journal is taken in whole, once, by its own key, or it puts its machine out of service."""

import json
from typing import Any

import pytest

from backend.kiosks.rules.kiosk import State
from backend.web.proofs import thumbprint
from tests.fakes.kiosks import Cassette
from tests.kiosks.conftest import KIOSK
from tests.kiosks.desk import Desk, desk
from tests.kiosks.signing import Signing, held

__all__ = ["desk"]


def test_entries_are_taken_in_whole_and_in_turn(desk: Desk) -> None:
    first, rest = desk.signing.entries(3), desk.signing.entries(2)
    assert desk.send(first) == 4
    assert desk.send(rest, 4) == 6
    event = desk.events()[0]
    assert (event.kind, event.number) == ("kiosks:journal:received", 1)
    assert event.data["entries"] == [list(line) for line in first]
    assert (event.data["kiosk_id"], event.data["site_id"]) == (KIOSK, "Z001")
    assert (event.data["first"], event.data["last"]) == (1, 3)


def test_what_is_known_may_come_again(desk: Desk) -> None:
    lines = desk.signing.entries(6)
    desk.send(lines[:4])
    assert desk.send(lines[:4]) == desk.send(lines[:2]) == desk.send(lines[1:3], 2) == 5
    assert desk.kinds == ["received"]
    assert desk.send(lines[2:], 3) == 7
    fresh = desk.events()[1]
    assert (fresh.data["first"], len(fresh.data["entries"])) == (5, 2)  # type: ignore[arg-type]


def test_refusals_come_in_order(desk: Desk) -> None:
    other = Signing()
    lines = desk.signing.entries(3)
    foreign = [(text, other.signed(text)) for text, _ in lines]
    swapped = [lines[0], (lines[2][0], lines[2][1])]
    malformed = [("{", "x"), *foreign]
    unpaired = {"caller_jkt": "nobody"}
    assert desk.refused(malformed, **unpaired).code == "session-expired"
    assert desk.refused(malformed, jkt="another").code == "journal-key-wrong"
    off = {**desk.signing.jwk, "y": desk.signing.jwk["x"]}
    assert desk.refused(malformed, jwk=off).code == "journal-key-wrong"
    assert desk.refused(malformed).params == {"number": 1}
    assert desk.refused(foreign).code == "journal-signature-wrong"
    renumbered = json.loads(swapped[1][0]) | {"n": 2}
    text = json.dumps(renumbered)
    assert desk.refused([lines[0], (text, desk.signing.signed(text))]).code == (
        "journal-chain-broken"
    )
    assert (desk.kinds, desk.state[0]) == ([], State.IN_SERVICE)
    assert desk.refused(lines[1:], 2).code == "journal-gap"


def test_an_altered_word_breaks_the_signature(desk: Desk) -> None:
    [(text, signature)] = desk.signing.entries(1)
    assert desk.refused([(text.replace("r1", "r2"), signature)]).code == "journal-signature-wrong"
    for bad in ("", "AAAA", "!" * 86, signature[:-4]):
        assert desk.refused([(text, bad)]).code == "journal-signature-wrong"


ODD: list[tuple[str, dict[str, Any]]] = [
    ("stolen", {}),
    (["held"], {}),  # type: ignore[list-item]
    ("starting", {"reservation": ""}),
    ("starting", {"reservation": 7}),
    ("starting", {"at": "yesterday"}),
    ("starting", {"at": "2026-11-23T02:00:00"}),
    ("starting", {"at": "0001-01-01T00:00:00Z"}),
    ("held", {}),
    ("held", held(pickup_id="x")),
    ("held", held(count="3")),
    ("held", held(segments=[])),
    ("held", held(segments={})),
    ("held", held(segments=[{"code": "0130", "first": 1, "last": 1}])),
    ("held", held(segments=[{"code": "013002600104", "first": 5, "last": 4}])),
    ("held", held(segments=[{"code": "013002600104", "first": 1, "last": 99_999_999}])),
    ("held", held(segments=[{"code": "013002600104", "first": 1, "last": 6_000}] * 2)),
    ("held", held(generation="")),
    ("held", held(generation=0)),
    ("held", {**held(generation=1), "generation": "1"}),
    ("held", held("no")),  # type: ignore[arg-type]
    ("fed", {"sheet": 0, "fed": None, "exit": "out"}),
    ("fed", {"sheet": 1, "fed": {"code": "013002600104", "number": 1.5}, "exit": "out"}),
    ("fed", {"sheet": 1, "fed": {"code": "013002600104", "number": True}, "exit": "out"}),
    ("fed", {"sheet": 1, "fed": {}, "exit": "out"}),
    ("fed", {"sheet": 1, "fed": None, "exit": "flown"}),
    ("stopping", {"reason": "bored", "spoiled": None}),
    ("stopping", {"reason": "jam", "spoiled": ""}),
    ("closed", {"outcome": None}),
]


@pytest.mark.parametrize(("step", "data"), ODD)
def test_what_nobody_can_read_waits_for_a_count(
    desk: Desk, step: str, data: dict[str, Any]
) -> None:
    before = [desk.signing.entry("asked"), desk.signing.entry("parted")]
    lines = [*before, desk.signing.entry(step, **data), desk.signing.entry("asked")]
    # What came before it is known; then the machine stops, whatever it sends again.
    assert desk.send(lines) == 3
    for first in (1, 3, 2):
        told = desk.refused(lines[first - 1 :], first)
        assert (told.code, told.params) == ("journal-unreadable", {"expected": 3})
    assert desk.state == (State.OUT_OF_SERVICE, "journal-unreadable")
    assert desk.kinds == ["received", "broken"]
    desk.enable()
    assert desk.send(lines[2:], 3) == desk.send(lines[2:], 3) == 5
    event = desk.events()[-1]
    assert (event.data["begins_anew"], event.data["odd"]) == (True, [3])
    assert event.data["entries"] == [list(line) for line in lines[2:]]
    assert desk.send([desk.signing.entry("parted")], 5) == 6
    assert (desk.state[0], desk.kinds[2:]) == (State.IN_SERVICE, ["received", "received"])


@pytest.mark.parametrize("data", [{"prev": None}, {"n": 2}, {"n": True}, {"n": 1.0}])
def test_what_has_no_place_in_the_chain_is_refused(desk: Desk, data: dict[str, Any]) -> None:
    assert desk.refused([desk.signing.entry("starting", **data)]).code == "journal-malformed"
    assert (desk.kinds, desk.state[0]) == ([], State.IN_SERVICE)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"n": NaN}', "{" * 50_000, '{"n":1}'])
def test_what_is_no_entry_is_refused(desk: Desk, text: str) -> None:
    assert desk.refused([(text, desk.signing.signed(text))]).code == "journal-malformed"


def test_a_gap_ends_service_until_staff_counted(desk: Desk) -> None:
    lines = desk.signing.entries(6)
    desk.send(lines[:2])
    gap = desk.refused(lines[3:], 4)
    assert (gap.code, gap.params) == ("journal-gap", {"expected": 3})
    assert desk.state == (State.OUT_OF_SERVICE, "journal-gap")
    assert desk.refused(lines[3:], 4).code == "journal-gap"
    assert desk.kinds == ["received", "broken"]
    assert desk.refused(lines[4:], 5).code == "journal-gap"
    desk.enable()
    assert desk.send(lines[3:], 4) == 7
    assert desk.send(lines[3:], 4) == 7
    event = desk.events()[-1]
    assert (event.data["begins_anew"], event.data["expected"], event.data["first"]) == (True, 3, 4)
    assert desk.state[0] is State.IN_SERVICE


def test_a_broken_journal_waits_for_the_count_of_each_cassette(desk: Desk) -> None:
    hall = desk.hall
    hall.custody.inside[KIOSK] = [
        Cassette("S_ORD", "", 0, 0),
        Cassette("P_ORD", "0130", 1, 3),
        Cassette("P_SPE", "0130", 9, 2),
    ]
    lines = desk.signing.entries(6)
    desk.refused(lines[3:], 4)
    event = hall.store.events[f"kiosk/{KIOSK}"][-1]
    assert (event.kind, event.data["uncounted"]) == ("kiosks:kiosk:disabled", ["P_ORD", "P_SPE"])
    assert desk.stopped() == "kiosk-uncounted"
    desk.count("S_ORD")
    desk.count("P_SPE")
    assert hall.kinds()[-1] == "counted"
    # What comes again breaks nothing anew: what was counted stays counted.
    assert desk.refused(lines[3:], 4).code == "journal-gap"
    assert desk.stopped() == "kiosk-uncounted"
    desk.count("P_ORD")
    assert (hall.kinds()[-1], desk.state) == ("enabled", (State.IN_SERVICE, None))
    assert desk.send(lines[3:], 4) == 7


def test_staff_who_took_a_machine_out_put_it_back_themselves(desk: Desk) -> None:
    hall = desk.hall
    hall.custody.inside[KIOSK] = [Cassette("P_ORD", "0130", 1, 3)]
    desk.refused(desk.signing.entries(6)[3:], 4)
    hall.service.set_state(KIOSK, enabled=False, reason="搬迁", doing=hall.clerk())
    desk.count("P_ORD")
    assert desk.state == (State.OUT_OF_SERVICE, "搬迁")
    desk.enable()
    assert desk.state == (State.IN_SERVICE, None)


def test_what_was_left_out_may_still_come(desk: Desk) -> None:
    lines = desk.signing.entries(6)
    desk.send(lines[:2])
    desk.refused(lines[3:], 4)
    assert desk.send(lines[2:], 3) == 7
    event = desk.events()[-1]
    assert event.data["begins_anew"] is False
    assert desk.state == (State.OUT_OF_SERVICE, "journal-gap")
    desk.enable()
    assert desk.send(desk.signing.entries(1), 7) == 8


def test_another_text_under_a_known_number_ends_service(desk: Desk) -> None:
    desk.send(desk.signing.entries(3))
    forked = Signing(desk.signing.key)
    lines = [forked.entry(reservation="r9") for _ in range(4)]
    assert desk.refused(lines).code == "journal-entry-differs"
    assert desk.state == (State.OUT_OF_SERVICE, "journal-entry-differs")
    desk.enable()
    assert desk.send(lines) == 5


@pytest.mark.parametrize("part", [slice(0, 2), slice(1, 2), slice(3, 4)])
def test_a_fork_is_noticed_wherever_it_begins(desk: Desk, part: slice) -> None:
    desk.send(desk.signing.entries(3))
    forked = Signing(desk.signing.key)
    lines = [forked.entry(reservation="r9") for _ in range(4)][part]
    assert desk.refused(lines, (part.start or 0) + 1).code == "journal-entry-differs"


def test_each_key_has_its_own_journal(desk: Desk) -> None:
    desk.send(desk.signing.entries(3))
    desk.hall.service.unpair(KIOSK, desk.hall.clerk())
    assert desk.refused(desk.signing.entries(1), 4).code == "session-expired"
    desk.signing = Signing()
    desk.jkt = thumbprint(desk.signing.jwk)
    desk.hall.pair(jkt=desk.jkt)
    assert desk.send(desk.signing.entries(1)) == 2


def test_who_was_heard_with_which_key(desk: Desk) -> None:
    hall = desk.hall
    assert hall.service.heard_at(KIOSK, desk.jkt) is None
    hall.beat(jkt=desk.jkt)
    assert hall.service.heard_at(KIOSK, desk.jkt) == hall.clock.now()
    hall.store.lagging[KIOSK] = hall.store.heard[KIOSK]
    hall.clock.forward(minutes=1)  # type: ignore[attr-defined]
    hall.beat(jkt=desk.jkt)
    # The end of a lease is decided on it: an older reading would end it too early.
    assert hall.service.heard_at(KIOSK, desk.jkt) == hall.clock.now()
    assert hall.service.heard_at(KIOSK, "another") is None
    assert hall.service.heard_at("Z009-K9", desk.jkt) is None
    hall.service.unpair(KIOSK, hall.clerk())
    hall.clock.forward(minutes=1)  # type: ignore[attr-defined]
    hall.pair(jkt="new")
    assert hall.service.heard_at(KIOSK, "new") is None
