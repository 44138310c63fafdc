"""Which kinds of events the rooms can emit, read off their source: whole kinds, not loose words.

A kind is written as text or as a pattern (`f"pickup:pickup:{verb}"`). What fills the pattern is
followed to where it is said: through conditions, names, parameters and their callers, and enums.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

BACKEND = Path(__file__).parents[2] / "backend"
KIND = re.compile(r"[a-z]+:[a-z-]+:[a-z-]+")
OPENING = re.compile(r"[a-z]+:[a-z-]+:")


@dataclass
class Part:
    """One module: its functions, and the texts of its enums."""

    functions: list[ast.FunctionDef] = field(default_factory=list)
    enums: dict[str, set[str]] = field(default_factory=dict)


@cache
def emitted(folder: Path = BACKEND) -> frozenset[str]:
    """Name every kind of event that some room can write."""
    rooms = sorted(path for path in folder.iterdir() if path.is_dir())
    return frozenset(kind for room in rooms for kind in Room(room).kinds())


class Room:
    """The source of one room, as far as it speaks of events."""

    def __init__(self, folder: Path) -> None:
        self.parts = [_part(path) for path in sorted(folder.rglob("*.py"))]

    def kinds(self) -> Iterator[str]:
        """Read every text of the room that is a kind."""
        for part in self.parts:
            for function in part.functions:
                for node in ast.walk(function):
                    if _opens_a_kind(node):
                        yield from filter(KIND.fullmatch, self._texts(node, function, part))

    def _texts(
        self, node: ast.AST, function: ast.FunctionDef, part: Part, followed: tuple[str, ...] = ()
    ) -> set[str]:
        def texts(inner: ast.AST) -> set[str]:
            return self._texts(inner, function, part, followed)

        found: set[str] = set()
        match node:
            case ast.Constant(value=str(text)):
                found = {text}
            case ast.JoinedStr(values=values):
                found = {"".join(row) for row in product(*map(texts, values))}
            case ast.IfExp(body=body, orelse=orelse):
                found = texts(body) | texts(orelse)
            case ast.FormattedValue(value=value) | ast.Call(func=ast.Name(id="str"), args=[value]):
                found = texts(value)
            case ast.Attribute(attr=attr):
                found = self._members(attr.capitalize(), part)
            case ast.Name(id=name):
                found = self._named(name, function, part, followed)
        return found

    def _named(
        self, name: str, function: ast.FunctionDef, part: Part, followed: tuple[str, ...]
    ) -> set[str]:
        """Follow a name: to what is assigned to it, to its enum, or to what callers pass."""
        place = f"{function.name}({name})"
        arguments = [*function.args.args, *function.args.kwonlyargs]
        given = next((one for one in arguments if one.arg == name), None)
        if place in followed:
            return set()
        further = (*followed, place)
        if given is None:
            assigned = [
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
            ]
            return set().union(*(self._texts(one, function, part, further) for one in assigned))
        if isinstance(given.annotation, ast.Name) and given.annotation.id != "str":
            return self._members(given.annotation.id, part)
        index = arguments.index(given)
        found: set[str] = set()
        for call, caller, where in self._calls(function.name, part):
            passed = _passed(call, name, index)
            if passed is not None:
                found |= self._texts(passed, caller, where, further)
        return found

    def _calls(self, name: str, part: Part) -> Iterator[tuple[ast.Call, ast.FunctionDef, Part]]:
        # A name with an underscore is its module's own; others of that name are no callers.
        for where in [part] if name.startswith("_") else self.parts:
            for caller in where.functions:
                for node in ast.walk(caller):
                    if isinstance(node, ast.Call) and _name(node.func) == name:
                        yield node, caller, where

    def _members(self, name: str, part: Part) -> set[str]:
        if name in part.enums:
            return part.enums[name]
        return set().union(*(one.enums.get(name, set()) for one in self.parts))


def _part(path: Path) -> Part:
    part = Part()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            part.functions.append(node)
        elif isinstance(node, ast.ClassDef) and "StrEnum" in map(_name, node.bases):
            part.enums[node.name] = {
                one.value.value
                for one in node.body
                if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
            }
    return part


def _opens_a_kind(node: ast.AST) -> bool:
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    text = first.value if isinstance(first, ast.Constant) else None
    return isinstance(text, str) and OPENING.match(text) is not None


def _passed(call: ast.Call, name: str, index: int) -> ast.AST | None:
    named = next((one.value for one in call.keywords if one.arg == name), None)
    return named or (call.args[index] if index < len(call.args) else None)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
