"""The same invoice as a Cross Industry Invoice (EN 16931), for the library it is compared with."""

from lxml import etree

from backend.einvoices.rules.face import Face, Line, Party
from backend.kernel.clock import SHANGHAI
from backend.kernel.money import to_yuan

_UN = "urn:un:unece:uncefact:data"
_SPACES = {
    "rsm": f"{_UN}:standard:CrossIndustryInvoice:100",
    "ram": f"{_UN}:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_UN}:standard:UnqualifiedDataType:100",
}
_PROFILE = "urn:cen.eu:en16931:2017"


def write(face: Face) -> bytes:
    """Write the lines, parties and totals of a face."""
    root = etree.Element(_name("rsm:CrossIndustryInvoice"), nsmap=_SPACES)
    context = _add(root, "rsm:ExchangedDocumentContext")
    _add(_add(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", _PROFILE)
    document = _add(root, "rsm:ExchangedDocument")
    _add(document, "ram:ID", face.number)
    _add(document, "ram:TypeCode", "380")
    day = _add(_add(document, "ram:IssueDateTime"), "udt:DateTimeString")
    day.set("format", "102")
    day.text = f"{face.issued_at.astimezone(SHANGHAI):%Y%m%d}"
    deal = _add(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(face.lines, 1):
        _line(deal, number, line)
    agreement = _add(deal, "ram:ApplicableHeaderTradeAgreement")
    _party(_add(agreement, "ram:SellerTradeParty"), face.seller)
    _party(_add(agreement, "ram:BuyerTradeParty"), face.buyer)
    _add(deal, "ram:ApplicableHeaderTradeDelivery")
    _settlement(deal, face)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _line(deal: etree._Element, number: int, line: Line) -> None:
    item = _add(deal, "ram:IncludedSupplyChainTradeLineItem")
    _add(_add(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(number))
    _add(_add(item, "ram:SpecifiedTradeProduct"), "ram:Name", line.shown_name)
    price = _add(_add(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _add(price, "ram:ChargeAmount", str(line.unit_price or to_yuan(line.amount_fen)))
    quantity = _add(_add(item, "ram:SpecifiedLineTradeDelivery"), "ram:BilledQuantity")
    quantity.set("unitCode", "C62")
    quantity.text = str(line.quantity or 1)
    settled = _add(item, "ram:SpecifiedLineTradeSettlement")
    _tax(_add(settled, "ram:ApplicableTradeTax"), line)
    total = _add(settled, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _add(total, "ram:LineTotalAmount", str(to_yuan(line.amount_fen)))


def _tax(tax: etree._Element, line: Line) -> None:
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:CategoryCode", "S")
    _add(tax, "ram:RateApplicablePercent", f"{line.rate.value * 100:f}")


def _settlement(deal: etree._Element, face: Face) -> None:
    settled = _add(deal, "ram:ApplicableHeaderTradeSettlement")
    _add(settled, "ram:InvoiceCurrencyCode", "CNY")
    tax = _add(settled, "ram:ApplicableTradeTax")
    _add(tax, "ram:CalculatedAmount", str(to_yuan(face.tax_fen)))
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:BasisAmount", str(to_yuan(face.amount_fen)))
    _add(tax, "ram:CategoryCode", "S")
    _add(tax, "ram:RateApplicablePercent", f"{face.lines[0].rate.value * 100:f}")
    _add(_add(settled, "ram:SpecifiedTradePaymentTerms"), "ram:Description", "模拟数据")
    sums = _add(settled, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _add(sums, "ram:LineTotalAmount", str(to_yuan(face.amount_fen)))
    _add(sums, "ram:TaxBasisTotalAmount", str(to_yuan(face.amount_fen)))
    _add(sums, "ram:TaxTotalAmount", str(to_yuan(face.tax_fen))).set("currencyID", "CNY")
    _add(sums, "ram:GrandTotalAmount", str(to_yuan(face.total_fen)))
    _add(sums, "ram:DuePayableAmount", str(to_yuan(face.total_fen)))


def _party(element: etree._Element, party: Party) -> None:
    _add(element, "ram:Name", party.name)
    _add(_add(element, "ram:PostalTradeAddress"), "ram:CountryID", "CN")


def _add(above: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(above, _name(name))
    element.text = text
    return element


def _name(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"
