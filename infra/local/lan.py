"""Inviting phones on the same network: this machine's address, and codes to scan."""

import io
import socket
from ipaddress import ip_address

import qrcode


def address() -> str | None:
    """Return the private IPv4 address other machines reach this one at, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))  # nothing is sent: this only picks the interface
            found: str = probe.getsockname()[0]
        except OSError:
            return None
    return found if ip_address(found).is_private and not ip_address(found).is_loopback else None


def picture(text: str) -> str:
    """Draw a QR code for a terminal, dark on light whatever the terminal's colours are."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=2)
    code.add_data(text)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
