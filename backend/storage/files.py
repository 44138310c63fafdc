"""Files as objects by key in S3, never public: links with an end, and a check of what arrived."""

import base64
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SMALLEST_PART_BYTES = 5 * 1024 * 1024  # S3 takes no smaller part but the last one
_CHUNK_BYTES = 256 * 1024
_GONE = {"404", "NoSuchKey", "NotFound"}


class FileMissing(Exception):
    """There is no object under this key."""


class UploadGone(Exception):
    """A file sent in parts is finished or was abandoned already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the objects lie: a bucket, and an endpoint with its keys outside AWS."""

    bucket: str
    region: str
    endpoint: str | None = None
    access_key: str | None = None
    secret_key: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that opens one object for a while, and the headers to be sent with it."""

    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies under a key, in the store's own words; parts put together have no hash."""

    size_bytes: int
    content_type: str
    sha256: str | None


class Files:
    """The objects of one bucket; the client is made when it is first needed."""

    def __init__(self, place: Callable[[], Place]) -> None:
        self._told = place
        self._made: S3Client | None = None
        self._lock = threading.Lock()

    def upload_link(
        self, key: str, *, size_bytes: int, content_type: str, sha256: str, seconds: int
    ) -> Link:
        """Make a link that takes exactly one content: its size, type and hash are signed."""
        digest = _base64_of(sha256)
        wanted = {
            "Bucket": self._bucket,
            "Key": key,
            "ContentType": content_type,
            "ContentLength": size_bytes,
            "ChecksumSHA256": digest,
        }
        url = self._client().generate_presigned_url("put_object", wanted, ExpiresIn=seconds)
        return Link(url, {"Content-Type": content_type, "x-amz-checksum-sha256": digest})

    def download_link(self, key: str, *, name: str, content_type: str, seconds: int) -> str:
        """Make a link that saves one object under a name, and shows it in no page."""
        wanted = {
            "Bucket": self._bucket,
            "Key": key,
            "ResponseContentType": content_type,
            "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "ResponseCacheControl": "private, no-store",
        }
        return self._client().generate_presigned_url("get_object", wanted, ExpiresIn=seconds)

    def find(self, key: str) -> Stored | None:
        """Say what lies under a key, None for nothing."""
        try:
            found = self._client().head_object(Bucket=self._bucket, Key=key, ChecksumMode="ENABLED")
        except Exception as error:
            if _code(error) in _GONE:
                return None
            raise
        digest = found.get("ChecksumSHA256", "")
        whole = digest and "-" not in digest
        return Stored(
            found["ContentLength"],
            found.get("ContentType", ""),
            base64.b64decode(digest).hex() if whole else None,
        )

    def put(self, key: str, body: bytes, *, content_type: str, sha256: str) -> None:
        """Store a small object; the store refuses it when it arrives changed."""
        self._client().put_object(
            Bucket=self._bucket,
            Key=key,
            Body=body,
            ContentType=content_type,
            ChecksumAlgorithm="SHA256",
            ChecksumSHA256=_base64_of(sha256),
        )

    def read(self, key: str) -> Iterator[bytes]:
        """Read an object piece by piece; raises FileMissing."""
        try:
            found = self._client().get_object(Bucket=self._bucket, Key=key)
        except Exception as error:
            if _code(error) in _GONE:
                raise FileMissing(key) from error
            raise
        try:
            yield from found["Body"].iter_chunks(_CHUNK_BYTES)
        finally:
            found["Body"].close()

    def delete(self, key: str) -> None:
        """Remove an object; one that is gone already is no fault."""
        self._client().delete_object(Bucket=self._bucket, Key=key)

    def begin(self, key: str, *, content_type: str) -> str:
        """Begin an object that comes in parts; returns the id of the upload."""
        told = self._client().create_multipart_upload(
            Bucket=self._bucket, Key=key, ContentType=content_type
        )
        return told["UploadId"]

    def put_part(self, key: str, upload_id: str, *, number: int, body: bytes) -> str:
        """Store a part, over the same number sent before; returns its tag. Raises UploadGone."""
        try:
            told = self._client().upload_part(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                PartNumber=number,
                Body=body,
            )
        except Exception as error:
            raise _gone(error, upload_id) from error
        return told["ETag"]

    def put_together(self, key: str, upload_id: str, tags: Sequence[str]) -> None:
        """Make the object of its parts, in the order of their tags; raises UploadGone."""
        parts: Any = [{"PartNumber": n, "ETag": tag} for n, tag in enumerate(tags, 1)]
        try:
            self._client().complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                MultipartUpload={"Parts": parts},
            )
        except Exception as error:
            raise _gone(error, upload_id) from error

    def abandon(self, key: str, upload_id: str) -> None:
        """Throw the parts of an upload away; one that is over already is no fault."""
        try:
            self._client().abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload_id)
        except Exception as error:
            if _code(error) != "NoSuchUpload":
                raise

    def _client(self) -> "S3Client":
        with self._lock:
            if self._made is None:
                self._made = _open(self._place)
            return self._made

    @property
    def _bucket(self) -> str:
        return self._place.bucket

    @cached_property
    def _place(self) -> Place:
        return self._told()


def _open(place: Place) -> "S3Client":
    import boto3  # only who touches a file pays for the client
    from botocore.config import Config

    return boto3.client(
        "s3",
        region_name=place.region,
        endpoint_url=place.endpoint,
        aws_access_key_id=place.access_key,
        aws_secret_access_key=place.secret_key,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if place.endpoint else "virtual"},
            # Our own hash is sent where one is needed; another in a link would bind the browser.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=2,
            read_timeout=20,
            retries={"max_attempts": 3, "mode": "standard"},
        ),
    )


def _base64_of(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def _code(error: Exception) -> str:
    answer: Mapping[str, Any] = getattr(error, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def _gone(error: Exception, upload_id: str) -> Exception:
    return UploadGone(upload_id) if _code(error) == "NoSuchUpload" else error
