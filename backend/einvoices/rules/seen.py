"""What a verb shows without changing anything: a preview, and a quota with its reasons."""

from dataclasses import dataclass

from backend.einvoices.rules.book import Book
from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.explaining import Why
from backend.einvoices.rules.face import Line
from backend.einvoices.rules.forecast import Forecast
from backend.einvoices.rules.quota import Available


@dataclass(frozen=True, slots=True)
class Preview:
    """What issuing would do now; `extra_fen` is what the quota would be extended by first."""

    lines: tuple[Line, ...]
    checks: tuple[Check, ...]
    quota: Available
    extension: tuple[Check, ...]
    extra_fen: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A company's quota now, why it is so much, and when it runs out as the month goes."""

    book: Book
    available: Available
    why: tuple[Check, ...]
    forecast: Forecast | None
