"""When a link is over, and what a signature covers: with an owned clock."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from backend.storage.files import Files, Place
from infra.local.objects.signature import UNSIGNED, Asked, Denied, Key, check

KEY = Key("CITYKEY", "secret")
HOST = "127.0.0.1:8734"


def link(seconds: int = 60) -> Asked:
    files = Files(lambda: Place("b", "cn-north-1", f"http://{HOST}", KEY.id, KEY.secret))
    url = files.download_link("k", name="n", content_type="t", seconds=seconds)
    parts = urlsplit(url)
    return Asked("GET", parts.path, parts.query, {"host": HOST})


def test_a_link_opens_until_its_end_and_not_afterwards() -> None:
    asked, now = link(60), datetime.now(UTC)
    assert check(asked, KEY, now) == UNSIGNED
    assert check(asked, KEY, now + timedelta(seconds=58)) == UNSIGNED
    with pytest.raises(Denied, match="Request has expired"):
        check(asked, KEY, now + timedelta(seconds=62))
    with pytest.raises(Denied, match="not valid yet"):
        check(asked, KEY, now - timedelta(minutes=16))


def test_a_link_of_more_than_a_week_is_none() -> None:
    with pytest.raises(Denied, match="604800"):
        check(link(604_801), KEY, datetime.now(UTC))


@pytest.mark.parametrize("field", ["method", "path", "host"])
def test_a_signature_covers_the_method_the_path_and_the_host(field: str) -> None:
    asked = link()
    changed = {
        "method": Asked("HEAD", asked.path, asked.query, asked.headers),
        "path": Asked("GET", "/b/other", asked.query, asked.headers),
        "host": Asked("GET", asked.path, asked.query, {"host": "evil.example"}),
    }
    with pytest.raises(Denied, match="signature"):
        check(changed[field], KEY, datetime.now(UTC))


def test_another_secret_signs_otherwise_and_is_not_shown() -> None:
    with pytest.raises(Denied, match="signature"):
        check(link(), Key("CITYKEY", "other"), datetime.now(UTC))
    assert "other" not in repr(Key("CITYKEY", "other"))
