"""The Signs of an OFD: the digest of every other part, and a signature over that list.

The signature value is a CMS of the demonstration seal over Signature.xml, in the place where the
national seal format would stand.
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime

from backend.kernel.clock import SHANGHAI
from functions.documents.ofd_names import SIGNATURE, SIGNED_VALUE, add, root, written
from functions.documents.seal import HOLDER

_SHA256 = "2.16.840.1.101.3.4.2.1"
_RSA_SHA256 = "1.2.840.113549.1.1.11"


def listing() -> bytes:
    """Write Signatures.xml, which is the same in every document: it names the one signature."""
    signatures = root("Signatures")
    add(signatures, "MaxSignId", "1")
    add(signatures, "Signature", ID="1", Type="Sign", BaseLoc=f"/{SIGNATURE}")
    return written(signatures)


def signature(parts: Mapping[str, bytes], at: datetime) -> bytes:
    """Write Signature.xml: what is signed, and the digest of each part of it."""
    element = root("Signature")
    signed = add(element, "SignedInfo")
    add(signed, "Provider", ProviderName=HOLDER, Version="1.0", Company="模拟数据")
    add(signed, "SignatureMethod", _RSA_SHA256)
    add(signed, "SignatureDateTime", at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"))
    references = add(signed, "References", CheckMethod=_SHA256)
    for path, content in parts.items():
        reference = add(references, "Reference", FileRef=f"/{path}")
        digest = hashlib.sha256(content).digest()
        add(reference, "CheckValue", base64.b64encode(digest).decode())
    add(element, "SignedValue", f"/{SIGNED_VALUE}")
    return written(element)
