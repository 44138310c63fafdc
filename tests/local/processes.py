"""Running our modules as real processes, and speaking to their doors."""

import http.client
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.children import answers, spawn, wait_until


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: Any


def call(
    port: int,
    method: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Speak JSON to a door of this machine."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        told = None if body is None else json.dumps(body)
        door.request(method, path, told, {"Content-Type": "application/json", **(headers or {})})
        answer = door.getresponse()
        text = answer.read()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return Answer(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            json.loads(text) if is_json else text,
        )
    finally:
        door.close()


@dataclass(slots=True)
class Process:
    """A module of ours run as a process, with what it needs to be run again."""

    module: str
    environment: dict[str, str]
    port: int
    log: Path
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", self.module]
        self.child = spawn(command, self.log, environment=self.environment)
        up = wait_until(lambda: answers(self.port), seconds=20)
        assert up, self.log.read_text()

    def kill(self) -> None:
        """Cut the power."""
        assert self.child is not None
        subprocess.run(["pkill", "-9", "-s", str(self.child.pid)], check=True)
        self.child.wait()

    def stop(self) -> None:
        """End it with its test; how it ends when it is asked to is the supervisor's tests."""
        if self.child is not None and self.child.poll() is None:
            self.kill()
