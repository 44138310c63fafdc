"""An address (收件地址) of a company's book: who takes a parcel, and where.

An entry never changes: who moves writes a new one and takes the old one off. What was sent there
keeps its own copy.
"""

from dataclasses import dataclass, field, replace

from backend.delivery.rules import divisions
from backend.kernel.codes import check_mobile, district_name, resolve_district
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event, fingerprint

MOST_ADDRESSES = 50
# Shortest and longest text of each field; the carrier's label has room for no more.
LENGTHS = {
    "province": (2, 20),
    "city": (0, 20),
    "county": (0, 20),
    "town": (0, 30),
    "street": (2, 100),
    "name": (2, 30),
}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes; `code` is that of the district where we know it (行政区划代码)."""

    province: str
    city: str
    county: str
    town: str
    street: str
    name: str
    phone: str
    code: str = ""

    @property
    def key(self) -> str:
        """Tell two destinations apart."""
        return fingerprint(
            [self.province, self.city, self.county, self.town, self.street, self.name, self.phone]
        )


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of an address book."""

    id: str
    company_id: str
    to: Destination
    removed: bool = False
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"address/{self.company_id}/{self.id}"


Step = tuple[Address, Event]


def check_destination(typed: Destination) -> Destination:
    """Take a destination as typed: spaces folded, the phone as digits, the district by its code.

    Refuses `address-malformed` (which field, and how long it may be), `phone-malformed`; within
    Xingtai `district-unknown`, `district-divided`. Districts of other places are taken as text.
    """
    told = {name: _plain(name, getattr(typed, name)) for name in LENGTHS}
    ours = divisions.published()
    here = told["city"] in (ours.city, ours.city[:-1]) and told["province"] in (
        ours.province,
        ours.province[:-1],
    )
    phone = check_mobile(typed.phone)
    code = ""
    if here:
        code = resolve_district(told["county"], "/county")
        told |= {"province": ours.province, "city": ours.city, "county": district_name(code)}
    return Destination(**told, phone=phone, code=code)


def add(address: Address, doing: Doing) -> Step:
    """Write an entry into the book."""
    return _step(address, "added", doing)


def check_same(address: Address, to: Destination) -> None:
    """Take a repeat; refuses `address-exists-differently` for another entry under its id."""
    if address.to != to:
        raise Refusal("address-exists-differently")


def remove(address: Address, doing: Doing) -> Step | None:
    """Take an entry off the book; None when it is off."""
    if address.removed:
        return None
    return _step(replace(address, removed=True), "removed", doing)


def _plain(name: str, text: str) -> str:
    plain = " ".join(text.split())
    shortest, longest = LENGTHS[name]
    if not shortest <= len(plain) <= longest or not plain.isprintable():
        raise Refusal("address-malformed", field=f"/{name}", shortest=shortest, longest=longest)
    return plain


def _step(after: Address, verb: str, doing: Doing) -> Step:
    numbered = replace(after, version=after.version + 1)
    # Who lives where is personal: the ledger knows that it was written, not what. A fingerprint
    # would tell it too, to whoever tries all phones of a street.
    kind = f"delivery:address:{verb}"
    told = {"company_id": after.company_id, "address_id": after.id}
    return numbered, doing.event(numbered.subject, numbered.version, kind, **told)
