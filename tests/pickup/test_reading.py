"""Other people's readers read what we draw: zbar on still pictures, the kiosk's on bad frames."""

import json
import random
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.forms.page import pages
from backend.web import qr
from tests.fakes.door import Door
from tests.pickup import frames
from tests.pickup.conftest import House
from tests.pickup.test_token import body, rolling_text

READER = Path(__file__).parents[2] / "frontend" / "scripts" / "read-frames.mjs"
PAPER = token.text(body(token.Type.PAPER))
TRIES = 24


def by_zbar(picture: Path) -> str:
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def by_kiosk(seen: list[Image.Image], folder: Path) -> list[str | None]:
    files = []
    for number, frame in enumerate(seen):
        files.append(folder / f"{number:03d}-{frame.width}x{frame.height}.grey")
        files[-1].write_bytes(frame.tobytes())
    done = subprocess.run(
        ["node", str(READER), *map(str, files)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("text", [rolling_text(), PAPER], ids=["rolling", "paper"])
@pytest.mark.parametrize("module_pixels", [2, 4, 7])
def test_zbar_reads_what_the_server_draws(text: str, module_pixels: int, tmp_path: Path) -> None:
    path, side = qr.path(text)
    assert side == 41 + 2 * 4  # version 6, four quiet modules on each side
    frames.painted(path, side, module_pixels).save(tmp_path / "code.png")
    assert by_zbar(tmp_path / "code.png") == text


def test_the_level_of_correction_is_m() -> None:
    # The first two bits of the format information, under their mask 10, name the level: M is 00
    # (ISO/IEC 18004, 7.9).
    assert [int(dark) for dark in qr.matrix(PAPER)[8][:2]] == [1, 0]


def test_zbar_reads_the_page_of_a_link(house: House, tmp_path: Path) -> None:
    pickup = house.issued(3)
    linked = house.forms.make_link(pickup.id, new_id(), "owner", house.by())
    assert linked.link is not None
    door = Door(house.clock, {"pickup-forms": house.forms}, pages)
    key = house.forms.key_of(linked, linked.link)
    page = door.app.test_client().get(f"/p/{key}").text
    [path] = re.findall(r'<path d="([^"]+)"', page)
    [side] = re.findall(r'viewBox="0 0 (\d+) \1"', page)
    frames.painted(path, int(side), 4).save(tmp_path / "page.png")
    read = by_zbar(tmp_path / "page.png")
    assert read == house.forms.paper(pickup.id, "owner", house.clock.now())[1].text
    assert house.scan(read, "000123").reservation is not None


# A camera shows some fifteen frames a second: one in two is read within a fifth of a second.
@pytest.mark.parametrize(
    ("distort", "floor"),
    [
        (frames.rotated, 1.0),
        (frames.tilted, 0.95),
        (frames.blurred, 0.8),
        (frames.dim, 0.95),
        (frames.everything, 0.5),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_the_kiosk_reads_bad_frames(distort: frames.Distort, floor: float, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    text = rolling_text()
    screen = frames.screen(text)
    read = by_kiosk([distort(screen, chance) for _ in range(TRIES)], tmp_path)
    assert set(read) <= {text, None}  # never another text
    rate = sum(one == text for one in read) / TRIES
    print(f"{distort.__name__}: {rate:.0%} of single frames")
    assert rate >= floor


def test_what_cannot_be_read_reads_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)
    wall = frames.dim(Image.new("L", frames.FRAME, frames.WALL), chance)
    fog = frames.screen(PAPER).filter(ImageFilter.GaussianBlur(frames.MODULE_PIXELS))
    lost = frames.screen(PAPER).resize((60, 60)).resize(frames.FRAME)
    assert by_kiosk([wall, fog, lost], tmp_path) == [None] * 3
