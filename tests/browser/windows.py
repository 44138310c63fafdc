"""A running city, and the windows of the people in it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from infra.local.children import free_port, spawn, wait_until

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("TAX_CHROMIUM", "/usr/bin/chromium")
DOORS = ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK", "LAN", "TRUST")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}
STAND = {"width": 1080, "height": 1920}
HOME = {"latitude": 37.0641, "longitude": 114.5071}
# A window that is looked at: axe may be brought along, and no colour is on its way to another.
STILL = {"bypass_csp": True, "reduced_motion": "reduce"}
PERSON = {"locale": "zh-CN", "geolocation": HOME, "permissions": ["geolocation"]}


class Opened:
    """A running city, its addresses, and what it said in the terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in DOORS}
        self.log = folder / "terminal.log"
        self.pages = f"http://127.0.0.1:{self.ports['PAGES']}"
        self.printer = f"http://127.0.0.1:{self.ports['PRINTER']}"
        self.sms = f"http://127.0.0.1:{self.ports['SMS']}"
        self.child: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        ports = {f"TAX_{name}_PORT": str(port) for name, port in self.ports.items()}
        environment = {
            **os.environ,
            **ports,
            "TAX_CITY_DIR": str(self.folder / "var"),
            "TAX_SMS_PAUSE_SECONDS": "0",
        }
        command = [sys.executable, "-u", "-m", "infra.local"]
        self.child = spawn(command, self.log, environment=environment)
        assert wait_until(lambda: "Ctrl-C ends" in self.said(), seconds=180), self.said()

    def close(self) -> None:
        assert self.child is not None
        self.child.send_signal(signal.SIGINT)
        self.child.wait(30)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def codes(self) -> list[str]:
        """Read the sign-in codes off the terminal, as a new user does."""
        return re.findall(r"\b(\d{6})\b", self.said().split("Ctrl-C ends")[-1])


class Window:
    """One person's browser window; it fails the test when a page reports an error."""

    def __init__(self, context: BrowserContext, city: Opened, name: str) -> None:
        self.context, self.city, self.name = context, city, name
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if getattr(message, "type", "") == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def go(self, path: str) -> None:
        self.page.goto(self.city.pages + path)

    def button(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sees(self, text: str, seconds: float = 20) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=seconds * 1000)

    def shoot(self, name: str) -> None:
        """Keep a picture where `TAX_SHOTS` says, for eyes."""
        folder = os.environ.get("TAX_SHOTS")
        if folder:
            self.page.screenshot(path=f"{folder}/{self.name}-{name}.png")

    def sign_in(self, phone: str, path: str = "/") -> None:
        self.go(path)
        self.page.get_by_label("手机号码").fill(phone)
        before = len(self.city.codes())
        self.button("获取验证码")
        assert wait_until(lambda: len(self.city.codes()) > before, seconds=20), self.city.said()
        field = self.page.get_by_label("验证码").first
        field.fill(self.city.codes()[-1])  # six digits send themselves
        field.wait_for(state="detached", timeout=20_000)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.city.pages)

    def waits(self, until: Callable[[], bool], seconds: float = 40) -> None:
        """Wait while the page goes on; `wait_until` would hold up what is routed through here."""
        for _ in range(int(seconds * 10)):
            if until():
                return
            self.page.wait_for_timeout(100)
        shown = self.page.inner_text("body")
        raise AssertionError(f"it did not come about; errors {self.errors}; shown:\n{shown}")


class Windows:
    """Opens windows and closes them at the end, looking at their errors."""

    def __init__(self, browser: Browser, city: Opened) -> None:
        self._browser, self._city = browser, city
        self.opened: list[Window] = []

    def __call__(self, name: str, viewport: dict[str, int] | None = None, **more: object) -> Window:
        told = {"viewport": viewport or PHONE, **PERSON, **more}
        context = self._browser.new_context(**told)  # type: ignore[arg-type]
        window = Window(context, self._city, name)
        self.opened.append(window)
        return window

    def close(self) -> None:
        """Close every window; fails when a page has reported an error."""
        for window in self.opened:
            window.context.close()
        assert {window.name: window.errors for window in self.opened if window.errors} == {}
