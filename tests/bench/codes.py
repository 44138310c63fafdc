"""The pickup code, drawn, read and verified, beside the signature that it cannot do without."""

import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.pickup import token
from backend.pickup.token import Keys, Type
from backend.web import qr
from tests.conftest import START

ROUNDS, TIMES = 15, 100
KEYS = Keys(1, {1: bytes(range(32))})
PICKUP, PERSON = "0123456789abcdef", "person"


def report() -> None:
    """Print how many a second, each beside its floor, measured in turn."""
    key = Ed25519PrivateKey.from_private_bytes(KEYS.seed(1))
    public = key.public_key()
    shown, message = _drawn(), b"m" * 24
    signature = key.sign(message)
    print("pickup codes, a second on one core; × is the time of the bare part, in turn")
    _pair("draw", _drawn, "one Ed25519 signature", lambda: key.sign(message))
    _pair(
        "read and verify",
        lambda: token.verify(KEYS, token.read(shown), START),
        "one Ed25519 check",
        lambda: public.verify(signature, message),
    )
    _pair("picture as a path", lambda: qr.path(shown), "its modules", lambda: qr.matrix(shown))


def _drawn() -> str:
    body = token.sign(
        KEYS,
        code_type=Type.ROLLING,
        generation=1,
        pickup_id=PICKUP,
        expires_at=START.replace(year=START.year + 1),
        person_id=PERSON,
    )
    secret = token.secret(KEYS, kid=1, pickup_id=PICKUP, generation=1)
    return token.text(body, token.rolling(secret, START))


def _pair(name: str, ours: Callable[[], object], bare: str, theirs: Callable[[], object]) -> None:
    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    a, b = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"  {name:<18}{1 / a:8.0f}/s   {bare} {1 / b:8.0f}/s: {a / b:.1f}×")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(TIMES):
        act()
    return (time.perf_counter() - began) / TIMES
