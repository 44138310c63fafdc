"""Every screen of the kiosk, upright and on a desk, by day and in the dark, by hand and by key."""

import re

import pytest
from playwright.sync_api import Route

from infra.local.seed.people import GROUP
from tests.browser.acts import body, scan, type_code
from tests.browser.looking import HALL, THEMES, look_over
from tests.browser.reach import hard_to_hit, tabbed_to
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
        found.extend(hard_to_hit(kiosk, name))

    kiosk.sees("请出示取票码", seconds=30)
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
    kiosk.page.locator("html").evaluate("node => { node.dataset.contrast = 'high' }")
    look("goodbye in strong contrast")
    kiosk.page.locator("html").evaluate("node => { node.dataset.contrast = 'plain' }")
    kiosk.button("我已取走")
    assert not found, "\n".join(found)


def test_by_keyboard_alone(stage: Stage) -> None:
    kiosk, keyboard = stage.kiosk, stage.kiosk.page.keyboard
    kiosk.sees("请出示取票码", seconds=60)
    stage.apply(1)
    stage.pass_page()
    code = re.search(r"[A-Z2-7]{4} [A-Z2-7]{4} [A-Z2-7]{4}", body(stage.phone))
    assert code is not None
    tabbed_to(kiosk, "输入 12 位短码")
    keyboard.press("Enter")
    kiosk.sees("不分大小写")
    keyboard.press("Escape")
    kiosk.sees("请出示取票码")
    # The first key opens the keypad; a person leaves more time between two keys than a scanner.
    keyboard.type(code.group(0).replace(" ", ""), delay=260)
    tabbed_to(kiosk, "取票")
    keyboard.press("Enter")
    kiosk.sees("后六位")
    tabbed_to(kiosk, "English")
    keyboard.type(GROUP.phone[-6:-3], delay=260)
    keyboard.press("Enter")
    kiosk.sees("Who is collecting?")
    keyboard.type(GROUP.phone[-3:], delay=260)
    tabbed_to(kiosk, "Check")
    keyboard.press("Enter")
    kiosk.sees("goodbye", seconds=20)
    keyboard.press("Escape")
    kiosk.sees("请出示取票码")


def test_what_is_heard(stage: Stage) -> None:
    kiosk = stage.kiosk
    kiosk.page.reload()  # what was said before is remembered by the page, and not fetched again
    kiosk.sees("请出示取票码", seconds=60)
    heard: list[str] = []
    kiosk.page.on(
        "response", lambda answer: heard.append(answer.url) if ".mp3" in answer.url else None
    )
    kiosk.button("声音 开")
    scan(kiosk, "https://example.cn/pay")
    kiosk.sees("返回首页")
    kiosk.page.wait_for_timeout(500)
    assert heard == []
    kiosk.button("声音 关")
    kiosk.waits(lambda: any("sound.on" in url for url in heard))
    kiosk.button("返回首页")
    scan(kiosk, "https://example.cn/pay")
    kiosk.waits(lambda: any("refused.code-malformed" in url for url in heard))
    # The browser itself can make sound of every file, in either language.
    failed = kiosk.page.locator("body").evaluate(
        """async (body, urls) => {
            const context = new OfflineAudioContext(1, 16000, 16000)
            const odd = []
            for (const url of urls) {
                const sound = await context.decodeAudioData(await (await fetch(url)).arrayBuffer())
                const tones = sound.getChannelData(0)
                const loud = tones.some(tone => Math.abs(tone) > 0.05)
                if (sound.duration < 0.4 || !loud) odd.push(url)
            }
            return odd }""",
        heard,
    )
    assert failed == []
    kiosk.button("再扫一次")
