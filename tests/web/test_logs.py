"""How much is logged: the level that was set, and never a request in detail."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from backend.web import logs
from tests.walks.conftest import write_secrets

ROOT = Path(__file__).parents[2]
NAMES = (None, "urllib3", "botocore", "boto3")
START = """
import logging
from backend import wsgi

assert wsgi.app
print(logging.getLogger().level, logging.getLogger("urllib3").level)
"""


@pytest.fixture(autouse=True)
def levels() -> Iterator[None]:
    """Put every level back as it was."""
    before = {name: logging.getLogger(name).level for name in NAMES}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("level", "ours", "wire"),
    [
        ("DEBUG", logging.DEBUG, logging.INFO),
        ("info", logging.INFO, logging.INFO),
        ("ERROR", logging.ERROR, logging.ERROR),
    ],
)
def test_the_level_is_every_logs_but_the_wires(level: str, ours: int, wire: int) -> None:
    logs.keep_to(level)
    assert logging.getLogger("backend.web.problems").getEffectiveLevel() == ours
    for name in ("urllib3.connectionpool", "botocore.endpoint", "boto3.resources"):
        assert logging.getLogger(name).getEffectiveLevel() == wire


def test_a_level_that_is_none_is_noticed_at_once() -> None:
    with pytest.raises(ValueError, match="LOUD"):
        logs.keep_to("loud")


def test_the_query_of_a_request_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    logs.keep_to("DEBUG")
    with urllib3.PoolManager(retries=False) as pool, pytest.raises(urllib3.exceptions.HTTPError):
        pool.request("POST", "http://127.0.0.1:9/?PhoneNumbers=13800000001", timeout=1)
    assert "13800000001" not in caplog.text


def test_a_process_starts_with_the_level_of_its_settings(tmp_path: Path) -> None:
    write_secrets(tmp_path / "secrets.json")
    told = {
        "TAX_ENVIRONMENT": "local",
        "TAX_LOG_LEVEL": "DEBUG",
        "TAX_SECRETS": f"file:{tmp_path / 'secrets.json'}",
        "DYNAMODB_ENDPOINT": "http://127.0.0.1:9",
        "TAX_SMS_ENDPOINT": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["10", "20"]
