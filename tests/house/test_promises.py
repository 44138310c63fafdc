"""What the house promises of routes, settings and refusals."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from backend.app import routed
from backend.web import problems
from backend.web.callers import Rule

ROOT = Path(__file__).parents[2]
ANYONE = {
    *("health.health", "identity.ask", "pass.show", "einvoice-checks.check"),
    *("file-checks.offer", "file-checks.ask", "file-checks.get"),
}


def rules() -> dict[str, Rule | None]:
    views = routed().view_functions
    return {name: getattr(view, "__caller_rule__", None) for name, view in views.items()}


def test_every_route_states_its_caller() -> None:
    assert [name for name, rule in rules().items() if rule is None] == []


def test_few_routes_are_open_to_anyone() -> None:
    open_to_all = {name for name, rule in rules().items() if rule and rule.kind == "anyone"}
    assert open_to_all <= ANYONE


def test_staff_routes_name_a_role() -> None:
    staff = {name: rule for name, rule in rules().items() if rule and rule.kind == "staff"}
    assert staff
    assert [name for name, rule in staff.items() if not rule.roles] == []


def settings_read() -> set[str]:
    text = (ROOT / "backend/settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'"((?:TAX|DYNAMODB)_[A-Z_]+)"', text))


def test_settings_are_documented_and_no_others() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("## Settings")[1].split("## ")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)`", section, re.MULTILINE)) == settings_read()


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "backend").rglob("*.py"))
        if re.search(r"\bos\.environ|getenv", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["backend/wsgi.py"]


def refusals() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "backend").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if name == "Refusal" and isinstance(first, ast.Constant):
                yield str(first.value), path.relative_to(ROOT).as_posix()


def test_every_refusal_stands_in_the_catalogue() -> None:
    known = problems.catalogue()
    assert [(code, where) for code, where in refusals() if code not in known] == []


def test_every_row_of_the_catalogue_is_named_in_the_code() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "backend").rglob("*.py"))
    )
    assert [code for code in problems.catalogue() if f'"{code}"' not in text] == []


def test_every_row_says_what_to_do_in_both_languages() -> None:
    for code, row in problems.catalogue().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|unexpected", code), code
        assert row["status"] in range(400, 600), code
        blanks = []
        for tongue in ("zh", "en"):
            assert row[tongue]["title"].strip(), code
            assert row[tongue]["next"].strip(), code
            words = row[tongue]["title"] + row[tongue]["next"]
            blanks.append(set(re.findall(r"\{(\w+)\}", words)))
        assert blanks[0] == blanks[1], code
