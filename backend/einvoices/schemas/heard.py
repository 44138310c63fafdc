"""What the e-invoices room hears over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from backend.einvoices.rules.adjustments import Lasting, Wish
from backend.einvoices.rules.checking import Asked
from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party, Rate, Treatment
from backend.einvoices.rules.listing import Search
from backend.einvoices.rules.pricing import Prices, Row
from backend.web.routes import ListQuery, View

CompanyId = Annotated[str, Field(max_length=20)]
# Lengths on the face are refused by the rules, with their own codes; these bound what is read.
Exact = Annotated[str, Field(pattern=r"^[0-9]{1,30}(\.[0-9]{1,30})?$")]
Text = Annotated[str, Field(max_length=2_000)]
Fen = Annotated[StrictInt, Field(ge=-(10**18), le=10**18)]


class SellingPath(View):
    """A company that sells."""

    company_id: CompanyId


class EInvoicePath(SellingPath):
    """An e-invoice of a company."""

    invoice_id: str = Field(max_length=36)


class AdjustmentPath(SellingPath):
    """An application of a company for another quota."""

    adjustment_id: str = Field(max_length=36)


class DraftBuyer(View):
    """Who buys; the tax number is needed on a special invoice."""

    name: Text
    tax_id: str = Field(default="", max_length=40)
    natural_person: StrictBool = False
    address: Text = ""
    phone: Text = ""
    bank: Text = ""
    account: Text = ""

    def value(self) -> Buyer:
        """Return the buyer as the rules know it."""
        party = Party(self.name, self.tax_id, self.address, self.phone, self.bank, self.account)
        return Buyer(party, self.natural_person)


class DraftSeller(View):
    """What else the face says of the seller; name and number are the company's."""

    address: Text = ""
    phone: Text = ""
    bank: Text = ""
    account: Text = ""


class DraftLine(View):
    """One line as typed: quantity and unit price, or an amount; a discount follows its line.

    Rates are fractions (`0.13`), unit prices yuan, amounts fen; with `prices: inclusive` both
    hold the tax.
    """

    code: str = Field(max_length=40)
    name: Text
    rate: str = Field(pattern=r"^0(\.[0-9]{1,6})?$")
    treatment: Treatment = Treatment.TAXED
    specification: Text = ""
    unit: Text = ""
    quantity: Exact | None = None
    unit_price: Exact | None = None
    amount_fen: Fen | None = None
    tax_fen: Fen | None = None
    discount: StrictBool = False

    def value(self) -> Row:
        """Return the line as the rules know it."""
        return Row(
            code=self.code,
            name=self.name,
            rate=Rate(Decimal(self.rate), self.treatment),
            specification=self.specification,
            unit=self.unit,
            quantity=None if self.quantity is None else Decimal(self.quantity),
            unit_price=None if self.unit_price is None else Decimal(self.unit_price),
            amount_fen=self.amount_fen,
            tax_fen=self.tax_fen,
            discount=self.discount,
        )


class DraftBody(View):
    """An invoice as typed."""

    kind: Literal["D_SPECIAL", "D_ORD"]
    prices: Prices
    buyer: DraftBuyer
    seller: DraftSeller = Field(default_factory=DraftSeller)
    lines: list[DraftLine] = Field(max_length=1_000)
    remark: Text = ""

    def value(self) -> Draft:
        """Return the draft as the rules know it."""
        return Draft(
            kind=Kind(self.kind),
            prices=self.prices,
            buyer=self.buyer.value(),
            rows=tuple(line.value() for line in self.lines),
            remark=self.remark,
            address=self.seller.address,
            phone=self.seller.phone,
            bank=self.seller.bank,
            account=self.seller.account,
        )


class ReceivedQuery(ListQuery):
    """One search at a time: a number, or days (`from`, `to`, both included)."""

    number: str | None = Field(default=None, max_length=40)
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None

    def search(self) -> Search:
        """Return the search as the rules know it."""
        return Search(number=self.number, first_day=self.from_, last_day=self.to)


class IssuedQuery(ReceivedQuery):
    """One search at a time: a number, the beginning of the buyer's name, or days."""

    buyer: str | None = Field(default=None, max_length=300)

    def search(self) -> Search:
        """Return the search as the rules know it."""
        return Search(self.number, self.buyer, self.from_, self.to)


class AdjustmentBody(View):
    """Another quota: how much, for how long, why, and by what it is shown."""

    wanted_fen: Fen
    lasting: Lasting
    reason: Text
    evidence: list[Text] = Field(max_length=20)

    def value(self) -> Wish:
        """Return the wish as the rules know it."""
        return Wish(self.wanted_fen, self.lasting, self.reason, tuple(self.evidence))


class TakeBack(View):
    """Why an application is taken back."""

    reason: str = Field(min_length=1, max_length=500)


class CheckBody(View):
    """What somebody reads off an e-invoice; `kind` leaves room for other invoices."""

    kind: Literal["e-invoice"] = "e-invoice"
    number: str = Field(max_length=60)
    issued_on: date
    total_fen: Fen

    def value(self) -> Asked:
        """Return the question as the rules know it."""
        return Asked(self.number, self.issued_on, self.total_fen)
