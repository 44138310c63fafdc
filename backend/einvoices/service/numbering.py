"""Numbers between the province and the companies: blocks taken, and remainders recorded."""

from dataclasses import dataclass
from datetime import date

from backend.einvoices.ports import Store
from backend.einvoices.rules import numbers
from backend.einvoices.rules.book import Book, skip_numbers, take_block
from backend.einvoices.rules.numbers import Counter
from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters

YEAR_OVER = "year-over"
# Who loses at the counter reads it again; the book was not touched meanwhile.
_TRIES_AT_COUNTER = 4


@dataclass(frozen=True, slots=True)
class Numbering:
    """Gives blocks, and ends them when a company closes or their year is over."""

    store: Store
    parameters: Parameters

    def supplied(self, book: Book, day: date, doing: Doing) -> Book:
        """Return a book from which a number of the year can be drawn.

        A new block is one write at the province's counter, together with the book.
        """
        if book.numbers is not None and book.numbers.can_draw(day.year):
            return book
        prefix = numbers.prefix_for(book.company_id, day, self.parameters)
        size = self.parameters.number("number-block", "size", day)

        def attempt() -> Book:
            counter = self.store.find_counter(prefix) or Counter(prefix)
            after, block, event = numbers.give(counter, size, book.company_id, doing)
            step = take_block(book, block, day.year, doing)
            return self.store.save_block((after, event), step)

        return retried(attempt, _TRIES_AT_COUNTER)

    def close(self, company_id: str, reason: str, doing: Doing) -> None:
        """Record what a company that closes has left as skipped; again changes nothing."""

        def attempt() -> None:
            book = self.store.find_book(company_id)
            step = skip_numbers(book, reason, doing) if book else None
            if step is not None:
                self.store.save_book(step)

        retried(attempt)

    def end_year(self, company_id: str, doing: Doing) -> bool:
        """Record what a company has left of a year that is over; returns whether it had.

        Who takes a block of the new year first records it with that.
        """

        def attempt() -> bool:
            book = self.store.find_book(company_id)
            if book is None or book.due_at is None or book.due_at > doing.at:
                return False
            step = skip_numbers(book, YEAR_OVER, doing)
            if step is None:
                return False
            self.store.save_book(step)
            return True

        return retried(attempt)
