"""Names and paths of an OFD (GB/T 33190), and how its XML parts are written."""

from lxml import etree

NAMESPACE = "http://www.ofdspec.org/2016"
ENTRY = "OFD.xml"
DOCUMENT = "Doc_0"
SIGNATURES = f"{DOCUMENT}/Signs/Signatures.xml"
SIGNATURE = f"{DOCUMENT}/Signs/Sign_0/Signature.xml"
SIGNED_VALUE = f"{DOCUMENT}/Signs/Sign_0/SignedValue.dat"
NUMBER = "发票号码"


def name(local: str) -> str:
    """Name an element of the standard."""
    return f"{{{NAMESPACE}}}{local}"


def root(local: str, **attributes: str) -> etree._Element:
    """Begin a part."""
    return etree.Element(name(local), attributes, nsmap={"ofd": NAMESPACE})


def add(above: etree._Element, local: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element; an empty text adds none."""
    element = etree.SubElement(above, name(local), attributes)
    element.text = text or None
    return element


def written(element: etree._Element) -> bytes:
    """Write a part."""
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True))
