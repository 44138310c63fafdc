"""A journal is taken in whole, once, by its own key, or it puts its machine out of service."""

import json
from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Event, canonical
from backend.kernel.ids import new_id
from backend.kiosks.rules.carried import unfold
from backend.kiosks.rules.count import Finding
from backend.kiosks.rules.kiosk import State
from backend.kiosks.service import Journals, Signer
from backend.kiosks.service.restocking import Restocking
from backend.web.proofs import thumbprint
from tests.fakes.kiosks import Cassette
from tests.fakes.papers import FakeBay, FakeLeases, FakePapers, FakePeople
from tests.kiosks.conftest import KIOSK, Hall
from tests.kiosks.signing import Line, Signing, held


class Desk:
    """A paired machine, its journal, and the house that takes it in."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.signing = hall, Signing()
        self.jkt = thumbprint(self.signing.jwk)
        hall.pair(jkt=self.jkt)
        self.journals = Journals(store=hall.store, kiosks=hall.service)

    def send(self, lines: list[Line], first: int = 1, *, at: str = KIOSK, **words: Any) -> int:
        signer = {"jwk": self.signing.jwk, "jkt": self.jkt, "caller_jkt": self.jkt, **words}
        return self.journals.receive(first, lines, Signer(**signer), self.hall.machine(at))

    def refused(self, lines: list[Line], first: int = 1, **words: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.send(lines, first, **words)
        return caught.value

    def events(self, kiosk_id: str = KIOSK) -> list[Event]:
        return self.hall.store.events.get(f"journal/{kiosk_id}/{self.jkt}", [])

    @property
    def kinds(self) -> list[str]:
        found = self.events()
        return [event.kind.rsplit(":", 1)[1] for event in found]

    @property
    def state(self) -> tuple[State, str | None]:
        kiosk = self.hall.store.kiosks[KIOSK]
        return kiosk.state, kiosk.out_reason

    def enable(self) -> None:
        self.hall.service.set_state(KIOSK, enabled=True, reason="", doing=self.hall.clerk())


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall)


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


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("stolen", {}),
        ("starting", {"reservation": ""}),
        ("starting", {"at": "yesterday"}),
        ("starting", {"prev": None}),
        ("starting", {"n": 2}),
        ("starting", {"n": True}),
        ("held", {}),
        ("held", held(pickup_id="x")),
        ("held", held(count="3")),
        ("held", held(segments=[])),
        ("held", held(segments=[{"code": "0130", "first": 1, "last": 1}])),
        ("held", held(segments=[{"code": "013002600104", "first": 5, "last": 4}])),
        ("held", held(segments=[{"code": "013002600104", "first": 1, "last": 99_999_999}])),
        ("fed", {"sheet": 0, "fed": None, "exit": "out"}),
        ("fed", {"sheet": 1, "fed": {"code": "013002600104", "number": 1.5}, "exit": "out"}),
        ("fed", {"sheet": 1, "fed": None, "exit": "flown"}),
        ("stopping", {"reason": "bored", "spoiled": None}),
        ("closed", {"outcome": None}),
    ],
)
def test_what_cannot_be_read_is_refused(desk: Desk, step: str, data: dict[str, Any]) -> None:
    assert desk.refused([desk.signing.entry(step, **data)]).code == "journal-malformed"


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


def test_nobody_puts_it_back_uncounted(desk: Desk) -> None:
    inside = [Cassette("P_ORD", "013002600104", 1, 9), Cassette("P_SPE", "013002600105", 1, 0)]
    desk.hall.custody.inside[KIOSK] = inside
    lines = desk.signing.entries(3)
    desk.refused(lines[2:], 3)
    assert desk.hall.store.kiosks[KIOSK].uncounted == ("P_ORD",)
    desk.hall.alerts.review(KIOSK, desk.hall.clerk())
    [due] = desk.hall.alerts.list_open(None, 9).items
    assert (due.kind, due.about) == ("count-due", "P_ORD")
    with pytest.raises(Refusal) as caught:
        desk.enable()
    assert (caught.value.code, caught.value.params["kinds"]) == ("kiosk-uncounted", "P_ORD")
    papers = FakePapers(desk.hall.store)
    bay = FakeBay(inside={(KIOSK, "P_ORD"): [("013002600104", 1)]})
    restocking = Restocking(
        desk.hall.store, papers, bay, FakePeople(), desk.hall.alerts, FakeLeases()
    )
    finding = Finding("P_ORD", ("013002600104", 1), "日志丢失，清点")
    restocking.count(KIOSK, new_id(), finding, desk.hall.clerk())
    # It still sends what it has; that asks for no second count.
    desk.refused(lines[2:], 3)
    desk.enable()
    assert (desk.state[0], desk.send(lines[2:], 3)) == (State.IN_SERVICE, 4)
    assert desk.hall.kinds()[-3:] == ["disabled", "counted", "enabled"]


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


def test_a_journal_begun_anew_is_noticed_however_long_it_was(desk: Desk) -> None:
    lines = desk.signing.entries(60)
    for first in range(0, 60, 2):
        desk.send(lines[first : first + 2], first + 1)
    assert desk.send(lines[:2]) == desk.send(lines[30:33], 31) == 61
    anew = Signing(desk.signing.key)
    forked = [anew.entry(reservation="r9") for _ in range(2)]
    assert desk.refused(forked).code == "journal-entry-differs"
    assert desk.state == (State.OUT_OF_SERVICE, "journal-entry-differs")


def test_what_was_before_a_count_is_not_known_any_more(desk: Desk) -> None:
    lines = desk.signing.entries(6)
    desk.send(lines[:2])
    desk.refused(lines[3:], 4)
    desk.enable()
    desk.send(lines[3:], 4)
    anew = Signing(desk.signing.key)
    assert desk.refused(anew.entries(1)).code == "journal-entry-differs"


def test_each_key_has_its_own_journal(desk: Desk) -> None:
    desk.send(desk.signing.entries(3))
    desk.hall.service.unpair(KIOSK, desk.hall.clerk())
    assert desk.refused(desk.signing.entries(1), 4).code == "session-expired"
    desk.signing = Signing()
    desk.jkt = thumbprint(desk.signing.jwk)
    desk.hall.pair(jkt=desk.jkt)
    assert desk.send(desk.signing.entries(1)) == 2


def test_one_machine_under_two_names_has_two_journals(desk: Desk) -> None:
    desk.send(desk.signing.entries(3))
    desk.hall.service.unpair(KIOSK, desk.hall.clerk())
    desk.hall.pair("Z001-K2", desk.jkt)
    first, desk.signing = desk.signing, Signing(desk.signing.key)
    lines = [desk.signing.entry("asked"), desk.signing.entry("held", **held())]
    assert desk.send(lines, at="Z001-K2") == 3
    assert [one.data["kiosk_id"] for one in desk.events("Z001-K2")] == ["Z001-K2"]
    assert desk.journals.is_followed_late("Z001-K2", desk.jkt)
    desk.signing.entries(1)
    assert desk.refused(desk.signing.entries(1), 4, at="Z001-K2").code == "journal-gap"
    kiosks = desk.hall.store.kiosks
    assert (kiosks["Z001-K2"].state, desk.state[0]) == (State.OUT_OF_SERVICE, State.IN_SERVICE)
    desk.hall.service.unpair("Z001-K2", desk.hall.clerk())
    desk.hall.pair(KIOSK, desk.jkt)
    assert desk.send(first.entries(1), 4) == 5


def test_the_service_under_way_is_carried_along(desk: Desk) -> None:
    signing = desk.signing
    asked, begun = signing.entry("asked"), signing.entry("held", **held())
    fed = signing.entry("fed", sheet=1, fed={"code": "013002600104", "number": 101}, exit="out")
    closed = signing.entry("closed", outcome="done", code=None)
    following = signing.entry("asked", reservation="r2")
    desk.send([asked, begun])
    desk.send([fed], 3)
    desk.send([closed], 4)
    desk.send([following], 5)
    carried = [list(unfold(told(event))) for event in desk.events()]
    assert (carried[0], carried[1], carried[3]) == ([], [begun[0]], [])
    assert carried[2][0] == begun[0]
    sheet, again = (json.loads(one) for one in (fed[0], carried[2][1]))
    assert again == {name: sheet[name] for name in again}


def test_the_last_batch_of_a_long_service_is_no_larger_than_the_first(desk: Desk) -> None:
    signing, many = desk.signing, 4_000
    segment = {"code": "013002600104", "first": 101, "last": 100 + many}
    lines = [signing.entry("asked"), signing.entry("held", **held(count=many, segments=[segment]))]
    for k in range(1, many + 1):
        at = f"2026-11-23T0{2 + k // 1200}:{k // 20 % 60:02}:00.000Z"
        fed = {"code": "013002600104", "number": 100 + k}
        lines.append(signing.entry("fed", at=at, sheet=k, fed=fed, exit="out"))
    for first in range(0, len(lines), 200):
        desk.send(lines[first : first + 200], first + 1)
    sizes = [len(canonical(dict(event.data))) for event in desk.events()]
    assert max(sizes) < 2 * sizes[1]
    assert len(canonical(list(desk.hall.store.positions[KIOSK, desk.jkt].carried))) < 50_000
    last = desk.events()[-1]
    fed_lines = [json.loads(one) for one in unfold(told(last))][1:]
    fed_lines += [json.loads(str(row[0])) for row in last.data["entries"]]  # type: ignore[attr-defined]
    assert [one["fed"]["number"] for one in fed_lines] == list(range(101, 101 + many))
    assert [one["sheet"] for one in fed_lines] == list(range(1, 1 + many))
    assert fed_lines[1300]["at"] == json.loads(lines[1302][0])["at"]


def told(event: Event) -> list[str]:
    found = event.data["carried"]
    assert isinstance(found, list)
    return found


def test_what_happened_without_us_is_waited_for_until_followed(desk: Desk) -> None:
    signing = desk.signing
    desk.send([signing.entry("asked"), signing.entry("held", **held(False))])
    assert not desk.journals.is_followed_late(KIOSK, desk.jkt)
    desk.send([signing.entry("asked"), signing.entry("held", **held())], 3)
    desk.send([signing.entry("started")], 5)
    assert desk.journals.is_followed_late(KIOSK, desk.jkt)
    for number, late in ((3, True), (3, True), (2, False), (2, False)):
        desk.journals.followed(KIOSK, desk.jkt, number, desk.hall.clerk())
        assert desk.journals.is_followed_late(KIOSK, desk.jkt) is late
    assert desk.kinds == ["received"] * 3 + ["followed"] * 2
    assert not desk.journals.is_followed_late(KIOSK, "nobody")


def test_who_was_heard_with_which_key(desk: Desk) -> None:
    hall = desk.hall
    assert hall.service.heard_at(KIOSK, desk.jkt) is None
    hall.beat(jkt=desk.jkt)
    assert hall.service.heard_at(KIOSK, desk.jkt) == hall.clock.now()
    assert hall.service.heard_at(KIOSK, "another") is None
    assert hall.service.heard_at("Z009-K9", desk.jkt) is None
    hall.service.unpair(KIOSK, hall.clerk())
    hall.clock.forward(minutes=1)  # type: ignore[attr-defined]
    hall.pair(jkt="new")
    assert hall.service.heard_at(KIOSK, "new") is None
