"""The invoice kinds that exist on paper and are handed over at a kiosk (票种)."""

from enum import StrEnum

from backend.kernel.errors import Refusal


class Kind(StrEnum):
    """A paper kind by its internal id; digital invoices need no supply."""

    P_SPECIAL = "P_SPECIAL"
    P_ORD = "P_ORD"
    P_ROLL = "P_ROLL"
    P_GENERAL = "P_GENERAL"
    DP_SPECIAL = "DP_SPECIAL"
    DP_ORD = "DP_ORD"

    @property
    def name_zh(self) -> str:
        """The name printed on the paper."""
        return _NAMES[self][0]

    @property
    def name_en(self) -> str:
        """The name in English, for the English pages."""
        return _NAMES[self][1]

    @property
    def special(self) -> bool:
        """Whether the buyer may deduct from it (专用发票): grade D limits these further."""
        return self in {Kind.P_SPECIAL, Kind.DP_SPECIAL}


_NAMES = {
    Kind.P_SPECIAL: ("增值税专用发票（纸质）", "Special VAT invoice (paper)"),
    Kind.P_ORD: ("增值税普通发票（纸质）", "Ordinary VAT invoice (paper)"),
    Kind.P_ROLL: ("增值税普通发票（卷票）", "Ordinary VAT invoice (roll)"),
    Kind.P_GENERAL: ("通用发票（纸质）", "General invoice (paper)"),
    Kind.DP_SPECIAL: ("数电纸质发票（增值税专用发票）", "Digital invoice on paper, special"),
    Kind.DP_ORD: ("数电纸质发票（普通发票）", "Digital invoice on paper, ordinary"),
}


def check_kind(text: str, field: str = "/kind") -> Kind:
    """Take a kind as a client names it; refuses `kind-unknown`."""
    try:
        return Kind(text)
    except ValueError as error:
        raise Refusal("kind-unknown", field=field, kind=text[:20]) from error
