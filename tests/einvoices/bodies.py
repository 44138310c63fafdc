"""What the tests send over HTTP, and how they send it."""

from typing import Any

from backend.kernel.ids import new_id
from tests.einvoices.samples import BUYER, REPAIR, SELLER
from tests.fakes.door import Device

LINE: dict[str, Any] = {
    "code": REPAIR,
    "name": "更换刹车片",
    "rate": "0.13",
    "quantity": "2",
    "unit_price": "500.00",
}
BODY: dict[str, Any] = {
    "kind": "D_ORD",
    "prices": "exclusive",
    "buyer": {"name": "模拟·买方商行", "tax_id": BUYER},
    "lines": [LINE],
}
WISH: dict[str, Any] = {
    "wanted_fen": 900_000_000,
    "lasting": "month",
    "reason": "新签大额合同",
    "evidence": ["合同 模拟-01"],
}


def at(*rest: str, company: str = SELLER) -> str:
    return "/".join([f"/companies/{company}", *rest])


def lined(**changed: object) -> dict[str, Any]:
    return {**BODY, "lines": [{**LINE, **changed}]}


def issued(who: Device, body: dict[str, Any] = BODY) -> Any:
    answer = who.put(at("e-invoices", new_id()), body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()
