"""The key of access tokens is rotated while people are signed in, through the public door."""

import json
from dataclasses import replace
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from flask import Flask

from backend.app import create_app
from backend.wiring import build
from infra.local.seed.people import OWNER
from tests.walks.conftest import Walk
from tests.walks.device import Device

PATH = "/api/sessions"


class Secrets:
    """The secrets of the walk's city, as whoever rotates sees them."""

    def __init__(self, walk: Walk) -> None:
        self.path = Path(walk.city.settings.secrets.removeprefix("file:"))

    def put(self, **changes: str | None) -> None:
        told = json.loads(self.path.read_text(encoding="utf-8"))
        told |= {f"access-{name.replace('_', '-')}": text for name, text in changes.items()}
        kept = {name: text for name, text in told.items() if text is not None}
        self.path.write_text(json.dumps(kept), encoding="utf-8")

    @property
    def public(self) -> str:
        pem = json.loads(self.path.read_text(encoding="utf-8"))["access-signing-pem"]
        return _public(load_pem_private_key(pem.encode(), None))  # type: ignore[arg-type]


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def fresh() -> tuple[str, str]:
    """Make a key: what signs, and its public half."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return pem, _public(key)


def started(walk: Walk) -> Flask:
    """Another process of the same city, started now."""
    return create_app(build(walk.city.settings, walk.clock))


def signed_by(device: Device) -> str:
    return str(jwt.get_unverified_header(device.access or "")["kid"])


def test_a_rotation_is_noticed_by_nobody(walk: Walk) -> None:
    secrets, (pem, public) = Secrets(walk), fresh()
    early = walk.signed_in(OWNER.phone)
    secrets.put(retired_pems=secrets.public + public)
    early.get(PATH)
    lagging = started(walk)
    secrets.put(signing_pem=pem)
    processes = [walk.app, lagging, started(walk)]
    late = walk.signed_in(OWNER.phone)
    assert signed_by(late) != signed_by(early)
    for device in (early, late):
        for app in processes:
            replace(device, app=app).get(PATH)
    walk.clock.forward(minutes=10)
    assert early.refused("GET", PATH)["code"] == "session-expired"
    secrets.put(retired_pems=None)
    late = walk.signed_in(OWNER.phone)
    for app in (*processes, started(walk)):
        replace(late, app=app).get(PATH)


def test_a_process_that_still_signs_with_the_old_key_is_believed(walk: Walk) -> None:
    secrets, (pem, public) = Secrets(walk), fresh()
    secrets.put(retired_pems=secrets.public + public)
    old = walk.signed_in(OWNER.phone)
    told = secrets.path.read_text(encoding="utf-8")
    secrets.put(signing_pem=pem)
    ahead = started(walk)
    new = walk.signed_in(OWNER.phone)
    secrets.path.write_text(told, encoding="utf-8")  # what a process sees that lags behind
    behind = started(walk)
    replace(new, app=behind).get(PATH)
    replace(old, app=ahead).get(PATH)


def test_a_key_that_leaked_is_believed_no_more(walk: Walk) -> None:
    secrets, (pem, _) = Secrets(walk), fresh()
    early = walk.signed_in(OWNER.phone)
    secrets.put(signing_pem=pem)
    assert early.refused("GET", PATH)["code"] == "session-expired"
    walk.signed_in(OWNER.phone).get(PATH)


@pytest.mark.parametrize("wrong", ["no key", "-----BEGIN X-----\nx\n-----END X-----", "private"])
def test_a_slip_of_the_hand_closes_nothing(walk: Walk, wrong: str) -> None:
    secrets, (pem, _) = Secrets(walk), fresh()
    early = walk.signed_in(OWNER.phone)
    secrets.put(retired_pems=pem if wrong == "private" else wrong)
    early.get(PATH)
    with pytest.raises(ValueError, match=r"(?i)pem|key"):
        started(walk)
    secrets.put(retired_pems=None)
    early.get(PATH)
