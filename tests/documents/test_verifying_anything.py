"""Whatever is in a file, it is judged: what was cut, doubled, swapped or made up raises nothing."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.einvoices.rules.file_names import Format
from functions.documents import archive, cms
from functions.documents.names import NAMESPACE
from functions.documents.ofd_names import SIGNATURE, SIGNATURES, SIGNED_VALUE
from functions.documents.rendering import render
from functions.documents.seal import Seal
from functions.documents.verifying import State, verify
from tests.documents.samples import CASES

HEAD = b"<?xml version='1.0' encoding='UTF-8'?>\n"
OPEN, CLOSE = f'<EInvoice xmlns="{NAMESPACE}">'.encode(), b"</EInvoice>"
DS = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="SignXMLSignature1">'
PIECES = st.sampled_from(
    [
        *(b"", OPEN, CLOSE, b"<a>", b"</a>", b"<a/>", b"text", b"&amp;", b"&x;", b"<?p i?>"),
        *(DS, b"</ds:Signature>", b"<ds:SignedInfo/>", b"<ds:SignatureValue/>", b"<ds:KeyInfo/>"),
        *(b"<ds:Object>", b"</ds:Object>", b"<ds:Object/>", b"<EIid>12345678901234567890</EIid>"),
        *(b"\xff", b"<!-- -->"),
    ]
)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
MANY = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def files(sealed: Seal) -> dict[Format, bytes]:
    return {form: render(CASES["special"], form, sealed) for form in Format}


@pytest.fixture(scope="module")
def ends(files: dict[Format, bytes]) -> dict[str, bytes]:
    """The parts that a signed archive ends with."""
    parts = archive.unpack(files[Format.OFD])
    assert parts is not None
    return {name: parts[name] for name in (SIGNATURES, SIGNATURE, SIGNED_VALUE)}


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"<ds:SignedInfo/><ds:SignatureValue/><ds:KeyInfo/><ds:Object/>",
        b"<ds:SignedInfo/><ds:SignatureValue/><ds:KeyInfo/><ds:Object><a/><b/></ds:Object>",
    ],
)
def test_an_empty_xml_of_our_name_is_judged(sealed: Seal, inside: bytes) -> None:
    empty = HEAD + OPEN[:-1] + b"/>"
    for data in (
        empty,
        HEAD + OPEN + CLOSE,
        HEAD + OPEN + DS + inside + b"</ds:Signature>" + CLOSE,
    ):
        assert verify(data, sealed).state is State.CHANGED


@MANY
@given(pieces=st.lists(PIECES, max_size=12))
def test_an_xml_of_any_pieces_is_judged(sealed: Seal, pieces: list[bytes]) -> None:
    for data in (b"".join(pieces), HEAD + OPEN + b"".join(pieces) + CLOSE):
        assert verify(data, sealed).state is not State.UNCHANGED


@MANY
@given(form=st.sampled_from(Format), data=st.data())
def test_a_document_of_ours_cut_and_put_together_anyhow_is_judged(
    files: dict[Format, bytes], sealed: Seal, form: Format, data: st.DataObject
) -> None:
    made = files[form]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(made)), min_size=1, max_size=4)))
    parts = [made[begin:end] for begin, end in pairwise((0, *cuts, len(made)))]
    some = st.one_of(st.sampled_from(parts), st.binary(max_size=8))
    other = b"".join(data.draw(st.lists(some, max_size=6)))
    assert (verify(other, sealed).state is State.UNCHANGED) == (other == made)


@MANY
@given(content=st.dictionaries(NAMES, st.binary(max_size=99), max_size=3))
def test_an_archive_of_any_parts_is_judged(
    ends: dict[str, bytes], sealed: Seal, content: dict[str, bytes]
) -> None:
    for made in (content | ends, content | dict.fromkeys(ends, b"")):
        assert verify(archive.pack(made), sealed).state is State.CHANGED


def nested(depth: int) -> bytes:
    """Write a CMS whose innermost part lies so deep."""
    body = b""
    for _ in range(depth):
        head = b"\x30" if len(body) < 128 else b"\x30\x83" + len(body).to_bytes(3, "big")
        body = head + (bytes([len(body)]) if len(body) < 128 else b"") + body
    return body


@MANY
@given(der=st.one_of(st.binary(max_size=300), st.integers(0, 3000).map(nested)))
def test_a_signature_of_any_bytes_is_judged(sealed: Seal, der: bytes) -> None:
    assert not cms.verify(der, bytes(32), sealed.certificates)


@pytest.mark.parametrize("change", [bytes.lower, bytes.upper, bytes.swapcase])
def test_a_signature_written_otherwise_is_a_change(
    files: dict[Format, bytes], sealed: Seal, change: Callable[[bytes], bytes]
) -> None:
    for form, made in files.items():
        assert verify(change(made), sealed).state is not State.UNCHANGED, form
