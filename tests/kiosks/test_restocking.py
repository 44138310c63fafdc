"""Two clerks and a machine, against fakes: nothing moves by one person's word."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kiosks.rules.count import Finding
from backend.kiosks.rules.restock import Packet, RestockState, Sheet, Way, Wish
from backend.kiosks.service.restocking import Restocking
from tests.fakes.kiosks import Cassette
from tests.fakes.papers import FakeBay, FakeLeases, FakePapers, FakePeople, listed
from tests.kiosks.conftest import KIOSK, Hall

CODE = "013002600104"
PACKETS = (Packet(CODE, 11, 15), Packet(CODE, 21, 25))
HEAD: Sheet = (CODE, 1)
LOAD = Wish(Way.LOAD, "P_ORD", PACKETS, HEAD)
DEPOT = {(CODE, number) for number in range(11, 41)}
BOOKED = [(CODE, number) for number in range(1, 4)]


@dataclass
class Bay:
    hall: Hall
    service: Restocking
    bay: FakeBay
    papers: FakePapers
    leases: FakeLeases
    one: str

    def begin(self, wish: Wish = LOAD, clerk: str = "c1", kiosk: str = KIOSK) -> RestockState:
        return self.service.begin(kiosk, self.one, wish, self.hall.clerk(clerk)).state

    def confirm(self, packets: tuple[Packet, ...] = PACKETS, clerk: str = "c2") -> RestockState:
        return self.service.confirm(KIOSK, self.one, packets, self.hall.clerk(clerk)).state

    @property
    def inside(self) -> list[Sheet]:
        return self.bay.inside[KIOSK, "P_ORD"]

    def refused(self, code: str, wish: Callable[[], object]) -> None:
        before = list(self.inside), set(self.bay.depot), list(self.bay.in_doubt)
        with pytest.raises(Refusal) as caught:
            wish()
        assert caught.value.code == code
        assert (list(self.inside), set(self.bay.depot), list(self.bay.in_doubt)) == before


@pytest.fixture
def bay(hall: Hall) -> Bay:
    hall.pair()
    depot = FakeBay(depot=set(DEPOT), inside={(KIOSK, "P_ORD"): list(BOOKED)})
    papers = FakePapers(hall.store)
    people = FakePeople({"c1": "戊", "c2": "己"})
    leases = FakeLeases()
    service = Restocking(hall.store, papers, depot, people, hall.alerts, leases)
    return Bay(hall, service, depot, papers, leases, new_id())


def test_paper_moves_with_the_second_scan_and_only_once(bay: Bay) -> None:
    for _ in range(2):
        assert bay.begin() is RestockState.OPENED
    assert bay.inside == BOOKED
    for _ in range(2):
        assert bay.confirm() is RestockState.CONFIRMED
    assert bay.inside == [*BOOKED, *listed(PACKETS)]
    assert bay.begin() is RestockState.CONFIRMED
    kinds = bay.papers.ledger.kinds(f"restock/{KIOSK}/{bay.one}")
    assert kinds == ["kiosks:restock:opened", "kiosks:restock:confirmed"]
    restock = bay.service.see(KIOSK, bay.one)
    assert bay.service.names([restock]) == {"clerk/c1": "戊", "clerk/c2": "己"}


def test_opening_is_refused_in_this_order(bay: Bay) -> None:
    twice = replace(LOAD, packets=(PACKETS[0], Packet(CODE, 15, 16)))
    away = replace(LOAD, packets=(Packet(CODE, 90, 99), Packet(CODE, 95, 96)))
    bay.refused("id-malformed", lambda: bay.service.begin("x", "1", LOAD, bay.hall.clerk()))
    bay.refused("kiosk-unknown", lambda: bay.begin(replace(LOAD, packets=()), kiosk="Z009-K9"))
    bay.refused("request-malformed", lambda: bay.begin(replace(LOAD, packets=())))
    bay.hall.service.unpair(KIOSK, bay.hall.clerk())
    bay.bay.busy.add(KIOSK)
    wrong = replace(away, seen=(CODE, 2))
    bay.refused("restock-kiosk-unpaired", lambda: bay.begin(wrong))
    pairing = bay.hall.asked(new_id(), "key-1")
    bay.hall.service.pair(KIOSK, pairing.code, bay.hall.clerk())
    bay.refused("kiosk-busy", lambda: bay.begin(wrong))
    bay.bay.busy.clear()
    for _ in range(2):
        bay.refused("restock-head-differs", lambda: bay.begin(wrong))
    [task] = bay.hall.alerts.list_open(None, 10).items
    assert (task.kind, task.about, task.kiosk_id) == ("count-due", "P_ORD", KIOSK)
    bay.refused("serials-not-at-depot", lambda: bay.begin(away))
    bay.refused("packets-overlap", lambda: bay.begin(twice))
    assert bay.papers.restocks == {}
    bay.begin()
    bay.refused("restock-exists-differently", lambda: bay.begin(twice))
    bay.refused("restock-exists-differently", lambda: bay.begin(clerk="c2"))


def test_a_confirmation_moves_nothing_when_refused(bay: Bay, clock) -> None:
    bay.refused("restock-unknown", bay.confirm)
    bay.begin()
    bay.refused("restock-same-person", lambda: bay.confirm(clerk="c1"))
    bay.refused("restock-serials-differ", lambda: bay.confirm(PACKETS[:1]))
    bay.bay.depot.clear()
    bay.refused("serials-not-at-depot", bay.confirm)
    bay.hall.service.unpair(KIOSK, bay.hall.clerk())
    bay.refused("restock-kiosk-unpaired", bay.confirm)
    clock.forward(minutes=30)
    bay.refused("restock-expired", bay.confirm)
    assert bay.service.see(KIOSK, bay.one).state is RestockState.OPENED


def test_a_cancelled_act_moves_nothing_ever(bay: Bay) -> None:
    bay.begin()
    for clerk in ("c2", "c1"):
        cancelled = bay.service.cancel(KIOSK, bay.one, bay.hall.clerk(clerk))
        assert (cancelled.state, cancelled.ended_by) == (RestockState.CANCELLED, "clerk/c2")
    bay.refused("restock-over", bay.confirm)
    bay.refused("restock-unknown", lambda: bay.service.cancel(KIOSK, new_id(), bay.hall.clerk()))


def test_paper_goes_back_by_two_people_too(bay: Bay) -> None:
    packets = (Packet(CODE, 1, 3),)
    out = Wish(Way.UNLOAD, "P_ORD", packets, HEAD)
    bay.refused("unload-differs", lambda: bay.begin(replace(out, packets=(Packet(CODE, 1, 2),))))
    bay.begin(out)
    assert bay.inside == BOOKED
    bay.refused("restock-same-person", lambda: bay.confirm(packets, clerk="c1"))
    bay.confirm(packets)
    assert bay.inside == []
    assert set(BOOKED) <= bay.bay.depot


def test_a_count_puts_what_it_passed_over_in_doubt(bay: Bay) -> None:
    finding, one = Finding("P_ORD", (CODE, 3), "票箱少两张"), new_id()
    for _ in range(2):
        count = bay.service.count(KIOSK, one, finding, bay.hall.clerk())
        assert listed(count.in_doubt) == [(CODE, 1), (CODE, 2)]
    assert (bay.inside, bay.bay.in_doubt) == ([(CODE, 3)], [(CODE, 1), (CODE, 2)])
    # With the books right again the restock goes through.
    bay.begin(replace(LOAD, seen=(CODE, 3)))
    assert bay.confirm() is RestockState.CONFIRMED


def test_a_count_is_refused_in_this_order(bay: Bay) -> None:
    good, one = Finding("P_ORD", None, "票箱是空的"), new_id()

    def count(finding: Finding, kiosk: str = KIOSK, count_id: str = one) -> object:
        return bay.service.count(kiosk, count_id, finding, bay.hall.clerk())

    bay.bay.busy.add(KIOSK)
    stray = replace(good, sheet=(CODE, 99))
    bay.refused("id-malformed", lambda: count(stray, "Z009-K9", "1"))
    bay.refused("kiosk-unknown", lambda: count(replace(stray, reason=""), "Z009-K9"))
    bay.refused("request-malformed", lambda: count(replace(stray, reason="")))
    bay.refused("kiosk-busy", lambda: count(stray))
    bay.bay.busy.clear()
    bay.refused("count-serial-unknown", lambda: count(stray))
    count(good)
    assert bay.inside == []
    bay.refused("count-exists-differently", lambda: count(stray))


def test_a_count_puts_a_machine_back_that_waited_for_it(bay: Bay) -> None:
    hall, finding = bay.hall, Finding("P_ORD", (CODE, 2), "日志不完整")
    hall.custody.inside[KIOSK] = [Cassette("P_ORD", CODE, 1, 3)]
    hall.service.distrust(KIOSK, "journal-gap", hall.machine())
    one = new_id()
    for _ in range(2):
        bay.service.count(KIOSK, one, finding, hall.clerk())
        assert hall.kinds()[-2:] == ["disabled", "enabled"]
        assert hall.store.kiosks[KIOSK].why_not is None
    event = hall.store.events[f"kiosk/{KIOSK}"][-1]
    assert (event.data["count_id"], event.data["uncounted"]) == (one, [])


def test_under_a_lease_paper_comes_in_and_none_out(bay: Bay) -> None:
    packets = (Packet(CODE, 1, 3),)
    out, finding = Wish(Way.UNLOAD, "P_ORD", packets, HEAD), Finding("P_ORD", (CODE, 3), "少两张")
    counted = lambda: bay.service.count(KIOSK, new_id(), finding, bay.hall.clerk())  # noqa: E731
    bay.leases.lent[KIOSK] = {"S_ORD"}
    bay.begin(out)
    bay.leases.lent[KIOSK] = {"P_ORD"}
    bay.refused("kiosk-leased", lambda: bay.confirm(packets))
    bay.refused("kiosk-leased", counted)
    bay.service.cancel(KIOSK, bay.one, bay.hall.clerk())
    bay.one = new_id()
    bay.refused("kiosk-leased", lambda: bay.begin(out))
    # The machine may have served unheard: no count can be due before it has spoken.
    bay.refused("kiosk-leased", lambda: bay.begin(replace(LOAD, seen=(CODE, 2))))
    assert not bay.hall.alerts.list_open(None, 10).items
    bay.begin()
    assert bay.confirm() is RestockState.CONFIRMED
    bay.leases.lent.clear()
    counted()
    assert bay.inside == [(CODE, 3), *listed(PACKETS)]


def test_acts_are_listed_newest_first(bay: Bay) -> None:
    ids = [new_id() for _ in range(3)]
    for one in ids:
        bay.one = one
        bay.begin()
        bay.service.cancel(KIOSK, one, bay.hall.clerk())
    first = bay.service.list_restocks(KIOSK, None, 2)
    second = bay.service.list_restocks(KIOSK, first.next_cursor, 2)
    assert [one.id for one in (*first.items, *second.items)] == ids[::-1]
    bay.refused("kiosk-unknown", lambda: bay.service.list_restocks("Z009-K9", None, 2))
