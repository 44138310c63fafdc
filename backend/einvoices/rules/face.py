"""The face of a digital invoice (票面): what every document of it shows, and nothing else.

Amounts are whole fen, quantities and unit prices exact decimals; a red invoice (红字发票) has
negative amounts and names the invoice it takes back. Lengths and columns: domain facts §2.7.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """A digital kind by its internal id."""

    D_SPECIAL = "D_SPECIAL"
    D_ORD = "D_ORD"

    @property
    def special(self) -> bool:
        """Whether the buyer may deduct from it (专用发票)."""
        return self is Kind.D_SPECIAL

    @property
    def qr_type(self) -> str:
        """The type code in the QR string (§2.10)."""
        return {"D_SPECIAL": "31", "D_ORD": "32"}[self]

    @property
    def heading(self) -> str:
        """The heading printed on the face."""
        return {
            "D_SPECIAL": "电子发票（增值税专用发票）",
            "D_ORD": "电子发票（普通发票）",
        }[self]


class Treatment(StrEnum):
    """How a line is taxed: by its rate, not at all, or on a difference only."""

    TAXED = "taxed"
    EXEMPT = "exempt"
    NOT_TAXED = "not-taxed"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as a fraction (`0.13`) and what the column shows for it."""

    value: Decimal
    treatment: Treatment = Treatment.TAXED

    @property
    def shown(self) -> str:
        """Write the column: `13%`, `1.5%`, `免税`, `不征税`, `***`."""
        match self.treatment:
            case Treatment.TAXED:
                return f"{(self.value * 100).normalize():f}%"
            case Treatment.EXEMPT:
                return "免税"
            case Treatment.NOT_TAXED:
                return "不征税"
            case Treatment.DIFFERENCE:
                return "***"


@dataclass(frozen=True, slots=True)
class Party:
    """Buyer or seller; `tax_id` is empty for a natural person who states none."""

    name: str
    tax_id: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was sold, how much of it, for what price without tax, and the tax.

    `code` is the 19-digit tax classification (税收分类编码), `short_name` what stands between
    the stars; a discount line (折扣行) is negative and follows its parent. A line without
    quantity has no unit price either.
    """

    code: str
    short_name: str
    name: str
    rate: Rate
    amount_fen: int
    tax_fen: int
    specification: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    discount: bool = False

    @property
    def shown_name(self) -> str:
        """Write the name as printed: `*修理修配劳务*更换刹车片`."""
        return f"*{self.short_name}*{self.name}"


@dataclass(frozen=True, slots=True)
class Red:
    """What a red invoice takes back: the blue number, and the confirmation form it needs."""

    number: str
    confirmation: str


@dataclass(frozen=True, slots=True)
class Face:
    """One invoice as issued; it never changes afterwards."""

    number: str
    kind: Kind
    issued_at: datetime
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    issuer: str
    remark: str = ""
    label: str = ""
    red: Red | None = None

    @property
    def amount_fen(self) -> int:
        """Add up the amounts without tax."""
        return sum(line.amount_fen for line in self.lines)

    @property
    def tax_fen(self) -> int:
        """Add up the tax; it equals the printed total exactly."""
        return sum(line.tax_fen for line in self.lines)

    @property
    def total_fen(self) -> int:
        """Return amount and tax together (价税合计)."""
        return self.amount_fen + self.tax_fen
