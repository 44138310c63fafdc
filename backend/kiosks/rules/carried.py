"""What of a service under way goes along with the next part of its journal, however long it is.

Sheets that went out one after the other within a minute are one line, a `run`: an event must fit
into one item of the ledger, also the last one of ten thousand sheets.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

_STEPS = {"held", "started", "fed", "stopping", "closed"}
_MINUTE = len("2026-01-01T00:00")


class Told(Protocol):
    """A line of a journal."""

    @property
    def text(self) -> str: ...
    @property
    def step(self) -> str: ...


def carry(before: Iterable[str], entries: Iterable[Told]) -> tuple[str, ...]:
    """Add entries to what is carried along; the next service begins with nothing."""
    found = list(before)
    for entry in entries:
        if entry.step == "asked":
            found = []
        elif entry.step in _STEPS:
            _add(found, entry.text)
    return tuple(found)


def unfold(carried: Iterable[str]) -> Iterator[str]:
    """Tell the lines again, a sheet each; one of a run left within the minute its line names."""
    for text in carried:
        line = json.loads(text)
        if line["step"] != "run":
            yield text
            continue
        for place, number in enumerate(range(line["first"], line["last"] + 1)):
            yield _text(
                step="fed",
                at=line["at"],
                reservation=line["reservation"],
                sheet=line["sheet"] + place,
                fed={"code": line["code"], "number": number},
                exit="out",
            )


def _add(found: list[str], text: str) -> None:
    line = json.loads(text)
    if line["step"] != "fed" or line["fed"] is None or line["exit"] != "out":
        found.append(text)
        return
    code, number = line["fed"]["code"], line["fed"]["number"]
    if found and _goes_on(run := json.loads(found[-1]), line):
        found[-1] = _text(**{**run, "last": number})
        return
    told = {name: line[name] for name in ("at", "reservation", "sheet")}
    found.append(_text(step="run", **told, code=code, first=number, last=number))


def _goes_on(run: Mapping[str, Any], line: Mapping[str, Any]) -> bool:
    if run["step"] != "run" or run["reservation"] != line["reservation"]:
        return False
    follows = (run["code"], run["last"] + 1) == (line["fed"]["code"], line["fed"]["number"])
    in_turn = run["sheet"] + run["last"] - run["first"] + 1 == line["sheet"]
    return follows and in_turn and run["at"][:_MINUTE] == line["at"][:_MINUTE]


def _text(**line: object) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
