"""The XML of an invoice (数电票 XML), in a namespace of our own with the published tag names.

`einvoice.xsd` beside this file is the schema we publish; a document that does not keep to it is
not handed out.
"""

from functools import cache
from pathlib import Path

from lxml import etree

from backend.einvoices.rules import words
from backend.einvoices.rules.face import Face, Line, Party
from backend.kernel.clock import SHANGHAI
from backend.kernel.money import to_yuan
from functions.documents.names import NAMESPACE, NOTICE, VERSION, tag
from functions.documents.remark import remark

SCHEMA = Path(__file__).with_name("einvoice.xsd")
LABELS = {"Y": "蓝字发票", "N": "红字发票"}


def tree(face: Face) -> etree._Element:
    """Build the document of an invoice, unsigned; raises DocumentInvalid outside the schema."""
    root = etree.Element(tag("EInvoice"), nsmap={None: NAMESPACE}, version=VERSION, notice=NOTICE)
    _header(root, face)
    data = etree.SubElement(root, tag("EInvoiceData"))
    _party(data, "Seller", face.seller)
    _party(data, "Buyer", face.buyer)
    _totals(data, face)
    for line in face.lines:
        _line(data, line)
    if face.red:
        red = etree.SubElement(
            etree.SubElement(data, tag("SpecificInformation")), tag("RedEInvoice")
        )
        _add(red, "OriginalInvoiceCode", face.red.number)
        _add(red, "CreditNoteNumber", face.red.confirmation)
    _add(etree.SubElement(data, tag("AdditionalInformation")), "Remark", remark(face))
    schema().assertValid(root)
    return root


@cache
def schema() -> etree.XMLSchema:
    """Read the published schema once a process."""
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def _header(root: etree._Element, face: Face) -> None:
    header = etree.SubElement(root, tag("Header"))
    _add(header, "EIid", face.number)
    _add(header, "IssueTime", face.issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds"))
    sign = "N" if face.red else "Y"
    _label(header, "InIssuType", code=sign, meaning=LABELS[sign])
    kind = "01" if face.kind.special else "02"
    _label(header, "GeneralOrSpecialVAT", code=kind, meaning=face.kind.heading)
    if face.label:
        _add(header, "Label", face.label)


def _party(data: etree._Element, side: str, party: Party) -> None:
    element = etree.SubElement(data, tag(f"{side}Information"))
    _add(element, f"{side}IdNum", party.tax_id)
    _add(element, f"{side}Name", party.name)
    for name, value in (
        ("Addr", party.address),
        ("TelNum", party.phone),
        ("BankName", party.bank),
        ("BankAccNum", party.account),
    ):
        if value:
            _add(element, f"{side}{name}", value)


def _totals(data: etree._Element, face: Face) -> None:
    element = etree.SubElement(data, tag("BasicInformation"))
    _add(element, "TotalAmWithoutTax", str(to_yuan(face.amount_fen)))
    _add(element, "TotalTaxAm", str(to_yuan(face.tax_fen)))
    _add(element, "TotalTax-includedAmount", str(to_yuan(face.total_fen)))
    _add(element, "TotalTax-includedAmountInChinese", words.write(face.total_fen))
    _add(element, "Drawer", face.issuer)


def _line(data: etree._Element, line: Line) -> None:
    element = etree.SubElement(data, tag("IssuItemInformation"))
    if line.discount:
        element.set("discount", "true")
    _add(element, "TaxClassificationCode", line.code)
    _add(element, "ItemName", line.shown_name)
    for name, text in (("SpecMod", line.specification), ("MeaUnits", line.unit)):
        if text:
            _add(element, name, text)
    for name, number in (("Quantity", line.quantity), ("UnPrice", line.unit_price)):
        if number is not None:
            _add(element, name, f"{number:f}")
    _add(element, "Amount", str(to_yuan(line.amount_fen)))
    rate = _add(element, "TaxRate", f"{line.rate.value:f}")
    rate.set("treatment", line.rate.treatment)
    rate.set("shown", line.rate.shown)
    _add(element, "ComTaxAm", str(to_yuan(line.tax_fen)))


def _label(above: etree._Element, name: str, *, code: str, meaning: str) -> None:
    element = etree.SubElement(above, tag(name))
    _add(element, "LabelCode", code)
    _add(element, "LabelName", meaning)


def _add(above: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(above, tag(name))
    element.text = text
    return element
