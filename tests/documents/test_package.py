"""The documents' own zip renders and verifies by itself, and the API's zip has none of it."""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from backend.einvoices.rules.file_names import Format
from functions.documents import seal
from functions.documents.rendering import render
from infra.cloud.package import builder, documents
from infra.cloud.package.environment import LIBC
from tests.documents.samples import face
from tests.functions.packaged import BARE_PYTHON, unpack

DRAWING = {"reportlab", "lxml", "pyhanko", "signxml", "asn1crypto", "uharfbuzz", "PIL"}
LIBRARIES = {*DRAWING, "openpyxl"}
SCRIPT = """
import sys, json, hashlib, pickle
sys.path.insert(0, sys.argv[1])
from functions.documents import rendering, seal, verifying
from backend.einvoices.rules.file_names import Format
made_by = seal.read(open(sys.argv[2]).read())
face = pickle.load(open(sys.argv[3], "rb"))
files = {form: rendering.render(face, form, made_by) for form in Format}
states = {form: verifying.verify(data, made_by).state for form, data in files.items()}
sums = {form: hashlib.sha256(data).hexdigest() for form, data in files.items()}
print(json.dumps([states, sums]))
"""


@pytest.fixture(scope="module")
def package() -> Path:
    return documents.build()


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(package, tmp_path_factory.mktemp("documents"))


def test_it_renders_and_verifies_with_nothing_else_there(unpacked: Path, tmp_path: Path) -> None:
    import hashlib
    import pickle

    text = seal.make()
    (tmp_path / "seal.json").write_text(text)
    (tmp_path / "face.pickle").write_bytes(pickle.dumps(face()))
    done = subprocess.run(
        [*BARE_PYTHON, "-c", SCRIPT, unpacked, tmp_path / "seal.json", tmp_path / "face.pickle"],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr.decode()
    states, sums = json.loads(done.stdout)
    assert set(states.values()) == {"unchanged"}
    ours = {form: render(face(), form, seal.read(text)) for form in Format}
    assert sums == {form: hashlib.sha256(data).hexdigest() for form, data in ours.items()}


def test_it_is_no_heavier_than_lambda_takes(package: Path, unpacked: Path) -> None:
    assert package.stat().st_size <= documents.LIMIT_MB * 1_000_000
    assert sum(path.stat().st_size for path in unpacked.rglob("*")) <= 250_000_000


def test_the_typeface_and_its_licence_are_in_it(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        names = set(opened.namelist())
        licence = opened.read("functions/documents/typeface/LICENSE").decode()
    assert "functions/documents/typeface/NotoSerifSC-Regular.ttf" in names
    assert "SIL Open Font License" in licence


def test_native_code_loads_on_lambdas_machine(unpacked: Path) -> None:
    found = [path for path in unpacked.rglob("*") if ".so" in path.suffixes]
    assert found
    for path in found:
        asked = {int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", path.read_bytes())}
        assert max(asked, default=0) <= LIBC[1], path.name


def test_the_apis_zip_has_none_of_it() -> None:
    with zipfile.ZipFile(builder.build()) as opened:
        names = opened.namelist()
    assert LIBRARIES & {name.split("/", 1)[0] for name in names} == set()
    assert [name for name in names if name.startswith("functions/documents/")] == []
