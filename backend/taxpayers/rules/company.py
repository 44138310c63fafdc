"""Companies (纳税人): what the bureau registered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.kernel.codes import CITY_CODE, check_uscc, resolve_district
from backend.kernel.events import Doing, Event, fingerprint


class TaxpayerType(StrEnum):
    """Kinds of taxpayer (纳税人类型), codes of the national register."""

    GENERAL = "1"
    SMALL_SCALE = "2"
    SMALL_SCALE_AGAIN = "3"
    COACHED_GENERAL = "4"
    NATURAL_PERSON = "5"


@dataclass(frozen=True, slots=True)
class Registration:
    """What is asked when a company is registered."""

    name: str
    district_code: str
    taxpayer_type: TaxpayerType

    def plain(self) -> dict[str, object]:
        """Write the request as plain JSON, to compare repeats."""
        return {
            "name": self.name,
            "district_code": self.district_code,
            "taxpayer_type": self.taxpayer_type.value,
        }


@dataclass(frozen=True, slots=True)
class Company:
    """A registered taxpayer; its id is the unified social credit code."""

    id: str
    name: str
    district_code: str
    taxpayer_type: TaxpayerType
    registered_at: datetime
    request_hash: str
    synthetic: bool = False
    city_code: str = CITY_CODE
    version: int = 1
    head: str = ""

    @property
    def subject(self) -> str:
        """The name of its history in the ledger."""
        return f"company/{self.id}"


def register(
    company_id: str, wish: Registration, doing: Doing, *, synthetic: bool = False
) -> tuple[Company, Event]:
    """Register a company.

    Old district names and codes become today's. Refusals in order: those of `read_uscc`,
    `district-unknown`, `district-divided`. `synthetic` marks an invented company and is no part
    of the request that a repeat is compared with.
    """
    company = Company(
        id=check_uscc(company_id),
        name=wish.name,
        district_code=resolve_district(wish.district_code),
        taxpayer_type=wish.taxpayer_type,
        registered_at=doing.at,
        request_hash=fingerprint(wish.plain()),
        synthetic=synthetic,
    )
    data = {**wish.plain(), "district_code": company.district_code, "synthetic": synthetic}
    return company, doing.event(company.subject, 1, "taxpayers:company:registered", **data)
