"""One invoice in one of its forms, signed: what the jobs call."""

from lxml import etree

from backend.einvoices.rules.face import Face
from backend.einvoices.rules.file_names import Format
from functions.documents import archive, ofd, ofd_signs, pdf, seal, signing, xml
from functions.documents.ofd_names import SIGNATURE, SIGNATURES, SIGNED_VALUE
from functions.documents.seal import Seal


def render(face: Face, kind: Format, sealed_by: Seal | None = None) -> bytes:
    """Make the file of an invoice; the same face under the same seal gives the same bytes.

    The seal is that of this process's secrets unless one is given. Raises SecretMissing without
    one, and DocumentInvalid for a face that our published schema does not take.
    """
    with_seal = sealed_by or seal.ours()
    match kind:
        case Format.PDF:
            return signing.sign_pdf(
                pdf.draw(face), with_seal, number=face.number, at=face.issued_at
            )
        case Format.XML:
            signed = signing.sign_xml(xml.tree(face), with_seal, face.issued_at)
            return bytes(etree.tostring(signed, encoding="UTF-8", xml_declaration=True))
        case Format.OFD:
            return _ofd(face, with_seal)


def _ofd(face: Face, with_seal: Seal) -> bytes:
    parts = ofd.parts(face)
    signature = ofd_signs.signature(parts, face.issued_at)
    value = signing.sign_bytes(signature, with_seal, face.issued_at)
    signs = {SIGNATURES: ofd_signs.listing(), SIGNATURE: signature, SIGNED_VALUE: value}
    return archive.pack({**parts, **signs})
