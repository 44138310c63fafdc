"""Files against an emulated S3: what is put comes back, parts become one, links name no secret."""

import hashlib
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from backend import settings
from backend.storage.files import SMALLEST_PART_BYTES, FileMissing, Files, Place

BUCKET = "smart-tax-files"


@pytest.fixture
def files() -> Iterator[Files]:
    with mock_aws():
        client = boto3.client(
            "s3", region_name="us-east-1", aws_access_key_id="m", aws_secret_access_key="m"
        )
        client.create_bucket(Bucket=BUCKET)
        yield Files(lambda: Place(BUCKET, "us-east-1", None, "moto", "moto-secret"))


def put(files: Files, key: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    files.put(key, content, content_type="text/csv", sha256=digest)
    return digest


def test_what_was_put_comes_back_and_is_gone_after_its_end(files: Files) -> None:
    assert files.find("a") is None
    digest = put(files, "a", b"content")
    found = files.find("a")
    assert found is not None
    assert (found.size_bytes, found.content_type, found.sha256) == (7, "text/csv", digest)
    assert b"".join(files.read("a")) == b"content"
    files.delete("a")
    files.delete("a")
    with pytest.raises(FileMissing):
        b"".join(files.read("a"))


def test_parts_become_one_object(files: Files) -> None:
    upload = files.begin("zip", content_type="application/zip")
    parts = (b"a" * SMALLEST_PART_BYTES, b"end")
    tags = [files.put_part("zip", upload, number=n, body=part) for n, part in enumerate(parts, 1)]
    files.put_together("zip", upload, tags)
    assert b"".join(files.read("zip")) == b"".join(parts)


def test_links_of_s3_itself_carry_the_bucket_an_end_and_no_secret(files: Files) -> None:
    link = files.upload_link(
        "k", size_bytes=5, content_type="text/csv", sha256="0" * 64, seconds=90
    )
    assert link.url.startswith(f"https://{BUCKET}.s3.amazonaws.com/k?")
    assert "X-Amz-Expires=90" in link.url
    assert "content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256" in link.url
    assert "moto-secret" not in link.url
    assert set(link.headers) == {"Content-Type", "x-amz-checksum-sha256"}


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:8734", "http://files.example"])
def test_production_takes_no_sandbox_for_its_files(endpoint: str) -> None:
    told = {"TAX_PUBLIC_URLS": "https://tax.example", "TAX_FILES_ENDPOINT": endpoint}
    with pytest.raises(ValueError, match="TAX_FILES_ENDPOINT points at a sandbox"):
        settings.read(told)
    assert settings.read({**told, "TAX_FILES_ENDPOINT": ""}).files_endpoint is None
    assert settings.read({**told, "TAX_ENVIRONMENT": "local"}).files_endpoint == endpoint
