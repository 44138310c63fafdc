"""Mobile numbers and addresses: looked up without being kept, and sealed."""

import base64
import hmac
import ipaddress

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def lookup(key: bytes, phone: str) -> str:
    """Return the name a number is found by; without the key it says nothing."""
    return hmac.digest(key, f"phone:{phone}".encode(), "sha256").hex()


def address_lookup(key: bytes, address: str) -> str:
    """Return the name a network address is counted by; IPv6 counts by its /64."""
    return hmac.digest(key, f"address:{_counted(address)}".encode(), "sha256").hex()


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
        # A machine that signs its calls counts by itself: a whole hall has one address.
        return address if address.startswith("kiosk/") else "unreadable"
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
