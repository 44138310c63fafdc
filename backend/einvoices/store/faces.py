"""Invoices between the table and their values."""

from decimal import Decimal
from typing import Any

from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.face import Face, Kind, Line, Party, Rate, Red, Treatment
from backend.einvoices.rules.invoices import Invoice, State, Use
from backend.einvoices.rules.listing import Summary, sortable
from backend.einvoices.tables import EInvoiceItem
from backend.kernel.clock import from_text, to_text

_PARTY = ("name", "tax_id", "address", "phone", "bank", "account")
_SUMMARY = ("id", "number", "seller_id", "seller_name", "buyer_id", "buyer_name")
_AMOUNTS = ("amount_fen", "tax_fen", "total_fen", "version")


def invoice_item(invoice: Invoice, head: str) -> EInvoiceItem:
    """Write an invoice as stored; what lists are sorted by stands beside it."""
    face = invoice.face
    listed_at = f"{to_text(face.issued_at)}#{face.number}"
    return EInvoiceItem(
        f"invoice/{invoice.id}",
        "invoice",
        version=invoice.version,
        head=head,
        listed_under=invoice.company_id,
        listed_at=listed_at,
        buyer_order=f"{sortable(face.buyer.name)}#{listed_at}",
        buyer_id=invoice.buyer_id,
        summary=_summary_out(Summary.of(invoice)),
        body={
            "company_id": invoice.company_id,
            "face": _face_out(face),
            "natural_buyer": invoice.natural_buyer,
            "issued_by": invoice.issued_by,
            "request_hash": invoice.request_hash,
            "checks": [check_out(check) for check in invoice.checks],
            "state": str(invoice.state),
            "taken_back": [list(pair) for pair in invoice.taken_back],
            "counted_back": [str(one) for one in invoice.counted_back],
            "use": str(invoice.use) if invoice.use else None,
            "booked": invoice.booked,
            "form": invoice.form,
        },
    )


def invoice_from(item: EInvoiceItem) -> Invoice:
    """Read an invoice as stored."""
    body: dict[str, Any] = item.body
    use = body.get("use")
    return Invoice(
        id=item.owner.removeprefix("invoice/"),
        company_id=body["company_id"],
        face=_face_in(body["face"]),
        natural_buyer=body["natural_buyer"],
        issued_by=body["issued_by"],
        request_hash=body["request_hash"],
        checks=tuple(Check(**row) for row in body["checks"]),
        state=State(body["state"]),
        taken_back=tuple((amount, tax) for amount, tax in body["taken_back"]),
        counted_back=tuple(map(Decimal, body.get("counted_back", ()))),
        use=Use(use) if use else None,
        booked=body.get("booked", False),
        form=body.get("form"),
        version=int(item.version),
        head=item.head,
    )


def summary_from(item: EInvoiceItem) -> Summary:
    """Read what an index keeps of an invoice."""
    row: dict[str, Any] = item.summary
    return Summary(
        **{name: row[name] for name in (*_SUMMARY, *_AMOUNTS)},
        kind=Kind(row["kind"]),
        issued_at=from_text(row["issued_at"]),
        state=State(row["state"]),
    )


def check_out(check: Check) -> dict[str, Any]:
    """Write a check as stored."""
    return {
        "number": check.number,
        "code": check.code,
        "passed": check.passed,
        "reason": check.reason,
        "inputs": dict(check.inputs),
        "rule": check.rule,
    }


def _summary_out(summary: Summary) -> dict[str, Any]:
    row = {name: getattr(summary, name) for name in (*_SUMMARY, *_AMOUNTS)}
    row |= {"kind": str(summary.kind), "state": str(summary.state)}
    return row | {"issued_at": to_text(summary.issued_at)}


def _face_out(face: Face) -> dict[str, Any]:
    return {
        "number": face.number,
        "kind": str(face.kind),
        "issued_at": to_text(face.issued_at),
        "seller": _party_out(face.seller),
        "buyer": _party_out(face.buyer),
        "lines": [_line_out(line) for line in face.lines],
        "issuer": face.issuer,
        "remark": face.remark,
        "label": face.label,
        "red": [face.red.number, face.red.confirmation] if face.red else None,
    }


def _face_in(row: dict[str, Any]) -> Face:
    return Face(
        number=row["number"],
        kind=Kind(row["kind"]),
        issued_at=from_text(row["issued_at"]),
        seller=Party(**row["seller"]),
        buyer=Party(**row["buyer"]),
        lines=tuple(_line_in(line) for line in row["lines"]),
        issuer=row["issuer"],
        remark=row["remark"],
        label=row["label"],
        red=Red(*row["red"]) if row["red"] else None,
    )


def _party_out(party: Party) -> dict[str, str]:
    # What is empty is left out: a face has a dozen of such columns.
    texts = {name: getattr(party, name) for name in _PARTY}
    return {name: text for name, text in texts.items() if text or name == "name"}


def _line_out(line: Line) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": line.code,
        "short_name": line.short_name,
        "name": line.name,
        "rate": [str(line.rate.value), str(line.rate.treatment)],
        "amount_fen": line.amount_fen,
        "tax_fen": line.tax_fen,
    }
    row |= {name: getattr(line, name) for name in ("specification", "unit") if getattr(line, name)}
    for name in ("quantity", "unit_price"):
        value: Decimal | None = getattr(line, name)
        if value is not None:
            row[name] = str(value)
    return row | ({"discount": True} if line.discount else {})


def _line_in(row: dict[str, Any]) -> Line:
    value, treatment = row["rate"]
    read: dict[str, Any] = {**row, "rate": Rate(Decimal(value), Treatment(treatment))}
    for name in ("quantity", "unit_price"):
        if name in read:
            read[name] = Decimal(read[name])
    return Line(**read)
