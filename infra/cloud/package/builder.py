"""Building the zip: Zappa is shown the sources and the clean environment, and nothing else."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from infra.cloud.package.environment import (
    ROOT,
    compiled,
    compiled_file,
    packages_of,
    prepare,
)

RESULT = ROOT / "dist" / "smart-tax.zip"
LIMIT_MB = 35
STAGE = "production"
SOURCES = ("backend", "functions")


def build(result: Path = RESULT, work: Path = ROOT / "build" / "package") -> Path:
    """Make the zip and return where it lies; two builds at once wait for each other."""
    work.mkdir(parents=True, exist_ok=True)
    with (work.parent / "package.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environment = prepare(work)
        with tempfile.TemporaryDirectory(prefix="smart-tax-") as folder:
            project = Path(folder) / "project"
            _lay_out(project, environment)
            zip_by_zappa(project, environment, result)
    return result


def _lay_out(project: Path, environment: Path) -> None:
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    # The documents are a package of their own, and the API knows none of their libraries.
    shutil.rmtree(project / "functions" / "documents", ignore_errors=True)
    shutil.copy(ROOT / "zappa_settings.json", project)
    compiled(project)
    # Zappa lays its handler at the root, where nothing would keep it compiled.
    compiled_file(packages_of(environment) / "zappa" / "handler.py", project)


def zip_by_zappa(project: Path, environment: Path, result: Path) -> None:
    """Have Zappa pack a project folder with an environment, as `zappa package` does."""
    told = {**os.environ, "VIRTUAL_ENV": str(environment), "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, "-m", "zappa.cli", "package", STAGE, "--output", result.name]
    done = subprocess.run(  # noqa: S603  our own command
        command, cwd=project, env=told, check=False, capture_output=True, text=True
    )
    made = project / result.name
    if done.returncode or not made.exists():
        raise SystemExit(f"Zappa made no package:\n{done.stdout}{done.stderr}")
    result.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, result)


def largest_parts(package: Path, count: int = 10) -> list[tuple[str, int]]:
    """List the parts at the root of the zip that weigh most, in bytes as they lie in it."""
    weights: Counter[str] = Counter()
    with zipfile.ZipFile(package) as opened:
        for one in opened.infolist():
            weights[one.filename.split("/", 1)[0]] += one.compress_size
    return weights.most_common(count)
