"""Text messages through Alibaba Cloud SMS (Dysmsapi, version 2017-05-25, SendSms).

The provider states that sending is not idempotent: `OutId` is only echoed in its receipts. So a
message that may have left is never sent again by itself; only one that surely did not leave is.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from urllib.parse import urlsplit

from backend.kernel.clock import Clock
from backend.outside import acs3
from backend.outside.acs3 import Credentials
from backend.outside.http import Http, Request, Unanswered, Unreachable

ACTION = "SendSms"
VERSION = "2017-05-25"
ENDPOINT = "https://dysmsapi.aliyuncs.com"


class Outcome(StrEnum):
    """What came of a message, as far as its sender must know."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    NUMBER_REFUSED = "number-refused"
    TOO_MANY = "too-many"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"


# Codes of the provider's error table; what is not here concerns our account or its service.
_OUTCOMES: Mapping[str, Outcome] = {
    "OK": Outcome.ACCEPTED,
    "isv.MOBILE_NUMBER_ILLEGAL": Outcome.NUMBER_REFUSED,
    "isv.MOBILE_COUNT_OVER_LIMIT": Outcome.NUMBER_REFUSED,
    "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": Outcome.NUMBER_REFUSED,
    "isv.BLACK_KEY_CONTROL_LIMIT": Outcome.NUMBER_REFUSED,
    "isv.BUSINESS_LIMIT_CONTROL": Outcome.TOO_MANY,
    "Throttling": Outcome.BUSY,
    "Throttling.Api": Outcome.BUSY,
    "Throttling.User": Outcome.BUSY,
    "ServiceUnavailable": Outcome.BUSY,
    "isp.SYSTEM_ERROR": Outcome.BUSY,
    "isp.GATEWAY_ERROR": Outcome.BUSY,
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: our id for it, where it goes, and what fills the template."""

    id: str
    phone: str
    params: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Message({self.id!r})"  # number and code stay out of every log


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider's answer: its code, its id of the request, its id of the message."""

    outcome: Outcome
    code: str = ""
    request_id: str = ""
    receipt_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The approved signature and template a message goes out under."""

    sign_name: str
    template_code: str


class SmsClient:
    """Sends messages; `credentials` is asked before each one, so that keys may be rotated."""

    def __init__(
        self,
        http: Http,
        *,
        credentials: Callable[[], Credentials],
        letterhead: Letterhead,
        clock: Clock,
        endpoint: str = ENDPOINT,
    ) -> None:
        self._http, self._clock = http, clock
        self._credentials, self._letterhead = credentials, letterhead
        self._endpoint = endpoint.rstrip("/")

    def send(self, message: Message) -> Sent:
        """Send one message; never raises for what the other side does."""
        query = {
            "PhoneNumbers": message.phone,
            "SignName": self._letterhead.sign_name,
            "TemplateCode": self._letterhead.template_code,
            "TemplateParam": json.dumps(message.params, ensure_ascii=False),
            "OutId": message.id,
        }
        call = acs3.Call(
            host=urlsplit(self._endpoint).netloc,
            action=ACTION,
            version=VERSION,
            query=query,
            date=f"{self._clock.now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            nonce=secrets.token_hex(16),
        )
        headers = acs3.sign(call, self._credentials())
        url = f"{self._endpoint}/?{acs3.query_text(query)}"
        try:
            answer = self._http.send(Request("POST", url, headers))
        except Unreachable:
            return Sent(Outcome.UNAVAILABLE, "unreachable")
        except Unanswered:
            return Sent(Outcome.UNKNOWN, "unanswered")
        return _sent(answer.status, answer.body)


def _sent(status: int, body: bytes) -> Sent:
    """Read the answer; of a broken one from their side it is not known what was done."""
    try:
        said = json.loads(body)
        code = str(said["Code"])
    except (ValueError, LookupError, TypeError):
        return Sent(Outcome.UNKNOWN if status >= 500 else Outcome.UNAVAILABLE, f"http-{status}")
    return Sent(
        outcome=_OUTCOMES.get(code, Outcome.UNAVAILABLE),
        code=code,
        request_id=str(said.get("RequestId", "")),
        receipt_id=str(said.get("BizId", "")),
    )
