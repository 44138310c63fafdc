"""What the house promises of events: who follows them, and that a history can say each."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.custody.trail import PLACES
from backend.delivery.rules.task import TaskKind
from backend.invoices.service import InvoicesService
from backend.pickup.service import ClerkSide, ReportSide
from backend.pickup.service.disputing import Disputing
from backend.reactions import TABLE, Reaction
from tests.house.emitted import emitted

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "frontend" / "src" / "text"
TONGUES = ("zh", "en")
# What a taxpayer's or a clerk's history shows.
SHOWN = (
    "invoices:application:",
    "pickup:pickup:",
    "counter:case:",
    "einvoices:",
    "documents:job:",
    "payments:",
    "delivery:order:",
    "delivery:parcel:",
)

ROOM = """
class State(StrEnum):
    OPEN = "open"

class Way(StrEnum):
    SENT = "sent"

def begin(doing):
    return _step(doing, "begun")

def turn(doing, on):
    verb = "turned-on" if on else "turned-off"
    return _step(doing, verb)

def leave(doing):
    return outer(doing, verb="left")

def outer(doing, verb):
    return _step(doing, verb)

def told(doing, way: Way):
    return _step(doing, str(way))

def shown(thing, doing):
    return doing.event(f"hall:door:{thing.state}", "hall:door:shown")

def loose(words):
    return {"verb": "never-said"}

def _step(doing, verb):
    return doing.event("1", f"hall:door:{verb}")
"""
SECOND = """
def _step(verb):
    return verb

def other():
    return _step("of-another-module")

def far(doing):
    return outer(doing, "said-from-afar")
"""


def test_whole_kinds_are_read_off_the_source(tmp_path: Path) -> None:
    room = tmp_path / "hall"
    room.mkdir()
    (room / "rules.py").write_text(ROOM, encoding="utf-8")
    (room / "acts.py").write_text(SECOND, encoding="utf-8")
    verbs = ["begun", "turned-on", "turned-off", "left", "sent", "open", "shown", "said-from-afar"]
    assert emitted(tmp_path) == {f"hall:door:{verb}" for verb in verbs}


def test_reactions_follow_events_that_are_emitted() -> None:
    assert [kind for kind in TABLE if kind not in emitted()] == []
    assert "pickup:pickup:revoked" not in emitted()


def words(tongue: str, prefix: str) -> set[str]:
    """Read which keys with a prefix the pages have, without it."""
    return {
        key.removeprefix(prefix)
        for path in sorted(TEXTS.glob(f"*/{tongue}.json"))
        for key in json.loads(path.read_text(encoding="utf-8"))
        if key.startswith(prefix)
    }


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_history_has_words_for_every_event_and_no_others(tongue: str) -> None:
    shown = {kind for kind in emitted() if kind.startswith(SHOWN)}
    assert words(tongue, "event.") == shown


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_mail_room_has_words_for_every_task(tongue: str) -> None:
    assert words(tongue, "mail-task.") == set(TaskKind)


def reasons() -> set[str]:
    """Read off the rules which reasons of their own their events carry."""
    given = (
        keyword.value
        for path in sorted((ROOT / "backend/pickup/rules").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "reason"
    )
    parts = (part for value in (*given, *_defaults()) for part in ast.walk(value))
    texts = (part.value for part in parts if isinstance(part, ast.Constant))
    return {text for text in texts if isinstance(text, str)}


def _defaults() -> Iterator[ast.expr]:
    """Reasons that a rule gives unless it is told another one."""
    for path in sorted((ROOT / "backend/pickup/rules").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.args.defaults:
                named = node.args.args[-len(node.args.defaults) :]
                pairs = zip(named, node.args.defaults, strict=True)
                yield from (value for argument, value in pairs if argument.arg == "reason")


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_history_has_words_for_every_reason(tongue: str) -> None:
    # A clerk's pages have the taxpayer's words too.
    said = json.loads((TEXTS / "taxpayer" / f"{tongue}.json").read_text(encoding="utf-8"))
    assert {"kiosk-silent", "lease-holder-dark", "journal-lost"} <= reasons()
    assert [one for one in sorted(reasons()) if f"stop.{one}" not in said] == []


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_clerk_reads_what_does_not_fit_in_a_journal(tongue: str) -> None:
    source = (ROOT / "backend/pickup/rules/journal.py").read_text(encoding="utf-8")
    causes = set(re.findall(r'Misfit\("([a-z-]+)"\)', source))
    assert "lease-over" in causes
    assert causes - words(tongue, "stop.") == set()


# These say that the matter is over: such a case ends and does not come back.
OVER = {"application-decided", "pickup-not-open", "dispute-over", "report-over"}


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_clerk_is_told_why_a_decision_came_back(tongue: str) -> None:
    carried_out = (
        *(InvoicesService.decide, ClerkSide.settle),
        *(Disputing.settle, ReportSide.settle, ReportSide.settle_retracted),
    )
    told = " ".join(str(verb.__doc__) for verb in carried_out)
    refused = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", told)) - OVER
    assert {"application-cannot-approve", "sheets-out-of-range"} < refused
    assert refused - words(tongue, "case.why.") == set()


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_trail_of_a_serial_has_words_for_every_event_and_place(tongue: str) -> None:
    noted = {kind for kind, followers in TABLE.items() if "custody.trail" in map(named, followers)}
    places = {f"place.{place}" for by_list in PLACES.values() for place in by_list.values()}
    assert set(PLACES) <= noted
    known = words(tongue, "trail.")
    assert (noted | places) - known == set()


def named(reaction: Reaction) -> str:
    return reaction.name
