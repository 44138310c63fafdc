"""Every page of a taxpayer in every look: no fault of accessibility, no sideways scroll at 320."""

import pytest

from tests.browser.looking import LANGUAGES, all_over, look_over, opened, speak
from tests.browser.stage import AT, Stage
from tests.browser.windows import STILL, Window, Windows

pytestmark = pytest.mark.browser
TAXPAYER = ("/", AT, f"{AT}/applications", "/outbox", "/devices", "/settings", "/about", "/nowhere")


def steps_over(window: Window, language: str) -> list[str]:
    """Walk through the four steps of an application, and back for the next one."""
    opened(window, f"{AT}/apply")
    found, form = [], window.page.locator("form")
    heading = window.page.get_by_role("heading", level=1)
    for step in range(4):
        if step in (0, 2):
            form.get_by_role("radio").first.check()
        name = f"apply-{step + 1}-{language}"
        found += look_over(window, name, looks=LANGUAGES[language])
        if step < 3:
            before = heading.inner_text()
            form.locator("[type=submit]").click()
            window.waits(lambda before=before: heading.inner_text() != before)
            window.page.wait_for_load_state("networkidle")
    for _ in range(3):
        form.get_by_role("button").last.click()
    return found


def test_the_sign_in_page(windows: Windows) -> None:
    window, found = windows("sign-in", **STILL), []
    opened(window, "/sign-in")
    for language in LANGUAGES:
        speak(window, language)
        found += all_over(window, ("/sign-in",), language)
    assert not found, "\n".join(found)


def test_the_taxpayers_pages(stage: Stage, silent: str) -> None:
    result = stage.apply(1)
    kept = stage.pass_page()
    pages = (*TAXPAYER, result, f"{result}/history", kept, f"{kept}/site", silent)
    found = []
    for language in LANGUAGES:
        speak(stage.phone, language)
        found += all_over(stage.phone, pages, language) + steps_over(stage.phone, language)
    speak(stage.phone, "zh")
    assert not found, "\n".join(found)
