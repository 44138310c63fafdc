"""Requests to other systems: with time-outs, few retries, no redirects, bounded answers."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

LARGEST_ANSWER_BYTES = 1024 * 1024


class Unreachable(Exception):
    """The request never left: the other side did not even take the connection."""


class Unanswered(Exception):
    """The request left and no whole answer came back: it may have been acted on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent; the body goes out as it stands."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long one request may take, and how often it may be tried."""

    connect_seconds: float = 1.0
    answer_seconds: float = 2.0
    tries: int = 2
    pause_seconds: float = 0.1


class Http:
    """A pool of connections; one a process is enough."""

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._patience = patience or Patience()
        self._sleep, self._jitter = sleep, jitter
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)

    def send(self, request: Request) -> Answer:
        """Send a request and return the answer.

        Only a request that never left is tried again, after a pause with jitter: what may have
        been acted on is for the caller to decide. Raises Unreachable or Unanswered.
        """
        for again in range(self._patience.tries):
            if again:
                self._sleep(self._patience.pause_seconds * 2 ** (again - 1) * (1 + self._jitter()))
            try:
                return self._once(request)
            except (ConnectTimeoutError, NewConnectionError):
                continue
            except (HTTPError, OSError) as error:
                raise Unanswered(type(error).__name__) from error
        raise Unreachable(f"{self._patience.tries} tries")

    def _once(self, request: Request) -> Answer:
        patience = self._patience
        response = self._pool.request(
            request.method,
            request.url,
            body=request.body,
            headers=dict(request.headers),
            timeout=urllib3.Timeout(connect=patience.connect_seconds, read=patience.answer_seconds),
            redirect=False,
            retries=False,
            preload_content=False,
        )
        try:
            body = response.read(LARGEST_ANSWER_BYTES + 1)
        finally:
            response.release_conn()
        if len(body) > LARGEST_ANSWER_BYTES:
            response.close()
            raise Unanswered("answer too large")
        return Answer(response.status, dict(response.headers), body)
