"""What one reader sees of a company: one of its people, or a clerk."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.taxpayers.rules.authority import Authority
from backend.taxpayers.rules.company import Company
from backend.taxpayers.rules.facts import Fact


@dataclass(frozen=True, slots=True)
class Standing:
    """A company and how one person stands in it."""

    company: Company
    authority: Authority


@dataclass(frozen=True, slots=True)
class Today:
    """A standing with the facts in force, by name."""

    standing: Standing
    in_force: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Record:
    """What a clerk sees of a company; `in_force` is by name.

    `facts` begins with the newest records and holds those in force besides; `facts_cursor` is
    where the older ones go on.
    """

    company: Company
    people: tuple[Authority, ...]
    facts: tuple[Fact, ...]
    facts_cursor: str | None
    in_force: Mapping[str, Fact]
