"""Real processes on free ports, ended with their test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.local.children import free_port
from tests.local.processes import Process


@pytest.fixture
def start_process(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Start a module on a free port; `port_name` is the variable that tells it which."""
    started: list[Process] = []

    def start(module: str, port_name: str, **environment: str) -> Process:
        port = free_port()
        full = {**os.environ, **environment, port_name: str(port)}
        process = Process(module, full, port, tmp_path / f"{module}.log")
        started.append(process)
        process.start()
        return process

    yield start
    for process in started:
        process.stop()
