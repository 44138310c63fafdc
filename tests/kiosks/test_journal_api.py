"""The journal over the wire: each refusal as a problem, the happy path once."""

import json

import pytest
from werkzeug.test import TestResponse

from backend import settings
from backend.kernel.ids import new_id
from backend.kiosks.api import routes
from backend.kiosks.schemas.journal import MOST_BYTES, MOST_ENTRIES
from backend.kiosks.service import Journals
from tests.fakes.door import Device, Door
from tests.kiosks.conftest import KIOSK, Hall
from tests.kiosks.signing import Signing, body
from tests.kiosks.test_api import PLACE, problem

LOCAL = {"TAX_ENVIRONMENT": "local"}


@pytest.fixture
def machine(hall: Hall) -> Device:
    journals = Journals(store=hall.store, kiosks=hall.service)
    door = Door(hall.clock, {"kiosks": hall.service, "journals": journals}, routes)
    device, clerk = door.stranger(), door.clerk()
    clerk.put(f"/counter/kiosks/{KIOSK}", PLACE)
    pairing = device.put(f"/pairings/{new_id()}", {}).get_json()
    clerk.put(f"/counter/kiosks/{KIOSK}/pairing", {"code": pairing["code"]})
    return door.kiosk(KIOSK, device)


def test_a_journal_over_the_wire(machine: Device) -> None:
    signing = Signing(machine.key)
    lines = signing.entries(3)
    path = "/kiosk/journal/1"
    for _ in range(2):
        answer = machine.put(path, body(signing, lines))
        assert (answer.status_code, answer.get_json()) == (200, {"next": 4})


def test_what_a_journal_is_refused(machine: Device) -> None:
    signing, other = Signing(machine.key), Signing()
    lines = signing.entries(4)
    path = "/kiosk/journal/1"
    assert problem(machine.put(path, {"jwk": signing.jwk, "entries": []})) == (
        400,
        "request-malformed",
    )
    assert problem(machine.put(path, body(signing, signing.entries(201)))) == (
        400,
        "request-malformed",
    )
    wide = [(text + " " * 19_000, signature) for text, signature in signing.entries(15)]
    assert problem(machine.put(path, body(signing, wide))) == (400, "request-malformed")
    assert problem(machine.put(path, body(other, lines))) == (403, "journal-key-wrong")
    assert problem(machine.put("/kiosk/journal/2", body(signing, lines))) == (
        400,
        "journal-malformed",
    )
    foreign = [(text, other.signed(text)) for text, _ in lines]
    assert problem(machine.put(path, body(signing, foreign))) == (400, "journal-signature-wrong")
    broken = Signing(machine.key, number=0, previous="0" * 64).entries(1)
    assert problem(machine.put(path, body(signing, broken))) == (400, "journal-chain-broken")
    machine.put(path, body(signing, lines[:1]))
    gap = machine.put("/kiosk/journal/3", body(signing, lines[2:]))
    assert (problem(gap), gap.get_json()["params"]["expected"]) == ((409, "journal-gap"), 2)
    assert machine.get("/kiosk").get_json()["out_reason"] == "journal-gap"


@pytest.mark.parametrize("count", [15, MOST_ENTRIES])
@pytest.mark.parametrize("pad", [" ", "\t", "\U0001f9fe"])
def test_the_largest_batch_the_schema_allows_is_heard(
    machine: Device, count: int, pad: str
) -> None:
    machine.door.app.config["MAX_CONTENT_LENGTH"] = settings.read(LOCAL).body_limit_bytes
    empty = Signing(machine.key)
    plain = len(row(*(empty.entry(note="") for _ in range(count))))
    left = (MOST_BYTES - plain) // count // len(escaped(pad)) - 10
    signing = Signing(machine.key)
    lines = [signing.entry(note=pad * left) for _ in range(count)]
    assert 0.95 * MOST_BYTES < len(row(*lines)) < MOST_BYTES
    assert sent(machine, signing, lines).get_json() == {"next": count + 1}
    lines[-1] = signing.entry(note=pad * (left + 12 * count))
    # Said by us, and not by whatever stands in front of us.
    assert problem(sent(machine, signing, lines)) == (400, "request-malformed")


def sent(machine: Device, signing: Signing, lines: list[tuple[str, str]]) -> TestResponse:
    """Send a batch as a browser writes it: nothing escaped that need not be."""
    data = json.dumps(body(signing, lines), ensure_ascii=False).encode()
    return machine.call("PUT", "/kiosk/journal/1", data=data, content_type="application/json")


def row(*lines: tuple[str, str]) -> bytes:
    return json.dumps([list(line) for line in lines], ensure_ascii=False).encode()


def escaped(text: str) -> bytes:
    # Once in the line that is signed, once more in the body that carries it.
    return json.dumps(json.dumps(text, ensure_ascii=False)[1:-1], ensure_ascii=False)[1:-1].encode()


def test_a_forked_journal_is_refused(machine: Device) -> None:
    signing, forked = Signing(machine.key), Signing(machine.key)
    machine.put("/kiosk/journal/1", body(signing, signing.entries(2)))
    lines = [forked.entry(reservation="other") for _ in range(2)]
    answer = machine.put("/kiosk/journal/1", body(signing, lines))
    assert problem(answer) == (409, "journal-entry-differs")


def test_only_a_kiosk_has_a_journal(machine: Device) -> None:
    signing = Signing(machine.key)
    person = machine.door.person("owner")
    answer = person.put("/kiosk/journal/1", body(signing, signing.entries(1)))
    assert problem(answer) == (403, "caller-not-allowed")
