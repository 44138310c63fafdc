"""An identity room with keys of its own, for every test of the folder."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from backend.identity.rules import keys
from backend.identity.rules.accounts import NewAccount
from backend.identity.service import IdentityService
from backend.identity.service.visiting import VisitSide
from backend.identity.token import AccessKeys, load_keys
from tests.fakes.identity import MemoryStore
from tests.fakes.sms import FakeCourier
from tests.identity.desk import Desk, OwnedClock
from tests.identity.stand import OTHER, Hall, Stand


@pytest.fixture(scope="session")
def access_keys() -> AccessKeys:
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return load_keys(pem.decode())


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def courier() -> FakeCourier:
    return FakeCourier()


@pytest.fixture
def service(store: MemoryStore, courier: FakeCourier, access_keys: AccessKeys) -> IdentityService:
    return IdentityService(
        store=store,
        courier=courier,
        keys=keys.derive(b"s" * 32),
        access_keys=lambda: access_keys,
        issuer="https://tax.example/stage",
    )


@pytest.fixture
def desk(service: IdentityService, courier: FakeCourier, clock: OwnedClock) -> Desk:
    return Desk(service, courier, clock)


@pytest.fixture
def stand(desk: Desk) -> Stand:
    other = NewAccount(person_id=OTHER, name="李强（模拟）", phone="13800000003")
    desk.service.add_account(other, doing=desk.doing("system/demo"))
    hall = Hall()
    return Stand(VisitSide(identity=desk.service, machines=hall), desk, hall)
