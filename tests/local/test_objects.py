"""The twin of S3 as a process: links that the real client made, and nobody else's."""

import hashlib
import http.client
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.storage.files import SMALLEST_PART_BYTES, FileMissing, Files, Place, UploadGone
from tests.local.processes import Process

ORIGIN = "http://127.0.0.1:8700"
BUCKET = "smart-tax-files"
CONTENT = "序号,购方名称\n1,模拟".encode()
CSV = "text/csv"


@dataclass
class Told:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(method: str, url: str, body: bytes | None = None, **headers: str) -> Told:
    """Send one request as a browser would, to exactly this address."""
    parts = urlsplit(url)
    door = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        door.request(method, f"{parts.path}?{parts.query}", body, named)
        answer = door.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Told(answer.status, found, answer.read())
    finally:
        door.close()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Store:
    process: Process
    files: Files
    folder: Path

    def offer(
        self, key: str, content: bytes = CONTENT, seconds: int = 60
    ) -> tuple[str, dict[str, str]]:
        link = self.files.upload_link(
            key,
            size_bytes=len(content),
            content_type=CSV,
            sha256=sha256(content),
            seconds=seconds,
        )
        return link.url, dict(link.headers)

    def put(self, key: str, content: bytes = CONTENT) -> None:
        self.files.put(key, content, content_type=CSV, sha256=sha256(content))

    def link(self, key: str, seconds: int = 60) -> str:
        return self.files.download_link(key, name="发票 1.csv", content_type=CSV, seconds=seconds)


@pytest.fixture
def store(start_process: Callable[..., Process], tmp_path: Path) -> Store:
    secrets = {"files-key-id": "CITYKEY", "files-key-secret": "模拟+secret/="}
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps(secrets), encoding="utf-8")
    folder = tmp_path / "objects"
    process = start_process(
        "infra.local.objects",
        "TAX_FILES_PORT",
        TAX_FILES_DIR=str(folder),
        TAX_FILES_BUCKET=BUCKET,
        TAX_FILES_ORIGINS=ORIGIN,
        TAX_SECRETS=f"file:{path}",
    )
    place = Place(
        BUCKET,
        "cn-north-1",
        f"http://127.0.0.1:{process.port}",
        secrets["files-key-id"],
        secrets["files-key-secret"],
    )
    return Store(process, Files(lambda: place), folder)


KEY = "companies/91130502MAY00001X0/uploads/0190"


def test_a_browser_sends_a_file_by_its_link_and_saves_it_by_another(store: Store) -> None:
    url, headers = store.offer(KEY)
    assert store.files.find(KEY) is None
    assert ask("PUT", url, CONTENT, **headers).status == 200
    found = store.files.find(KEY)
    assert found is not None
    assert (found.size_bytes, found.content_type, found.sha256) == (
        len(CONTENT),
        CSV,
        sha256(CONTENT),
    )
    got = ask("GET", store.link(KEY))
    assert (got.status, got.body, got.headers["content-type"]) == (200, CONTENT, CSV)
    saved = "attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8%201.csv"
    assert got.headers["content-disposition"] == saved
    assert got.headers["cache-control"] == "private, no-store"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]


def test_a_link_takes_its_own_content_and_no_other(store: Store) -> None:
    url, headers = store.offer(KEY)
    longer, other = CONTENT + b"x", CONTENT[:-1] + b"x"
    assert ask("PUT", url, longer, **headers).status == 403
    changed = ask("PUT", url, other, **headers)
    assert (changed.status, b"<Code>BadDigest</Code>" in changed.body) == (400, True)
    retyped = {**headers, "Content-Type": "text/html"}
    assert ask("PUT", url, CONTENT, **retyped).status == 403
    del headers["x-amz-checksum-sha256"]
    assert ask("PUT", url, other, **headers).status == 403
    assert store.files.find(KEY) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("uploads/0190", "uploads/0191"),
        ("X-Amz-Expires=60", "X-Amz-Expires=604800"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("filename%2A", "filename%2B"),
        ("X-Amz-Credential=CITYKEY", "X-Amz-Credential=OTHERS"),
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=NONE"),
    ],
)
def test_a_changed_link_opens_nothing(store: Store, old: str, new: str) -> None:
    store.put(KEY)
    url = store.link(KEY)
    assert old in url
    assert ask("GET", url).status == 200
    refused = ask("GET", url.replace(old, new))
    assert refused.status == 403
    assert CONTENT not in refused.body


def test_nothing_is_public_and_a_link_reads_or_writes_but_not_both(store: Store) -> None:
    store.put(KEY)
    base = f"http://127.0.0.1:{store.process.port}/{BUCKET}/{KEY}"
    for method in ("GET", "HEAD", "PUT", "DELETE", "POST"):
        assert ask(method, base, b"x" if method == "PUT" else None).status == 403, method
    assert ask("GET", f"http://127.0.0.1:{store.process.port}/{BUCKET}/").status in {403, 404}
    url = store.link(KEY)
    assert ask("DELETE", url).status == 403
    assert ask("PUT", url, CONTENT).status == 403
    assert ask("GET", url, None, **{"x-amz-security-token": "x"}).status == 403
    assert store.files.find(KEY) is not None


@pytest.mark.parametrize(
    "key",
    ["../../secrets.json", "/etc/passwd", "a/../../b", "..", "a//b", "é 模拟?#%2F+&=", "a" * 1024],
)
def test_no_key_reaches_outside_and_each_is_one_of_its_own(store: Store, key: str) -> None:
    before = {path for path in store.folder.parent.rglob("*") if store.folder not in path.parents}
    store.put(key, b"inside")
    assert b"".join(store.files.read(key)) == b"inside"
    after = {path for path in store.folder.parent.rglob("*") if store.folder not in path.parents}
    assert after == before
    store.files.delete(key)
    store.files.delete(key)
    with pytest.raises(FileMissing):
        b"".join(store.files.read(key))


def test_what_was_stored_survives_a_power_cut_and_half_a_file_is_none(store: Store) -> None:
    store.put(KEY)
    upload = store.files.begin("zip", content_type="application/zip")
    tag = store.files.put_part("zip", upload, number=1, body=b"last part")
    half = store.offer("half", b"y" * 100_000)
    parts = urlsplit(half[0])
    with socket.create_connection((parts.hostname, parts.port)) as wire:
        told = "".join(f"{name}: {value}\r\n" for name, value in half[1].items())
        wire.sendall(
            f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Content-Length: 100000\r\n{told}\r\n".encode()
            + b"y" * 50_000
        )
        store.process.kill()
    store.process.start()
    assert b"".join(store.files.read(KEY)) == CONTENT
    assert store.files.find("half") is None
    assert list((store.folder / "aside").iterdir()) == []
    store.files.put_together("zip", upload, [tag])
    assert b"".join(store.files.read("zip")) == b"last part"


def test_parts_become_one_object(store: Store) -> None:
    files, first, last = store.files, b"a" * SMALLEST_PART_BYTES, b"the end"
    upload = files.begin("zip", content_type="application/zip")
    files.put_part("zip", upload, number=1, body=b"sent before and again")
    tags = [
        files.put_part("zip", upload, number=n, body=part)
        for n, part in enumerate((first, last), 1)
    ]
    assert files.find("zip") is None
    files.put_together("zip", upload, tags)
    found = files.find("zip")
    assert found is not None
    assert (found.size_bytes, found.content_type) == (len(first + last), "application/zip")
    assert found.sha256 is None
    assert b"".join(files.read("zip")) == first + last
    with pytest.raises(UploadGone):
        files.put_together("zip", upload, tags)
    with pytest.raises(UploadGone):
        files.put_part("zip", upload, number=2, body=last)
    files.abandon("zip", upload)


def test_parts_that_are_not_there_or_too_small_make_nothing(store: Store) -> None:
    upload = store.files.begin("zip", content_type="application/zip")
    tags = [store.files.put_part("zip", upload, number=n, body=b"small") for n in (1, 2)]
    for wrong, code in ((tags, "EntityTooSmall"), (['"' + "0" * 32 + '"'], "InvalidPart")):
        with pytest.raises(Exception, match=code):
            store.files.put_together("zip", upload, wrong)
    with pytest.raises(UploadGone):
        store.files.put_part("other", upload, number=1, body=b"x")
    store.files.abandon("zip", upload)
    with pytest.raises(UploadGone):
        store.files.put_part("zip", upload, number=1, body=b"x")


def test_a_range_is_read_and_one_outside_is_refused(store: Store) -> None:
    store.put(KEY, b"0123456789")
    url = store.link(KEY)
    part = ask("GET", url, None, Range="bytes=2-4")
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert ask("GET", url, None, Range="bytes=-3").body == b"789"
    assert ask("GET", url, None, Range="bytes=8-").body == b"89"
    assert ask("GET", url, None, Range="bytes=10-").status == 416


def test_only_our_pages_may_ask_from_a_browser(store: Store) -> None:
    url, headers = store.offer(KEY)
    wanted = {"Access-Control-Request-Method": "PUT"}
    ours = ask("OPTIONS", url, None, Origin=ORIGIN, **wanted)
    assert ours.status == 200
    assert ours.headers["access-control-allow-origin"] == ORIGIN
    assert "x-amz-checksum-sha256" in ours.headers["access-control-allow-headers"]
    other = ask("OPTIONS", url, None, Origin="https://evil.example", **wanted)
    assert other.status == 403
    sent = ask("PUT", url, CONTENT, Origin="https://evil.example", **headers)
    assert "access-control-allow-origin" not in sent.headers
