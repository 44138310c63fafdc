"""The pickup code: pinned bytes, forgiven typing, and each refusal of the code alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.pickup import token

KEYS = token.Keys(2, {1: bytes(32), 2: bytes(range(32))})
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EXPIRES = NOW + timedelta(days=7)


def body(code_type: token.Type = token.Type.ROLLING, keys: token.Keys = KEYS) -> bytes:
    return token.sign(
        keys,
        code_type=code_type,
        generation=1,
        pickup_id="0123456789abcdef",
        expires_at=EXPIRES,
        person_id="person-1",
    )


def rolling_text(at: datetime = NOW) -> str:
    key = token.secret(KEYS, kid=2, pickup_id="0123456789abcdef", generation=1)
    return token.text(body(), token.rolling(key, at))


def refused(text: str, at: datetime = NOW, keys: token.Keys = KEYS) -> str:
    with pytest.raises(Refusal) as caught:
        token.verify(keys, token.read(text), at)
    return caught.value.code


def test_bytes_are_pinned() -> None:
    key = token.secret(KEYS, kid=2, pickup_id="0123456789abcdef", generation=1)
    assert body()[:20].hex() == "010201010123456789abcdef6b0cd8a0f0d767e9"
    assert key.hex() == "d250aafd38529dbc2798e9274efb8765a3666d80877e493736c9b004143fa70e"
    assert rolling_text() == (
        "TP1.AEBACAIBENCWPCNLZXXWWDGYUDYNOZ7JZW5YIWUJGHLNKORTPYIZZVCVL3TQKPR46XLEU"
        "GAL676JLGPVDFL7VMHNSUHNBQUWVPP3FQKDWELV7THA4IFBTTKE4UHRYKJKVC2RCAG4CVOOE"
    )


def test_paper_bytes_are_pinned() -> None:
    paper = body(token.Type.PAPER)
    assert paper[:20].hex() == "010202010123456789abcdef6b0cd8a0f0d767e9"
    assert token.text(paper) == (
        "TP1.AEBAEAIBENCWPCNLZXXWWDGYUDYNOZ7JFRULYOFVKX3YXVN56Z3NEK4QYWP522OY4JDZG"
        "J4LUJ25Z5VUTBFGZ4MZMO5CRTSBEKXZAOE7L77EO5ZI2UKE3SJHN34327ZSUDMEAAQ"
    )
    assert token.link_key(KEYS, kid=2, pickup_id="0123456789abcdef", link_id="link-1") == (
        "1CkX1j-62yFxNcobDxn01Q"
    )


def test_lengths_are_those_of_the_protocol() -> None:
    assert len(body()) == 84
    assert len(rolling_text()) == 145
    assert len(token.text(body(token.Type.PAPER))) == 139


def test_a_code_read_back_says_what_was_signed() -> None:
    code = token.read(rolling_text())
    token.verify(KEYS, code, NOW)
    assert (code.kid, code.type, code.generation) == (2, token.Type.ROLLING, 1)
    assert (code.pickup_id, code.expires_at) == ("0123456789abcdef", EXPIRES)
    assert code.holder == token.holder(KEYS, 2, pickup_id="0123456789abcdef", person_id="person-1")


def test_paper_codes_need_no_rolling_part() -> None:
    token.verify(KEYS, token.read(token.text(body(token.Type.PAPER))), NOW)


def test_an_older_key_still_verifies() -> None:
    old = token.Keys(1, {1: bytes(32)})
    token.verify(KEYS, token.read(token.text(body(token.Type.PAPER, old))), NOW)


def test_a_live_pass_works_on_after_the_keys_turned() -> None:
    # The phone was offline meanwhile: it goes on with the body and the secret it was given.
    before = token.Keys(1, {1: bytes(32)})
    kept = body(keys=before)
    key = token.secret(before, kid=1, pickup_id="0123456789abcdef", generation=1)
    later = NOW + timedelta(days=3)
    code = token.read(token.text(kept, token.rolling(key, later)))
    assert (code.kid, KEYS.current) == (1, 2)
    token.verify(KEYS, code, later)
    newer = token.secret(KEYS, kid=2, pickup_id="0123456789abcdef", generation=1)
    wrong = token.text(kept, token.rolling(newer, later))
    assert refused(wrong, later) == "code-stale"


def test_a_key_taken_off_the_ring_takes_its_codes_along() -> None:
    old = token.Keys(1, {1: bytes(32)})
    text = token.text(body(token.Type.PAPER, old))
    without = token.Keys(2, {2: bytes(range(32))})
    assert refused(text, keys=without) == "code-key-unknown"


def test_a_kid_cannot_be_passed_off_as_another() -> None:
    forged = bytearray(body(token.Type.PAPER))
    forged[1] = 1
    assert refused(token.text(bytes(forged))) == "code-signature-wrong"


def test_link_keys_differ_by_link_pickup_and_seed() -> None:
    def key(kid: int = 2, pickup_id: str = "0123456789abcdef", link_id: str = "link-1") -> str:
        return token.link_key(KEYS, kid=kid, pickup_id=pickup_id, link_id=link_id)

    other = "1123456789abcdef"
    assert len({key(), key(1), key(pickup_id=other), key(link_id="link-2")}) == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: "http://example.com", "code-malformed"),
        (lambda text: text[:-3], "code-malformed"),
        (lambda text: text + "AAAAAAAA", "code-malformed"),
        (lambda text: "TP1.9999", "code-malformed"),
    ],
)
def test_what_is_no_code(change, code: str) -> None:  # type: ignore[no-untyped-def]
    assert refused(change(rolling_text())) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"\x02" + data[1:], "code-malformed"),
        (lambda data: data[:2] + b"\x03" + data[3:], "code-malformed"),
        (lambda data: data[:-1], "code-malformed"),
        (lambda data: data + b"0000", "code-malformed"),
        # A paper code cannot become one that needs no second factor.
        (lambda data: data[:2] + b"\x01" + data[3:] + b"0000", "code-signature-wrong"),
        (lambda data: data[:3] + b"\x02" + data[4:], "code-signature-wrong"),
        (lambda data: data[:12] + b"\xff\xff\xff\xff" + data[16:], "code-signature-wrong"),
        (lambda data: data[:16] + b"\x00\x00\x00\x00" + data[20:], "code-signature-wrong"),
        (lambda data: data[:20] + bytes(64), "code-signature-wrong"),
    ],
    ids=[
        *("version", "type", "short", "long"),
        *("as rolling", "generation", "expiry", "holder", "signature"),
    ],
)
def test_what_paper_is_refused(change, code: str) -> None:  # type: ignore[no-untyped-def]
    assert refused(token.text(change(body(token.Type.PAPER)))) == code


def test_paper_is_refused_in_order_too() -> None:
    text = token.text(body(token.Type.PAPER))
    late, unknown = EXPIRES, token.Keys(1, {1: bytes(32)})
    assert refused(text, late, unknown) == "code-key-unknown"
    assert refused(text, late) == "code-expired"
    token.verify(KEYS, token.read(text), EXPIRES - timedelta(seconds=1))


def test_refusals_come_in_order() -> None:
    late, unknown = EXPIRES + timedelta(hours=1), token.Keys(1, {1: bytes(32)})
    assert refused(rolling_text(), late, unknown) == "code-key-unknown"
    forged = bytearray(body())
    forged[5] ^= 1
    assert refused(token.text(bytes(forged), b"0000"), late) == "code-signature-wrong"
    assert refused(rolling_text(), late) == "code-expired"
    assert refused(rolling_text(NOW - timedelta(seconds=61))) == "code-stale"


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_neighbouring_steps_are_fresh(seconds: int) -> None:
    token.verify(KEYS, token.read(rolling_text(NOW + timedelta(seconds=seconds))), NOW)


@given(position=st.integers(0, 83), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused(position: int, bit: int) -> None:
    forged = bytearray(body(token.Type.PAPER))
    forged[position] ^= 1 << bit
    with pytest.raises(Refusal):
        token.verify(KEYS, token.read(token.text(bytes(forged))), NOW)


def test_lower_case_full_width_and_spaces_are_forgiven() -> None:
    text = rolling_text()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert token.read(text.lower()) == token.read(wide) == token.read(f" {text[:9]} {text[9:]}\n")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abcd efgh 2345", "ABCDEFGH2345"),
        ("0BCD-1FGH-8345", "OBCDIFGHB345"),
        ("ＡＢＣＤＥＦＧＨ２３４５", "ABCDEFGH2345"),
        ("ABCDEFGH234", None),
        ("ABCDEFGH2349", None),
    ],
)
def test_short_codes_as_people_type_them(typed: str, meant: str | None) -> None:
    assert token.short(typed) == meant


def test_the_secret_changes_with_generation_and_pickup() -> None:
    first = token.secret(KEYS, kid=2, pickup_id="0123456789abcdef", generation=1)
    assert first != token.secret(KEYS, kid=2, pickup_id="0123456789abcdef", generation=2)
    assert first != token.secret(KEYS, kid=2, pickup_id="1123456789abcdef", generation=1)


def test_the_holder_depends_on_person_and_pickup() -> None:
    code = token.read(rolling_text())
    assert code.holder != token.holder(KEYS, 2, pickup_id="0123456789abcdef", person_id="person-2")
    assert replace(code, holder=b"0000").fields() != code.fields()
