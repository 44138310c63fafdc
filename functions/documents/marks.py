"""What a page is made of: texts, strokes and filled squares, in mm from its upper left corner."""

from dataclasses import dataclass, field

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
FRAME: Colour = (128, 48, 32)
NOTICE: Colour = (190, 30, 30)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: `x` is where it begins, `y` its baseline, the size in points."""

    x: float
    y: float
    points: float
    text: str
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line with its thickness."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.25
    colour: Colour = FRAME


@dataclass(frozen=True, slots=True)
class Square:
    """Filled rectangles of one row of the QR code, as (x, width) beside each other."""

    y: float
    height: float
    runs: tuple[tuple[float, float], ...]


@dataclass(slots=True)
class Page:
    """One page and its marks, in the order in which they are read."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    squares: list[Square] = field(default_factory=list)

    def frame(self, *, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a rectangle."""
        for y in (top, bottom):
            self.strokes.append(Stroke(left, y, right, y))
        for x in (left, right):
            self.strokes.append(Stroke(x, top, x, bottom))
