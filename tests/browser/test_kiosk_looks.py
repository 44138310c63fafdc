"""Every screen of the kiosk, upright and on a desk, by day and in the dark."""

import pytest
from playwright.sync_api import Route

from infra.local.seed.people import GROUP
from tests.browser.acts import scan, type_code
from tests.browser.looking import HALL, THEMES, look_over
from tests.browser.stage import SHEETS, Stage
from tests.browser.windows import STAND, STILL, Windows

pytestmark = pytest.mark.browser


def test_a_machine_that_is_not_paired(windows: Windows) -> None:
    kiosk = windows("unpaired", STAND, **STILL)
    kiosk.go("/kiosk/")
    kiosk.sees("配对")
    assert look_over(kiosk, "pairing", looks=THEMES, sizes=HALL) == []


def test_every_screen_of_a_service(stage: Stage) -> None:
    kiosk, found, held = stage.kiosk, [], list[Route]()

    def look(name: str) -> None:
        found.extend(look_over(kiosk, name, looks=THEMES, sizes=HALL))

    kiosk.sees("请出示取票码", seconds=15)
    look("idle")
    scan(kiosk, "https://example.cn/pay")
    kiosk.sees("返回首页")
    look("refused")
    kiosk.button("返回首页")
    stage.apply(1)
    stage.pass_page()
    kiosk.button("输入 12 位短码")
    look("typing")
    type_code(kiosk, stage.phone)
    look("collector")
    stage.type_digits("999999")
    kiosk.page.get_by_role("alert").wait_for()
    look("collector-wrong")

    def hold(route: Route) -> None:
        held.append(route)

    kiosk.page.route(SHEETS, hold)  # the sheet is out, the server not yet told
    stage.type_digits(GROUP.phone[-6:])
    kiosk.waits(lambda: bool(held))
    look("printing")
    held.pop().continue_()
    kiosk.page.unroute(SHEETS)
    kiosk.sees("再见", seconds=20)
    look("goodbye")
    assert not found, "\n".join(found)
