"""The package as Lambda has it: unpacked into an empty folder, driven from outside."""

import copy
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.functions.conftest import recorded

DRIVER = Path(__file__).with_name("drive.py")
# No environment, no installed packages, and as in Lambda nothing can be written beside the code.
BARE_PYTHON = (sys.executable, "-I", "-S", "-B")
API = "handler.lambda_handler"
STAGE_HOST = "abcdefghij.execute-api.cn-north-1.amazonaws.com.cn"
PUBLIC_URLS = f"https://tax.example,https://{STAGE_HOST}/production"


def unpack(package: Path, folder: Path) -> Path:
    """Unpack as Lambda does: every file dates from 1980, and nothing else is there."""
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    for path in folder.rglob("*"):
        os.utime(path, (315532800, 315532800))
    return folder


class Packaged:
    """One container: a process that can import the unpacked package and nothing else."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.environment = environment
        self._process = subprocess.Popen(
            [*BARE_PYTHON, str(DRIVER), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": "/usr/bin:/bin", **environment},
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        with self._process as process:
            assert process.stdin
            process.stdin.close()

    def call(self, handler: str, event: dict[str, Any]) -> Any:
        """Send an event to a handler and return its answer."""
        assert self._process.stdin
        assert self._process.stdout
        asked = json.dumps({"handler": handler, "event": event})
        print(asked, file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


def environment(folder: Path, endpoint: str, prefix: str) -> dict[str, str]:
    """Tell a container where the embedded engine is."""
    return {
        "TAX_ENVIRONMENT": "local",
        "TAX_TABLE_PREFIX": prefix,
        "TAX_REGION": "us-east-1",
        "DYNAMODB_ENDPOINT": endpoint,
        "TAX_PUBLIC_URLS": PUBLIC_URLS,
        "TAX_SECRETS": f"file:{folder / 'secrets.json'}",
        "TAX_SMS_ENDPOINT": "http://127.0.0.1:9",
        "POWERTOOLS_METRICS_DISABLED": "true",
    }


def request(
    method: str,
    path: str,
    *,
    headers: dict[str, str] | None = None,
    body: object = None,
    host: str = "tax.example",
) -> dict[str, Any]:
    """Put a request into the recorded event; under the stage's host it has the stage's path."""
    event = copy.deepcopy(recorded("api-health"))
    told = {"Host": host, **(headers or {})}
    if body is not None:
        told["Content-Type"] = "application/json"
        event["body"] = json.dumps(body)
    event["httpMethod"] = event["requestContext"]["httpMethod"] = method
    event["path"] = path
    event["requestContext"]["path"] = f"/production{path}" if host == STAGE_HOST else path
    event["headers"] |= told
    event["multiValueHeaders"] |= {name: [value] for name, value in told.items()}
    return event
