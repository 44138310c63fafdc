"""The bank accounts of the demo city (模拟): one a company, and a few of persons."""

from dataclasses import dataclass

from infra.local.seed.companies import COMPANIES
from infra.local.seed.people import OWNER, TEN

TREASURY = "TREASURY"
FULL_FEN, POOR_FEN = 900_000_000_00, 100_00


@dataclass(frozen=True, slots=True)
class Account:
    """One account, whose it is, and what lies in it at the beginning."""

    number: str
    name: str
    balance_fen: int


def number_of(serial: int) -> str:
    """Make an account number that no bank gives: it begins with zeros."""
    return f"000000{serial:013d}"


# The third company's account is nearly empty, so that a refusal can be seen.
ACCOUNTS = (
    *(
        Account(number_of(one.serial), one.name, POOR_FEN if one.serial == 3 else FULL_FEN)
        for one in COMPANIES
    ),
    Account(number_of(9_001), OWNER.name, 50_000_00),
    Account(number_of(9_002), TEN.name, POOR_FEN),
)
