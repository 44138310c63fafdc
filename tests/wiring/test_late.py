"""Secrets are read by who needs them: a city is put together without any, the API with its own."""

import json
from pathlib import Path

import pytest

from backend import settings
from backend.app import create_app
from backend.outside.secrets import FileSecrets, SecretMissing
from backend.wiring import build
from backend.wiring.late import late
from tests.conftest import OwnedClock


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    path = tmp_path / "secrets.json"
    path.write_text("{}", encoding="utf-8")
    return path


def test_a_function_starts_without_a_secret_and_the_api_does_not(
    secrets: Path, clock: OwnedClock
) -> None:
    told = settings.read(
        {
            "TAX_ENVIRONMENT": "local",
            "TAX_PUBLIC_URLS": "http://localhost",
            "TAX_SECRETS": f"file:{secrets}",
        }
    )
    city = build(told, clock)
    with pytest.raises(SecretMissing, match="access-signing-pem"):
        create_app(city)
    for read in (lambda: city.identity.keys.lookup, lambda: city.gate.nonces.current(clock.now())):
        with pytest.raises(SecretMissing):
            read()


def test_a_thing_is_made_once_and_tried_again_while_its_secret_is_missing(secrets: Path) -> None:
    made = []

    def make(told: str) -> Path:
        made.append(told)
        return Path(told)

    thing = late(FileSecrets(secrets), "place", make)
    with pytest.raises(SecretMissing, match="place"):
        assert thing.name
    secrets.write_text(json.dumps({"place": "/a/b", "more": "to be read anew"}), encoding="utf-8")
    assert (thing.name, thing.suffix, made) == ("b", "", ["/a/b"])
    assert "/a/b" not in repr(thing)
