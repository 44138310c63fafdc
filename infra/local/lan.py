"""Inviting phones on the same network: this machine's address, and codes to scan."""

import io
import socket

import qrcode

from infra.local.authority import may_speak_for

_LIGHT_ON_DARK, _RESET = "\x1b[48;5;232m\x1b[38;5;255m", "\x1b[0m"


def address() -> str | None:
    """Return the private IPv4 address other machines reach this one at, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))  # nothing is sent: this only picks the interface
            found: str = probe.getsockname()[0]
        except OSError:
            return None
    return found if may_speak_for(found) and not found.startswith("127.") else None


def picture(text: str, *, coloured: bool) -> str:
    """Draw a QR code of half blocks; `coloured` fixes dark and light whatever the terminal has."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=2)
    code.add_data(text)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    lines = out.getvalue().splitlines()
    return "\n".join(f"{_LIGHT_ON_DARK}{line}{_RESET}" if coloured else line for line in lines)
