"""One seal for all tests of documents, and what the programs of this system say of a file."""

import subprocess
from pathlib import Path

import pytest

from functions.documents import seal
from functions.documents.seal import Seal


@pytest.fixture(scope="session")
def sealed() -> Seal:
    return seal.read(seal.make())


def said(*command: str | Path) -> str:
    """Run a program and return what it says; it must succeed."""
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """Take out what breaks a line, so that a wrapped text is found as it was written."""
    return "".join(text.split())
