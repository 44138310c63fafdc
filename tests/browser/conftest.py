"""Real Chromium against the whole city as `make run` opens it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.stage import Stage, silenced, staged
from tests.browser.windows import CHROMIUM, QUIET, Opened, Windows


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The city on free ports with the pages as built."""
    opened = Opened(tmp_path_factory.mktemp("browser-city"))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield running
    running.close()


@pytest.fixture
def windows(browser: Browser, city: Opened) -> Iterator[Windows]:
    opener = Windows(browser, city)
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def stage(browser: Browser, city: Opened) -> Iterator[Stage]:
    """Phone, kiosk and clerk, signed in once."""
    opener = Windows(browser, city)
    yield staged(opener)
    opener.close()


@pytest.fixture(scope="session")
def silent(stage: Stage) -> str:
    """The pass page of a pickup whose machine fell silent."""
    return silenced(stage)
