"""Pages and API on one origin: doors, headers, and 404 where nothing is."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from infra.local.pages import Pages

Get = Callable[[str], TestResponse]
PRINTER = "http://127.0.0.1:9731"
FILES = "http://127.0.0.1:9734"
KIOSK_PAGE = '<meta name="printer-bridge" content="http://127.0.0.1:8731" />'


@pytest.fixture
def pages(tmp_path: Path) -> Get:
    files = {
        "index.html": "taxpayer",
        "kiosk/index.html": KIOSK_PAGE,
        "counter/index.html": "counter",
        "sw.js": "worker",
        "kiosk/sw.js": "worker",
        "assets/app-1a2b.js": "script",
        "assets/read-1a2b.wasm": "wasm",
        ".vite/manifest.json": "{}",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def api(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"application " + environ["PATH_INFO"].encode()]

    made = Pages(api, tmp_path, printer_origin=PRINTER, files_origin=FILES)
    client = Client(made)
    return lambda path: client.get(path, buffered=True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "taxpayer"),
        ("/companies/apply", "taxpayer"),
        ("/kiosk/", KIOSK_PAGE.replace("8731", "9731")),
        ("/kiosk/pairing", KIOSK_PAGE.replace("8731", "9731")),
        ("/counter/", "counter"),
        ("/counter/cases/0190-1234", "counter"),
        ("/assets/app-1a2b.js", "script"),
        ("/api/health", "application /api/health"),
        ("/p/abc", "application /p/abc"),
    ],
)
def test_each_path_has_its_answer(pages: Get, path: str, text: str) -> None:
    answer = pages(path)
    assert (answer.status_code, answer.text) == (200, text)


@pytest.mark.parametrize(
    "path",
    [
        *("/assets/gone-1.js", "/assets/gone", "/icons/gone", "/gone.png", "/kiosk/gone.js"),
        *("/.vite/manifest.json", "/kiosk/../.vite/manifest.json", "/api"),
    ],
)
def test_what_is_missing_is_never_a_page(pages: Get, path: str) -> None:
    answer = pages(path)
    assert answer.status_code == 404
    assert "taxpayer" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_door_without_its_slash_is_sent_there(pages: Get) -> None:
    answer = pages("/kiosk")
    assert (answer.status_code, answer.headers["Location"]) == (302, "kiosk/")


@pytest.mark.parametrize("path", ["/", "/companies", "/kiosk/", "/sw.js", "/kiosk/sw.js"])
def test_pages_and_workers_are_asked_for_anew(pages: Get, path: str) -> None:
    assert pages(path).headers["Cache-Control"] == "no-cache"


def test_named_files_stay_for_ever(pages: Get) -> None:
    assert "immutable" in pages("/assets/app-1a2b.js").headers["Cache-Control"]
    assert pages("/assets/read-1a2b.wasm").headers["Content-Type"] == "application/wasm"


def test_a_page_runs_only_its_own_scripts(pages: Get) -> None:
    policy = pages("/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert PRINTER not in policy
    assert pages("/").headers["X-Frame-Options"] == "DENY"


def test_only_the_kiosk_speaks_to_the_printer(pages: Get) -> None:
    policy = pages("/kiosk/pairing").headers["Content-Security-Policy"]
    assert f"connect-src 'self' {PRINTER}" in policy
    assert PRINTER not in pages("/counter/").headers["Content-Security-Policy"]


def test_only_the_taxpayers_page_speaks_to_the_file_store(pages: Get) -> None:
    assert f"connect-src 'self' {FILES};" in pages("/batch").headers["Content-Security-Policy"]
    for path in ("/kiosk/", "/counter/"):
        assert FILES not in pages(path).headers["Content-Security-Policy"]
