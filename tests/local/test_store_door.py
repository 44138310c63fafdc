"""A phone's way to the file store: through the pages' door, by links signed for that door."""

import ssl
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from backend.storage.files import Files, Place
from infra.local import authority, parts
from infra.local.children import end, free_port, spawn, wait_until
from infra.local.objects.app import create_app
from infra.local.objects.signature import Key
from infra.local.plan import python, read
from infra.local.store_door import StoreDoor
from tests.local.test_objects import BUCKET, CONTENT, CSV, ask, sha256
from tests.outside.servers import served

KEY = Key("id", "secret")
KEYS = ("batches/1/发票 1.csv", "b/c%2Fd")


def pages(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"pages"]


def linked(door: str) -> Files:
    return Files(lambda: Place(BUCKET, "cn-north-1", door, KEY.id, KEY.secret))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[int]:
    app = create_app(tmp_path, BUCKET, key=KEY, origins=frozenset({"https://192.168.7.20:8743"}))
    with served(app) as address:
        yield urlsplit(address).port or 0


@pytest.fixture
def door(store: int) -> Iterator[str]:
    with served(StoreDoor(pages, bucket=BUCKET, port=store)) as address:
        yield address


@pytest.mark.parametrize("key", KEYS)
def test_what_a_phone_sends_by_its_link_is_stored_and_fetched_again(door: str, key: str) -> None:
    files = linked(door)
    link = files.upload_link(
        key, size_bytes=len(CONTENT), content_type=CSV, sha256=sha256(CONTENT), seconds=60
    )
    assert ask("PUT", link.url, CONTENT, **dict(link.headers)).status == 200
    fetch = files.download_link(key, name="发票.csv", content_type=CSV, seconds=60)
    told = ask("GET", fetch)
    assert (told.status, told.body) == (200, CONTENT)
    assert told.headers["content-disposition"].startswith("attachment")
    assert ask("GET", fetch, Range="bytes=0-3").body == CONTENT[:4]
    found = files.find(key)
    assert found is not None
    assert found.size_bytes == len(CONTENT)


def test_a_link_for_another_host_opens_nothing(door: str, store: int) -> None:
    linked(door).put("a", CONTENT, content_type=CSV, sha256=sha256(CONTENT))
    elsewhere = linked(f"http://127.0.0.1:{store}").download_link(
        "a", name="a", content_type=CSV, seconds=60
    )
    moved = elsewhere.replace(f"http://127.0.0.1:{store}", door)
    assert ask("GET", moved).status == 403
    assert ask("GET", f"{door}/{BUCKET}/a?").status == 403


def test_the_rest_is_the_pages_and_a_store_that_is_gone_is_said(door: str) -> None:
    assert ask("GET", f"{door}/").body == b"pages"
    with served(StoreDoor(pages, bucket=BUCKET, port=free_port())) as address:
        assert ask("GET", f"{address}/{BUCKET}/a?").status == 502


def test_the_phones_door_signs_for_itself_and_serves_what_it_signs(
    store: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that `make run LAN=1` starts, with the certificate that a phone trusts."""
    told = {
        "TAX_CITY_DIR": str(tmp_path),
        "TAX_CITY_DIST": str(tmp_path),
        "TAX_FILES_PORT": str(store),
        "TAX_LAN_PORT": str(free_port()),
    }
    plan = read(told, "127.0.0.1")
    made = authority.certificate(tmp_path / "ca", "127.0.0.1", datetime.now(UTC))
    environment = parts.invited(plan, plan.environment({}), made)[0].environment
    assert environment["TAX_FILES_ENDPOINT"] == plan.origins[0]
    monkeypatch.setenv("AWS_CA_BUNDLE", environment["AWS_CA_BUNDLE"])
    files = linked(environment["TAX_FILES_ENDPOINT"])
    plan.secrets.write_text("{}")
    command = python("tests.local.lan_door")
    child = spawn(command, tmp_path / "door.log", environment=dict(environment))
    try:
        trusted = ssl.create_default_context(cafile=str(made.authority))

        def fetched(url: str) -> bytes:
            with urllib.request.urlopen(url, context=trusted, timeout=10) as answer:
                body: bytes = answer.read()
                return body

        def up() -> bool:
            try:
                return fetched(f"{plan.origins[0]}/api/health") == b"api"
            except OSError:
                return False

        assert wait_until(up, seconds=20), (tmp_path / "door.log").read_text()
        files.put("a", CONTENT, content_type=CSV, sha256=sha256(CONTENT))
        link = files.download_link("a", name="a", content_type=CSV, seconds=60)
        assert urlsplit(link).netloc == f"127.0.0.1:{plan.lan.port}"
        assert fetched(link) == CONTENT
    finally:
        end(child, patience_seconds=10)
