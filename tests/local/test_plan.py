"""What a run is told: ports and addresses, and what it says when a port is taken."""

import socket
import stat
from pathlib import Path

import pytest

from backend import settings
from infra.local import keys, words
from infra.local.children import free_port
from infra.local.plan import busy, read
from infra.local.seed.people import PEOPLE


def ports() -> dict[str, str]:
    names = ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK", "LAN", "TRUST")
    return {f"TAX_{name}_PORT": str(free_port()) for name in names}


def test_the_children_are_told_settings_the_backend_understands(tmp_path: Path) -> None:
    plan = read({"TAX_CITY_DIR": str(tmp_path)}, None)
    understood = settings.read(plan.environment({}))
    assert understood.local
    assert understood.public_urls == ("http://127.0.0.1:8700", "http://localhost:8700")
    assert understood.dynamodb_endpoint == "http://127.0.0.1:8733"
    assert understood.sms_endpoint == "http://127.0.0.1:8732"
    assert understood.bank_endpoint == "http://127.0.0.1:8735"
    assert understood.files_endpoint == "http://127.0.0.1:8734"


def test_invited_phones_get_the_public_origin(tmp_path: Path) -> None:
    plan = read({"TAX_CITY_DIR": str(tmp_path)}, "192.168.7.20")
    assert settings.read(plan.environment({})).public_urls[0] == "https://192.168.7.20:8743"
    assert {door.port for door in plan.doors} >= {8743, 8744}
    assert "https://192.168.7.20:8743/" in words.greeting(plan, PEOPLE, keeps_data=True)


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    told = ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(told["TAX_SMS_PORT"])))
        taken.listen()
        said = busy(read({**told, "TAX_CITY_DIR": str(tmp_path)}, None), patience_seconds=0.1)
    port = told["TAX_SMS_PORT"]
    assert len(said) == 1
    assert f"port {port} (sandbox text messages) is taken" in said[0]
    assert f"make run TAX_SMS_PORT={int(port) + 100}" in said[0]


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match=f"TAX_PAGES_PORT={port} is no port"):
        read({"TAX_PAGES_PORT": port}, None)


def test_the_greeting_names_every_door_and_person(tmp_path: Path) -> None:
    said = words.greeting(read({"TAX_CITY_DIR": str(tmp_path)}, None), PEOPLE, keeps_data=True)
    wanted = [person.phone for person in PEOPLE] + ["/kiosk/", "/counter/", "8732", "模拟数据"]
    assert [word for word in wanted if word not in said] == []
    in_memory = words.greeting(read({}, None), PEOPLE, keeps_data=False)
    assert "GONE at the end" in in_memory


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    keys.ensure(path)
    first = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.ensure(path)
    assert path.read_bytes() == first


def test_two_parts_cannot_have_one_port() -> None:
    with pytest.raises(ValueError, match="TAX_PRINTER_PORT and TAX_PAGES_PORT both say 9800"):
        read({"TAX_PAGES_PORT": "9800", "TAX_PRINTER_PORT": "9800"}, None)
