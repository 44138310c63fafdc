"""However long a journal is and whatever its machine is called, no part of it goes unseen."""

import json

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Event, canonical
from backend.kernel.ids import new_id
from backend.kiosks.rules.carried import unfold
from backend.kiosks.rules.count import Finding
from backend.kiosks.rules.kiosk import State
from backend.kiosks.service.restocking import Restocking
from tests.fakes.kiosks import Cassette
from tests.fakes.papers import FakeBay, FakeLeases, FakePapers, FakePeople
from tests.kiosks.conftest import KIOSK
from tests.kiosks.desk import Desk, desk
from tests.kiosks.signing import Signing, held

__all__ = ["desk"]


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
    assert (desk.state[0], desk.send(lines[2:], 3)) == (State.IN_SERVICE, 4)
    assert desk.hall.kinds()[-2:] == ["disabled", "enabled"]


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


def test_one_machine_under_two_names_has_two_journals(desk: Desk) -> None:
    desk.send(desk.signing.entries(3))
    desk.hall.service.unpair(KIOSK, desk.hall.clerk())
    desk.hall.pair("Z001-K2", desk.jkt)
    first, desk.signing = desk.signing, Signing(desk.signing.key)
    lines = [desk.signing.entry("asked"), desk.signing.entry("held", **held())]
    assert desk.send(lines, at="Z001-K2") == 3
    assert [one.data["kiosk_id"] for one in desk.events("Z001-K2")] == ["Z001-K2"]
    assert desk.waits("Z001-K2")
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
    entries = last.data["entries"]
    assert isinstance(entries, list)
    fed_lines += [json.loads(str(row[0])) for row in entries]
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
    assert not desk.waits()
    desk.send([signing.entry("asked"), signing.entry("held", **held())], 3)
    desk.send([signing.entry("started")], 5)
    assert desk.waits()
    for number, late in ((3, True), (3, True), (2, False), (2, False)):
        desk.journals.followed(KIOSK, desk.jkt, number, desk.hall.clerk())
        assert desk.waits() is late
    assert desk.kinds == ["received"] * 3 + ["followed"] * 2
    assert desk.journals.standing(KIOSK, "nobody") is None
