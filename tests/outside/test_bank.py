"""The bank client and the sandbox bank, speaking over a real socket, with every fault."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from backend.kernel.clock import Clock, to_text
from backend.kernel.ids import new_id
from backend.outside.bank.answers import Kind, Said, State
from backend.outside.http import Http, Patience, Request
from infra.local.bank.app import create_app
from infra.local.bank.books import Books
from tests.conftest import OwnedClock
from tests.outside.bank_town import POOR, RICH, UNTIL, BankTown, bank_town, debit, give

TODAY = date(2026, 11, 23)


def test_a_debit_moves_money_once_however_often_it_is_given(bank: BankTown) -> None:
    agreement_id, order_id, before = bank.agreed(), new_id(), bank.whole()
    first = give(bank, order_id, debit(agreement_id))
    assert (first.state, first.amount_fen) == (State.DONE, 100_00)
    assert first.bank_no.startswith("SB20261123")
    assert first.at == bank.clock.now()
    assert give(bank, order_id, debit(agreement_id)) == first
    assert bank.client().find(Kind.DEBITS, order_id) == first
    assert (bank.left(), bank.treasury()) == (RICH.balance_fen - 100_00, 100_00)
    assert bank.whole() == before


def test_another_order_under_the_same_id_is_not_carried_out(bank: BankTown) -> None:
    agreement_id, order_id = bank.agreed(), new_id()
    give(bank, order_id, debit(agreement_id))
    other = give(bank, order_id, debit(agreement_id, 200_00))
    assert other == Said(State.UNKNOWN, "order-differs")
    assert bank.treasury() == 100_00


@pytest.mark.parametrize(
    ("amount_fen", "account", "reason"),
    [(2_00, POOR, "funds-short"), (RICH.balance_fen + 1, RICH, "funds-short")],
)
def test_an_account_gives_what_it_has(
    bank: BankTown, amount_fen: int, account: object, reason: str
) -> None:
    agreement_id = bank.agreed(account)  # type: ignore[arg-type]
    said = give(bank, order_id := new_id(), debit(agreement_id, amount_fen))
    assert (said.state, said.reason) == (State.REFUSED, reason)
    # A refusal is an end: money that comes later does not revive it.
    assert give(bank, order_id, debit(agreement_id, amount_fen)).state is State.REFUSED


def test_what_the_bank_refuses(bank: BankTown, clock: OwnedClock) -> None:
    assert give(bank, new_id(), debit(new_id())).reason == "agreement-unknown"
    agreement_id = bank.agreed()
    late = debit(agreement_id, until=to_text(clock.now() - timedelta(seconds=1)))
    assert give(bank, new_id(), late).reason == "too-late"
    for broken in ({**debit(agreement_id), "amount_fen": 0}, {"amount_fen": 1}):
        said = give(bank, new_id(), broken)
        assert (said.state, said.reason[-9:]) == (State.REFUSED, "malformed")
    ended = bank.client().close(Kind.AGREEMENTS, agreement_id)
    assert ended.state is State.CLOSED
    assert give(bank, new_id(), debit(agreement_id)).reason == "agreement-unknown"
    for body, reason in (
        ({"account_no": "9", "account_name": "x"}, "account-unknown"),
        ({"account_no": RICH.number, "account_name": "模拟·别人"}, "name-differs"),
    ):
        said = bank.client().put(Kind.AGREEMENTS, new_id(), {"taxpayer": "T1", **body})
        assert (said.state, said.reason) == (State.REFUSED, reason)


def test_a_closure_ends_an_order_that_never_came(bank: BankTown) -> None:
    agreement_id, order_id = bank.agreed(), new_id()
    assert bank.client().find(Kind.DEBITS, order_id) == Said(State.ABSENT, "order-unknown")
    assert bank.client().close(Kind.DEBITS, order_id).state is State.CLOSED
    assert give(bank, order_id, debit(agreement_id)).state is State.CLOSED
    assert bank.treasury() == 0
    done = new_id()
    give(bank, done, debit(agreement_id))
    assert bank.client().close(Kind.DEBITS, done).state is State.DONE


@pytest.mark.parametrize(
    ("what", "times", "outcome", "moved"),
    [
        ("error-before", 1, State.DONE, True),  # the second try within the client
        ("error-before", 2, State.UNKNOWN, False),
        ("error-after", 1, State.DONE, True),
        ("error-after", 2, State.UNKNOWN, True),
        ("silence-before", 2, State.UNKNOWN, False),
        ("silence-after", 1, State.DONE, True),
        ("silence-after", 2, State.UNKNOWN, True),
        ("busy", 1, State.DONE, True),
        ("busy", 2, State.UNSENT, False),
        ("twice", 1, State.DONE, True),
        ("forged", 2, State.UNKNOWN, True),
        ("garbled", 1, State.UNKNOWN, True),
        ("funds-short", 1, State.REFUSED, False),
        ("agreement-unknown", 1, State.REFUSED, False),
    ],
)
def test_every_fault_is_known_or_unknown_and_never_guessed(
    bank: BankTown, what: str, times: int, outcome: State, *, moved: bool
) -> None:
    agreement_id, order_id = bank.agreed(), new_id()
    bank.fail(what, times=times)
    said = give(bank, order_id, debit(agreement_id))
    assert said.state is outcome
    assert bank.treasury() == (100_00 if moved else 0)
    # Afterwards the bank tells, and the same order again moves nothing twice.
    bank.fail("none", times=0)
    found = bank.client().find(Kind.DEBITS, order_id).state
    assert found is (State.DONE if moved else found)
    if outcome in (State.UNKNOWN, State.UNSENT):
        assert give(bank, order_id, debit(agreement_id)).state is State.DONE
        assert bank.treasury() == 100_00


def test_a_second_try_comes_after_a_pause_with_jitter(bank: BankTown) -> None:
    agreement_id = bank.agreed()
    bank.fail("error-before", times=1)
    give(bank, new_id(), debit(agreement_id))
    assert bank.pauses == [pytest.approx(0.15)]


def test_an_order_may_be_done_later(bank: BankTown, clock: OwnedClock) -> None:
    agreement_id, order_id = bank.agreed(), new_id()
    bank.fail("later", times=1, later_seconds=60)
    assert give(bank, order_id, debit(agreement_id)).state is State.PROCESSING
    assert bank.client().close(Kind.DEBITS, order_id).state is State.PROCESSING
    clock.forward(seconds=61)
    assert bank.client().find(Kind.DEBITS, order_id).state is State.DONE


def test_a_code_is_paid_once_or_expires(bank: BankTown, clock: OwnedClock) -> None:
    def made() -> tuple[str, Said]:
        order = {"amount_fen": 50_00, "what": "模拟税款", "valid_until": UNTIL}
        order_id = new_id()
        return order_id, bank.client().put(Kind.CODES, order_id, order)

    order_id, code = made()
    assert (code.state, bool(code.text)) == (State.OPEN, True)
    assert code.text not in repr(code)
    scan = {"text": code.text, "account_no": RICH.number}
    assert bank.control("/scans", {**scan, "account_no": POOR.number}).status == 409
    assert bank.control("/scans", {**scan, "account_no": "9"}).status == 404
    assert [bank.control("/scans", scan).status for _ in range(2)] == [200, 409]
    assert bank.client().find(Kind.CODES, order_id).state is State.DONE
    assert bank.client().close(Kind.CODES, order_id).state is State.DONE
    closed, code = made()
    assert bank.client().close(Kind.CODES, closed).state is State.CLOSED
    assert bank.control("/scans", {**scan, "text": code.text}).status == 409
    expired, code = made()
    clock.forward(days=2)
    assert bank.control("/scans", {**scan, "text": code.text}).status == 409
    found = bank.client().find(Kind.CODES, expired)
    assert (found.state, found.reason) == (State.CLOSED, "expired")


def test_money_goes_back_where_it_came_from_and_never_more(bank: BankTown) -> None:
    agreement_id, order_id, before = bank.agreed(), new_id(), bank.whole()
    give(bank, order_id, debit(agreement_id))

    def pay_out(amount_fen: int, payout_id: str, of: str = order_id) -> Said:
        source = {"kind": "debits", "id": of}
        order = {"return_of": source, "amount_fen": amount_fen, "what": "模拟退税"}
        return bank.client().put(Kind.PAYOUTS, payout_id, order)

    first = new_id()
    assert [pay_out(60_00, first).state for _ in range(2)] == [State.DONE, State.DONE]
    assert pay_out(40_01, new_id()).reason == "over-original"
    assert pay_out(1, new_id(), new_id()).reason == "original-unknown"
    assert (bank.treasury(), bank.whole()) == (40_00, before)
    assert bank.control(f"/payouts/{first}/return", {}).status == 200
    assert bank.client().find(Kind.PAYOUTS, first).state is State.RETURNED
    assert bank.treasury() == 100_00
    assert pay_out(100_00, new_id()).state is State.DONE


def test_a_statement_comes_in_pages_and_says_when_it_is_whole(
    bank: BankTown, clock: OwnedClock
) -> None:
    agreement_id = bank.agreed()
    ids = [new_id() for _ in range(53)]
    for one in ids:
        assert give(bank, one, debit(agreement_id, 1)).state is State.DONE
    client = bank.client()
    first = client.statement(TODAY)
    assert first is not None
    assert (len(first.entries), first.complete) == (50, False)
    assert first.next_after is not None
    clock.forward(days=1)
    rest = client.statement(TODAY, first.next_after)
    assert rest is not None
    assert (rest.next_after, rest.complete) == (None, True)
    assert [one.order_id for one in (*first.entries, *rest.entries)] == ids
    bank.fail("statement-twice", method="GET")
    twice = client.statement(TODAY)
    assert twice is not None
    assert twice.entries[0] == twice.entries[1]
    bank.fail("error-before", method="GET", times=2)
    assert client.statement(TODAY) is None
    bank.fail("garbled", method="GET", times=2)
    assert client.statement(TODAY) is None


def test_the_books_survive_a_restart(clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "bank" / "books.db"
    with bank_town(clock, path) as bank:
        agreement_id, order_id = bank.agreed(), new_id()
        first = give(bank, order_id, debit(agreement_id))
    with bank_town(clock, path) as bank:
        assert give(bank, order_id, debit(agreement_id)) == first
        assert bank.treasury() == 100_00


def test_the_page_says_what_it_is(bank: BankTown) -> None:
    agreement_id, order_id = bank.agreed(), new_id()
    give(bank, order_id, debit(agreement_id))
    code = bank.client().put(
        Kind.CODES,
        new_id(),
        {"amount_fen": 50_00, "what": "<b>x</b>", "valid_until": UNTIL},
    )
    patient = Http(Patience(answer_seconds=20))
    answer = patient.send(Request("GET", f"{bank.address}/"))
    page = answer.body.decode()
    for shown in ("沙箱 SANDBOX", order_id, "999,900.00", code.text, "&lt;b&gt;x"):
        assert shown in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    scan = f"text={code.text}&account_no={RICH.number}".encode()
    foreign = {**form, "Origin": "http://evil.example"}
    assert patient.send(Request("POST", f"{bank.address}/scans", foreign, scan)).status == 403
    assert patient.send(Request("POST", f"{bank.address}/scans", form, scan)).status == 303
    assert bank.treasury() == 150_00


def test_the_bank_does_not_run_in_production() -> None:
    with pytest.raises(RuntimeError, match="production"):
        create_app("production", Books(":memory:", ()))
