"""The SMS provider's twin: speaks SendSms, shows what it was told to send, sends nothing.

`python -m backend.outside.sandbox.sms --environment local` serves on 127.0.0.1:8732: the
interface by POST, a page with the last messages by GET, faults by PUT /faults.
"""

import argparse
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask, Response, render_template_string, request
from werkzeug.serving import WSGIRequestHandler, make_server

from backend.kernel.clock import SHANGHAI, Clock, SystemClock, from_text
from backend.outside import acs3
from backend.outside.acs3 import Credentials
from backend.outside.sms import ACTION, VERSION

CREDENTIALS = Credentials("sandbox-key", "sandbox-secret")
SHOWN = 50
SKEW = timedelta(minutes=15)
REFRESH_SECONDS = 2
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="{{ seconds }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>沙箱 SANDBOX · 短信 SMS</title><link rel="stylesheet" href="/style.css"></head><body>
<header><strong>沙箱 SANDBOX</strong> 短信不会真的发出 · No message leaves this machine</header>
<main><h1>最近的短信 <span lang="en">Last messages</span></h1>
{% if not messages %}<p>还没有短信。<span lang="en">None yet.</span></p>{% endif %}
<ol>{% for message in messages %}<li><p class="to">{{ message.phone }} ·
<time>{{ message.time }}</time></p><p class="code">{{ message.params }}</p>
<p class="id">{{ message.sign_name }} · {{ message.template_code }} · {{ message.id }}</p></li>
{% endfor %}</ol></main></body></html>
"""
STYLE = """body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#111;background:#fff}
header{background:#8a1c00;color:#fff;padding:.75rem 1rem}main{padding:1rem;max-width:42rem}
h1{font-size:1.25rem}ol{list-style:none;padding:0}li{border:1px solid #767676;margin:.5rem 0;
padding:.5rem 1rem}p{margin:.25rem 0;overflow-wrap:anywhere}.code{font-size:1.75rem}
.id{color:#555;font-size:.875rem}
"""
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as the page shows it."""

    id: str
    phone: str
    params: str
    sign_name: str
    template_code: str
    time: str
    receipt_id: str


@dataclass(slots=True)
class Faults:
    """What goes wrong on purpose: so many answers with this code, each after a delay."""

    code: str = ""
    times: int = 0
    delay_seconds: float = 0.0

    def take(self) -> str:
        """Use one fault up."""
        if self.times <= 0:
            return ""
        self.times -= 1
        return self.code


@dataclass(slots=True)
class Desk:
    """The twin's memory: what came in, once for each OutId and number."""

    clock: Clock
    say: Callable[[str], None]
    faults: Faults = field(default_factory=Faults)
    messages: OrderedDict[tuple[str, str], Shown] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, query: dict[str, str]) -> dict[str, str]:
        """Answer one well-signed SendSms in the documented shape."""
        with self.lock:
            fault = self.faults.take()
            if fault:
                return _said(fault, "fault asked for")
            missing = [name for name in _NEEDED if not query.get(name)]
            if missing:
                return _said("isv.INVALID_PARAMETERS", ", ".join(missing))
            if not (query["PhoneNumbers"].isdigit() and len(query["PhoneNumbers"]) == 11):
                return _said("isv.MOBILE_NUMBER_ILLEGAL", "phone number illegal")
            return _said("OK", "OK", BizId=self._keep(query).receipt_id)

    def _keep(self, query: dict[str, str]) -> Shown:
        key = (query.get("OutId") or uuid4().hex, query["PhoneNumbers"])
        if key in self.messages:
            return self.messages[key]
        now = self.clock.now()
        self.messages[key] = Shown(
            id=key[0],
            phone=key[1],
            params=_words(query["TemplateParam"]),
            sign_name=query["SignName"],
            template_code=query["TemplateCode"],
            time=f"{now.astimezone(SHANGHAI):%H:%M:%S}",
            receipt_id=f"{uuid4().int % 10**18}^0",
        )
        while len(self.messages) > SHOWN:
            self.messages.popitem(last=False)
        self.say(f"沙箱 SANDBOX sms {key[1]}: {self.messages[key].params}")
        return self.messages[key]


_NEEDED = ("PhoneNumbers", "SignName", "TemplateCode", "TemplateParam")


def create_app(
    environment: str,
    *,
    credentials: Credentials = CREDENTIALS,
    clock: Clock | None = None,
    say: Callable[[str], None] = print,
    sleep: Callable[[float], None] = time.sleep,
) -> Flask:
    """Make the twin; raises RuntimeError where real people are served."""
    if environment == "production":
        raise RuntimeError("the sandbox does not run in production")
    app = Flask(__name__, static_folder=None)
    desk = Desk(clock or SystemClock(), say)
    app.extensions["desk"] = desk

    @app.post("/")
    def send_sms() -> Response:
        sleep(desk.faults.delay_seconds)
        problem = _problem(credentials, desk.clock.now())
        if problem:
            return _json(_said(problem, "see Code"), 400)
        return _json(desk.take(request.args.to_dict()))

    @app.put("/faults")
    def set_faults() -> Response:
        wished = request.get_json()
        desk.faults = Faults(
            code=str(wished.get("code", "")),
            times=int(wished.get("times", 0)),
            delay_seconds=int(wished.get("delay_ms", 0)) / 1000,
        )
        return Response(status=204)

    @app.get("/")
    def page() -> str:
        messages = list(reversed(desk.messages.values()))
        return render_template_string(PAGE, messages=messages, seconds=REFRESH_SECONDS)

    @app.get("/style.css")
    def style() -> Response:
        return Response(STYLE, content_type="text/css; charset=utf-8")

    app.after_request(_guarded)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the twin until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environment", required=True)
    parser.add_argument("--port", type=int, default=8732)
    given = parser.parse_args(arguments)
    app = create_app(given.environment, say=lambda line: print(line, flush=True))
    make_server("127.0.0.1", given.port, app, threaded=True, request_handler=_Quiet).serve_forever()


class _Quiet(WSGIRequestHandler):
    """Keeps the page's refreshing, and numbers in queries, out of the terminal."""

    def log_request(self, *_: object) -> None:
        return None


def _problem(credentials: Credentials, now: datetime) -> str:
    """Return the provider's code for a call it would not take, or nothing."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    signed = acs3.is_signed(
        method=request.method,
        query=request.args.to_dict(),
        headers=headers,
        body=request.get_data(),
        credentials=credentials,
    )
    if not signed:
        return "SignatureDoesNotMatch"
    if (headers["x-acs-action"], headers["x-acs-version"]) != (ACTION, VERSION):
        return "InvalidAction.NotFound"
    try:
        signed_at = from_text(headers["x-acs-date"])
    except ValueError:
        return "InvalidTimeStamp.Format"
    return "InvalidTimeStamp.Expired" if abs(signed_at - now) > SKEW else ""


def _words(params: str) -> str:
    try:
        return " ".join(str(value) for value in json.loads(params).values())
    except (ValueError, AttributeError):
        return params


def _said(code: str, message: str, **more: str) -> dict[str, str]:
    return {"RequestId": str(uuid4()).upper(), "Code": code, "Message": message, **more}


def _json(body: dict[str, str], status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, content_type="application/json; charset=utf-8")


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


if __name__ == "__main__":
    main()
