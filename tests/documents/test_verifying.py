"""A file is unchanged, changed or not ours; no byte of any of the three forms escapes."""

import hashlib
import random
import re
import zipfile
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from backend.einvoices.rules.file_names import Format
from functions.documents import archive, seal, verifying_xml
from functions.documents.rendering import render
from functions.documents.seal import Seal
from functions.documents.verifying import LIMIT_BYTES, State, Verdict, verify
from tests.documents.samples import AT, CASES, NUMBER, face

FORMS = pytest.mark.parametrize("form", Format)
FLIPS = 1500


@pytest.fixture(scope="module")
def files(sealed: Seal) -> dict[Format, bytes]:
    return {form: render(CASES["special"], form, sealed) for form in Format}


@FORMS
@pytest.mark.parametrize("name", CASES)
def test_what_was_made_is_unchanged(sealed: Seal, form: Format, name: str) -> None:
    made = render(CASES[name], form, sealed)
    assert verify(made, sealed) == Verdict(State.UNCHANGED, form, NUMBER)


@FORMS
def test_the_same_face_gives_the_same_bytes(
    files: dict[Format, bytes], sealed: Seal, form: Format
) -> None:
    assert render(CASES["special"], form, sealed) == files[form]


@FORMS
def test_one_flipped_byte_anywhere_is_refused(
    files: dict[Format, bytes], sealed: Seal, form: Format
) -> None:
    made, chance = files[form], random.Random(20261123)
    places = {*range(300), *range(len(made) - 300, len(made))}
    places |= set(chance.sample(range(len(made)), FLIPS))
    passed = []
    for place in places:
        other = made[place] ^ (1 << chance.randrange(8))
        flipped = made[:place] + bytes([other]) + made[place + 1 :]
        if verify(flipped, sealed).state is State.UNCHANGED:
            passed.append(place)
    assert passed == []


@FORMS
def test_every_bit_of_the_signature_itself_counts(
    files: dict[Format, bytes], sealed: Seal, form: Format
) -> None:
    made = files[form]
    begin = made.index(
        {
            Format.PDF: b"/Contents <",
            Format.XML: b"<ds:Signature ",
            Format.OFD: b"SignedValue.dat",
        }[form]
    )
    for place in range(begin, min(begin + 6500, len(made)), 5):
        for bit in (0, 5):
            flipped = made[:place] + bytes([made[place] ^ 1 << bit]) + made[place + 1 :]
            assert verify(flipped, sealed).state is not State.UNCHANGED, (place, bit)


@FORMS
@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"%%EOF\n", b"PK\x05\x06" + bytes(18)])
def test_nothing_may_be_added(
    files: dict[Format, bytes], sealed: Seal, form: Format, more: bytes
) -> None:
    assert verify(files[form] + more, sealed) == Verdict(State.CHANGED, form, NUMBER)
    assert verify(more + files[form], sealed).state is State.CHANGED
    assert verify(files[form][:-1], sealed).state is State.CHANGED


@FORMS
def test_another_seal_is_not_ours(files: dict[Format, bytes], form: Format) -> None:
    forger = seal.read(seal.make())
    assert verify(files[form], forger).state is State.CHANGED


@FORMS
def test_documents_outlive_their_key(
    files: dict[Format, bytes], sealed: Seal, form: Format
) -> None:
    fresh = seal.read(seal.make())
    renewed = Seal(fresh.key, (*fresh.certificates, *sealed.certificates))
    assert verify(files[form], renewed).state is State.UNCHANGED
    assert verify(render(face(), form, renewed), renewed).state is State.UNCHANGED


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml version='1.0'?><a/>", bytes(1000), b"\xff" * 99],
)
def test_other_files_are_not_ours(sealed: Seal, data: bytes) -> None:
    assert verify(data, sealed) == Verdict(State.NOT_OURS)


def test_a_file_over_the_limit_is_not_looked_into(files: dict[Format, bytes], sealed: Seal) -> None:
    large = files[Format.PDF] + bytes(LIMIT_BYTES)
    assert verify(large, sealed) == Verdict(State.NOT_OURS)


def test_a_revision_appended_to_a_pdf_is_a_change(files: dict[Format, bytes], sealed: Seal) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(files[Format.PDF]))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    appended = BytesIO()
    writer.write(appended)
    assert appended.getvalue().startswith(files[Format.PDF])
    assert verify(appended.getvalue(), sealed) == Verdict(State.CHANGED, Format.PDF, NUMBER)


def test_a_widened_hole_is_a_change(files: dict[Format, bytes], sealed: Seal) -> None:
    """Move the end of the signed range, so that more bytes would be outside it."""
    made = files[Format.PDF]
    (found,) = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", made)
    begin, end, rest = (int(part) for part in found.groups())
    for moved in ((begin, end + 10, rest - 10), (begin - 10, end, rest), (begin, end, rest - 1)):
        said = b"/ByteRange [0 %d %d %d]" % moved
        padded = said.ljust(len(found[0]))[: len(found[0])]
        assert verify(made.replace(found[0], padded), sealed).state is State.CHANGED


def test_the_library_finds_the_pades_signature_sound(
    files: dict[Format, bytes], sealed: Seal
) -> None:
    (found,) = PdfFileReader(BytesIO(files[Format.PDF])).embedded_signatures
    held = found.signer_cert
    assert held.sha256 == hashlib.sha256(held.dump()).digest()
    trusted = ValidationContext(trust_roots=[held], allow_fetching=False, moment=AT)
    status = validate_pdf_signature(found, trusted)
    assert status.intact
    assert status.valid
    assert status.coverage.name == "ENTIRE_FILE"


def test_a_compressed_archive_is_not_unpacked(files: dict[Format, bytes], sealed: Seal) -> None:
    parts = archive.unpack(files[Format.OFD])
    assert parts is not None
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, content in {**parts, "Doc_0/more.bin": bytes(300_000_000)}.items():
            opened.writestr(path, content)
    assert bomb.tell() < LIMIT_BYTES
    assert archive.unpack(bomb.getvalue()) is None
    assert verify(bomb.getvalue(), sealed).state is State.CHANGED


@pytest.mark.parametrize("path", ["Doc_0/Pages/Page_0/Content.xml", "OFD.xml", "extra.xml"])
def test_a_part_that_was_changed_added_or_doubled_is_a_change(
    files: dict[Format, bytes], sealed: Seal, path: str
) -> None:
    parts = archive.unpack(files[Format.OFD])
    assert parts is not None
    signs = {name: parts.pop(name) for name in list(parts)[-3:]}
    changed = {**parts, path: parts.get(path, b"") + b" ", **signs}
    assert verify(archive.pack(changed), sealed).state is State.CHANGED
    less = {name: part for name, part in parts.items() if name != "Doc_0/PublicRes.xml"}
    assert verify(archive.pack({**less, **signs}), sealed).state is State.CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n<EInvoice", b"\n<!DOCTYPE a [<!ENTITY b 'c'>]><EInvoice"),
        (b"<Header>", b"<!-- said nothing --><Header>"),
        (b"<Header>", b"<?work now?><Header>"),
        (b"<Header>", b"<Header >"),
        (b'version="1.0"', b"version='1.0'"),
        (b"encoding='UTF-8'", b"encoding='utf-8'"),
        (b"<Drawer>", b"<Drawer><![CDATA[]]>"),
        (b"</ds:Signature>", b"<ds:Object/></ds:Signature>"),
        (b"<ds:SignatureValue>", b"<ds:SignatureValue> "),
        (b"<ds:SignatureValue>", b'<ds:SignatureValue Id="a">'),
        (b"<ds:Object>", b'<ds:Object xmlns:a="b">'),
        (b"</xades:SignedProperties>", b"</xades:SignedProperties><xades:UnsignedProperties/>"),
        (b"<TotalTaxAm>", b"<TotalTaxAm>1"),
    ],
)
def test_what_a_signature_does_not_cover_is_a_change_too(
    files: dict[Format, bytes], sealed: Seal, old: bytes, new: bytes
) -> None:
    made = files[Format.XML]
    assert made.count(old) >= 1
    changed = made.replace(old, new, 1)
    assert verify(changed, sealed) == Verdict(State.CHANGED, Format.XML, NUMBER)


def test_entities_are_never_resolved(sealed: Seal) -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = (
        f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}"
        "<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
        "<EInvoice xmlns='urn:xt-demo:einvoice'>&l11;&file;</EInvoice>"
    )
    assert verify(bomb.encode(), sealed).state is State.CHANGED


def test_deep_nesting_is_refused(sealed: Seal) -> None:
    deep = b"<EInvoice xmlns='urn:xt-demo:einvoice'>" + b"<a>" * 200_000
    assert verify(deep, sealed).state is State.CHANGED


def test_the_shape_is_what_refuses_an_unsigned_part(
    files: dict[Format, bytes], sealed: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that guard a part that no signature covers would pass."""
    made = files[Format.XML].replace(b"</ds:KeyInfo>", b"</ds:KeyInfo>\n", 1)
    assert verify(made, sealed).state is State.CHANGED
    monkeypatch.setattr(verifying_xml, "_well_shaped", lambda _: True)
    assert verify(made, sealed).state is State.UNCHANGED


def test_one_invoices_signature_does_not_fit_another(
    files: dict[Format, bytes], sealed: Seal
) -> None:
    other = render(
        face(number="26132000000000000099", kind=CASES["special"].kind), Format.XML, sealed
    )
    ours = files[Format.XML]
    mixed = ours[: ours.index(b"<ds:Signature ")] + other[other.index(b"<ds:Signature ") :]
    assert verify(mixed, sealed).state is State.CHANGED
