"""Mobile numbers: checking, looking up without keeping them, sealing, masking."""

import base64
import hmac
import ipaddress
import re
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.kernel.errors import Refusal

# 11 digits, 13x to 19x: the numbering plan of mainland mobile phones.
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)")
_SPACING = re.compile(r"[\s\-()]")
_NONCE_BYTES = 12


def check(text: str) -> str:
    """Return the eleven digits of a mainland mobile number; refuses phone-malformed.

    Spaces, hyphens, full-width digits and a leading +86 are understood; nothing else is guessed.
    """
    plain = _SPACING.sub("", unicodedata.normalize("NFKC", text))
    digits = _COUNTRY.sub("", plain)
    if not digits.isascii() or not _MOBILE.fullmatch(digits):
        raise Refusal("phone-malformed", field="/phone")
    return digits


def lookup(key: bytes, phone: str) -> str:
    """Return the name a number is found by; without the key it says nothing."""
    return hmac.digest(key, f"phone:{phone}".encode(), "sha256").hex()


def address_lookup(key: bytes, address: str) -> str:
    """Return the name a network address is counted by; IPv6 counts by its /64."""
    return hmac.digest(key, f"address:{_counted(address)}".encode(), "sha256").hex()


def masked(phone: str) -> str:
    """Show a number as people recognise their own: 138****5678."""
    return f"{phone[:3]}****{phone[-4:]}"


def seal(key: bytes, person_id: str, phone: str) -> str:
    """Encrypt a number for one person (AES-256-GCM).

    The nonce is an HMAC of person and number, so it repeats only for the very same text, and
    this stays a function of its arguments.
    """
    whose = person_id.encode()
    nonce = hmac.digest(key, b"nonce:" + whose + b":" + phone.encode(), "sha256")[:_NONCE_BYTES]
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, phone.encode(), whose)).decode()


def unseal(key: bytes, person_id: str, sealed: str) -> str:
    """Decrypt a number sealed for this person."""
    data = base64.b64decode(sealed)
    nonce, text = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
    return AESGCM(key).decrypt(nonce, text, person_id.encode()).decode()


def _counted(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unreadable"
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
