"""The verbs of the kiosks room against fakes."""

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kiosks.rules.condition import Door, Paper
from backend.kiosks.rules.kiosk import Kiosk
from tests.fakes.kiosks import Cassette
from tests.kiosks.conftest import KIOSK, Hall, a_report


class TestPlace:
    def test_registers_once(self, hall: Hall) -> None:
        for _ in range(2):
            kiosk = hall.service.place(KIOSK, site_id="Z001", name="a", doing=hall.clerk())
            assert kiosk.version == 1
        assert hall.kinds() == ["registered"]

    @pytest.mark.parametrize(
        ("kiosk_id", "site_id", "name", "code"),
        [
            ("x", "Z999", "", "kiosk-id-malformed"),
            (KIOSK, "Z999", "", "site-unknown"),
            (KIOSK, "Z001", "", "request-malformed"),
        ],
    )
    def test_refuses_in_this_order(
        self, hall: Hall, kiosk_id: str, site_id: str, name: str, code: str
    ) -> None:
        with pytest.raises(Refusal, match=code):
            hall.service.place(kiosk_id, site_id=site_id, name=name, doing=hall.clerk())

    def test_moves_only_when_no_sheet_is_left(self, hall: Hall) -> None:
        hall.pair()
        hall.custody.inside[KIOSK] = [Cassette("P_ORD", "0130021111", 1, 2)]
        with pytest.raises(Refusal, match="kiosk-not-empty"):
            hall.service.place(KIOSK, site_id="Z002", name="a", doing=hall.clerk())
        hall.service.place(KIOSK, site_id="Z001", name="新名", doing=hall.clerk())
        hall.custody.inside[KIOSK] = [Cassette("P_ORD", "0130021111", 3, 0)]
        moved = hall.service.place(KIOSK, site_id="Z002", name="a", doing=hall.clerk())
        assert moved.site_id == "Z002"

    def test_moves_only_without_leases(self, hall: Hall) -> None:
        hall.pair()
        hall.leases.lent[KIOSK] = {"P_ORD"}
        hall.service.place(KIOSK, site_id="Z001", name="新名", doing=hall.clerk())
        with pytest.raises(Refusal, match="kiosk-leased"):
            hall.service.place(KIOSK, site_id="Z002", name="a", doing=hall.clerk())
        hall.custody.inside[KIOSK] = [Cassette("P_ORD", "0130021111", 1, 2)]
        with pytest.raises(Refusal, match="kiosk-not-empty"):
            hall.service.place(KIOSK, site_id="Z002", name="a", doing=hall.clerk())
        hall.custody.inside[KIOSK], hall.leases.lent[KIOSK] = [], set()
        moved = hall.service.place(KIOSK, site_id="Z002", name="a", doing=hall.clerk())
        assert moved.site_id == "Z002"


class TestPairing:
    def test_gives_a_kiosk_the_key_that_asked(self, hall: Hall) -> None:
        hall.service.place(KIOSK, site_id="Z001", name="a", doing=hall.clerk())
        one, now = new_id(), hall.clock.now()
        pairing = hall.asked(one, "key-1")
        assert hall.asked(one, "key-1") == pairing
        for _ in range(2):
            kiosk = hall.service.pair(KIOSK, pairing.shown_code.lower(), hall.clerk())
            assert (kiosk.jkt, kiosk.version) == ("key-1", 2)
        seen = hall.service.see_pairing(one, "key-1", now)
        assert (seen.state, seen.kiosk_id) == ("confirmed", KIOSK)
        assert hall.service.token(KIOSK, "key-1", now) == (f"token of {KIOSK} at Z001", 600)
        assert hall.kinds() == ["registered", "paired"]

    def test_new_codes_are_counted_by_address_and_repeats_are_not(self, hall: Hall) -> None:
        hall.doorkeeper.most = 2
        one = new_id()
        for _ in range(3):
            hall.asked(one, "key-1")
        hall.asked(new_id(), "key-2")
        kept = dict(hall.store.pairings)
        with pytest.raises(Refusal, match="pairings-too-many"):
            hall.asked(new_id(), "key-3")
        assert hall.store.pairings == kept
        hall.asked(one, "key-1")
        hall.asked(new_id(), "key-3", "203.0.113.8")

    def test_belongs_to_its_key(self, hall: Hall) -> None:
        one, now = new_id(), hall.clock.now()
        hall.asked(one, "key-1")
        with pytest.raises(Refusal, match="pairing-exists-differently"):
            hall.asked(one, "key-2")
        for pairing_id, key in ((one, "key-2"), (new_id(), "key-1")):
            with pytest.raises(Refusal, match="pairing-unknown"):
                hall.service.see_pairing(pairing_id, key, now)
        with pytest.raises(Refusal, match="id-malformed"):
            hall.asked("1", "key-1")

    def test_a_code_that_is_shown_already_is_made_again(self, hall: Hall) -> None:
        hall.service._make_code = iter(["22222222", "22222222", "33333333"]).__next__
        first = hall.asked(new_id(), "key-1")
        second = hall.asked(new_id(), "key-2")
        assert (first.code, second.code) == ("22222222", "33333333")

    def test_expires_after_ten_minutes(self, hall: Hall, clock) -> None:
        hall.service.place(KIOSK, site_id="Z001", name="a", doing=hall.clerk())
        one = new_id()
        pairing = hall.asked(one, "key-1")
        now = clock.forward(minutes=10)
        for ask in (
            lambda: hall.service.see_pairing(one, "key-1", now),
            lambda: hall.asked(one, "key-1"),
            lambda: hall.service.pair(KIOSK, pairing.code, hall.clerk()),
        ):
            with pytest.raises(Refusal, match="pairing-expired"):
                ask()

    def test_wrong_codes_are_limited_a_clerk(self, hall: Hall, clock) -> None:
        hall.service.place(KIOSK, site_id="Z001", name="a", doing=hall.clerk())
        right = hall.asked(new_id(), "key-1").code
        for left in (4, 3, 2, 1, 0):
            with pytest.raises(Refusal) as refused:
                hall.service.pair(KIOSK, "ZZZZZZZZ", hall.clerk())
            assert refused.value.code == "pairing-code-wrong"
            assert refused.value.params["tries_left"] == left
        with pytest.raises(Refusal, match="pairing-tries-too-many"):
            hall.service.pair(KIOSK, right, hall.clerk())
        assert hall.service.pair(KIOSK, right, hall.clerk("c2")).jkt == "key-1"
        clock.forward(minutes=10)
        with pytest.raises(Refusal, match="pairing-code-wrong"):
            hall.service.pair(KIOSK, "ZZZZZZZZ", hall.clerk())

    def test_a_malformed_code_costs_no_try(self, hall: Hall) -> None:
        hall.service.place(KIOSK, site_id="Z001", name="a", doing=hall.clerk())
        with pytest.raises(Refusal, match="pairing-code-malformed"):
            hall.service.pair(KIOSK, "0", hall.clerk())
        assert hall.store.tries == {}

    def test_a_code_serves_one_kiosk_and_a_kiosk_has_one_key(self, hall: Hall) -> None:
        hall.pair()
        hall.service.place("Z001-K2", site_id="Z001", name="b", doing=hall.clerk())
        with pytest.raises(Refusal, match="pairing-used"):
            hall.service.pair("Z001-K2", "2" * 8, hall.clerk())
        other = hall.asked(new_id(), "key-2")
        with pytest.raises(Refusal, match="kiosk-paired"):
            hall.service.pair(KIOSK, other.code, hall.clerk())
        assert hall.store.pairings[other.id].state == "waiting"

    def test_a_key_taken_away_counts_no_more(self, hall: Hall) -> None:
        hall.pair()
        for _ in range(2):
            hall.service.unpair(KIOSK, hall.clerk())
        assert hall.kinds() == ["registered", "paired", "unpaired"]
        with pytest.raises(Refusal, match="kiosk-key-unknown"):
            hall.service.token(KIOSK, "key-1", hall.clock.now())
        with pytest.raises(Refusal, match="session-expired"):
            hall.beat()
        with pytest.raises(Refusal, match="session-expired"):
            hall.service.see_itself(KIOSK, "key-1")
        assert not hall.service.serving(KIOSK).in_service

    def test_the_code_of_a_key_taken_away_does_not_bring_it_back(self, hall: Hall) -> None:
        hall.pair()
        hall.service.unpair(KIOSK, hall.clerk())
        with pytest.raises(Refusal, match="pairing-used"):
            hall.service.pair(KIOSK, "2" * 8, hall.clerk())

    def test_an_unknown_kiosk_is_refused_first(self, hall: Hall) -> None:
        for ask in (
            lambda: hall.service.pair(KIOSK, "", hall.clerk()),
            lambda: hall.service.unpair(KIOSK, hall.clerk()),
            lambda: hall.service.set_state(KIOSK, enabled=False, reason="", doing=hall.clerk()),
            lambda: hall.service.see(KIOSK),
        ):
            with pytest.raises(Refusal, match="kiosk-unknown"):
                ask()


class TestHeartbeat:
    def test_stays_out_of_the_ledger_until_something_changes(self, hall: Hall, clock) -> None:
        hall.pair()
        for words in (
            {},
            {"jam": True},
            {"jam": True},
            {"jam": False, "door": Door.OPEN, "paper": Paper.LOW},
            {},
            {},
        ):
            clock.forward(seconds=15)
            hall.beat(**words)
        changes = [
            event.data["changed"]
            for event in hall.store.events[f"kiosk/{KIOSK}"]
            if event.kind == "kiosks:kiosk:condition-changed"
        ]
        assert changes == [["jam"], ["paper", "door", "jam"], ["paper", "door"]]
        assert hall.store.heard[KIOSK].heard_at == clock.now()

    def test_a_printer_nobody_reaches_is_told_as_such(self, hall: Hall, clock) -> None:
        hall.pair()
        hall.beat(paper=Paper.UNKNOWN, stock={})
        assert hall.service.serving(KIOSK).why_not == "printer-unreachable"
        event = hall.store.events[f"kiosk/{KIOSK}"][-1]
        assert (event.data["changed"], event.data["paper"]) == (["paper"], "unknown")
        clock.forward(seconds=15)
        hall.beat()
        assert hall.service.serving(KIOSK).in_service

    def test_tells_how_far_the_clock_is_off(self, hall: Hall, clock) -> None:
        hall.pair()
        report = a_report(clock.now())
        clock.forward(seconds=40)
        _, telemetry = hall.service.heartbeat(KIOSK, "key-1", report, hall.machine())
        assert telemetry.clock_skew_seconds == -40

    def test_silence_is_noted_once_and_so_is_the_return(self, hall: Hall, clock) -> None:
        hall.pair()
        hall.pair("Z001-K2", "key-2")
        hall.beat()
        clock.forward(seconds=121)
        hall.beat("Z001-K2", "key-2")
        assert hall.service.notice_silence(hall.clerk()) == 1
        assert hall.service.notice_silence(hall.clerk()) == 0
        assert hall.service.see(KIOSK).kiosk.condition.silent
        hall.beat()
        assert not hall.service.see(KIOSK).kiosk.condition.silent
        assert hall.kinds()[2:] == ["condition-changed"] * 2
        assert hall.kinds("Z001-K2") == ["registered", "paired"]

    def test_a_sweep_walks_every_page(self, hall: Hall, clock) -> None:
        for number in range(101):
            kiosk = Kiosk(
                f"Z{number:03}-K1", "Z001", "a", jkt="k", paired_at=clock.now(), version=1
            )
            hall.store.kiosks[kiosk.id] = kiosk
            hall.store.events[kiosk.subject] = [hall.clerk().event(kiosk.subject, 1, "x")]
        clock.forward(minutes=3)
        assert hall.service.notice_silence(hall.clerk()) == 101


class TestQuestions:
    def test_a_site_is_alive_for_two_minutes_after_a_serving_machine(
        self, hall: Hall, clock
    ) -> None:
        hall.pair()
        assert hall.service.alive(["Z001", "Z002"], clock.now()) == {"Z001": False, "Z002": False}
        hall.beat()
        now = clock.forward(seconds=120)
        assert hall.service.alive(["Z001", "Z002"], now) == {"Z001": True, "Z002": False}
        assert not hall.service.alive(["Z001"], clock.forward(seconds=1))["Z001"]
        hall.beat(jam=True)
        assert not hall.service.alive(["Z001"], clock.now())["Z001"]
        hall.service.set_state(KIOSK, enabled=False, reason="检修", doing=hall.clerk())
        hall.beat()
        assert not hall.service.alive(["Z001"], clock.now())["Z001"]

    def test_serving_says_where_and_why_not(self, hall: Hall) -> None:
        unknown = hall.service.serving("Z009-K9")
        assert (unknown.in_service, unknown.why_not, unknown.site_id) == (False, "unknown", "")
        hall.pair()
        serving = hall.service.serving(KIOSK, "key-1")
        assert (serving.in_service, serving.site_id) == (True, "Z001")
        assert hall.service.serving(KIOSK).in_service
        assert hall.service.serving(KIOSK, "key-2").why_not == "unpaired"
        hall.service.set_state(KIOSK, enabled=False, reason="检修", doing=hall.clerk())
        assert hall.service.serving(KIOSK).why_not == "disabled"
        hall.service.set_state(KIOSK, enabled=True, reason="", doing=hall.clerk())
        hall.beat(paper=Paper.OUT)
        assert hall.service.serving(KIOSK).why_not == "paper-out"

    def test_lists_pages_with_names_cassettes_and_reports(self, hall: Hall) -> None:
        hall.pair()
        hall.pair("Z001-K2", "key-2")
        hall.beat("Z001-K2", "key-2")
        hall.custody.inside["Z001-K2"] = [Cassette("P_ORD", "0130021111", 1, 2)]
        first = hall.service.list_kiosks(None, 1)
        assert [(one.kiosk.id, one.heard) for one in first.items] == [(KIOSK, None)]
        (second,) = hall.service.list_kiosks(first.next_cursor, 1).items
        assert (second.kiosk.id, second.site_name) == ("Z001-K2", "襄都区自助厅（模拟）")
        assert (second.heard is not None, len(second.cassettes)) == (True, 1)
