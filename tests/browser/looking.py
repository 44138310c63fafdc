"""Looks at a page as it stands: in every look and size, for faults and sideways scroll."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tests.browser.windows import LAPTOP, PHONE, STAND, Window

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
DESK = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 640}
HAND = (PHONE, LAPTOP, NARROW)
HALL = (STAND, DESK)
# What the page writes on its root for each look; changing it there is what the settings do.
LIGHT = {"theme": "light", "mode": "plain", "size": "17"}
LOOKS = {
    "light": LIGHT,
    "dark": {**LIGHT, "theme": "dark"},
    "elder": {"theme": "light", "mode": "elder", "size": "30"},
}
ALL, PLAIN, THEMES = ("light", "dark", "elder"), ("light",), ("light", "dark")
# In Chinese every look is taken; English changes the words, so one look of it is enough.
LANGUAGES = {"zh": ALL, "en": PLAIN}


def speak(window: Window, language: str) -> None:
    """Choose a language for the pages opened from now on."""
    look = json.dumps({"theme": "light", "language": language})
    window.page.locator("html").evaluate("(_, look) => localStorage.setItem('look', look)", look)


def opened(window: Window, path: str) -> None:
    window.go(path)
    window.page.get_by_role("heading").first.wait_for()
    window.page.wait_for_load_state("networkidle")


def look_over(
    window: Window,
    name: str,
    *,
    looks: Iterable[str] = ALL,
    sizes: Iterable[dict[str, int]] = HAND,
) -> list[str]:
    """Take the page in every look and size; give its faults, each with where it was seen.

    At 320 only the scroll is looked at: what axe sees there it has seen at 390.
    """
    found: list[str] = []
    root = window.page.locator("html")
    for look in looks:
        root.evaluate("(node, look) => Object.assign(node.dataset, look)", LOOKS[look])
        for size in sizes:
            window.page.set_viewport_size(size)  # type: ignore[arg-type]
            where = f"{name} {look} {size['width']}"
            found += [f"{where}: sideways scroll by {one}" for one in too_wide(window)]
            if size is not NARROW:
                found += [f"{where}: {fault}" for fault in faults(window)]
        window.shoot(f"{name}-{look}")
    root.evaluate("(node, look) => Object.assign(node.dataset, look)", LIGHT)
    window.page.set_viewport_size(next(iter(sizes)))  # type: ignore[arg-type]
    return found


def too_wide(window: Window) -> list[str]:
    """Name what stands out on the right when the page can be scrolled sideways.

    A page that was just given another size is let come to rest first, two seconds at most.
    """
    for _ in range(20):
        found = _too_wide(window)
        if not found:
            break
        window.page.wait_for_timeout(100)
    return found


def _too_wide(window: Window) -> list[str]:
    found: list[str] = window.page.locator("html").evaluate(
        """root => root.scrollWidth <= root.clientWidth ? [] :
            [...root.querySelectorAll('*')]
                .filter(node => node.getBoundingClientRect().right > root.clientWidth + 0.5)
                .slice(0, 4).map(node => `${node.tagName}.${node.className}`)
                .concat(`${root.scrollWidth}px`)"""
    )
    return found


def faults(window: Window) -> list[str]:
    """Ask axe about the page, which is brought along once for each document."""
    root = window.page.locator("html")
    if not root.evaluate("() => 'axe' in window"):
        window.page.evaluate(AXE.read_text(encoding="utf-8"))
    # None of its rules that are on reads style sheets: it need not fetch them anew.
    how = {"resultTypes": ["violations"], "preload": False}
    found = root.evaluate("(_, how) => axe.run(document, how)", how)
    return [
        f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]
    ]


def named(path: str) -> str:
    """Short enough for a picture's name: what identifies things is left out."""
    kept = [part for part in path.split("/") if part and not re.search(r"\d{3}", part)]
    return "-".join(kept) or "home"


def all_over(window: Window, paths: tuple[str, ...], language: str) -> list[str]:
    found = []
    for path in paths:
        opened(window, path)
        found += look_over(window, f"{named(path)}-{language}", looks=LANGUAGES[language])
    return found
