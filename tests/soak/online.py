"""A phone, a clerk's laptop or a kiosk that reaches the city over the wire, again and again."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import urllib3
from werkzeug.datastructures import Headers

from tests.walks.device import Device

PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 90.0
_WIRE = urllib3.PoolManager(
    maxsize=64, retries=False, timeout=urllib3.Timeout(connect=2.0, read=15.0)
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, in the shape that walks read."""

    status_code: int
    headers: Headers
    text: str

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Online(Device):
    """A device that reaches `origin`; what gets no answer is sent again, under the same id."""

    resent: int = 0

    def again(self, method: str, path: str, body: object = None) -> Any:
        """Send until the city answers; gives the answer, a refusal too. Raises TimeoutError."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < limit:
            try:
                answer = self.send(method, path, body)
            except urllib3.exceptions.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 500:
                return answer
            self.resent += 1
            time.sleep(PAUSE_SECONDS)
        raise TimeoutError(f"{method} {path}")

    def told(self, path: str, body: object = None) -> Any:
        """PUT what must be accepted, until it is."""
        answer = self.again("PUT", path, {} if body is None else body)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        return answer.json

    def asked(self, path: str) -> Any:
        answer = self.again("GET", path)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        return answer.json

    def like(self) -> "Online":
        """The same device for another thread: its key and token, a nonce of its own."""
        return Online(self.app, self.clock, self.key, self.access, origin=self.origin)

    def waits(self, path: str, until: Callable[[Any], bool]) -> Any:
        """GET until what comes is as wanted; raises TimeoutError with the last of it."""
        limit, seen = time.monotonic() + PATIENCE_SECONDS, None
        while time.monotonic() < limit:
            answer = self.again("GET", path)
            seen = answer.json
            if answer.status_code == 200 and until(seen):
                return seen
            time.sleep(PAUSE_SECONDS)
        raise TimeoutError(f"{path}: {seen}")

    def _send(self, method: str, path: str, body: object) -> Any:
        headers = {"DPoP": self._proof(method, path.partition("?")[0])}
        if self.access:
            headers["Authorization"] = f"DPoP {self.access}"
        raw = _WIRE.request(method, self.origin + path, json=body, headers=headers)
        answer = Answer(raw.status, Headers(list(raw.headers.items())), raw.data.decode())
        self.nonce = answer.headers.get("DPoP-Nonce", self.nonce)
        return answer
