"""How routes answer: views, tags, bounded lists, and histories."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.web.description import described
from backend.web.history import HistoryQuery, HistoryView
from backend.web.routes import View, blueprint, room
from tests.fakes.door import Door
from tests.web import probe


def test_a_view_is_answered_whole_and_not_stored(door: Door) -> None:
    response = door.app.test_client().put("/api/wish", json={"name": "a"})
    assert response.get_json() == {"name": "a", "sheets": []}
    assert response.headers["Cache-Control"] == "no-store"


def test_done_and_nothing_to_show(door: Door) -> None:
    response = door.app.test_client().delete("/api/tagged")
    assert (response.status_code, response.data) == (204, b"")


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (None, 200),
        ('"6"', 200),
        ('W/"6"', 200),
        ('"7"', 304),
        ('W/"7"', 304),  # a compressing proxy made it weak
        ('"5", "7"', 304),
        ("*", 304),
        ("7x", 200),
    ],
)
def test_what_the_caller_has_is_not_sent_again(door: Door, known: str | None, status: int) -> None:
    headers = {} if known is None else {"If-None-Match": known}
    response = door.app.test_client().get("/api/tagged", headers=headers)
    assert response.status_code == status
    assert response.headers["ETag"] == '"7"'
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.data == b"" if status == 304 else response.get_json()["name"] == "one"


def test_the_service_is_the_applications(door: Door) -> None:
    other = Door(door.clock, {"probe": {"name": "two", "tag": "8"}}, probe.routes)
    for one, name in ((door, "one"), (other, "two")):
        assert one.app.test_client().get("/api/tagged").get_json()["name"] == name
    found = room("nobody")
    with other.app.app_context(), pytest.raises(KeyError):
        found.anything  # noqa: B018


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?limit=1", 200),
        ("?limit=100&cursor=abc", 200),
        ("?limit=0", 400),
        ("?limit=-1", 400),
        ("?limit=101", 400),
        ("?limit=many", 400),
        ("?offset=3", 400),
    ],
)
def test_lists_are_bounded(door: Door, query: str, status: int) -> None:
    response = door.app.test_client().get(f"/api/list{query}")
    assert response.status_code == status
    if not query:
        assert response.get_json() == {"cursor": None, "limit": 20}


def test_views_are_closed_and_do_not_change() -> None:
    wish = probe.Wish(name="a")
    with pytest.raises(ValidationError):
        wish.name = "b"
    with pytest.raises(ValidationError):
        probe.Wish.model_validate({"name": "a", "more": 1})
    assert View.model_config["defer_build"]


def test_routes_are_described_when_asked() -> None:
    told = blueprint("told")

    @told.get("/things", responses={200: probe.Wish})
    def list_things(query: HistoryQuery) -> str:
        """List things."""
        return ""

    first, again = described([told]), described([told])
    assert first == again
    [(path, verbs)] = first["paths"].items()
    assert (path, verbs["get"]["summary"]) == ("/api/things", "List things.")
    assert [one["name"] for one in verbs["get"]["parameters"]] == ["cursor"]


def test_serving_does_not_load_what_describes() -> None:
    said = "import sys, backend.app; print([m for m in sys.modules if 'openapi' in m])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_history_says_what_when_who_and_where() -> None:
    at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    event = Event("pickup/1", 3, "pickup:pickup:moved", at, "person/p1", "session/s1", {"a": [1]})
    shown = HistoryView.of(Page((event,), "next")).model_dump()
    assert shown == {
        "items": [
            {
                "at": "2026-11-23T02:00:00.000Z",
                "kind": "pickup:pickup:moved",
                "subject": "pickup/1",
                "number": 3,
                "person": "person/p1",
                "machine": "session/s1",
                "data": {"a": [1]},
            }
        ],
        "next_cursor": "next",
    }
