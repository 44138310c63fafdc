"""The whole city as a new user starts it: open, sign in, apply, cut the power, open again."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from infra.local.children import answers, end, free_port, is_free, spawn, wait_until
from infra.local.seed.companies import OWNED
from infra.local.seed.people import OWNER
from tests.local.phone import Phone
from tests.local.processes import call

NEW_ID = "01900000-0000-7000-8000-00000000000"
DOORS = ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK", "LAN", "TRUST")


class LocalCity:
    """`python -m infra.local` on free ports with its own folder."""

    def __init__(self, folder: Path) -> None:
        pages = folder / "dist"
        (pages / "kiosk").mkdir(parents=True)
        (pages / "index.html").write_text("taxpayer")
        (pages / "kiosk" / "index.html").write_text("kiosk")
        self.ports = {name: free_port() for name in DOORS}
        self.log = folder / "terminal.log"
        self.environment = {
            **os.environ,
            **{f"TAX_{name}_PORT": str(port) for name, port in self.ports.items()},
            "TAX_CITY_DIR": str(folder / "var"),
            "TAX_CITY_DIST": str(pages),
        }
        self.child: subprocess.Popen[bytes] | None = None

    def open(self, **more: str) -> None:
        self.log.unlink(missing_ok=True)
        command = [sys.executable, "-u", "-m", "infra.local"]
        self.child = spawn(command, self.log, environment={**self.environment, **more})
        assert wait_until(lambda: "Ctrl-C ends" in self.said(), seconds=60), self.said()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def stop(self, number: signal.Signals) -> int:
        assert self.child is not None
        self.child.send_signal(number)
        return self.child.wait(30)


@pytest.fixture
def local_city(tmp_path: Path) -> Iterator[LocalCity]:
    """A city of a test's own, not yet open."""
    city = LocalCity(tmp_path)
    yield city
    if city.child is not None:
        end(city.child, patience_seconds=20)


@pytest.fixture(scope="module")
def open_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCity]:
    """One open city that invites phones, for tests that leave it open."""
    city = LocalCity(tmp_path_factory.mktemp("open"))
    city.open(LAN="1", TAX_LAN_ADDRESS="127.0.0.1")
    yield city
    assert city.child is not None
    end(city.child, patience_seconds=20)


def signed_in(city: LocalCity, number: str) -> Phone:
    """Sign in with the code the terminal shows."""
    phone = Phone(city.ports["PAGES"])
    before = len(city.said())
    sign_in = phone.ask_code(number)
    shown = re.compile(rf"SANDBOX.*{number}.*?\b(\d{{6}})\b")
    assert wait_until(lambda: bool(shown.search(city.said()[before:])), seconds=10), city.said()
    found = shown.search(city.said()[before:])
    assert found is not None
    phone.sign_in(sign_in, found[1])
    return phone


def apply(phone: Phone, number: int) -> str:
    told = {"kind": "P_ORD", "count": 3, "site_id": "Z001"}
    path = f"/api/companies/{OWNED[0].id}/applications/{NEW_ID}{number}"
    answer = phone.put(path, told)
    assert answer.body["state"] == "approved", answer.body
    pickup_id: str = answer.body["pickup_id"]
    return pickup_id


def test_open_apply_cut_the_power_and_go_on(local_city: LocalCity) -> None:
    local_city.open()
    phone = signed_in(local_city, OWNER.phone)
    pickup_id = apply(phone, 1)
    path = f"/api/pickups/{pickup_id}"
    assert wait_until(lambda: phone.get(path).status == 200, seconds=10)
    assert phone.get(path).body["pass"] is not None
    printer = call(local_city.ports["PRINTER"], "GET", "/machines/Z001-K1").body
    assert {cassette["kind"] for cassette in printer["cassettes"]} >= {"P_ORD", "P_SPECIAL"}

    local_city.stop(signal.SIGKILL)
    local_city.open()
    assert phone.get(path).body["id"] == pickup_id
    later = apply(phone, 2)
    assert wait_until(lambda: phone.get(f"/api/pickups/{later}").status == 200, seconds=10)

    assert local_city.stop(signal.SIGINT) == 0
    assert "The city is closed." in local_city.said()
    for name in ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK"):
        port = local_city.ports[name]
        assert wait_until(lambda port=port: is_free(port), seconds=10), name  # type: ignore[misc]


def test_a_killed_part_comes_back_by_itself(open_city: LocalCity) -> None:
    port = open_city.ports["ENGINE"]
    found = subprocess.run(
        ["pgrep", "-f", "--", f"--port {port}"], capture_output=True, text=True, check=True
    )
    os.kill(int(found.stdout.split()[0]), signal.SIGKILL)
    assert wait_until(lambda: "engine ended (-9)" in open_city.said(), seconds=10)
    assert wait_until(lambda: answers(port), seconds=20)
    phone = signed_in(open_city, OWNER.phone)
    assert phone.get("/api/companies").status == 200


def test_phones_are_invited_over_tls(open_city: LocalCity) -> None:
    said = open_city.said()
    lan = open_city.ports["LAN"]
    assert f"https://127.0.0.1:{lan}/" in said
    assert "█" in said or "▄" in said
    trust = next(word for word in said.split() if word.endswith(f":{open_city.ports['TRUST']}/"))
    page = call(urlsplit(trust).port or 0, "GET", "/")
    assert "city-ca.crt" in page.body.decode()
    certificate = call(urlsplit(trust).port or 0, "GET", "/city-ca.crt")
    assert certificate.headers["content-type"] == "application/x-x509-ca-cert"
    authority = open_city.log.with_name("downloaded.crt")
    authority.write_bytes(certificate.body)
    assert answers(lan, "/api/health", authority=authority)


def test_a_second_city_in_the_same_folder_is_refused_in_words(open_city: LocalCity) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "infra.local"],
        env=open_city.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "is open already" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_stops_the_start_in_words(local_city: LocalCity) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", local_city.ports["PAGES"]))
        taken.listen()
        refused = subprocess.run(
            [sys.executable, "-m", "infra.local"],
            env=local_city.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 1
    assert f"make run TAX_PAGES_PORT={local_city.ports['PAGES'] + 100}" in refused.stderr
    assert not answers(local_city.ports["ENGINE"])
