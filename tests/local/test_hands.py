"""What a clerk enters as loaded reaches the simulated machine once, the demo's own loads never."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from infra.local.printer.hands import with_hands

DATA: dict[str, Any] = {"kiosk_id": "Z001-K1", "serials": [["013002600104", 11, 20]]}


def event(kind: str, actor: str, number: int = 7) -> dict[str, Any]:
    image = {
        "subject": {"S": "shelf/Z001/P_ORD"},
        "number": {"N": str(number)},
        "kind": {"S": kind},
        "actor": {"S": actor},
        "data": {"S": json.dumps(DATA)},
    }
    return {"Records": [{"dynamodb": {"NewImage": image}}, {"dynamodb": {}}]}


def handled(what: dict[str, Any]) -> list[tuple[str, str, Mapping[str, object]]]:
    put: list[tuple[str, str, Mapping[str, object]]] = []
    handler = with_hands(lambda seen, _: seen, lambda *told: put.append(told))
    assert handler(what, None) is what
    return put


def test_a_clerks_load_goes_in_under_one_id() -> None:
    [(kiosk_id, load_id, paper)] = handled(event("custody:sheets:loaded", "clerk/1"))
    assert kiosk_id == "Z001-K1"
    assert paper == {"kind": "P_ORD", "code": "013002600104", "first": 11, "last": 20}
    assert handled(event("custody:sheets:loaded", "clerk/1"))[0][1] == load_id
    assert handled(event("custody:sheets:loaded", "clerk/1", 8))[0][1] != load_id


def test_each_packet_goes_in_under_its_own_id() -> None:
    two = {**DATA, "serials": [*DATA["serials"], ["013002600104", 31, 40]]}
    what = event("custody:sheets:loaded", "clerk/1")
    what["Records"][0]["dynamodb"]["NewImage"]["data"]["S"] = json.dumps(two)
    (_, first, _), (_, second, paper) = handled(what)
    assert first == handled(event("custody:sheets:loaded", "clerk/1"))[0][1]
    assert (first != second, paper["first"]) == (True, 31)


def test_paper_that_clerks_take_out_leaves_the_machine() -> None:
    taken: list[tuple[str, str, Mapping[str, object]]] = []
    handler = with_hands(lambda seen, _: seen, lambda *told: None, lambda *told: taken.append(told))
    handler(event("custody:sheets:unloaded", "clerk/1"), None)
    [(kiosk_id, _, what)] = taken
    assert (kiosk_id, what) == ("Z001-K1", {"kind": "P_ORD"})


@pytest.mark.parametrize(
    ("kind", "actor"),
    [("custody:sheets:loaded", "system/demo-city"), ("custody:sheets:held", "clerk/1")],
)
def test_nothing_else_moves_paper(kind: str, actor: str) -> None:
    assert handled(event(kind, actor)) == []


def test_a_machine_that_is_off_does_not_stop_the_stream() -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("off")

    handler = with_hands(lambda seen, _: "handled", refuse)
    assert handler(event("custody:sheets:loaded", "clerk/1"), None) == "handled"
