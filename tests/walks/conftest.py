"""The whole city in one process: real rooms on the embedded engine, a real SMS twin, one clock."""

import base64
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask

from backend import settings
from backend.app import create_app
from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.outside.sandbox import sms
from backend.reactions import react
from backend.storage import table
from backend.storage.ledger import LedgerItem, from_item
from backend.wiring import City, build
from infra.local.bank.accounts import ACCOUNTS
from infra.local.bank.app import KEY, Branch
from infra.local.bank.app import create_app as create_bank
from infra.local.bank.books import Books
from infra.local.engine import Engine, free_port
from infra.local.seed.load import load
from tests.conftest import START, OwnedClock
from tests.outside.servers import served
from tests.walks.device import Device

# The demo city is a minute old when a walk begins: what it tells of itself is told apart by that.
LOADED = START - timedelta(minutes=1)


def closed_bank() -> Branch:
    """A bank that nobody can reach, for a city that pays nothing."""
    app = create_bank("test", Books(":memory:", ()))
    branch: Branch = app.extensions["branch"]
    return branch


@dataclass
class Walk:
    """A running city and what was sent to phones in it."""

    app: Flask
    city: City
    clock: OwnedClock
    said: list[str]
    followed: set[str] = field(default_factory=set)
    bank: Branch = field(default_factory=closed_bank)

    def device(self) -> Device:
        return Device(self.app, self.clock)

    def signed_in(self, phone: str) -> Device:
        device = self.device()
        device.sign_in(phone, self.code)
        return device

    def code(self) -> str:
        """Read the last code off the sandbox's terminal."""
        return re.findall(r"\b\d{6}\b", self.said[-1])[-1]

    def told(self) -> list[Event]:
        """List what the ledger tells and nothing has followed yet, in its order in time."""
        young = LedgerItem.at > to_text(LOADED)
        events = [from_item(item) for item in LedgerItem.scan(filter_condition=young)]
        fresh = [event for event in events if event.id not in self.followed]
        return sorted(fresh, key=lambda one: (one.at, one.id))

    def settle(self) -> int:
        """Let everything follow that follows from the ledger; returns how many events did."""
        count = 0
        while fresh := self.told():
            for event in fresh:
                react(self.city, event)
                self.followed.add(event.id)
                count += 1
        return count


def write_secrets(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    secrets = {
        "access-signing-pem": pem.decode(),
        "identity": base64.b64encode(b"i" * 32).decode(),
        "proof-nonce": base64.b64encode(b"n" * 32).decode(),
        "pickup-keys": json.dumps({"current": 1, "seeds": {"1": "07" * 32}}),
        "sms-key-id": sms.CREDENTIALS.key_id,
        "sms-key-secret": sms.CREDENTIALS.key_secret,
        "bank-key-id": KEY.id,
        "bank-key-secret": KEY.secret,
    }
    path.write_text(json.dumps(secrets), encoding="utf-8")


@pytest.fixture
def sandbox(clock: OwnedClock) -> Iterator[tuple[str, list[str]]]:
    """The SMS twin as a real server; returns its address and what it says."""
    said: list[str] = []
    with served(sms.create_app("test", clock=clock, say=said.append)) as address:
        yield address, said


def settings_for(
    engine: Engine, folder: Path, sms_address: str, bank_address: str = ""
) -> settings.Settings:
    return settings.read(
        {
            "TAX_ENVIRONMENT": "local",
            "TAX_TABLE_PREFIX": "walk-city",
            "TAX_REGION": "us-east-1",
            "DYNAMODB_ENDPOINT": engine.endpoint,
            "TAX_PUBLIC_URLS": "http://localhost",
            "TAX_SECRETS": f"file:{folder / 'secrets.json'}",
            "TAX_SMS_ENDPOINT": sms_address,
            "TAX_SMS_PAUSE_SECONDS": "0",
            "TAX_BANK_ENDPOINT": bank_address,
        }
    )


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, loaded once; every walk begins with a copy of its files."""
    folder: Path = tmp_path_factory.mktemp("loaded")
    write_secrets(folder / "secrets.json")
    engine = Engine(folder / "city.db", free_port())
    engine.start()
    city = build(settings_for(engine, folder, "http://127.0.0.1:9"), OwnedClock(LOADED))
    table.create_all()
    load(city, lambda machine, bundle: None)
    engine.stop()
    return folder


@pytest.fixture
def bank(clock: OwnedClock) -> Iterator[tuple[str, Branch]]:
    """The sandbox bank as a real server, with the accounts of the demo city."""
    books = Books(":memory:", ACCOUNTS)
    app = create_bank("test", books, clock=clock)
    with served(app) as address:
        yield address, app.extensions["branch"]
    books.close()


@pytest.fixture
def walk(
    loaded: Path,
    clock: OwnedClock,
    sandbox: tuple[str, list[str]],
    bank: tuple[str, Branch],
    tmp_path: Path,
) -> Iterator[Walk]:
    """The demo city as if it had just been loaded."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    engine = Engine(tmp_path / "city.db", free_port())
    engine.start()
    address, said = sandbox
    city = build(settings_for(engine, tmp_path, address, bank[0]), clock)
    walk = Walk(create_app(city), city, clock, said, bank=bank[1])
    yield walk
    engine.stop()
