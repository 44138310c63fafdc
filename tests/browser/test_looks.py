"""Every page in every look: no fault of accessibility, no sideways scroll at 320."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.seed.companies import COMPANIES
from infra.local.seed.people import CLERK, OWNER
from tests.browser.conftest import LAPTOP, PHONE, STAND, Window, Windows

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
LOOKS = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "elder": {"theme": "light", "mode": "elder", "size": 30},
    "english": {"theme": "light", "language": "en"},
}
COMPANY = COMPANIES[0].id
TAXPAYER = (
    "/",
    f"/companies/{COMPANY}",
    f"/companies/{COMPANY}/apply",
    f"/companies/{COMPANY}/applications",
    "/outbox",
    "/devices",
    "/settings",
    "/about",
    "/nowhere",
)
COUNTER = (
    "/counter/cases",
    "/counter/kiosks",
    "/counter/companies",
    f"/counter/companies/{COMPANY}",
    "/counter/companies/new",
    "/counter/settings",
    "/counter/nowhere",
)


def dress(window: Window, look: dict[str, object]) -> None:
    """Choose a look before any page is painted."""
    told = json.dumps(json.dumps(look))
    window.context.add_init_script(f"localStorage.setItem('look', {told})")


def faults(window: Window) -> list[str]:
    window.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = window.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]
    ]


def pages(window: Window, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        window.go(path)
        window.page.get_by_role("heading").first.wait_for()
        window.page.wait_for_load_state("networkidle")
        yield path


@pytest.mark.parametrize("look", LOOKS)
def test_the_taxpayers_pages(windows: Windows, look: str) -> None:
    window = windows(f"look-{look}", PHONE, bypass_csp=True)
    window.sign_in(OWNER.phone)
    window.sees(COMPANIES[0].name)
    dress(window, LOOKS[look])
    found: dict[str, list[str]] = {}
    for path in pages(window, TAXPAYER):
        window.shoot(path.rsplit("/", 1)[1] or "home")
        found[path] = faults(window)
        window.page.set_viewport_size({"width": 320, "height": 640})
        window.no_sideways_scroll()
        window.page.set_viewport_size(LAPTOP)
        window.no_sideways_scroll()
        found[path] += faults(window)
        window.page.set_viewport_size(PHONE)
    assert {path: rows for path, rows in found.items() if rows} == {}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_staffs_pages(windows: Windows, look: str) -> None:
    window = windows(f"staff-{look}", LAPTOP, bypass_csp=True)
    window.sign_in(CLERK.phone, "/counter/")
    window.page.get_by_role("link", name="待办").first.wait_for()
    dress(window, LOOKS[look])
    found: dict[str, list[str]] = {}
    for path in pages(window, COUNTER):
        window.shoot(path.rsplit("/", 1)[1])
        found[path] = faults(window)
        window.page.set_viewport_size(PHONE)
        window.no_sideways_scroll()
        found[path] += faults(window)
        window.page.set_viewport_size(LAPTOP)
    assert {path: rows for path, rows in found.items() if rows} == {}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("shape", ["stand", "desk"])
def test_the_kiosks_first_page(windows: Windows, look: str, shape: str) -> None:
    size = STAND if shape == "stand" else {"width": 1280, "height": 800}
    window = windows(f"kiosk-{look}-{shape}", size, bypass_csp=True)
    dress(window, LOOKS[look])
    for path in pages(window, ("/kiosk/",)):
        window.sees("配对")
        window.shoot("pairing")
        assert faults(window) == [], path
        window.no_sideways_scroll()


@pytest.mark.parametrize("look", LOOKS)
def test_the_sign_in_page(windows: Windows, look: str) -> None:
    window = windows(f"sign-in-{look}", PHONE, bypass_csp=True)
    dress(window, LOOKS[look])
    for path in pages(window, ("/sign-in",)):
        window.shoot("page")
        assert faults(window) == [], path
        window.page.set_viewport_size({"width": 320, "height": 640})
        window.no_sideways_scroll()
