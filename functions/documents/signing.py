"""Signing with the demonstration seal: PDF as PAdES, XML as XAdES, and the CMS that the OFD needs.

The moment of signing is that of issuing, and RSA signs alike each time: the same face under the
same seal gives the same bytes, so a repeated job overwrites a file with itself.
"""

import asyncio
import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import algos, x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore
from signxml import methods
from signxml.xades.xades import XAdESDataObjectFormat, XAdESSigner

from backend.kernel.clock import to_text
from functions.documents.seal import HOLDER, Seal

DIGEST = "sha256"
REASON = "dzfp "
_RESERVED = 6144


def sign_pdf(drawn: bytes, seal: Seal, *, number: str, at: datetime) -> bytes:
    """Sign a PDF as PAdES baseline B; nothing may be changed afterwards (DocMDP 1)."""
    writer = _Writer(BytesIO(drawn))
    told = signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm=DIGEST,
        name=HOLDER,
        reason=f"{REASON}{number}",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _Signer(told, signer=_Holder(seal))
    signer.at = at
    signed = signer.sign_pdf(writer, bytes_reserved=_RESERVED)
    return bytes(signed.getvalue())


def sign_xml(root: etree._Element, seal: Seal, at: datetime) -> etree._Element:
    """Sign a document as XAdES baseline B, the signature inside it as its last element."""
    signer = _XmlSigner(
        method=methods.enveloped,
        data_object_format=XAdESDataObjectFormat("模拟数据", "text/xml"),
    )
    signer.at = at
    return signer.sign(root, key=seal.key, cert=[seal.certificate], always_add_key_value=False)


def sign_bytes(data: bytes, seal: Seal, at: datetime) -> bytes:
    """Sign bytes; returns a detached CMS signature with the certificate in it."""
    signed = _Holder(seal).async_sign_general_data(
        data, DIGEST, detached=True, signed_attr_settings=PdfCMSSignedAttributes(signing_time=at)
    )
    return bytes(asyncio.run(signed).dump())


class _Holder(signers.Signer):
    """Signs with the key as it is loaded; reading it anew for each document takes most of it."""

    def __init__(self, seal: Seal) -> None:
        certificate = x509.Certificate.load(seal.certificate.public_bytes(Encoding.DER))
        super().__init__(
            signing_cert=certificate,
            cert_registry=SimpleCertificateStore(),
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        )
        self._key = seal.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002  the mechanism says it
        dry_run: bool = False,  # noqa: ARG002  signing is quick enough
    ) -> bytes:
        return self._key.sign(data, PKCS1v15(), SHA256())


class _Writer(IncrementalPdfFileWriter):
    """Appends a revision whose identifier comes from the revision before, not from chance."""

    @classmethod
    def _handle_id(cls, prev: Any) -> ArrayObject:
        first = prev.trailer["/ID"][0].original_bytes
        following = hashlib.sha256(first).digest()[:16]
        return ArrayObject([ByteStringObject(first), ByteStringObject(following)])

    def _update_meta(self) -> None:
        """Leave the description as it was drawn: the date of now would change every file."""


class _Signer(signers.PdfSigner):
    """Signs at the moment that it is told."""

    at: datetime

    def init_signing_session(self, *told: Any, **further: Any) -> PdfSigningSession:
        session = super().init_signing_session(*told, **further)
        session.system_time = self.at
        return session


class _XmlSigner(XAdESSigner):
    """Signs at the moment that it is told, and numbers what it names."""

    at: datetime

    def _get_token(self, length: int = 4) -> str:  # noqa: ARG002
        token = str(len(self._tokens_used) + 1)
        self._tokens_used[token] = True
        return token

    def add_signing_time(
        self,
        signed_signature_properties: Any,
        sig_root: Any,  # noqa: ARG002
        signing_settings: Any,  # noqa: ARG002
    ) -> None:
        time = etree.SubElement(
            signed_signature_properties, f"{{{self.namespaces['xades']}}}SigningTime"
        )
        time.text = to_text(self.at)
