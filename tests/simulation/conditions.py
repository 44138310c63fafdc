"""DynamoDB's condition expressions, as far as the house writes them, turned into functions."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
Test = Callable[[Item, Mapping[str, str], Item], bool]

_TOKEN = re.compile(r"\s*(<>|<=|>=|[()=<>,]|[#:]?\w+)")
_COMPARISONS = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def plain(value: Mapping[str, Any]) -> Any:
    """Turn a typed value into one that compares as DynamoDB compares."""
    [(kind, inner)] = value.items()
    return int(inner) if kind == "N" else inner


@cache
def compiled(expression: str) -> Test:
    """Turn an expression into a test of (item, names, values)."""
    tokens = _TOKEN.findall(expression)
    test, rest = _either(tokens)
    if rest:
        raise ValueError(f"cannot read {expression!r} from {rest}")
    return test


def holds(item: Item | None, asked: Mapping[str, Any]) -> bool:
    """Tell whether what a request asks of an item is true of it."""
    expression = asked.get("ConditionExpression")
    if expression is None:
        return True
    names = asked.get("ExpressionAttributeNames", {})
    return compiled(expression)(item or {}, names, asked.get("ExpressionAttributeValues", {}))


Parsed = tuple[Test, list[str]]


def _either(tokens: list[str]) -> Parsed:
    left, rest = _both(tokens)
    while rest and rest[0] == "OR":
        first = left
        second, rest = _both(rest[1:])
        left = _joined(any, first, second)
    return left, rest


def _both(tokens: list[str]) -> Parsed:
    left, rest = _one(tokens)
    while rest and rest[0] == "AND":
        first = left
        second, rest = _one(rest[1:])
        left = _joined(all, first, second)
    return left, rest


def _joined(how: Callable[[Any], bool], first: Test, second: Test) -> Test:
    return lambda *given: how(test(*given) for test in (first, second))


def _one(tokens: list[str]) -> Parsed:
    match tokens:
        case ["(", *rest]:
            test, rest = _either(rest)
            return test, rest[1:]
        case ["NOT", *rest]:
            inner, rest = _one(rest)
            return lambda *given: not inner(*given), rest
    return _plain(tokens)


def _plain(tokens: list[str]) -> Parsed:
    match tokens:
        case ["attribute_not_exists", "(", name, ")", *rest]:
            return lambda item, names, _: names[name] not in item, rest
        case ["attribute_exists", "(", name, ")", *rest]:
            return lambda item, names, _: names[name] in item, rest
        case ["begins_with", "(", name, ",", value, ")", *rest]:
            return _begins(name, value), rest
        case [name, "BETWEEN", low, "AND", high, *rest]:
            return _joined(all, _compared(name, ">=", low), _compared(name, "<=", high)), rest
        case [name, sign, value, *rest] if sign in _COMPARISONS:
            return _compared(name, sign, value), rest
    raise ValueError(f"cannot read {tokens}")


def _begins(name: str, value: str) -> Test:
    def test(item: Item, names: Mapping[str, str], values: Item) -> bool:
        found = item.get(names[name])
        return found is not None and plain(found).startswith(plain(values[value]))

    return test


def _compared(name: str, sign: str, value: str) -> Test:
    compare = _COMPARISONS[sign]

    def test(item: Item, names: Mapping[str, str], values: Item) -> bool:
        found = item.get(names[name])
        return found is not None and bool(compare(plain(found), plain(values[value])))

    return test
