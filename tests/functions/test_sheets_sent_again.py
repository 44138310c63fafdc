"""A sheet that comes again, as it was, mended at home, or given back: nothing is issued twice."""

from typing import Any

from infra.local.seed.people import OWNER
from tests.functions.test_einvoice_documents import (
    SELLER,
    TITLES,
    Paper,
    line,
    paper,
    rows,
    sent,
    stamp,
)
from tests.walks.device import Device

__all__ = ["paper", "stamp"]


def test_a_sheet_sent_again_as_a_new_file_issues_nothing_twice(paper: Paper) -> None:
    seller, walk = paper.walk.signed_in(OWNER.phone), paper.walk

    def sending(text: str, what: str = "sheet-send") -> tuple[Any, dict[int, Any]]:
        job = paper.ask(seller, what, upload_id=sent(seller, text))
        walk.clock.forward(seconds=31)
        done = paper.done(seller, job)
        return done, rows(paper, seller, done)

    def codes(found: dict[int, Any]) -> dict[int, Any]:
        return {n: [one[1] for one in row["troubles"]] for n, row in found.items()}

    _, first = sending(TITLES + line(1) + line(2))
    numbers = [first[n]["number"] for n in (2, 3)]
    again, found = sending(TITLES + line(1) + line(2))
    assert codes(found) == {2: ["row-issued-already"], 3: ["row-issued-already"]}
    assert [found[n]["number"] for n in (2, 3)] == numbers
    sheet = paper.file(seller, again, ".xlsx")
    # The original, mended at home: one row as it was, one changed, one new.
    mended = TITLES + line(1) + line(2, amount="226") + line(3)
    expected = {2: ["row-issued-already"], 3: ["row-serial-used"], 4: []}
    _, tried = sending(mended, "sheet-dry-run")
    assert codes(tried) == expected
    _, found = sending(mended)
    assert codes(found) == expected
    assert found[3]["troubles"][0][2] == {"serial": "2", "number": numbers[1], "days": 20}
    # What the house gave back is itself sent in as a file.
    found = _sent_back(paper, seller, sheet)
    assert codes(found) == {2: ["row-issued-already"], 3: ["row-issued-already"]}
    listed = seller.get(f"/api/companies/{SELLER}/e-invoices?buyer=模拟买方")["items"]
    assert len({one["number"] for one in listed}) == len(listed) == 3
    walk.clock.forward(days=21)
    seller = walk.signed_in(OWNER.phone)
    _, found = sending(mended)
    assert codes(found) == {2: [], 3: [], 4: []}


def _sent_back(paper: Paper, who: Device, sheet: bytes) -> dict[int, Any]:
    job = paper.ask(who, "sheet-send", upload_id=sent(who, sheet, form="xlsx"))
    paper.walk.clock.forward(seconds=31)
    return rows(paper, who, paper.done(who, job))
