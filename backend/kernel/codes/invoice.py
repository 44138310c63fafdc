"""Invoice codes and numbers: paper (发票代码, 发票号码) and fully digital (数电票号码)."""

from dataclasses import dataclass

from backend.kernel.codes.typed import folded, is_digits
from backend.kernel.errors import Refusal

# The last two digits of a 12-digit code whose first digit is 0.
_KINDS = {
    "04": "ordinary-two-part",
    "05": "ordinary-five-part",
    "06": "roll-57mm",
    "07": "roll-76mm",
    "11": "electronic-ordinary",
    "12": "electronic-toll",
    "13": "electronic-special",
}


@dataclass(frozen=True, slots=True)
class EInvoiceNumber:
    """The 20 digits of a digital invoice and their parts; there is no public check digit."""

    number: str
    year: int
    province: str
    channel: str
    serial: str


def check_invoice_code(text: str, field: str = "/code") -> str:
    """Take a paper invoice code of 10 or 12 digits; refuses `invoice-code-malformed` {length}."""
    code = folded(text)
    if not (is_digits(code, 12) or is_digits(code, 10)):
        raise Refusal("invoice-code-malformed", field=field, length=len(code))
    return code


def invoice_kind_of(code: str) -> str | None:
    """Tell the kind a checked 12-digit code states; None where the code does not say."""
    if len(code) != 12 or code[0] != "0":
        return None
    return _KINDS.get(code[10:])


def check_invoice_number(text: str, field: str = "/number") -> int:
    """Take a paper invoice number of 8 digits; refuses `invoice-number-malformed` {length}."""
    number = folded(text)
    if not is_digits(number, 8):
        raise Refusal("invoice-number-malformed", field=field, length=len(number))
    return int(number)


def show_invoice_number(number: int) -> str:
    """Write a paper invoice number as the 8 digits printed on the sheet."""
    if not 0 <= number <= 99_999_999:
        raise ValueError(f"{number} is no invoice number")
    return f"{number:08d}"


def check_e_invoice_number(text: str, field: str = "/number") -> EInvoiceNumber:
    """Take a digital invoice number; refuses `e-invoice-number-malformed` {length}."""
    number = folded(text)
    if not is_digits(number, 20):
        raise Refusal("e-invoice-number-malformed", field=field, length=len(number))
    return EInvoiceNumber(
        number=number,
        year=2000 + int(number[:2]),
        province=number[2:4],
        channel=number[4],
        serial=number[5:],
    )
