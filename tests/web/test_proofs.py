"""Device proofs: what passes, and each refusal in order of precedence."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from backend.kernel.errors import Refusal
from backend.web import proofs
from backend.web.proofs import Nonces

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NONCES = Nonces(b"n" * 32)
URL = "https://tax.example/stage/api/sessions/refresh"
KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = {
    name: value
    for name, value in json.loads(ECAlgorithm.to_jwk(KEY.public_key())).items()
    if name in {"kty", "crv", "x", "y"}
}


def proof(
    header: dict[str, Any] | None = None, key: Any = KEY, algorithm: str = "ES256", **payload: Any
) -> str:
    """Sign a good proof, or one with some members replaced; None takes a member away."""
    body = {
        "jti": "one",
        "htm": "POST",
        "htu": URL,
        "iat": 1,
        "nonce": NONCES.current(NOW),
        **payload,
    }
    head = {"typ": "dpop+jwt", "jwk": PUBLIC, **(header or {})}
    kept = {name: value for name, value in body.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers=head)


def check(text: str | None, **changes: Any) -> proofs.Proof:
    wish = {"method": "POST", "url": URL, "now": NOW, "nonces": NONCES, **changes}
    return proofs.verify(text, **wish)


def refusal(text: str | None, **changes: Any) -> tuple[str, object]:
    with pytest.raises(Refusal) as caught:
        check(text, **changes)
    return caught.value.code, caught.value.params.get("part")


def test_a_good_proof_names_its_key() -> None:
    found = check(proof())
    assert found.jwk == PUBLIC
    assert found.jkt == proofs.thumbprint(PUBLIC)
    assert len(found.jkt) == 43


def test_the_thumbprint_is_of_the_four_members_in_order() -> None:
    jwk = {"y": "b" * 43, "x": "a" * 43, "kty": "EC", "crv": "P-256"}
    members = f'{{"crv":"P-256","kty":"EC","x":"{"a" * 43}","y":"{"b" * 43}"}}'
    assert proofs.thumbprint(jwk) == proofs.hash_of(members)


def test_the_example_of_the_standard_has_its_published_thumbprint() -> None:
    # RFC 9449: the key of §4.1 and the `jkt` of §6.1.
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
        "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
    }
    assert proofs.thumbprint(jwk) == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


def test_the_access_token_hash_of_the_standard() -> None:
    # RFC 9449 §7.1
    token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
    assert proofs.hash_of(token) == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"


@pytest.mark.parametrize("iat", [0, 1, 99999999999, -5, 1.5])
def test_the_device_clock_does_not_matter(iat: float) -> None:
    assert check(proof(iat=iat, exp=1, nbf=99999999999)).jwk == PUBLIC


@pytest.mark.parametrize(
    "htu",
    [
        URL,
        "HTTPS://TAX.EXAMPLE/stage/api/sessions/refresh",
        "https://tax.example:443/stage/api/sessions/refresh",
        URL + "?cursor=1#part",
        "https://tax.example/stage/%61pi/sessions/refresh",
    ],
)
def test_urls_are_compared_in_their_normal_form(htu: str) -> None:
    assert check(proof(htu=htu)).jwk == PUBLIC
    assert check(proof(), url=URL + "?page=2").jwk == PUBLIC


@pytest.mark.parametrize("given", ["%3Cb%3E", "%3cb%3e", "<b>"])
@pytest.mark.parametrize("public", ["%3Cb%3E", "<b>"])
def test_what_a_browser_escapes_or_leaves_is_the_same_url(given: str, public: str) -> None:
    base = "https://tax.example/api/companies/"
    assert check(proof(htu=base + given), url=base + public).jwk == PUBLIC
    assert refusal(proof(htu=f"{base}{given}%2Fx"), url=f"{base}{public}/x")[1] == "htu"


@pytest.mark.parametrize(
    "htu",
    [
        "https://tax.example/api/sessions/refresh",
        "http://tax.example/stage/api/sessions/refresh",
        "https://tax.example:444/stage/api/sessions/refresh",
        "https://other.example/stage/api/sessions/refresh",
        "https://someone@tax.example/stage/api/sessions/refresh",
        "https://tax.example@other.example/stage/api/sessions/refresh",
        "https://tax.example/stage/api%2Fsessions/refresh",
        "https://tax.example:port/stage/api/sessions/refresh",
        "/stage/api/sessions/refresh",
        "https://[tax.example/stage",
    ],
)
def test_another_url_is_wrong(htu: str) -> None:
    assert refusal(proof(htu=htu)) == ("proof-wrong", "htu")


def test_no_proof_is_missing() -> None:
    assert refusal(None) == ("proof-missing", None)
    assert refusal("") == ("proof-missing", None)


def tampered(change: Callable[[dict[str, Any]], None]) -> str:
    """Rewrite the header of a signed proof."""
    head, body, signature = proof().split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    change(header)
    text = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return f"{text}.{body}.{signature}"


OFF_CURVE = {**PUBLIC, "y": "A" * 43}
UNCANONICAL = {**PUBLIC, "x": PUBLIC["x"][:-1] + chr(ord(PUBLIC["x"][-1]) + 1)}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("not a proof", "jwt"),
        ("a.b.c", "jwt"),
        ("é" * 10, "size"),
        ("a" * 2049, "size"),
        (proof(jti="j" * 2000), "size"),
        (proof(header={"typ": "JWT"}), "typ"),
        (tampered(lambda header: header.update(alg="none")), "alg"),
        (tampered(lambda header: header.update(alg="ES384")), "alg"),
        (jwt.encode({"jti": "a"}, "s" * 64, "HS256", headers={"typ": "dpop+jwt"}), "alg"),
        (proof(iat=None), "iat"),
        (proof(jti=None), "jti"),
        (proof(jti=""), "jti"),
        (proof(jti="j" * 129), "jti"),
        (proof(htm=None), "htm"),
        (proof(htm=5), "htm"),
        (proof(htu=None), "htu"),
        (proof(nonce=7), "nonce"),
        (proof(ath=["x"]), "ath"),
        (tampered(lambda header: header.pop("jwk")), "jwk"),
        (proof(header={"jwk": "text"}), "jwk"),
        (proof(header={"jwk": {**PUBLIC, "d": "secret"}}), "jwk"),
        (proof(header={"jwk": {**PUBLIC, "crv": "P-384"}}), "jwk"),
        (proof(header={"jwk": {**PUBLIC, "kty": "RSA"}}), "jwk"),
        (proof(header={"jwk": {**PUBLIC, "x": PUBLIC["x"] + "A"}}), "jwk"),
        (proof(header={"jwk": {**PUBLIC, "y": 5}}), "jwk"),
        (proof(header={"jwk": UNCANONICAL}), "jwk"),
        (proof(header={"jwk": OFF_CURVE}), "jwk"),
    ],
)
def test_a_wrong_shape_is_malformed(text: str, part: str) -> None:
    assert refusal(text) == ("proof-malformed", part)


def test_an_iat_that_is_no_number_is_malformed() -> None:
    head, _, signature = proof().split(".")
    for iat in (True, "1", [1]):
        body = json.dumps({"jti": "one", "htm": "POST", "htu": URL, "iat": iat}).encode()
        text = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
        code, part = refusal(f"{head}.{text}.{signature}")
        assert (code, part in {"iat", "jwt"}) == ("proof-malformed", True)


def test_extra_members_of_an_exported_key_are_dropped() -> None:
    jwk = {**PUBLIC, "ext": True, "key_ops": ["verify"]}
    assert check(proof(header={"jwk": jwk})).jwk == PUBLIC


@pytest.mark.parametrize("nonce", [None, "stale", Nonces(b"other").current(NOW), "é", "\ud800"])
def test_without_our_nonce_the_caller_is_sent_for_one(nonce: str | None) -> None:
    assert refusal(proof(nonce=nonce)) == ("proof-nonce-needed", None)


def test_a_nonce_lives_through_the_next_step_and_no_longer() -> None:
    nonce = NONCES.current(NOW)
    assert NONCES.accepts(nonce, NOW + timedelta(seconds=599))
    assert not NONCES.accepts(nonce, NOW + timedelta(seconds=600))
    assert not NONCES.accepts(nonce, NOW - timedelta(seconds=1))
    assert NONCES.current(NOW + timedelta(seconds=300)) != nonce


def test_another_method_is_wrong() -> None:
    assert refusal(proof(htm="GET")) == ("proof-wrong", "htm")
    assert refusal(proof(htm="post")) == ("proof-wrong", "htm")


def test_a_signature_by_another_key_is_wrong() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    assert refusal(proof(key=other)) == ("proof-wrong", "signature")


def test_a_changed_body_is_wrong() -> None:
    head, _, signature = proof().split(".")
    _, body, _ = proof(jti="two").split(".")
    assert refusal(f"{head}.{body}.{signature}") == ("proof-wrong", "signature")


def test_the_access_token_is_bound_by_its_hash() -> None:
    good = proof(ath=proofs.hash_of("token"))
    assert check(good, access_token="token").jwk == PUBLIC
    assert refusal(good, access_token="other") == ("proof-wrong", "ath")
    assert refusal(proof(), access_token="token") == ("proof-wrong", "ath")
    for odd in ("é", "\ud800"):
        assert refusal(proof(ath=odd), access_token="token") == ("proof-wrong", "ath")


def test_refusals_come_in_their_order() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    bad = {"htm": "GET", "htu": "https://other.example/"}
    everything = proof(header={"typ": "JWT"}, key=other, nonce="stale", **bad)
    assert refusal(everything, access_token="t")[0] == "proof-malformed"
    assert refusal(proof(key=other, nonce="stale", **bad), access_token="t")[0] == (
        "proof-nonce-needed"
    )
    assert refusal(proof(key=other, **bad), access_token="t") == ("proof-wrong", "htm")
    assert refusal(proof(key=other, htu=bad["htu"])) == ("proof-wrong", "htu")
    assert refusal(proof(key=other), access_token="t") == ("proof-wrong", "signature")
