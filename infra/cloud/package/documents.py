"""The zip of the documents: their libraries and typeface, which the API's zip does without."""

import fcntl
import shutil
import tempfile
import zipfile
from pathlib import Path

from infra.cloud.package.builder import SOURCES
from infra.cloud.package.environment import ROOT, compiled, packages_of, prepare

RESULT = ROOT / "dist" / "smart-tax-documents.zip"
# Lambda unpacks 250 MB at most; this lies in a bucket, where a zip may weigh more than 50.
LIMIT_MB = 60
GROUP = "documents"
_SOURCE_ONLY = shutil.ignore_patterns("*.pyi", "*.pxd", "*.pyx", "*.c", "*.h")
_DATE = (1980, 1, 1, 0, 0, 0)


def build(result: Path = RESULT, work: Path = ROOT / "build" / GROUP) -> Path:
    """Make the zip and return where it lies; two builds at once wait for each other.

    Raises SystemExit where the set-up has not fetched the typeface.
    """
    if not (ROOT / "functions" / "documents" / "typeface").exists():
        raise SystemExit("the typeface is missing: bash infra/setup/font.sh")
    work.mkdir(parents=True, exist_ok=True)
    with (work.parent / f"{GROUP}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environment = prepare(work, GROUP)
        with tempfile.TemporaryDirectory(prefix="smart-tax-") as folder:
            sources = Path(folder)
            for name in SOURCES:
                shutil.copytree(
                    ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__")
                )
            compiled(sources)
            result.parent.mkdir(parents=True, exist_ok=True)
            # Whoever reads the last zip meanwhile has a whole one.
            unfinished = result.with_suffix(".unfinished")
            _zip(unfinished, sources, packages_of(environment))
            unfinished.replace(result)
    return result


def _zip(result: Path, *folders: Path) -> None:
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                if not _SOURCE_ONLY("", [path.name]):
                    entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _DATE)
                    entry.external_attr = 0o644 << 16
                    archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
