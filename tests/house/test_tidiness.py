"""Sizes and names of the house plan."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("backend", "functions", "infra", "tests")
FORBIDDEN = {"utils", "helpers", "common", "misc", "base", "manager", "models", "constants"}
CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)+$")
EVENT = re.compile(r"^[a-z]+:[a-z-]+:[a-z-]+$")


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def page_files() -> Iterator[Path]:
    source = ROOT / "frontend" / "src"
    for suffix in ("*.ts", "*.vue"):
        yield from (path for path in sorted(source.rglob(suffix)) if path.name != "schema.d.ts")


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def faults(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    where = path.relative_to(ROOT)
    found = [f"{where}: {len(lines)} lines"] if len(lines) > 300 else []
    found += [f"{where}:{n}: line over 100" for n, row in enumerate(lines, 1) if len(row) > 100]
    tree = ast.parse(text)
    if text.strip() and not ast.get_docstring(tree):
        found.append(f"{where}: opens without a sentence")
    for node in functions(path):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > 70:
            found.append(f"{where}:{node.lineno}: {node.name} has {length} lines")
    return found


def test_files_functions_and_lines_keep_their_size() -> None:
    assert [fault for path in python_files(*SOURCES) for fault in faults(path)] == []


def test_pages_keep_their_size() -> None:
    found = []
    for path in page_files():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > (200 if path.suffix == ".vue" else 300):
            found.append(f"{path.relative_to(ROOT)}: {lines} lines")
    assert found == []


def test_nothing_is_imported_only_to_be_handed_on() -> None:
    handed_on = re.compile(r"import (\w+) as \1$", re.MULTILINE)
    paths = python_files(*SOURCES)
    assert [path for path in paths if handed_on.search(path.read_text(encoding="utf-8"))] == []


def test_no_forbidden_names() -> None:
    paths = [*python_files(*SOURCES), *page_files()]
    assert [path for path in paths if FORBIDDEN & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_no_unfinished_marks() -> None:
    mark = re.compile(
        r"\b(" + "TO" + "DO|FIX" + r"ME|NotImplemented" + r"Error|pytest\.mark\.(skip|xfail))\b"
    )
    paths = [*python_files(*SOURCES), *page_files()]
    found = [path for path in paths if mark.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_more_than_three_parameters_are_keyword_only() -> None:
    # `self` and a trailing `doing` are understood; what a reader must guess by place counts.
    found = []
    for path in python_files("backend", "functions"):
        for node in functions(path):
            names = [
                arg.arg for arg in node.args.args if arg.arg not in ("self", "cls", "doing", "now")
            ]
            if len(names) > 3:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}")
    assert found == []


def test_event_kinds_are_room_noun_participle() -> None:
    kinds = set()
    for path in python_files("backend"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and re.fullmatch(r"[a-z-]+:[a-z-]+:[a-z-]+", value):
                kinds.add(value)
    assert kinds
    assert [kind for kind in kinds if not EVENT.fullmatch(kind)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\n", "opens without a sentence"),
        ('"""Says."""\n' + "x = 1\n" * 300, "301 lines"),
        ('"""Says."""\n' + "# " + "a" * 99 + "\n", "line over 100"),
        ('"""Says."""\ndef long():\n' + "    x = 1\n" * 70, "long has 71 lines"),
    ],
)
def test_the_measure_bites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    broken = tmp_path / "broken.py"
    broken.write_text(text, encoding="utf-8")
    assert any(fault in one for one in faults(broken))
