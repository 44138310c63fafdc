"""The simulated printer through its HTTP door: paper moves once, faults come when asked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local.printer.app import create_app
from infra.local.printer.drawer import Drawer
from infra.local.printer.machine import Bundle
from tests.local.processes import Answer, Process, call

KIOSK = "https://kiosk.example"
CODE = "0130022001"


@pytest.fixture
def printer(start_process: Callable[..., Process], tmp_path: Path) -> Process:
    return start_process(
        "infra.local.printer",
        "TAX_PRINTER_PORT",
        TAX_PRINTER_DIR=str(tmp_path / "printer"),
        TAX_PRINTER_ORIGINS=KIOSK,
        TAX_PRINTER_SHEET_MS="0",
    )


def load(printer: Process, *, load_id: str = "l1", first: int = 1, last: int = 20) -> Answer:
    told = {"kind": "P_ORD", "code": CODE, "first": first, "last": last}
    return call(printer.port, "PUT", f"/machines/k1/loads/{load_id}", told)


def feed(printer: Process, feed_id: str) -> Answer:
    return call(printer.port, "PUT", f"/machines/k1/feeds/{feed_id}", {"kind": "P_ORD"})


def look(printer: Process) -> dict[str, object]:
    body: dict[str, object] = call(printer.port, "GET", "/machines/k1").body
    return body


def faults(printer: Process, **wanted: int) -> None:
    assert call(printer.port, "PUT", "/machines/k1/faults", wanted).status == 200


def test_it_shows_every_packet_and_which_one_feeds(printer: Process) -> None:
    load(printer, first=1, last=2)
    load(printer, load_id="l2", first=7, last=9)

    def packets() -> list[tuple[int, int]]:
        lying = look(printer)["packets"]
        assert isinstance(lying, list)
        return [(one["next"], one["last"]) for one in lying]

    feed(printer, "f1")
    assert packets() == [(2, 2), (7, 9)]
    feed(printer, "f2")
    assert packets() == [(7, 9)]


def test_sheets_leave_in_order_and_a_repeated_feed_moves_none(printer: Process) -> None:
    load(printer)
    first, again, second = feed(printer, "f1"), feed(printer, "f1"), feed(printer, "f2")
    assert first.body["fed"] == {"code": CODE, "number": 1}
    assert first.body["exit"] == "out"
    assert again.body == first.body
    assert second.body["fed"]["number"] == 2
    assert look(printer)["cassettes"] == [{"kind": "P_ORD", "code": CODE, "next": 3, "last": 20}]


def test_one_feed_asked_many_times_at_once_moves_one_sheet(printer: Process) -> None:
    load(printer)
    faults(printer, slow_ms=30)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: feed(printer, "f1").body["fed"]["number"], range(6)))
    assert answers == [1] * 6
    assert feed(printer, "f2").body["fed"]["number"] == 2


def test_paper_and_answers_survive_a_power_cut_of_the_computer(printer: Process) -> None:
    load(printer)
    before = feed(printer, "f1").body
    printer.kill()
    printer.start()
    assert feed(printer, "f1").body == before
    assert feed(printer, "f2").body["fed"]["number"] == 2


def test_a_load_counts_once_and_a_second_bundle_waits_behind_the_first(printer: Process) -> None:
    load(printer, last=1)
    load(printer, last=1)
    load(printer, load_id="l2", first=501, last=502)
    numbers = [feed(printer, f"f{n}").body["fed"]["number"] for n in range(3)]
    assert numbers == [1, 501, 502]
    empty = feed(printer, "f9").body
    assert (empty["fed"], empty["exit"], look(printer)["paper"]) == (None, "empty", "out")


def test_an_unload_takes_every_sheet_of_a_kind_once(printer: Process) -> None:
    load(printer)

    def unload(kind: str = "P_ORD") -> Answer:
        return call(printer.port, "PUT", "/machines/k1/unloads/u1", {"kind": kind})

    assert unload().body["paper"] == "out"
    load(printer, load_id="l2", first=501, last=502)
    assert (unload().status, feed(printer, "f1").body["fed"]["number"]) == (200, 501)
    assert unload("P_ROLL").body["code"] == "id-exists-differently"


def test_the_same_id_for_something_else_is_refused(printer: Process) -> None:
    load(printer)
    assert load(printer, last=21).body["code"] == "id-exists-differently"
    feed(printer, "f1")
    other = call(printer.port, "PUT", "/machines/k1/feeds/f1", {"kind": "P_SPECIAL"})
    assert (other.status, other.body["code"]) == (409, "id-exists-differently")


def test_a_jam_holds_the_sheet_until_it_is_cleared(printer: Process) -> None:
    load(printer)
    faults(printer, jam_at_sheet=2)
    assert feed(printer, "f1").body["exit"] == "out"
    stuck = feed(printer, "f2").body
    assert (stuck["exit"], stuck["fed"]["number"]) == ("jammed", 2)
    assert look(printer)["jam"] is True
    after = feed(printer, "f3").body
    assert (after["exit"], after["fed"]) == ("jammed", None)
    call(printer.port, "PUT", "/machines/k1/cleared", {})
    assert feed(printer, "f4").body["fed"]["number"] == 3


def test_paper_out_when_asked_moves_nothing(printer: Process) -> None:
    load(printer)
    faults(printer, paper_out_after=1)
    assert feed(printer, "f1").body["exit"] == "out"
    assert feed(printer, "f2").body["exit"] == "empty"
    assert look(printer)["paper"] == "out"


def test_a_power_cut_loses_the_answer_and_not_the_sheet(printer: Process) -> None:
    load(printer)
    faults(printer, power_cut_at_sheet=1)
    assert feed(printer, "f1").body["code"] == "printer-off"
    assert call(printer.port, "GET", "/machines/k1").status == 503
    call(printer.port, "PUT", "/machines/k1/cleared", {})
    assert feed(printer, "f1").body["fed"]["number"] == 1
    assert feed(printer, "f2").body["fed"]["number"] == 2


def test_only_the_kiosk_page_reaches_the_bridge(printer: Process) -> None:
    path, ask = "/machines/k1/feeds/f1", {"Access-Control-Request-Private-Network": "true"}
    ours = call(printer.port, "OPTIONS", path, headers={"Origin": KIOSK, **ask})
    assert ours.status == 204
    assert ours.headers["access-control-allow-origin"] == KIOSK
    assert ours.headers["access-control-allow-private-network"] == "true"
    other = call(printer.port, "OPTIONS", path, headers={"Origin": "https://evil.example", **ask})
    assert other.status == 403
    assert "access-control-allow-origin" not in other.headers
    assert "access-control-allow-private-network" not in other.headers
    load(printer)
    moved = call(printer.port, "PUT", path, {"kind": "P_ORD"}, {"Origin": "https://evil.example"})
    assert moved.status == 403
    rebound = call(printer.port, "PUT", path, {"kind": "P_ORD"}, {"Host": "evil.example:8731"})
    assert rebound.status == 403
    assert feed(printer, "f1").body["fed"]["number"] == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/machines/k1/feeds/f1", {}),
        ("/machines/..%2Fx/feeds/f1", {"kind": "P_ORD"}),
        ("/machines/k1/loads/l1", {"kind": "P_ORD", "code": CODE, "first": 9, "last": 8}),
        ("/machines/k1/loads/l1", {"kind": "P_ORD", "code": "12", "first": 1, "last": 8}),
        ("/machines/k1/faults", {"jam_at_sheet": 0}),
        ("/machines/k1/faults", {"explode": True}),
    ],
)
def test_nonsense_is_refused_and_moves_nothing(
    printer: Process, path: str, body: dict[str, object]
) -> None:
    assert call(printer.port, "PUT", path, body).status in {400, 404}
    assert look(printer)["cassettes"] == []


def test_a_sheet_that_would_come_too_late_does_not_come(tmp_path: Path) -> None:
    bridge = create_app(tmp_path, frozenset({KIOSK}), sheet_ms=0, within_ms=50).test_client()
    paper = {"kind": "P_ORD", "code": CODE, "first": 1, "last": 20}
    bridge.put("/machines/k1/loads/l1", json=paper)
    bridge.put("/machines/k1/faults", json={"slow_ms": 200})
    late = bridge.put("/machines/k1/feeds/f1", json={"kind": "P_ORD"})
    assert (late.status_code, late.get_json()["code"]) == (503, "feed-too-late")
    bridge.put("/machines/k1/faults", json={})
    assert bridge.get("/machines/k1").get_json()["cassettes"][0]["next"] == 1
    fed = bridge.put("/machines/k1/feeds/f1", json={"kind": "P_ORD"}).get_json()
    assert fed["fed"] == {"code": CODE, "number": 1}


def test_a_late_repeat_is_told_of_the_sheet_that_moved(tmp_path: Path) -> None:
    bridge = create_app(tmp_path, frozenset({KIOSK}), sheet_ms=0, within_ms=0).test_client()
    drawer = Drawer(tmp_path)
    drawer.act("k1", lambda one: one.load("l1", Bundle("P_ORD", CODE, 1, 20)))
    drawer.act("k1", lambda one: one.feed("f1", "P_ORD", "2026-11-27T08:00:00.000Z"))
    again = bridge.put("/machines/k1/feeds/f1", json={"kind": "P_ORD"})
    assert (again.status_code, again.get_json()["fed"]["number"]) == (200, 1)


def test_paper_left_in_the_tray_is_taken_back_once_and_counted(printer: Process) -> None:
    def back(name: str) -> Answer:
        return call(printer.port, "PUT", f"/machines/k1/retractions/{name}", {})

    load(printer)
    feed(printer, "f0")
    assert (look(printer)["tray"], look(printer)["retracts"]) == ("clear", True)
    faults(printer, left_in_tray=True)
    feed(printer, "f1")
    feed(printer, "f2")
    assert look(printer)["tray"] == "occupied"
    assert back("r1").body == back("r1").body == {"sheets": 2}
    assert (look(printer)["tray"], back("r2").body) == ("clear", {"sheets": 0})


def test_a_machine_without_a_retractor_waits_for_a_hand(printer: Process) -> None:
    load(printer)
    faults(printer, left_in_tray=True, cannot_retract=True)
    feed(printer, "f1")
    assert look(printer)["retracts"] is False
    refused = call(printer.port, "PUT", "/machines/k1/retractions/r1", {})
    assert (refused.status, refused.body["code"]) == (409, "printer-cannot-retract")
    taken = call(printer.port, "PUT", "/machines/k1/taken", {})
    assert (taken.status, taken.body["tray"]) == (200, "clear")
