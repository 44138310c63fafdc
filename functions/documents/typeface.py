"""The typeface of the documents: how wide its letters are, and the part of it that is embedded.

Noto Serif SC under the SIL Open Font License, which allows embedding and subsets; the set-up lays
it here, and the package carries it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import uharfbuzz

NAME = "NotoSerifSC-Regular"
FAMILY = "Noto Serif SC"
FILE = Path(__file__).with_name("typeface") / f"{NAME}.ttf"
MM_PER_POINT = 25.4 / 72


@cache
def _face() -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FILE)))


@cache
def _font() -> uharfbuzz.Font:
    return uharfbuzz.Font(_face())


@cache
def _advance(letter: str) -> float:
    glyph = _font().get_nominal_glyph(ord(letter)) or 0
    return float(_font().get_glyph_h_advance(glyph)) / float(_face().upem)


def has(letter: str) -> bool:
    """Tell whether the typeface can draw a letter."""
    return bool(_font().get_nominal_glyph(ord(letter)))


def advances(text: str, points: float) -> list[float]:
    """List how far each letter moves the pen, in mm."""
    return [_advance(letter) * points * MM_PER_POINT for letter in text]


def width(text: str, points: float) -> float:
    """Measure a text in mm."""
    return sum(map(_advance, text)) * points * MM_PER_POINT


def subset(letters: Iterable[str]) -> bytes:
    """Cut the typeface down to the letters given; the result is a whole font file."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(sorted(set(map(ord, letters))))
    # Layout rules are of no use where every letter's place is given.
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        _tags("GSUB", "GPOS", "BASE", "STAT", "vhea", "vmtx")
    )
    return bytes(uharfbuzz.subset(_face(), wanted).blob.data)


def _tags(*names: str) -> list[int]:
    return [int.from_bytes(name.encode(), "big") for name in names]
