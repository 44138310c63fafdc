"""Objects in a folder: one file an object, written aside, flushed, and then put in its place.

A file's name is the hash of its key, so no key reaches outside the folder, whatever it says. What
is known of an object stands in the first 4 KB of its file: both are there together or not at all.
"""

import base64
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

HEAD_BYTES = 4096
SMALLEST_PART_BYTES = 5 * 1024 * 1024
_CHUNK_BYTES = 256 * 1024


class NoSuchUpload(Exception):
    """No upload of parts has this id for this key."""


class PartTooSmall(Exception):
    """A part that is not the last is smaller than S3 takes."""


class PartMissing(Exception):
    """A part is named that was not sent, or was sent otherwise."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an object."""

    size_bytes: int
    etag: str
    content_type: str
    sha256: str  # base64 as S3 says it; empty for parts put together


@dataclass(frozen=True, slots=True)
class Arrived:
    """A content that is on the disk and not yet in its place."""

    aside: Path
    size_bytes: int
    md5: str
    sha256: str


class Vault:
    """The objects of one bucket; one process at a time: what lies aside at its start is waste."""

    def __init__(self, folder: Path) -> None:
        self._objects, self._aside = folder / "objects", folder / "aside"
        self._uploads = folder / "uploads"
        for place in (self._objects, self._aside, self._uploads):
            place.mkdir(parents=True, exist_ok=True)
        for left in self._aside.iterdir():
            left.unlink()

    @contextmanager
    def receive(self, chunks: Iterable[bytes]) -> Iterator[Arrived]:
        """Write a content aside; whatever is not put in place by the end is thrown away."""
        aside = self._aside / secrets.token_hex(16)
        md5, sha256, size = hashlib.md5(usedforsecurity=False), hashlib.sha256(), 0
        try:
            with aside.open("wb") as out:
                out.write(b" " * HEAD_BYTES)
                for chunk in chunks:
                    md5.update(chunk)
                    sha256.update(chunk)
                    size += len(chunk)
                    out.write(chunk)
            yield Arrived(aside, size, md5.hexdigest(), sha256.hexdigest())
        finally:
            aside.unlink(missing_ok=True)

    def place(self, key: str, arrived: Arrived, content_type: str) -> Known:
        """Put what arrived under its key, over what was there."""
        digest = base64.b64encode(bytes.fromhex(arrived.sha256)).decode()
        known = Known(arrived.size_bytes, f'"{arrived.md5}"', content_type, digest)
        _settle(arrived.aside, self._file(key), known)
        return known

    def find(self, key: str) -> Known | None:
        """Say what is known of an object, None for nothing."""
        try:
            with self._file(key).open("rb") as file:
                return _read_head(file)
        except FileNotFoundError:
            return None

    def read(self, key: str, first: int, last: int) -> Iterator[bytes]:
        """Read the bytes from `first` to `last`, both inclusive."""
        with self._file(key).open("rb") as file:
            file.seek(HEAD_BYTES + first)
            left = last - first + 1
            while left > 0 and (chunk := file.read(min(left, _CHUNK_BYTES))):
                left -= len(chunk)
                yield chunk

    def delete(self, key: str) -> None:
        """Remove an object, or nothing."""
        path = self._file(key)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _flush_folder(path.parent)

    def begin(self, key: str, content_type: str) -> str:
        """Begin an upload of parts."""
        upload_id = secrets.token_hex(16)
        folder = self._uploads / upload_id
        folder.mkdir()
        note = {"key": key, "content_type": content_type}
        aside = folder / ".note"
        aside.write_text(json.dumps(note), encoding="utf-8")
        _flush(aside)
        aside.replace(folder / "note")
        _flush_folder(folder)
        return upload_id

    def place_part(self, key: str, upload_id: str, number: int, arrived: Arrived) -> Known:
        """Keep a part, over the one of the same number; raises NoSuchUpload."""
        folder, _ = self._upload(key, upload_id)
        known = Known(arrived.size_bytes, f'"{arrived.md5}"', "", "")
        _settle(arrived.aside, folder / str(number), known)
        return known

    def put_together(self, key: str, upload_id: str, parts: Sequence[tuple[int, str]]) -> Known:
        """Make the object of its parts; raises NoSuchUpload, PartMissing, PartTooSmall."""
        folder, note = self._upload(key, upload_id)
        paths, tags = [folder / str(number) for number, _ in parts], hashlib.md5()  # noqa: S324
        for place, (path, (_, tag)) in enumerate(zip(paths, parts, strict=True)):
            known = _known(path)
            if known is None or known.etag != tag:
                raise PartMissing(path.name)
            if known.size_bytes < SMALLEST_PART_BYTES and place < len(parts) - 1:
                raise PartTooSmall(path.name)
            tags.update(bytes.fromhex(tag.strip('"')))
        with self.receive(_contents(paths)) as arrived:
            etag = f'"{tags.hexdigest()}-{len(parts)}"'
            whole = Known(arrived.size_bytes, etag, note["content_type"], "")
            _settle(arrived.aside, self._file(key), whole)
        shutil.rmtree(folder)
        return whole

    def abandon(self, key: str, upload_id: str) -> None:
        """Throw the parts of an upload away; raises NoSuchUpload."""
        folder, _ = self._upload(key, upload_id)
        shutil.rmtree(folder)

    def _file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self._objects / name[:2] / name

    def _upload(self, key: str, upload_id: str) -> tuple[Path, dict[str, Any]]:
        if not (len(upload_id) == 32 and upload_id.isalnum() and upload_id.isascii()):
            raise NoSuchUpload
        folder = self._uploads / upload_id
        try:
            note: dict[str, Any] = json.loads((folder / "note").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NoSuchUpload from None
        if note["key"] != key:
            raise NoSuchUpload
        return folder, note


def _settle(aside: Path, place: Path, known: Known) -> None:
    """Write what is known in front, flush, and put the file in its place."""
    head = json.dumps(
        {
            "size_bytes": known.size_bytes,
            "etag": known.etag,
            "content_type": known.content_type,
            "sha256": known.sha256,
        }
    ).encode()
    with aside.open("r+b") as file:
        file.write(head.ljust(HEAD_BYTES))
        file.flush()
        os.fsync(file.fileno())
    place.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(place)
    _flush_folder(place.parent)


def _read_head(file: BinaryIO) -> Known:
    return Known(**json.loads(file.read(HEAD_BYTES)))


def _known(path: Path) -> Known | None:
    try:
        with path.open("rb") as file:
            return _read_head(file)
    except FileNotFoundError:
        return None


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            file.seek(HEAD_BYTES)
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
