"""The layers of the house hold, and each contract is seen to bite."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IGNORED = shutil.ignore_patterns("__pycache__", "typeface")
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache", "--config", str(root / ".importlinter")],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("backend/kernel/ids.py", "import backend.storage.table", "The house"),
        ("backend/pickup/service/time.py", "import backend.counter.rules", "The house"),
        ("backend/pickup/rules/acts.py", "import backend.pickup.ports", "Inside a room"),
        ("backend/pickup/service/time.py", "import backend.custody.shelf", "The store"),
        ("backend/einvoices/store/faces.py", "import lxml", "The documents"),
        ("functions/pickup_sweep.py", "import functions.documents.pdf", "The documents"),
        ("backend/counter/rules.py", "import flask", "Rules and the kernel"),
        ("backend/custody/serials.py", "import backend.outside.http", "No cycles|The house"),
        ("backend/wiring/documents.py", "import openpyxl", "The documents"),
    ],
)
def test_each_contract_bites(tmp_path: Path, file: str, line: str, contract: str) -> None:
    for name in ("backend", "functions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=IGNORED)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    broken = tmp_path / file
    broken.write_text(broken.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout
    said = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(name) for row in said for name in contract.split("|")), said
