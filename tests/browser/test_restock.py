"""Two clerks at one machine: a sheet is missing, it is counted, and paper goes in."""

import pytest

from infra.local.seed.machines import FIRST_NUMBER, INVOICE_CODES, MACHINES
from infra.local.seed.people import CLERK, SECOND_CLERK
from tests.browser.acts import body, paired
from tests.browser.windows import LAPTOP, Window, Windows

pytestmark = pytest.mark.browser
KIOSK = "M002-K1"
CODE = INVOICE_CODES["P_ORD"]
INSIDE = next(one for one in MACHINES if one.id == KIOSK).bundles[0]
FRESH = FIRST_NUMBER + 2_000  # at the depot
PACKET = (FRESH, FRESH + 99)


def test_two_clerks_count_and_load_a_machine(windows: Windows) -> None:
    first, second = windows("first-clerk", LAPTOP), windows("second-clerk", LAPTOP)
    first.sign_in(CLERK.phone, "/counter/")
    paired(windows, KIOSK, staff=first)
    second.sign_in(SECOND_CLERK.phone, "/counter/")

    asked(first, "装票")
    scanned(first, INSIDE.first + 1, *PACKET)
    first.page.keyboard.press("Enter")
    # It is asked about before it becomes a task for somebody.
    first.sees("最前一张与账面不符")
    first.shoot("doubt")
    first.button("确实如此，提交")
    first.sees("票箱最前一张与账面不符")
    first.shoot("differs")
    taken(second)
    first.button("清点票箱")
    counted(first)
    gone(second)

    asked(first, "装票")
    scanned(first, INSIDE.first + 1, *PACKET)
    first.shoot("begin")
    first.page.keyboard.press("Enter")
    first.sees("请另一位工作人员用自己的账号登录")
    first.shoot("waits")

    asked(second, "装票")
    second.sees("请您复核")
    scanned(second, *PACKET)
    second.shoot("confirm")
    second.page.keyboard.press("Enter")
    second.sees("已装票")
    second.page.get_by_role("dialog").wait_for(state="detached")
    left = INSIDE.last - INSIDE.first + len(range(*PACKET)) + 1
    second.waits(lambda: f"{left} 份" in card(second))
    # Who began it hears of it where they wait.
    first.page.get_by_role("dialog").wait_for(state="detached")
    assert f"{left} 份" in card(first)
    second.shoot("loaded")


def asked(staff: Window, act: str) -> None:
    staff.page.get_by_role("link", name="终端").first.click()
    row = staff.page.locator("li").filter(has_text=KIOSK)
    row.get_by_role("button", name=act, exact=True).click()


def card(staff: Window) -> str:
    return staff.page.locator("li").filter(has_text=KIOSK).first.inner_text()


def scanned(staff: Window, *numbers: int) -> None:
    """Scan as a scanner does: it types where the cursor stands, and ends with Enter."""
    field = staff.page.locator("input[name=scan]")
    field.wait_for()
    for number in numbers:
        staff.waits(lambda: bool(field.evaluate("one => one === document.activeElement")))
        staff.page.keyboard.type(f"{CODE}{number:08d}")
        staff.page.keyboard.press("Enter")
        staff.waits(lambda: not field.count() or field.input_value() == "")


def taken(staff: Window) -> None:
    """A colleague sees the alert and takes it."""
    staff.page.get_by_role("link", name="告警").first.click()
    row = staff.page.locator("tr").filter(has_text="要清点")
    row.get_by_role("button", name="我来处理").click()
    staff.sees("已由您负责")
    assert KIOSK in row.inner_text()
    staff.shoot("alert")


def counted(staff: Window) -> None:
    scanned(staff, INSIDE.first + 1)
    staff.page.get_by_label("理由").fill("首张不符，两人看过")
    staff.shoot("count")
    staff.button("登记清点")
    staff.sees("1 份转为待查")
    staff.button("知道了")
    staff.page.get_by_role("dialog").wait_for(state="detached")


def gone(staff: Window) -> None:
    """What was counted is due no more."""

    def over() -> bool:
        staff.button("刷新")
        staff.page.wait_for_load_state("networkidle")
        return "要清点" not in body(staff)

    staff.waits(over)
