"""Whether an XML is ours as signed: the XAdES signature holds, and no byte escapes it.

A signature covers what a document means, not how it is written, nor all of its own element. So the
document must also be written as we write it, and that element must have our shape.
"""

import base64
import binascii
import re
from collections.abc import Sequence

from cryptography.x509 import Certificate
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.util import namespaces
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from functions.documents.names import NAMESPACE, tag

MARK = NAMESPACE.encode()
_CLAIM = re.compile(rb"<EIid>([0-9]{20})</EIid>")
_DS, _XADES = f"{{{namespaces.ds}}}", f"{{{namespaces.xades}}}"
_ID = "SignXMLSignature1"
_EXPECTED = XAdESSignatureConfiguration(
    location="./",
    expect_references=3,
    signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
)


def proven(data: bytes, known: Sequence[Certificate]) -> str | None:
    """Return the number of an invoice whose file is unchanged."""
    root = _parsed(data)
    if root is None or not _well_shaped(root) or not _as_written(root, data):
        return None
    if not any(_signed_by(certificate, data) for certificate in known):
        return None
    return str(root.findtext(f"{tag('Header')}/{tag('EIid')}"))


def claimed(data: bytes) -> str | None:
    """Return the number that the file says it has."""
    found = _CLAIM.search(data)
    return str(found[1], "ascii") if found else None


def _parsed(data: bytes) -> etree._Element | None:
    """Parse without entities, document types and other files."""
    if b"<!" in data:
        return None  # neither a document type, nor a comment or a CDATA section, is ours
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root.tag == tag("EInvoice") else None


def _as_written(root: etree._Element, data: bytes) -> bool:
    return bool(etree.tostring(root, encoding="UTF-8", xml_declaration=True) == data)


def _well_shaped(root: etree._Element) -> bool:
    """See that what no signature covers is as we write it: the signature's own wrappings."""
    if len(root) == 0 or any(not isinstance(one.tag, str) for one in root.iter()):
        return False
    signature = root[-1]
    names = [f"{_DS}{name}" for name in ("SignedInfo", "SignatureValue", "KeyInfo", "Object")]
    if signature.tag != f"{_DS}Signature" or [one.tag for one in signature] != names:
        return False
    _, value, _, wrapping = signature
    (properties,) = wrapping if len(wrapping) == 1 else (wrapping,)
    return (
        dict(signature.attrib) == {"Id": _ID}
        and not value.attrib
        and not wrapping.attrib
        and _canonical(value.text)
        and properties.tag == f"{_XADES}QualifyingProperties"
        and dict(properties.attrib) == {"Target": f"#{_ID}"}
        and [one.tag for one in properties] == [f"{_XADES}SignedProperties"]
        and all(one.nsmap == signature.nsmap for one in (value, wrapping, properties))
        and not any((signature.text, wrapping.text, properties.text))
        and not any(one.tail for one in (signature, *signature, properties, *properties))
    )


def _canonical(text: str | None) -> bool:
    """Tell whether base64 is in its one form; spare bits in it would be a place to hide."""
    try:
        decoded = base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError):
        return False
    return base64.b64encode(decoded).decode() == text


def _signed_by(certificate: Certificate, data: bytes) -> bool:
    try:
        XAdESVerifier().verify(data, x509_cert=certificate, expect_config=_EXPECTED)
    except (SignXMLException, ValueError, TypeError, KeyError, etree.LxmlError):
        return False
    return True
