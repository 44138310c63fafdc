"""The API and the other functions load none of the documents' libraries."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIBRARIES = {
    "reportlab",
    "lxml",
    "pyhanko",
    "signxml",
    "asn1crypto",
    "uharfbuzz",
    "PIL",
    "openpyxl",
}


def loaded(*modules: str) -> set[str]:
    script = f"import {', '.join(modules)}, sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "AWS_DEFAULT_REGION": "us-east-1"},
    )
    return set(done.stdout.decode().split())


def test_the_api_and_the_functions_load_none_of_them() -> None:
    doors = [f"functions.{path.stem}" for path in (ROOT / "functions").glob("[a-z]*.py")]
    assert LIBRARIES & loaded("backend.app", "backend.wiring", *doors) == set()


def test_the_look_bites() -> None:
    assert loaded("functions.documents.rendering", "functions.documents.sheets") >= LIBRARIES
