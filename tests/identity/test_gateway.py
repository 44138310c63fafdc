"""The room's view of text messages: what each outcome means, and sending nothing convincingly."""

import logging

import pytest

from backend.identity.gateway import SmsCourier
from backend.identity.rules.signins import Delivery
from backend.outside.sms import Message, Outcome, Sent


class Line:
    """Stands for the SMS client; a sending takes as long as it is told to."""

    def __init__(self) -> None:
        self.outcome, self.takes, self.time = Outcome.ACCEPTED, 0.4, 0.0
        self.messages: list[Message] = []
        self.slept: list[float] = []

    def send(self, message: Message) -> Sent:
        self.messages.append(message)
        self.time += self.takes
        return Sent(self.outcome, "isv.SOME_CODE")


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def courier(line: Line) -> SmsCourier:
    sleep, watch = line.slept.append, lambda: line.time
    return SmsCourier(line, sleep=sleep, stopwatch=watch)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "delivery", "pretended"),
    [
        (Outcome.ACCEPTED, Delivery.SENT, Delivery.WITHHELD),
        (Outcome.UNKNOWN, Delivery.SENT, Delivery.WITHHELD),
        (Outcome.NUMBER_REFUSED, Delivery.UNDELIVERED, Delivery.WITHHELD),
        (Outcome.TOO_MANY, Delivery.UNDELIVERED, Delivery.WITHHELD),
        (Outcome.BUSY, Delivery.UNAVAILABLE, Delivery.UNAVAILABLE),
        (Outcome.UNAVAILABLE, Delivery.UNAVAILABLE, Delivery.UNAVAILABLE),
    ],
)
def test_what_an_outcome_means(
    courier: SmsCourier, line: Line, outcome: Outcome, delivery: Delivery, pretended: Delivery
) -> None:
    line.outcome = outcome
    assert courier.send("m1", "13800000001", "012345") == delivery
    assert line.messages == [Message("m1", "13800000001", {"code": "012345"})]
    assert courier.pretend() == pretended


def test_every_outcome_is_understood(courier: SmsCourier, line: Line) -> None:
    for outcome in Outcome:
        line.outcome = outcome
        assert courier.send("m1", "13800000001", "012345") in Delivery


def test_pretending_takes_as_long_as_the_last_sending(courier: SmsCourier, line: Line) -> None:
    courier.pretend()
    line.takes = 0.7
    courier.send("m1", "13800000001", "012345")
    courier.pretend()
    assert line.slept == pytest.approx([0.15, 0.7])
    assert len(line.messages) == 1


def test_a_failure_is_logged_without_number_and_code(
    courier: SmsCourier, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.outcome = Outcome.TOO_MANY
    with caplog.at_level(logging.DEBUG):
        courier.send("m1", "13800000001", "012345")
    assert "m1" in caplog.text
    assert "isv.SOME_CODE" in caplog.text
    assert "13800000001" not in caplog.text
    assert "012345" not in caplog.text
