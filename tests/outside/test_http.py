"""Requests to other systems: what is tried again, what is not, what is cut off."""

import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response, redirect, request

from backend.outside.http import (
    LARGEST_ANSWER_BYTES,
    Http,
    Patience,
    Request,
    Unanswered,
    Unreachable,
)
from tests.outside.servers import served

# What is answered gets all the time that a busy machine needs; only what never is, is cut off soon.
PATIENT = Patience(connect_seconds=20, answer_seconds=20, tries=3)
QUICK = Patience(connect_seconds=20, answer_seconds=0.3, tries=3)


class Other:
    """Another system, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.awake, self.heard = threading.Event(), threading.Event()
        self.app = Flask("other")
        self.app.add_url_rule("/<what>", view_func=self.answer, methods=["GET", "POST"])

    def answer(self, what: str) -> Response:
        self.asked.append(what)
        self.heard.set()
        match what:
            case "moved":
                return redirect("/echo")  # type: ignore[return-value]
            case "large":
                return Response(b"x" * (LARGEST_ANSWER_BYTES + 1))
            case "largest":
                return Response(b"x" * LARGEST_ANSWER_BYTES)
            case "slow":
                self.awake.wait(60)
                return Response("late")
            case "broken":
                return Response("no", 503)
            case _:
                said = f"{request.headers['X-Mark']}:{request.get_data(as_text=True)}"
                return Response(said, headers={"X-Seen": "yes"})


@pytest.fixture
def other() -> Iterator[tuple[Other, str]]:
    system = Other()
    with served(system.app) as address:
        yield system, address
        system.awake.set()


def test_a_request_goes_out_as_it_stands(other: tuple[Other, str]) -> None:
    _, address = other
    answer = Http(PATIENT).send(Request("POST", f"{address}/echo", {"X-Mark": "m"}, b"body"))
    assert (answer.status, answer.body, answer.headers["X-Seen"]) == (200, b"m:body", "yes")


def test_a_redirect_is_an_answer_and_is_not_followed(other: tuple[Other, str]) -> None:
    system, address = other
    assert Http(PATIENT).send(Request("GET", f"{address}/moved")).status == 302
    assert system.asked == ["moved"]


def test_a_failure_of_theirs_is_an_answer_and_is_not_repeated(other: tuple[Other, str]) -> None:
    system, address = other
    assert Http(PATIENT).send(Request("GET", f"{address}/broken")).status == 503
    assert system.asked == ["broken"]


def test_no_answer_in_time_is_not_repeated(other: tuple[Other, str]) -> None:
    system, address = other
    with pytest.raises(Unanswered):  # what waited for its answer would get it, a minute later
        Http(QUICK).send(Request("GET", f"{address}/slow"))
    assert system.heard.wait(20)
    assert system.asked == ["slow"]


def test_an_answer_without_end_is_cut_off(other: tuple[Other, str]) -> None:
    _, address = other
    answer = Http(PATIENT).send(Request("GET", f"{address}/largest"))
    assert len(answer.body) == LARGEST_ANSWER_BYTES
    with pytest.raises(Unanswered):
        Http(PATIENT).send(Request("GET", f"{address}/large"))


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_only_what_never_left_is_tried_again_with_growing_pauses() -> None:
    pauses: list[float] = []
    http = Http(PATIENT, sleep=pauses.append, jitter=lambda: 0.5)
    with pytest.raises(Unreachable):
        http.send(Request("GET", f"http://127.0.0.1:{closed_port()}/"))
    assert pauses == pytest.approx([0.15, 0.3])


def test_a_connection_cut_in_the_middle_is_not_repeated() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken: list[bytes] = []

        def hang_up() -> None:
            connection, _ = listener.accept()
            with connection:
                taken.append(connection.recv(1000))

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(Unanswered):
            Http(PATIENT).send(Request("GET", f"http://127.0.0.1:{listener.getsockname()[1]}/"))
        thread.join()
    assert len(taken) == 1
