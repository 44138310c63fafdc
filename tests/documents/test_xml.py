"""The XML: valid against the schema we publish, with the face's values and a XAdES signature."""

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from signxml.xades import XAdESVerifier

from backend.einvoices.rules import words
from backend.einvoices.rules.file_names import Format
from backend.kernel.money import to_yuan
from functions.documents import xml
from functions.documents.names import NAMESPACE
from functions.documents.rendering import render
from functions.documents.seal import Seal
from tests.documents.samples import CASES, face, line

IN = {"e": NAMESPACE}


@pytest.mark.parametrize("name", CASES)
def test_a_signed_document_is_valid(sealed: Seal, name: str) -> None:
    one = CASES[name]
    root = etree.fromstring(render(one, Format.XML, sealed))
    xml.schema().assertValid(root)
    assert root.xpath("string(//e:EIid)", namespaces=IN) == one.number
    assert root.xpath("string(//e:InIssuType/e:LabelCode)", namespaces=IN) == (
        "N" if one.red else "Y"
    )
    assert root.xpath("count(//e:IssuItemInformation)", namespaces=IN) == len(one.lines)
    amounts = root.xpath("//e:IssuItemInformation/e:Amount/text()", namespaces=IN)
    assert sum(map(Decimal, amounts)) == to_yuan(one.amount_fen)
    said = root.xpath("string(//e:TotalTax-includedAmountInChinese)", namespaces=IN)
    assert words.read(said) == one.total_fen
    assert "模拟数据" in root.get("notice")


def test_a_red_invoice_names_what_it_takes_back() -> None:
    root = xml.tree(CASES["red"])
    assert root.xpath("string(//e:RedEInvoice/e:OriginalInvoiceCode)", namespaces=IN) == (
        "26132000000000000001"
    )
    assert "红字发票信息确认单编号" in root.xpath("string(//e:Remark)", namespaces=IN)


@pytest.mark.parametrize(
    "wrong",
    [
        face(number="123"),
        face(issuer=""),
        face(replace(line(), code="12")),
        face(replace(line(), name="", short_name="长" * 700)),
    ],
)
def test_what_the_schema_does_not_take_is_not_handed_out(sealed: Seal, wrong: object) -> None:
    with pytest.raises(etree.DocumentInvalid):
        render(wrong, Format.XML, sealed)  # type: ignore[arg-type]


def test_the_library_that_signed_finds_it_valid_under_our_certificate_alone(
    sealed: Seal,
) -> None:
    data = render(CASES["special"], Format.XML, sealed)
    found = XAdESVerifier().verify(data, x509_cert=sealed.certificate)
    assert any(one.signed_xml.tag == f"{{{NAMESPACE}}}EInvoice" for one in found)
