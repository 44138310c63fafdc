"""The machine check: it says in words what is missing, and the one line that brings it."""

import shutil
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "infra" / "setup"
TOOLS = ("bash", "dirname", "uname", "cat", "id", "grep")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A search path that holds a shell's own tools and nothing else."""
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (tmp_path / tool).symlink_to(found)
    return tmp_path


def put(machine: Path, name: str, script: str) -> None:
    path = machine / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def check(machine: Path, script: str = "machine.sh") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(machine / "bash"), str(SETUP / script)],
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_machine_is_told_all_at_once(machine: Path) -> None:
    done = check(machine)
    assert done.returncode == 1
    assert "Python 3.11 or 3.12 (found: none)" in done.stderr
    assert "Node 20 or newer (found: none)" in done.stderr
    assert "- npm" in done.stderr
    line = "apt-get install -y python3 python3-venv nodejs npm && npm install -g node@20"
    assert line in done.stderr


def test_old_versions_are_named_as_found(machine: Path) -> None:
    put(machine, "python3", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    put(machine, "node", 'case "$1" in --version) echo v18.19.0;; *) echo false;; esac')
    put(machine, "npm", "exit 0")
    done = check(machine)
    assert done.returncode == 1
    assert "(found: Python 3.9.2)" in done.stderr
    assert "(found: v18.19.0)" in done.stderr
    assert "- npm" not in done.stderr


def test_a_python_without_venv_gets_its_package(machine: Path) -> None:
    put(machine, "python3.11", 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')
    put(machine, "node", 'case "$1" in --version) echo v20.1.0;; *) echo true;; esac')
    put(machine, "npm", "exit 0")
    done = check(machine)
    assert done.returncode == 1
    assert "apt-get install -y python3-venv\n" in done.stderr


def test_a_fit_machine_is_not_talked_to(machine: Path) -> None:
    put(machine, "python3.12", "exit 0")
    put(machine, "node", "echo true")
    put(machine, "npm", "exit 0")
    put(machine, "uname", 'case "$1" in -s) echo Linux;; -m) echo x86_64;; esac')
    done = check(machine)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_another_platform_is_told_that_nothing_is_kept(machine: Path) -> None:
    put(machine, "python3.12", "exit 0")
    put(machine, "node", "echo true")
    put(machine, "npm", "exit 0")
    (machine / "uname").unlink()
    put(machine, "uname", 'case "$1" in -s) echo Darwin;; -m) echo arm64;; esac')
    done = check(machine)
    assert done.returncode == 0
    assert "no embedded engine for Darwin arm64" in done.stdout


def test_without_root_the_browser_line_is_named_and_nothing_is_skipped(machine: Path) -> None:
    (machine / "id").unlink()
    put(machine, "id", "echo 1000")
    done = check(machine, "browser.sh")
    assert done.returncode == 1
    wanted = "chromium fontconfig fonts-noto-cjk ffmpeg zbar-tools qpdf poppler-utils"
    assert f"apt-get update && apt-get install -y {wanted}\n" in done.stderr
