"""What a kiosk's camera sees of a code: blurred, tilted, dim, rotated, and all of it at once."""

import random
import re
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from backend.web import qr

# The guide frame of the kiosk makes a code about seven pixels a module at 720p.
MODULE_PIXELS = 7
FRAME = (640, 640)
WALL = 110
Distort = Callable[[Image.Image, random.Random], Image.Image]


def painted(path: str, side: int, module_pixels: int) -> Image.Image:
    """Paint the dark modules of an SVG path, as a browser does."""
    picture = Image.new("L", (side * module_pixels, side * module_pixels), 255)
    draw = ImageDraw.Draw(picture)
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{w}v1h-{back}z" for x, y, w, back in strokes) == path
    for x, y, width, back in strokes:
        assert width == back
        left, top = int(x) * module_pixels, int(y) * module_pixels
        right = left + int(width) * module_pixels - 1
        draw.rectangle((left, top, right, top + module_pixels - 1), fill=0)
    return picture


def screen(text: str) -> Image.Image:
    """A phone's screen with a code in front of a grey wall."""
    picture = painted(*qr.path(text), MODULE_PIXELS)
    frame = Image.new("L", FRAME, WALL)
    frame.paste(
        picture, tuple((whole - part) // 2 for whole, part in zip(FRAME, picture.size, strict=True))
    )
    return frame


def rotated(frame: Image.Image, chance: random.Random) -> Image.Image:
    return frame.rotate(chance.uniform(-180, 180), Image.Resampling.BICUBIC, fillcolor=WALL)


def tilted(frame: Image.Image, chance: random.Random) -> Image.Image:
    """Seen from the side, as far as people hold a phone: edges up to a fifth shorter."""
    width, height = frame.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    pulled = [
        (x + chance.uniform(-0.2, 0.2) * width, y + chance.uniform(-0.2, 0.2) * height)
        for x, y in corners
    ]
    return frame.transform(
        frame.size,
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, pulled),
        Image.Resampling.BICUBIC,
        fillcolor=WALL,
    )


def blurred(frame: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus by a quarter to half a module."""
    share = chance.uniform(0.25, 0.55)
    return frame.filter(ImageFilter.GaussianBlur(MODULE_PIXELS * share))


def dim(frame: Image.Image, chance: random.Random) -> Image.Image:
    """A dark screen in a dark hall: a twentieth to a fifth of the light, and the sensor's noise."""
    dark = ImageEnhance.Brightness(frame).enhance(chance.uniform(0.05, 0.2))
    noise = Image.frombytes("L", frame.size, chance.randbytes(frame.width * frame.height))
    return Image.blend(dark, noise, 0.04)


def everything(frame: Image.Image, chance: random.Random) -> Image.Image:
    for distort in (rotated, tilted):
        frame = distort(frame, chance)
    frame = frame.filter(ImageFilter.GaussianBlur(chance.uniform(1.0, 2.8)))
    return dim(frame, chance)


def _coefficients(seen: list[tuple[int, int]], real: list[tuple[float, float]]) -> list[float]:
    """Solve for the eight numbers of a perspective that brings `seen` onto `real`."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, real, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for step in range(8):
        pivot = max(range(step, 8), key=lambda row: abs(rows[row][step]))
        rows[step], rows[pivot] = rows[pivot], rows[step]
        rows[step] = [value / rows[step][step] for value in rows[step]]
        for row in range(8):
            if row != step:
                factor = rows[row][step]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[step], strict=True)]
    return [row[8] for row in rows]
