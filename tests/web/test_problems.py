"""Refusals on the wire: status, code, pointers, and words in two languages."""

import io
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from backend.web import problems
from tests.fakes.door import Door
from tests.web.probe import refused

FILES = sorted((Path(problems.__file__).parent / "texts" / "problems").glob("*.json"))
ROWS = [
    pytest.param(code, row, id=f"{file.stem}:{code}")
    for file in FILES
    for code, row in json.loads(file.read_text(encoding="utf-8")).items()
]


def get(door: Door, path: str, **headers: str) -> TestResponse:
    return door.app.test_client().get(f"/api{path}", headers=headers)


def put(door: Door, data: bytes | str, content_type: str = "application/json") -> TestResponse:
    return door.app.test_client().put("/api/wish", data=data, content_type=content_type)


def test_a_refusal_says_everything_a_client_needs(door: Door) -> None:
    response = get(door, "/refused", **{"Accept-Language": "en"})
    assert refused(response) == (409, "site-stock-short")
    assert response.get_json() == {
        "type": "urn:problem:site-stock-short",
        "code": "site-stock-short",
        "title": "This place has too little paper (free: 2)",
        "status": 409,
        "detail": "Choose a place that has enough, or ask for fewer.",
        "errors": [{"pointer": "/site_id", "code": "site-stock-short"}],
        "params": {"free": 2, "count": 5},
        "retry_after_seconds": 7,
    }
    assert response.headers["Retry-After"] == "7"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "zh"),
        ("", "zh"),
        ("*", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.8", "en"),
        ("en;q=0.5, zh;q=0.9", "zh"),
        ("fr, en;q=0.1", "en"),
        ("fr", "zh"),
        ("en;q=0", "zh"),
        ("\x7f;;q=,", "zh"),
    ],
)
def test_the_language_is_the_callers(door: Door, asked: str | None, given: str) -> None:
    response = get(door, "/refused", **({} if asked is None else {"Accept-Language": asked}))
    assert response.headers["Content-Language"] == given
    words = problems.catalogue()["site-stock-short"][given]
    assert response.get_json()["title"] == words["title"].replace("{free}", "2")


def test_a_race_lost_for_good_says_when_to_come_back(door: Door) -> None:
    response = get(door, "/raced")
    assert refused(response) == (503, "written-meanwhile")
    assert response.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/nowhere", (404, "route-unknown")),
        ("/wish", (405, "method-not-allowed")),
        ("/aborted/400", (400, "request-malformed")),
        ("/aborted/404", (404, "route-unknown")),
        ("/aborted/415", (400, "request-malformed")),
        ("/aborted/503", (500, "unexpected")),
        ("/endless", (500, "unexpected")),
    ],
)
def test_errors_of_the_frame_are_problems_too(
    door: Door, path: str, answer: tuple[int, str]
) -> None:
    assert refused(get(door, path)) == answer


def test_a_wrong_method_hears_the_right_ones(door: Door) -> None:
    assert get(door, "/wish").headers["Allow"] == "OPTIONS, PUT"


def test_an_unexpected_error_is_logged_and_not_told(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = get(door, "/broken")
    assert refused(response) == (500, "unexpected")
    text = response.get_data(as_text=True)
    assert "swordfish" not in text
    assert "RuntimeError" not in text
    assert response.headers["Retry-After"] == "5"
    assert "swordfish" in caplog.text


def test_a_refusal_nobody_wrote_down_is_no_answer_of_ours(door: Door) -> None:
    response = get(door, "/uncatalogued")
    assert response.status_code == 500
    assert response.get_json()["title"] == problems.catalogue()["unexpected"]["zh"]["title"]


def test_a_good_body_is_read(door: Door) -> None:
    response = put(door, json.dumps({"name": "赵", "sheets": [{"number": 1}]}))
    assert response.status_code == 200
    assert response.get_json() == {"name": "赵", "sheets": [{"number": 1}]}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("/name", "missing")]),
        ({"name": "123456"}, [("/name", "string_too_long")]),
        ({"name": 5}, [("/name", "string_type")]),
        ({"name": "a", "colour": 1}, [("/colour", "extra_forbidden")]),
        ({"name": "a", "x/y~z": 1}, [("/x~1y~0z", "extra_forbidden")]),
        (
            {"name": None, "sheets": [{"number": 1}, {"number": 0}, {}]},
            [
                ("/name", "string_type"),
                ("/sheets/1/number", "greater_than_equal"),
                ("/sheets/2/number", "missing"),
            ],
        ),
        ({"name": "a", "sheets": "many"}, [("/sheets", "list_type")]),
        ({"name": "a", "sheets": [{"number": 1.5}]}, [("/sheets/0/number", "int_from_float")]),
        ([], [("", "model_type")]),
        (None, [("", "model_type")]),
        (7, [("", "model_type")]),
        ("text", [("", "model_type")]),
    ],
    ids=str,
)
def test_a_body_of_another_shape_is_pointed_at(
    door: Door, body: Any, errors: list[tuple[str, str]]
) -> None:
    response = put(door, json.dumps(body))
    assert refused(response) == (400, "request-malformed")
    told = [(one["pointer"], one["code"]) for one in response.get_json()["errors"]]
    assert told == errors


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b'{"name": "a"', "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b'{"name": "a", "note": "\xed\xa0\x80"}', "application/json"),
        (b'{"name": "\\ud800"}', "application/json"),
        (b'{"name": "a", "note": "\\uD800"}', "application/json"),
        (b'{"name": NaN}', "application/json"),
        (b"[" * 50_000, "application/json"),
        (b'{"name": "a"}', "text/plain"),
        (b"name=a", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_not_json_is_malformed(door: Door, data: bytes, content_type: str) -> None:
    response = put(door, data, content_type)
    assert refused(response) == (400, "request-malformed")


def test_what_was_sent_is_not_said_back(door: Door) -> None:
    response = put(door, json.dumps({"name": "swordfish"}))
    assert "swordfish" not in response.get_data(as_text=True)


def test_a_body_over_the_limit_is_not_read(door: Door) -> None:
    door.app.config["MAX_CONTENT_LENGTH"] = 100
    fits, over = ({"name": "a", "sheets": [{"number": 1}] * count} for count in (3, 30))
    assert put(door, json.dumps(fits)).status_code == 200
    assert refused(put(door, json.dumps(over))) == (413, "body-too-large")
    # Sent in pieces, without a length to believe.
    response = door.app.test_client().put(
        "/api/wish",
        input_stream=io.BytesIO(json.dumps(over).encode()),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert refused(response) == (413, "body-too-large")


def test_a_value_is_filled_in_once() -> None:
    filled = problems._filled("{name}, {count}, {other}", {"name": "{count}", "count": 3})
    assert filled == "{count}, 3, {other}"


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_every_row_of_the_catalogue_is_whole(code: str, row: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert set(row) == {"status", "zh", "en"}
    assert 400 <= row["status"] <= 599
    for words in (row["zh"], row["en"]):
        assert set(words) == {"title", "next"}
        assert all(text.strip() == text and text for text in words.values())
    assert re.search(r"[\u4e00-\u9fff]", row["zh"]["title"])
    assert not re.search(r"[\u4e00-\u9fff]", "".join(row["en"].values()))
    holes = [
        sorted(set(re.findall(r"\{([^{}]*)\}", " ".join(words.values()))))
        for words in (row["zh"], row["en"])
    ]
    assert holes[0] == holes[1]
    assert all(re.fullmatch(r"[a-z_]+", name) for name in holes[0])


def test_a_code_in_two_files_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text('{"case-over": {}}', encoding="utf-8")
    monkeypatch.setattr(problems, "_CATALOGUE", tmp_path)
    with pytest.raises(ValueError, match="two files"):
        problems.catalogue.__wrapped__()
