"""The room's view of text messages: carries a code, or takes as long as if it did."""

import logging
import time
from collections import deque
from collections.abc import Callable

from backend.identity.rules.signins import Delivery
from backend.outside.sms import Message, Outcome, SmsClient

log = logging.getLogger(__name__)

_DELIVERIES = {
    # What may be on its way counts as sent: the provider would send a second one.
    Outcome.ACCEPTED: Delivery.SENT,
    Outcome.UNKNOWN: Delivery.SENT,
    Outcome.NUMBER_REFUSED: Delivery.UNDELIVERED,
    Outcome.TOO_MANY: Delivery.UNDELIVERED,
    Outcome.BUSY: Delivery.UNAVAILABLE,
    Outcome.UNAVAILABLE: Delivery.UNAVAILABLE,
}
_FIRST_GUESS_SECONDS = 0.15


class SmsCourier:
    """Carries codes by SMS and remembers how the last sendings went.

    The memory is one process's own: a fresh process guesses how long a sending takes.
    """

    def __init__(
        self,
        client: SmsClient,
        *,
        sleep: Callable[[float], None] = time.sleep,
        stopwatch: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._client, self._sleep, self._stopwatch = client, sleep, stopwatch
        self._took: deque[float] = deque([_FIRST_GUESS_SECONDS], maxlen=1)
        self._works = True

    def send(self, message_id: str, phone: str, code: str) -> Delivery:
        """Send the code; logs the message's id and the provider's answer, never number or code."""
        began = self._stopwatch()
        sent = self._client.send(Message(message_id, phone, {"code": code}))
        self._took.append(self._stopwatch() - began)
        delivery = _DELIVERIES[sent.outcome]
        self._works = delivery != Delivery.UNAVAILABLE
        if sent.outcome != Outcome.ACCEPTED:
            log.warning("sms %s: %s (%s)", message_id, sent.outcome, sent.code)
        return delivery

    def pretend(self) -> Delivery:
        """Wait as long as the last sending took, and fail if it failed."""
        self._sleep(self._took[-1])
        return Delivery.WITHHELD if self._works else Delivery.UNAVAILABLE
