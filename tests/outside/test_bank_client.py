"""The bank client by itself: signatures, what is unknown, and a bank that is left alone."""

import json
from datetime import timedelta

import pytest

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.outside.bank import signing
from backend.outside.bank.answers import Kind, Said, State
from backend.outside.bank.breaker import Breaker
from backend.outside.bank.client import Waiting
from backend.outside.bank.signing import BankKey
from backend.outside.http import Answer, Request, Unanswered, Unreachable
from infra.local.bank.app import KEY
from tests.conftest import OwnedClock
from tests.outside.bank_town import BankTown, debit, give


class TestSignatures:
    @pytest.mark.parametrize("key", [BankKey(KEY.id, "wrong"), BankKey("wrong", KEY.secret)])
    def test_a_false_key_moves_nothing(self, bank: BankTown, key: BankKey) -> None:
        agreement_id = bank.agreed()
        said = give(bank, new_id(), debit(agreement_id), key=key)
        # With another secret not even the refusal can be believed.
        assert said.state is State.UNKNOWN
        assert bank.treasury() == 0
        assert "wrong" not in repr(BankKey("id", "wrong"))

    def test_each_part_is_under_the_signature(self, clock: OwnedClock) -> None:
        asked = {"method": "PUT", "path": "/v1/debits/a?b=c", "body": b"{}"}
        headers = signing.sign(**asked, key=KEY, now=clock.now())  # type: ignore[arg-type]

        def fault(**other: object) -> str | None:
            told = {"headers": headers, "now": clock.now(), **asked, **other}
            place = (told.pop("method"), told.pop("path"), told.pop("body"))
            return signing.fault(*place, key=KEY, **told)  # type: ignore[arg-type]

        assert fault() is None
        wrong: list[dict[str, object]] = [
            {"method": "GET"},
            {"path": "/v1/debits/a"},
            {"body": b"{ }"},
            {"headers": {**headers, signing.DATE: to_text(clock.now() + timedelta(seconds=1))}},
            {"headers": {**headers, signing.NONCE: "0" * 32}},
            {"headers": {**headers, signing.SIGNATURE: "é"}},
            {"headers": {}},
        ]
        assert {fault(**one) for one in wrong} == {"signature-wrong"}
        for minutes in (-6, 6):
            assert fault(now=clock.now() + timedelta(minutes=minutes)) == "clock-off"

    def test_a_request_is_believed_once(self, bank: BankTown) -> None:
        agreement_id = bank.agreed()
        body = json.dumps(debit(agreement_id)).encode()
        path = f"/v1/debits/{new_id()}"
        headers = signing.sign("PUT", path, body, key=KEY, now=bank.clock.now())
        headers["Content-Type"] = "application/json"
        sent = [bank.http.send(Request("PUT", bank.address + path, headers, body)) for _ in "ab"]
        assert [one.status for one in sent] == [200, 401]
        assert json.loads(sent[1].body) == {"code": "nonce-seen"}

    def test_an_answer_to_another_request_is_none(self) -> None:
        mac = signing.sign_answer(200, "a", b"{}", key=KEY)
        assert signing.is_answer(mac, 200, "a", body=b"{}", key=KEY)
        for status, nonce, body in ((201, "a", b"{}"), (200, "b", b"{}"), (200, "a", b"[]")):
            assert not signing.is_answer(mac, status, nonce, body=body, key=KEY)


class Line:
    """A line that gives what it is told to, in turn."""

    def __init__(self, *gives: Answer | Exception) -> None:
        self.gives = list(gives)

    def send(self, _: Request) -> Answer:
        given = self.gives.pop(0)
        if isinstance(given, Exception):
            raise given
        return given


@pytest.mark.parametrize(
    ("gives", "outcome"),
    [
        ((Unreachable(), Unreachable()), State.UNSENT),
        ((Unreachable(), Unanswered("late")), State.UNKNOWN),
        ((Unanswered("late"), Unreachable()), State.UNKNOWN),
        ((Answer(200, {}, b"{}"), Unreachable()), State.UNKNOWN),
    ],
)
def test_what_may_have_left_is_unknown(
    bank: BankTown, gives: tuple[Answer | Exception, ...], outcome: State
) -> None:
    client = bank.client()
    client.http = Line(*gives)  # type: ignore[assignment]
    assert client.put(Kind.DEBITS, new_id(), debit(new_id())).state is outcome


def test_who_waited_long_for_nothing_does_not_wait_again_at_once(bank: BankTown) -> None:
    seconds = iter([0.0, 0.0, 2.1])
    client = bank.client()
    client.waiting = Waiting(sleep=lambda _: None, now=lambda: next(seconds))
    line = Line(Unanswered("late"), Unanswered("late"))
    client.http = line  # type: ignore[assignment]
    assert client.put(Kind.DEBITS, new_id(), debit(new_id())).state is State.UNKNOWN
    assert len(line.gives) == 1


def test_nothing_is_sent_without_an_address(bank: BankTown) -> None:
    said = bank.client(endpoint="").put(Kind.DEBITS, new_id(), debit(new_id()))
    assert said == Said(State.UNSENT, "bank-not-connected")


def test_a_strained_bank_is_left_alone_for_a_while(bank: BankTown) -> None:
    seconds = [0.0]
    breaker = Breaker(most_strains=3, rest_seconds=30, now=lambda: seconds[0])
    client = bank.client(breaker=breaker)
    client.http = Line(*[Unanswered("late")] * 3)  # type: ignore[assignment]
    assert client.find(Kind.DEBITS, "a").state is State.UNKNOWN
    assert client.find(Kind.DEBITS, "a").state is State.UNKNOWN  # one try, then it rests
    assert client.find(Kind.DEBITS, "a") == Said(State.UNSENT, "bank-resting")
    seconds[0] = 31.0
    client.http = bank.http
    assert client.find(Kind.DEBITS, "a").state is State.ABSENT
    assert client.find(Kind.DEBITS, "a").state is State.ABSENT


def test_slow_answers_strain_too(bank: BankTown) -> None:
    ticks = iter(range(0, 1000, 2))
    client = bank.client(breaker=Breaker(most_strains=2))
    client.waiting = type(client.waiting)(now=lambda: float(next(ticks)))
    assert [client.find(Kind.DEBITS, "a").state for _ in range(3)] == [
        State.ABSENT,
        State.ABSENT,
        State.UNSENT,
    ]
