"""Kiosks, their condition and their pairing, as tables of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks.rules import kiosk as kiosks
from backend.kiosks.rules import pairing as pairings
from backend.kiosks.rules.condition import Condition, Door, Paper, Telemetry, is_alive
from backend.kiosks.rules.kiosk import Kiosk, State
from backend.kiosks.rules.pairing import ALPHABET, Tries
from tests.kiosks.conftest import a_report

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CLERK = Doing("clerk/c1", NOW, "session/s1")
PAIRED = Kiosk("Z001-K1", "Z001", "1号机", jkt="key", paired_at=NOW, version=3)


class TestKiosk:
    @pytest.mark.parametrize(
        ("text", "good"),
        [
            ("Z001-K1", True),
            ("M120-K12", True),
            ("z001-K1", False),
            ("Z001-K", False),
            ("Z001K1", False),
            ("Z001-K123", False),
            ("", False),
            ("../Z001-K1", False),
        ],
    )
    def test_ids_look_like_a_site_and_a_number(self, text: str, good: bool) -> None:
        if good:
            assert kiosks.check_id(text) == text
        else:
            with pytest.raises(Refusal, match="kiosk-id-malformed"):
                kiosks.check_id(text)

    @pytest.mark.parametrize(
        ("change", "why_not"),
        [
            ({}, None),
            ({"version": 0, "state": State.OUT_OF_SERVICE}, "unknown"),
            ({"state": State.OUT_OF_SERVICE, "jkt": None}, "disabled"),
            ({"jkt": None, "condition": Condition(jam=True)}, "unpaired"),
            ({"condition": Condition(Paper.OUT, Door.OPEN, True)}, "jam"),
            ({"condition": Condition(Paper.OUT, Door.OPEN)}, "door-open"),
            ({"condition": Condition(Paper.OUT)}, "paper-out"),
            ({"condition": Condition(Paper.UNKNOWN)}, "printer-unreachable"),
            ({"condition": Condition(Paper.LOW)}, None),
            ({"condition": Condition(silent=True)}, None),
        ],
    )
    def test_serves_unless(self, change: dict[str, object], why_not: str | None) -> None:
        assert replace(PAIRED, **change).why_not == why_not

    def test_is_registered_then_changed_then_left_alone(self) -> None:
        first = kiosks.place(Kiosk("Z001-K1"), site_id="Z001", name="a", empty=True, doing=CLERK)
        assert first is not None
        assert (first[1].kind, first[1].number) == ("kiosks:kiosk:registered", 1)
        second = kiosks.place(first[0], site_id="Z001", name="b", empty=False, doing=CLERK)
        assert second is not None
        assert (second[1].kind, second[1].number) == ("kiosks:kiosk:changed", 2)
        assert kiosks.place(second[0], site_id="Z001", name="b", empty=False, doing=CLERK) is None

    @pytest.mark.parametrize(
        ("name", "code"), [(" ", "request-malformed"), ("x" * 61, "request-malformed")]
    )
    def test_refuses_names_before_paper(self, name: str, code: str) -> None:
        with pytest.raises(Refusal, match=code):
            kiosks.place(PAIRED, site_id="Z002", name=name, empty=False, doing=CLERK)

    def test_moves_only_without_paper(self) -> None:
        with pytest.raises(Refusal, match="kiosk-not-empty"):
            kiosks.place(PAIRED, site_id="Z002", name="x", empty=False, doing=CLERK)
        assert kiosks.place(PAIRED, site_id="Z002", name="x", empty=True, doing=CLERK)

    def test_leaves_and_enters_service_with_a_reason(self) -> None:
        assert kiosks.enable(PAIRED, CLERK) is None
        with pytest.raises(Refusal, match="request-malformed"):
            kiosks.disable(PAIRED, " ", CLERK)
        out = kiosks.disable(PAIRED, "检修", CLERK)
        assert out is not None
        assert (out[0].out_reason, out[1].data["reason"]) == ("检修", "检修")
        assert kiosks.disable(out[0], "检修", CLERK) is None
        back = kiosks.enable(out[0], CLERK)
        assert back is not None
        assert (back[0].state, back[0].out_reason) == (State.IN_SERVICE, None)

    def test_has_one_key_at_a_time(self) -> None:
        with pytest.raises(Refusal, match="kiosk-paired"):
            kiosks.pair(PAIRED, "other", pairing_id="p", kinds=(), doing=CLERK)
        off = kiosks.unpair(PAIRED, CLERK)
        assert off is not None
        assert (off[0].jkt, off[1].kind) == (None, "kiosks:kiosk:unpaired")
        assert kiosks.unpair(off[0], CLERK) is None
        on, event = kiosks.pair(off[0], "other", pairing_id="p", kinds=(), doing=CLERK)
        assert (on.jkt, on.paired_at, event.data["pairing_id"]) == ("other", NOW, "p")

    def test_paired_for_the_first_time_it_serves_what_is_in_it(self) -> None:
        new = replace(PAIRED, jkt=None, paired_at=None)
        on, _ = kiosks.pair(new, "first", pairing_id="p", kinds=["P_ORD"], doing=CLERK)
        assert (on.why_not, on.uncounted, on.pairings) == (None, (), 1)

    def test_paired_anew_it_is_counted_first(self) -> None:
        once = replace(PAIRED, jkt=None, paired_at=None, pairings=1)
        kinds = ["P_ORD", "P_ROLL"]
        on, event = kiosks.pair(once, "second", pairing_id="p", kinds=kinds, doing=CLERK)
        assert (on.why_not, on.out_reason) == ("disabled", "paired-anew")
        assert event.data["uncounted"] == ["P_ORD", "P_ROLL"]
        with pytest.raises(Refusal, match="kiosk-uncounted"):
            kiosks.enable(on, CLERK)
        half = kiosks.count(on, "P_ORD", "c", CLERK)
        assert half is not None
        whole = kiosks.count(half[0], "P_ROLL", "d", CLERK)
        assert whole is not None
        assert (whole[0].why_not, whole[0].pairings) == (None, 2)

    def test_paired_anew_it_stays_out_for_the_reason_that_staff_gave(self) -> None:
        out = replace(PAIRED, jkt=None, pairings=1, state=State.OUT_OF_SERVICE, out_reason="检修")
        on, _ = kiosks.pair(out, "second", pairing_id="p", kinds=["P_ORD"], doing=CLERK)
        counted = kiosks.count(on, "P_ORD", "c", CLERK)
        assert counted is not None
        assert (counted[0].state, counted[0].out_reason) == (State.OUT_OF_SERVICE, "检修")


class TestCondition:
    def test_only_a_change_is_an_event(self) -> None:
        assert kiosks.observe(PAIRED, Condition(), CLERK) is None
        step = kiosks.observe(PAIRED, Condition(Paper.OUT, jam=True), CLERK)
        assert step is not None
        assert step[1].kind == "kiosks:kiosk:condition-changed"
        assert step[1].data["changed"] == ["paper", "jam"]
        assert (step[1].data["paper"], step[1].data["jam"]) == ("out", True)

    @pytest.mark.parametrize(
        ("heard_seconds_ago", "change", "noted"),
        [
            (120, {}, False),
            (121, {}, True),
            (None, {}, True),
            (None, {"paired_at": NOW - timedelta(seconds=60)}, False),
            (999, {"jkt": None}, False),
            (999, {"condition": Condition(silent=True)}, False),
        ],
    )
    def test_silence_is_noted_once_after_two_minutes(
        self, heard_seconds_ago: int | None, change: dict[str, object], noted: bool
    ) -> None:
        before = replace(PAIRED, paired_at=NOW - timedelta(days=1))
        heard = None
        if heard_seconds_ago is not None:
            heard = NOW - timedelta(seconds=heard_seconds_ago)
        step = kiosks.silence(replace(before, **change), heard, CLERK)
        assert (step is not None) == noted
        if step is not None:
            assert (step[0].condition.silent, step[1].data["changed"]) == (True, ["silent"])

    def test_whoever_reports_is_not_silent(self) -> None:
        assert not a_report(NOW).condition(NOW, Condition(silent=True)).silent

    @pytest.mark.parametrize(
        ("ahead_ms", "skew"), [(0, 0), (1_600, 2), (-90_000, -90), (400, 0), (-400, 0)]
    )
    def test_skew_is_how_far_its_clock_is_ahead(self, ahead_ms: int, skew: int) -> None:
        report = a_report(NOW + timedelta(milliseconds=ahead_ms))
        assert Telemetry("Z001-K1", "Z001", report, NOW).clock_skew_seconds == skew

    def test_nobody_heard_is_not_alive(self) -> None:
        assert not is_alive(None, NOW)
        assert is_alive(NOW - timedelta(seconds=120), NOW)
        assert not is_alive(NOW - timedelta(seconds=121), NOW)


class TestPairing:
    PAIRING = pairings.open_pairing("p1", "key", "7K2M9QXT", NOW)

    def test_shows_its_code_in_two_groups(self) -> None:
        assert self.PAIRING.shown_code == "7K2M-9QXT"

    def test_codes_have_no_letters_that_look_alike(self) -> None:
        assert not set("01ILOU") & set(ALPHABET)
        assert len(set(ALPHABET)) == 30
        made = {pairings.make_code() for _ in range(200)}
        assert len(made) == 200
        assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in made)

    @given(st.text(ALPHABET, min_size=8, max_size=8), st.booleans(), st.integers(0, 8))
    def test_reads_small_letters_spaces_dashes_and_full_width(
        self, code: str, wide: bool, place: int
    ) -> None:
        typed = f" {code[:place]} -{code[place:]}".lower()
        if wide:
            typed = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in typed)
        assert pairings.read_code(typed) == code

    @pytest.mark.parametrize(
        "typed", ["", "7K2M", "7K2M9QXTT", "OK2M9QXT", "1K2M9QXT", "七K2M9QXT"]
    )
    def test_refuses_other_letters_and_never_changes_them(self, typed: str) -> None:
        with pytest.raises(Refusal, match="pairing-code-malformed"):
            pairings.read_code(typed)

    def test_is_confirmed_once_within_ten_minutes(self) -> None:
        last = NOW + timedelta(minutes=10)
        done = pairings.confirm(self.PAIRING, "Z001-K1", last - timedelta(milliseconds=1))
        assert (done.state, done.kiosk_id, done.version) == ("confirmed", "Z001-K1", 2)
        with pytest.raises(Refusal, match="pairing-expired"):
            pairings.confirm(self.PAIRING, "Z001-K1", last)
        with pytest.raises(Refusal, match="pairing-used"):
            pairings.confirm(done, "Z001-K2", last)
        done.check_alive(last)

    def test_five_wrong_codes_lock_a_clerk_for_the_rest_of_ten_minutes(self) -> None:
        tries = Tries("clerk/c1", NOW)
        for left in (4, 3, 2, 1, 0):
            pairings.check_tries(tries, NOW)
            tries = pairings.wrong(tries)
            assert tries.left == left
        with pytest.raises(Refusal) as refused:
            pairings.check_tries(tries, NOW + timedelta(minutes=4))
        assert refused.value.retry_after_seconds == 360
        fresh = tries.at(NOW + timedelta(minutes=10))
        pairings.check_tries(fresh, NOW + timedelta(minutes=10))
        assert (fresh.wrong, fresh.version) == (0, 5)
