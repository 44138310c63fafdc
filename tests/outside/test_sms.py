"""The SMS client and its sandbox twin, speaking over a real socket."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

import pytest

from backend.outside.acs3 import Credentials
from backend.outside.http import Answer, Http, Patience, Request, Unanswered, Unreachable
from backend.outside.sandbox import sms as sandbox
from backend.outside.sms import Letterhead, Message, Outcome, Sent, SmsClient
from tests.outside.servers import served

LETTERHEAD = Letterhead(sign_name="邢台税务（沙箱）", template_code="SMS_000000001")
MESSAGE = Message("id-1", "13800000001", {"code": "012345"})


class OwnedClock(Protocol):
    def now(self) -> Any: ...
    def forward(self, **spans: float) -> Any: ...


@dataclass
class Town:
    """The twin being served, what it printed, and a client of it."""

    address: str
    app: Any
    lines: list[str]
    clock: OwnedClock
    http: Http = field(default_factory=lambda: Http(Patience(answer_seconds=20)))

    def client(self, credentials: Credentials = sandbox.CREDENTIALS) -> SmsClient:
        return SmsClient(
            self.http,
            credentials=lambda: credentials,
            letterhead=LETTERHEAD,
            clock=self.clock,
            endpoint=self.address,
        )

    def page(self) -> str:
        return self.http.send(Request("GET", f"{self.address}/")).body.decode()

    def fail(self, **faults: object) -> None:
        body, kind = json.dumps(faults).encode(), {"Content-Type": "application/json"}
        sent = self.http.send(Request("PUT", f"{self.address}/faults", kind, body))
        assert sent.status == 204


@pytest.fixture
def town(clock: OwnedClock) -> Iterator[Town]:
    lines: list[str] = []
    app = sandbox.create_app("local", clock=clock, say=lines.append)
    with served(app) as address:
        yield Town(address, app, lines, clock)


def test_a_message_is_taken_and_shown(town: Town) -> None:
    sent = town.client().send(MESSAGE)
    assert (sent.outcome, sent.code) == (Outcome.ACCEPTED, "OK")
    assert sent.receipt_id
    assert sent.request_id
    assert town.lines == ["沙箱 SANDBOX sms 13800000001: 012345"]
    page = town.page()
    for shown in ("沙箱 SANDBOX", "012345", "13800000001", "邢台税务（沙箱）", "10:00:00"):
        assert shown in page


def test_the_same_message_id_is_one_message(town: Town) -> None:
    first, again = town.client().send(MESSAGE), town.client().send(MESSAGE)
    assert first.receipt_id == again.receipt_id
    other = town.client().send(Message("id-2", MESSAGE.phone, MESSAGE.params))
    assert other.receipt_id != first.receipt_id
    assert len(town.lines) == 2


def test_what_a_page_shows_is_text(town: Town) -> None:
    town.client().send(Message("<script>", "13800000001", {"code": "<b>1</b>"}))
    assert "<script>" not in town.page()
    assert "&lt;b&gt;1&lt;/b&gt;" in town.page()
    answer = town.http.send(Request("GET", f"{town.address}/"))
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    style = town.http.send(Request("GET", f"{town.address}/style.css"))
    assert style.headers["Content-Type"].startswith("text/css")


def test_a_page_keeps_the_last_fifty(town: Town) -> None:
    for number in range(52):
        town.client().send(Message(f"id-{number}", "13800000001", {"code": f"{number:06d}"}))
    page = town.page()
    assert "000001" not in page.replace("13800000001", "").replace("SMS_000000001", "")
    assert page.index("000051") < page.index("000002<")
    assert page.count("<li>") == 50


@pytest.mark.parametrize(
    "credentials", [Credentials("sandbox-key", "wrong"), Credentials("wrong", "sandbox-secret")]
)
def test_a_false_signature_is_refused(town: Town, credentials: Credentials) -> None:
    sent = town.client(credentials).send(MESSAGE)
    assert (sent.outcome, sent.code) == (Outcome.UNAVAILABLE, "SignatureDoesNotMatch")
    assert town.lines == []


def test_a_call_of_yesterday_is_refused(town: Town) -> None:
    client = town.client()

    class Yesterday:
        def now(self) -> Any:
            return town.clock.now() - timedelta(minutes=16)

    client._clock = Yesterday()
    assert client.send(MESSAGE).code == "InvalidTimeStamp.Expired"


@pytest.mark.parametrize(
    ("message", "code", "outcome"),
    [
        (Message("i", "12345", {"code": "1"}), "isv.MOBILE_NUMBER_ILLEGAL", "number-refused"),
        (Message("i", "", {"code": "1"}), "isv.INVALID_PARAMETERS", "unavailable"),
    ],
)
def test_what_the_twin_does_not_take(town: Town, message: Message, code: str, outcome: str) -> None:
    sent = town.client().send(message)
    assert (sent.code, sent.outcome) == (code, outcome)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("isv.BUSINESS_LIMIT_CONTROL", Outcome.TOO_MANY),
        ("isv.MOBILE_NUMBER_ILLEGAL", Outcome.NUMBER_REFUSED),
        ("isp.SYSTEM_ERROR", Outcome.BUSY),
        ("Throttling.User", Outcome.BUSY),
        ("isv.OUT_OF_SERVICE", Outcome.UNAVAILABLE),
        ("isv.SOMETHING_NEW", Outcome.UNAVAILABLE),
    ],
)
def test_faults_come_as_often_as_asked_for(town: Town, code: str, outcome: Outcome) -> None:
    town.fail(code=code, times=2)
    outcomes = [town.client().send(MESSAGE).outcome for _ in range(3)]
    assert outcomes == [outcome, outcome, Outcome.ACCEPTED]
    assert len(town.lines) == 1


def test_a_late_answer_leaves_it_unknown_whether_it_was_sent(town: Town) -> None:
    town.fail(delay_ms=3_000)
    town.http = Http(Patience(connect_seconds=20, answer_seconds=0.3))
    assert town.client().send(MESSAGE) == Sent(Outcome.UNKNOWN, "unanswered")


class Broken:
    """A line that gives what it is told to."""

    def __init__(self, gives: Answer | Exception) -> None:
        self.gives = gives

    def send(self, _: Request) -> Answer:
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


@pytest.mark.parametrize(
    ("gives", "outcome"),
    [
        (Unreachable(), Outcome.UNAVAILABLE),
        (Unanswered(), Outcome.UNKNOWN),
        (Answer(502, {}, b"<html>"), Outcome.UNKNOWN),
        (Answer(404, {}, b"<html>"), Outcome.UNAVAILABLE),
        (Answer(500, {}, b'{"Message": "no code"}'), Outcome.UNKNOWN),
        (Answer(200, {}, b"[]"), Outcome.UNAVAILABLE),
        (Answer(200, {}, b"\xff"), Outcome.UNAVAILABLE),
    ],
)
def test_a_broken_line(town: Town, gives: Answer | Exception, outcome: Outcome) -> None:
    client = town.client()
    client._http = Broken(gives)  # type: ignore[assignment]
    assert client.send(MESSAGE).outcome == outcome


def test_neither_number_nor_code_is_printed_with_a_message() -> None:
    assert repr(MESSAGE) == "Message('id-1')"


def test_the_twin_does_not_run_in_production() -> None:
    with pytest.raises(RuntimeError, match="production"):
        sandbox.create_app("production")
    with pytest.raises(RuntimeError, match="production"):
        sandbox.main(["--environment", "production"])
