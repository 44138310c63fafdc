"""Access and refresh tokens: what is believed and what is not."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from backend.identity import token
from backend.identity.token import AccessKeys, Claims, RefreshClaims
from backend.kernel.errors import Refusal

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ISSUER = "https://tax.example"
CLAIMS = Claims(kind="staff", subject="p1", session_id="f1", jkt="k", roles=("clerk",))


def pem_of(private: Any) -> str:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def written(keys: AccessKeys, claims: Claims = CLAIMS) -> str:
    return token.sign(claims, keys, issuer=ISSUER, now=NOW, seconds=600)


def is_refused(text: str, keys: AccessKeys, **changes: Any) -> bool:
    wish = {"issuer": ISSUER, "now": NOW, **changes}
    with pytest.raises(Refusal, match="session-expired"):
        token.read(text, keys, **wish)
    return True


def test_a_token_says_what_was_signed(access_keys: AccessKeys) -> None:
    assert token.read(written(access_keys), access_keys, issuer=ISSUER, now=NOW) == CLAIMS
    kiosk = Claims(kind="kiosk", subject="k1", session_id="k1", jkt="j", site_id="s9")
    text = written(access_keys, kiosk)
    assert token.read(text, access_keys, issuer=ISSUER, now=NOW) == kiosk


def test_a_token_carries_the_key_it_is_bound_to(access_keys: AccessKeys) -> None:
    payload = jwt.decode(written(access_keys), options={"verify_signature": False})
    assert payload["cnf"] == {"jkt": "k"}
    assert payload["exp"] - payload["iat"] == 600
    header = jwt.get_unverified_header(written(access_keys))
    assert header == {"alg": "EdDSA", "typ": "at+jwt", "kid": access_keys.kid}


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (599, True), (600, False)])
def test_a_token_lives_ten_minutes(access_keys: AccessKeys, seconds: int, good: bool) -> None:
    now = NOW + timedelta(seconds=seconds)
    text = written(access_keys)
    if good:
        assert token.read(text, access_keys, issuer=ISSUER, now=now)
    else:
        assert is_refused(text, access_keys, now=now)


def test_another_issuer_is_not_believed(access_keys: AccessKeys) -> None:
    assert is_refused(written(access_keys), access_keys, issuer="https://other.example")


def test_a_retired_key_is_believed_until_it_is_taken_away(access_keys: AccessKeys) -> None:
    old, new = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    text = written(token.load_keys(pem_of(old)))
    public = old.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    both = token.load_keys(pem_of(new), [public.decode()])
    assert token.read(text, both, issuer=ISSUER, now=NOW) == CLAIMS
    assert is_refused(text, access_keys)


def test_only_ed25519_signs() -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        token.load_keys(pem_of(generate_private_key(SECP256R1())))


def forged(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    head, body, signature = text.split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=="))
    change(payload)
    encoded = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=").decode()
    return f"{head}.{encoded}.{signature}"


def test_nothing_forged_is_believed(access_keys: AccessKeys) -> None:
    good = written(access_keys)
    head, body, _ = good.split(".")
    nothing = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').rstrip(b"=").decode()
    for text in [
        "",
        "a.b.c",
        "é.b.c",
        "x" * 3000,
        good[:-4] + "AAAA",
        f"{nothing}.{body}.",
        f"{head}.{body}.",
        forged(good, lambda payload: payload.update(roles=["director"])),
    ]:
        assert is_refused(text, access_keys)


@pytest.mark.parametrize(
    "change",
    [{"aud": "other"}, {"kind": "ghost"}, {"cnf": None}, {"roles": None}, {"exp": "soon"}],
)
def test_a_well_signed_token_of_a_wrong_shape_is_not_believed(
    access_keys: AccessKeys, change: dict[str, Any]
) -> None:
    payload = jwt.decode(written(access_keys), options={"verify_signature": False})
    payload.update(change)
    headers = {"typ": "at+jwt", "kid": access_keys.kid}
    text = jwt.encode(payload, access_keys.signing, "EdDSA", headers=headers)
    assert is_refused(text, access_keys)


def test_a_token_of_another_type_is_not_believed(access_keys: AccessKeys) -> None:
    payload = jwt.decode(written(access_keys), options={"verify_signature": False})
    headers = {"typ": "JWT", "kid": access_keys.kid}
    assert is_refused(
        jwt.encode(payload, access_keys.signing, "EdDSA", headers=headers), access_keys
    )


def test_keys_are_never_printed(access_keys: AccessKeys) -> None:
    assert repr(access_keys) == f"AccessKeys(kid='{access_keys.kid}')"


def refresh_text(number: int = 3) -> str:
    return token.refresh_token(b"k" * 32, person_id="p.1", session_id="f1", number=number)


def test_a_refresh_token_is_the_same_whenever_it_is_needed() -> None:
    assert refresh_text() == refresh_text()
    assert refresh_text(4) != refresh_text(3)
    assert token.read_refresh_token(b"k" * 32, refresh_text()) == RefreshClaims("p.1", "f1", 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "r1",
        "é",
        refresh_text() + "A",
        refresh_text()[:-1],
        refresh_text().replace(".3.", ".4."),
        refresh_text().replace("f1", "f2"),
        refresh_text() * 40,
    ],
)
def test_a_made_up_refresh_token_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="session-ended"):
        token.read_refresh_token(b"k" * 32, text)
    with pytest.raises(Refusal, match="session-ended"):
        token.read_refresh_token(b"other", refresh_text())
