"""What is in the zip is what runs: Zappa's handler and the functions', from the package alone."""

import base64
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from backend.identity.rules import phones
from backend.identity.rules.keys import derive
from backend.identity.store import DynamoStore
from backend.kernel.ids import new_id
from backend.storage import cursors, table
from functions import ledger_replay, pickup_sweep
from infra.cloud.package.builder import LIMIT_MB, build
from infra.cloud.package.environment import LIBC, ROOT, SERVICES
from infra.local.engine import Engine, free_port
from tests.functions.conftest import recorded
from tests.functions.packaged import (
    API,
    STAGE_HOST,
    Packaged,
    environment,
    request,
    unpack,
)

KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="session")
def package() -> Path:
    return build()


@pytest.fixture(scope="session")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("package")
    return unpack(package, folder)


@pytest.fixture(scope="session")
def container(
    unpacked: Path, loaded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Packaged]:
    """The packaged code on a copy of the demo city."""
    folder: Path = tmp_path_factory.mktemp("packaged-city")
    for name in ("city.db", "secrets.json"):
        (folder / name).write_bytes((loaded / name).read_bytes())
    engine = Engine(folder / "city.db", free_port())
    engine.start()
    # The container has the real clock: its sweepers need not walk from the city's day to ours.
    table.bind(table.Binding("walk-city", "us-east-1", engine.endpoint, "local", "local"))
    for sweeper in (ledger_replay, pickup_sweep):
        cursors.keep(sweeper.NAME, datetime.now(UTC))
    with Packaged(unpacked, environment(folder, engine.endpoint, "walk-city")) as running:
        yield running
    engine.stop()


def proof(method: str, url: str, nonce: str) -> str:
    jwk = json.loads(ECAlgorithm.to_jwk(KEY.public_key()))
    shown = {name: jwk[name] for name in ("kty", "crv", "x", "y")}
    claims = {"jti": new_id(), "htm": method, "htu": url, "iat": 0, "nonce": nonce}
    return jwt.encode(claims, KEY, "ES256", headers={"typ": "dpop+jwt", "jwk": shown})


def problem(answer: dict[str, Any]) -> Any:
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert not answer.get("isBase64Encoded")
    return json.loads(answer["body"])


def test_the_recorded_request_is_answered(container: Packaged) -> None:
    answer = container.call(API, recorded("api-health"))
    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"state": "ok"})
    assert answer["headers"]["X-Content-Type-Options"] == "nosniff"


def test_a_stranger_is_told_to_sign_in_and_handed_a_nonce(container: Packaged) -> None:
    answer = container.call(API, request("GET", "/api/me"))
    assert answer["statusCode"] == 401
    assert problem(answer)["code"] == "session-missing"
    assert answer["headers"]["DPoP-Nonce"]


@pytest.mark.parametrize(
    ("host", "base"),
    [("tax.example", "https://tax.example"), (STAGE_HOST, f"https://{STAGE_HOST}/production")],
    ids=["own domain", "stage path"],
)
def test_a_signed_request_names_the_public_address(
    container: Packaged, host: str, base: str
) -> None:
    path = f"/api/pairings/{new_id()}"
    first = container.call(
        API,
        request(
            "PUT", path, headers={"DPoP": proof("PUT", base + path, "old")}, body={}, host=host
        ),
    )
    assert problem(first)["code"] == "proof-nonce-needed"
    signed = proof("PUT", base + path, first["headers"]["DPoP-Nonce"])
    answer = container.call(API, request("PUT", path, headers={"DPoP": signed}, body={}, host=host))
    assert answer["statusCode"] == 200, answer["body"]
    assert json.loads(answer["body"])["state"] == "waiting"


def test_a_proof_without_the_stage_is_refused_under_the_stage(container: Packaged) -> None:
    path = f"/api/pairings/{new_id()}"
    nonce = container.call(API, recorded("api-health"))["headers"]["DPoP-Nonce"]
    signed = proof("GET", f"https://{STAGE_HOST}{path}", nonce)
    answer = container.call(API, request("GET", path, headers={"DPoP": signed}, host=STAGE_HOST))
    assert problem(answer)["code"] == "proof-wrong"


def test_a_forged_address_is_not_the_one_that_is_counted(container: Packaged) -> None:
    event = request(
        "PUT",
        f"/api/sign-ins/{new_id()}",
        headers={"X-Forwarded-For": "192.0.2.66, 192.0.2.67"},
        body={"phone": "19900000001"},
    )
    event["requestContext"]["identity"]["sourceIp"] = "203.0.113.66"
    assert container.call(API, event)["statusCode"] == 200
    told = container.environment
    secrets = json.loads(Path(told["TAX_SECRETS"].removeprefix("file:")).read_text())
    key = derive(base64.b64decode(secrets["identity"])).lookup
    endpoint = told["DYNAMODB_ENDPOINT"]
    table.bind(table.Binding("walk-city", "us-east-1", endpoint, "local", "local"))

    def counted(address: str) -> bool:
        place = phones.address_lookup(key, address)
        return DynamoStore().find_allowance(f"address/{place}") is not None

    assert counted("203.0.113.66")
    assert not counted("192.0.2.66")
    assert not counted("192.0.2.67")


def test_the_stream_and_the_schedules_are_served_by_the_same_zip(container: Packaged) -> None:
    event = recorded("stream-insert")
    assert container.call("functions.ledger_react.handler", event) == {"batchItemFailures": []}
    removed = container.call("functions.ledger_react.handler", recorded("stream-remove"))
    assert removed == {"batchItemFailures": []}
    bad = recorded("stream-insert")
    bad["Records"][0]["dynamodb"]["NewImage"]["data"]["S"] = "{}"
    bad["Records"][0]["dynamodb"]["NewImage"]["number"]["N"] = "2"
    raised = container.call("functions.ledger_react.handler", bad)["raised"]
    assert raised.startswith("BatchProcessingError")
    for name in ("pickup_sweep", "kiosks_heartbeat", "ledger_replay"):
        answer = container.call(f"functions.{name}.handler", recorded("schedule"))
        assert "raised" not in answer, (name, answer)


def test_zappa_finds_no_function_for_events_that_are_not_http(container: Packaged) -> None:
    assert container.call(API, recorded("schedule")) is None


def test_the_zip_is_small_and_holds_what_runs_and_nothing_else(package: Path) -> None:
    assert package.stat().st_size <= LIMIT_MB * 1_000_000
    with zipfile.ZipFile(package) as opened:
        roots = {name.split("/", 1)[0] for name in opened.namelist()}
    assert {"backend", "functions", "handler.py", "zappa_settings.py", "zappa"} <= roots
    strangers = {"tests", "infra", "frontend", "var", "pip", "moto", "pytest", "package_info.json"}
    assert roots & (strangers | {"PIL", "whitenoise"}) == set()


def test_safe_settings_went_into_the_zip(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        said = opened.read("zappa_settings.py").decode()
    for line in ("DEBUG=False", "LOG_LEVEL='INFO'", "BINARY_SUPPORT=True"):
        assert line in said.splitlines()
    assert "TAX_" not in said  # what a city is told is told to its functions, not to the zip


def test_native_code_loads_on_lambdas_machine(unpacked: Path) -> None:
    found = [path for path in unpacked.rglob("*") if ".so" in path.suffixes]
    assert found
    for path in found:
        asked = {int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", path.read_bytes())}
        assert max(asked, default=0) <= LIBC[1], path.name


def test_nothing_is_compiled_at_a_cold_start(unpacked: Path) -> None:
    sources = [p for p in (unpacked / "backend").rglob("*.py") if p.parent.name != "__pycache__"]
    assert sources
    for source in (*sources, unpacked / "handler.py"):
        cache = source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"
        flags = int.from_bytes(cache.read_bytes()[4:8], "little")
        assert flags == 0b01, (
            cache
        )  # kept by hash and not checked: the date of 1980 cannot spoil it
        assert f"/var/task/{source.relative_to(unpacked)}".encode() in cache.read_bytes()


def test_every_service_that_is_called_is_described_in_the_zip() -> None:
    called = {
        name
        for folder in ("backend", "functions")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(
            r"""(?:client|resource)\(\s*["']([a-z0-9-]+)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert called
    assert called <= set(SERVICES)


def test_zappas_settings_are_safe_and_told_what_the_settings_read() -> None:
    told = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))["production"]
    assert (told["debug"], told["keep_warm"], told["slim_handler"]) == (False, False, False)
    assert (told["log_level"], told["timeout_seconds"], told["binary_support"]) == (
        "INFO",
        29,
        True,
    )
    assert (told["manage_roles"], told["app_function"]) == (False, "backend.wsgi.app")
    assert not {"events", "environment_variables"} & set(told)
    source = (ROOT / "backend" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(TAX_[A-Z_]+)"', source)) - {"TAX_REGION"}  # Lambda tells the region
    assert set(told["aws_environment_variables"]) == read
