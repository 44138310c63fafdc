"""What a seller fills in, and whether each field may stand on a face (§2.1, §2.7)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from backend.einvoices.rules.face import Kind, Party, Treatment
from backend.einvoices.rules.pricing import Prices, Row
from backend.kernel.codes import check_uscc
from backend.kernel.codes.resident import check_resident_id
from backend.kernel.errors import Refusal
from backend.kernel.events import fingerprint
from backend.kernel.parameters import Parameters

_TAX_ID = re.compile(r"[0-9A-Z]{15,20}")
_UNIT_CODE_LENGTH = 18

# Which refusal a column has when its text is too long.
_TOO_LONG = {
    "item-name": "item-name-too-long",
    "specification": "specification-too-long",
    "unit": "unit-too-long",
    "quantity": "quantity-too-long",
    "unit-price": "unit-price-too-long",
}
_PARTY_TOO_LONG = {
    "address": "party-address-too-long",
    "phone": "party-phone-too-long",
    "bank": "party-bank-too-long",
    "account": "party-account-too-long",
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys; a natural person (自然人) may state no number, and gets no special invoice."""

    party: Party
    natural_person: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One invoice as typed; the seller's name and number are the company's own."""

    kind: Kind
    prices: Prices
    buyer: Buyer
    rows: tuple[Row, ...]
    remark: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""

    def hash_for(self, company_id: str) -> str:
        """Hash the request, to tell a repeat from another invoice under the same id."""
        seller = [self.address, self.phone, self.bank, self.account]
        buyer = [asdict(self.buyer.party), self.buyer.natural_person]
        rows = [_plain(row) for row in self.rows]
        head = [company_id, str(self.kind), str(self.prices), self.remark]
        return fingerprint([*head, seller, buyer, rows])


def _plain(row: Row) -> dict[str, object]:
    # Decimals are compared as numbers: 1.0 and 1 are the same request.
    return {
        "code": row.code,
        "name": row.name,
        "rate": [f"{row.rate.value.normalize():f}", str(row.rate.treatment)],
        "specification": row.specification,
        "unit": row.unit,
        "quantity": None if row.quantity is None else f"{row.quantity.normalize():f}",
        "unit_price": None if row.unit_price is None else f"{row.unit_price.normalize():f}",
        "amount_fen": row.amount_fen,
        "tax_fen": row.tax_fen,
        "discount": row.discount,
    }


def check_draft(draft: Draft, day: date, parameters: Parameters) -> None:
    """Check every field of a draft but the prices and the rates.

    Refuses `buyer-name-missing`, `buyer-name-too-long`; `special-natural-person`,
    `buyer-tax-id-missing` (special only), `buyer-tax-id-malformed`, those of `check_uscc`; a
    party's text too long; `lines-missing`, `lines-too-many` {most}; by row `item-name-missing`,
    `special-exempt`, a column too long; `remark-too-long` {bytes, most}.
    """
    most = _Most(day, parameters)
    _check_buyer(draft, most)
    most.check_party({name: getattr(draft, name) for name in _PARTY_TOO_LONG}, "/seller")
    if not draft.rows:
        raise Refusal("lines-missing", field="/lines")
    lines_most = parameters.number("lines-most", "all", day)
    if len(draft.rows) > lines_most:
        raise Refusal("lines-too-many", field="/lines", most=lines_most)
    for number, row in enumerate(draft.rows):
        _check_row(row, number, special=draft.kind.special, most=most)
    size, limit = len(draft.remark.encode()), most.of("remark")
    if size > limit:
        raise Refusal("remark-too-long", field="/remark", bytes=size, most=limit)


@dataclass(frozen=True, slots=True)
class _Most:
    """The longest texts of the day."""

    day: date
    parameters: Parameters

    def of(self, name: str) -> int:
        return self.parameters.number("face-length", name, self.day)

    def check_party(self, texts: Mapping[str, str], under: str) -> None:
        for name, code in _PARTY_TOO_LONG.items():
            if len(texts[name]) > self.of(name):
                raise Refusal(code, field=f"{under}/{name}", most=self.of(name))


def _check_buyer(draft: Draft, most: _Most) -> None:
    party = draft.buyer.party
    if not party.name.strip():
        raise Refusal("buyer-name-missing", field="/buyer/name")
    if len(party.name) > most.of("name"):
        raise Refusal("buyer-name-too-long", field="/buyer/name", most=most.of("name"))
    if draft.kind.special and draft.buyer.natural_person:
        raise Refusal("special-natural-person", field="/buyer/natural_person")
    if draft.kind.special and not party.tax_id:
        raise Refusal("buyer-tax-id-missing", field="/buyer/tax_id")
    if party.tax_id:
        _check_tax_id(party.tax_id, most.day, natural_person=draft.buyer.natural_person)
    texts = {name: getattr(party, name) for name in _PARTY_TOO_LONG}
    most.check_party(texts, "/buyer")


def _check_tax_id(tax_id: str, day: date, *, natural_person: bool) -> None:
    """Check a taxpayer's number (纳税人识别号); older sole traders have their owner's number."""
    if not _TAX_ID.fullmatch(tax_id):
        raise Refusal("buyer-tax-id-malformed", field="/buyer/tax_id")
    if natural_person or len(tax_id) != _UNIT_CODE_LENGTH:
        return
    try:
        check_uscc(tax_id, "/buyer/tax_id")
    except Refusal:
        if not _is_resident(tax_id, day):
            raise


def _is_resident(tax_id: str, day: date) -> bool:
    try:
        check_resident_id(tax_id, day)
    except Refusal:
        return False
    return True


def _check_row(row: Row, number: int, *, special: bool, most: _Most) -> None:
    under = f"/lines/{number}"
    if not row.name.strip():
        raise Refusal("item-name-missing", field=f"{under}/name", line=number + 1)
    if special and row.rate.treatment in (Treatment.EXEMPT, Treatment.NOT_TAXED):
        raise Refusal("special-exempt", field=f"{under}/rate", line=number + 1)
    for name, field, text in _columns(row):
        if len(text) > most.of(name):
            raise Refusal(
                _TOO_LONG[name], field=f"{under}/{field}", line=number + 1, most=most.of(name)
            )


def _columns(row: Row) -> Iterable[tuple[str, str, str]]:
    yield "item-name", "name", row.name
    yield "specification", "specification", row.specification
    yield "unit", "unit", row.unit
    yield "quantity", "quantity", "" if row.quantity is None else f"{row.quantity:f}"
    yield "unit-price", "unit_price", "" if row.unit_price is None else f"{row.unit_price:f}"
