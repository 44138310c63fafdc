"""The packages the zip carries, installed for Lambda's machine into an empty environment.

AWS runs Python 3.11 on Amazon Linux 2, whose C library is 2.26: newer wheels than that would not
load there, so pip is told what the machine is instead of asking this one.
"""

import compileall
import hashlib
import py_compile
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
PYTHON = (3, 11)
LIBC = (2, 26)
# What Zappa's handler imports when it runs; the rest of Zappa's needs are for deploying.
HANDLER = ("zappa", "durationpy")
# Pillow 12 has no wheel for that C library; reportlab imports it, and no picture is opened.
OLDER = {"pillow": "11.3.0"}
# botocore describes 400 services, 26 MB; those the house and Zappa's handler can call stay.
SERVICES = ("dynamodb", "dynamodbstreams", "s3", "secretsmanager", "sqs", "sts")


def prepare(folder: Path, group: str = "") -> Path:
    """Return an environment that holds the runtime packages; made anew when they change.

    A dependency group adds what only one package needs; Zappa's handler is the API's alone.
    """
    if sys.version_info[:2] != PYTHON:
        raise SystemExit("the package is built by Python 3.11, the one Lambda runs it with")
    place = folder / f"environment-{_edition(group)}"
    if place.exists():
        return place
    shutil.rmtree(folder, ignore_errors=True)
    unfinished = folder / "unfinished"
    packages = packages_of(unfinished)
    _install(packages, *requirements(group))
    if not group:
        _install(packages, "--no-deps", *HANDLER)
    drop_services(packages)
    shutil.rmtree(packages / "bin", ignore_errors=True)
    compiled(packages)
    unfinished.rename(place)
    return place


def packages_of(environment: Path) -> Path:
    """Say where the packages of an environment lie."""
    return environment / "lib" / "python{}.{}".format(*PYTHON) / "site-packages"


def requirements(group: str = "") -> list[str]:
    """Read what the project needs at run time, and what a group needs besides."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needs: list[str] = told["project"]["dependencies"]
    return needs + (told["dependency-groups"][group] if group else [])


def compiled(folder: Path) -> None:
    """Compile for Lambda, where nothing can be written and every file dates from 1980.

    A cache checked by its source's date would be thrown away there at each cold start, so these
    are not checked. Tracebacks name the place where Lambda unpacks the zip.
    """
    done = compileall.compile_dir(
        folder,
        quiet=1,
        stripdir=str(folder),
        prependdir="/var/task",
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise SystemExit(f"a source of {folder} does not compile")


def compiled_file(source: Path, root: Path) -> None:
    """Compile one file that will lie at the root of the zip; only the result is put there."""
    tag = "cpython-{}{}".format(*PYTHON)
    py_compile.compile(
        str(source),
        cfile=str(root / "__pycache__" / f"{source.stem}.{tag}.pyc"),
        dfile=f"/var/task/{source.name}",
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def drop_services(packages: Path) -> None:
    """Throw the descriptions of services away that nobody here calls."""
    for described in (packages / "botocore" / "data").iterdir():
        if described.is_dir() and described.name not in SERVICES:
            shutil.rmtree(described)
    shutil.rmtree(packages / "boto3" / "examples", ignore_errors=True)


def _install(packages: Path, *wanted: str) -> None:
    machine = [f"--platform=manylinux_{LIBC[0]}_{minor}_x86_64" for minor in range(5, LIBC[1] + 1)]
    command = [
        *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--target", str(packages), "--no-compile", "--upgrade", "--only-binary=:all:"),
        *("--implementation=cp", "--python-version={}.{}".format(*PYTHON)),
        *(*machine, "--platform=manylinux2014_x86_64"),
        *("--constraint", str(_constraints(packages))),
        *wanted,
    ]
    subprocess.run(command, check=True)  # noqa: S603  our own command


def _constraints(packages: Path) -> Path:
    """Write the lock beside the packages, with the older versions that Lambda's machine needs."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").split()
    kept = [line for line in lines if line.split("==")[0].lower() not in OLDER]
    place = packages.parents[2] / "constraints.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join([*kept, *(f"{name}=={OLDER[name]}" for name in OLDER)]))
    return place


def _edition(group: str) -> str:
    parts = (
        (ROOT / "requirements.lock").read_bytes(),
        " ".join(requirements(group)).encode(),
        Path(__file__).read_bytes(),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
