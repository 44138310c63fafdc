"""Inviting phones: the picture in the terminal is a code that a phone reads."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from infra.local import lan
from infra.local.authority import may_speak_for

_BLOCKS = {" ": (0, 0), "▀": (255, 0), "▄": (0, 255), "█": (255, 255), "\u00a0": (0, 0)}


def drawn(text: str, path: Path) -> None:
    """Paint half blocks as a terminal with a dark ground does."""
    lines = [line for line in text.splitlines() if line]
    width = max(len(line) for line in lines)
    picture = Image.new("L", (width, 2 * len(lines)), 0)
    for row, line in enumerate(lines):
        for column, block in enumerate(line):
            upper, lower = _BLOCKS[block]
            picture.putpixel((column, 2 * row), upper)
            picture.putpixel((column, 2 * row + 1), lower)
    size = (picture.width * 8, picture.height * 8)
    picture.resize(size, Image.Resampling.NEAREST).save(path)


def test_a_phone_reads_the_code_in_the_terminal(tmp_path: Path) -> None:
    address = "https://192.168.7.20:8743/"
    drawn(lan.picture(address, coloured=False), tmp_path / "code.png")
    reader = shutil.which("zbarimg")
    assert reader is not None
    done = subprocess.run(
        [reader, "--quiet", "--raw", str(tmp_path / "code.png")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == address


def test_colours_are_fixed_on_a_terminal_and_reset_on_each_line() -> None:
    lines = lan.picture("x", coloured=True).splitlines()
    assert all(line.startswith("\x1b[48;5;232m") and line.endswith("\x1b[0m") for line in lines)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("192.168.1.9", True), ("10.1.2.3", True), ("192.0.2.2", False), ("8.8.8.8", False)],
)
def test_only_private_networks_are_invited(address: str, allowed: bool) -> None:
    assert may_speak_for(address) is allowed
