"""A line between one browser window and the city that a test can cut, worker and page alike."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ProxySettings

from tests.browser.windows import Opened

# Said between two neighbours on the way, and not passed on.
HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding"}


class Line(ThreadingHTTPServer):
    """Carries what the window asks of the city; while it is `down`, nothing."""

    daemon_threads = True

    def __init__(self, city: Opened) -> None:
        super().__init__(("127.0.0.1", 0), Carried)
        self.down = False
        self._printer = city.printer

    @property
    def way(self) -> ProxySettings:
        """How a window is told to use it; the printer stands beside the machine."""
        return {
            "server": f"http://127.0.0.1:{self.server_port}",
            "bypass": urlsplit(self._printer).netloc,
        }

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A window that was closed waits for no answer."""


class Carried(BaseHTTPRequestHandler):
    """One request, as it came, and its answer."""

    server: Line

    def carry(self) -> None:
        if self.server.down:
            self.close_connection = True
            return
        asked = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        house = http.client.HTTPConnection(asked.netloc, timeout=30)
        path = asked._replace(scheme="", netloc="").geturl()
        heard = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        house.request(self.command, path, body or None, heard)
        answer = house.getresponse()
        said = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"content-length"}:
                self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
        house.close()

    def __getattr__(self, name: str) -> Any:
        """Every method of HTTP is carried alike; its handler is asked for by its name."""
        if name.startswith("do_"):
            return self.carry
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def lined(city: Opened) -> Iterator[Line]:
    """Open a line for the length of a test."""
    with Line(city) as line:
        threading.Thread(target=line.serve_forever, daemon=True).start()
        yield line
        line.shutdown()
