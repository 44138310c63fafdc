"""A change of mind: an order cancelled on the phone, and a missing sheet told, settled, owed."""

import re
from pathlib import Path

import pytest

from infra.local.seed.people import CLERK
from tests.browser.acts import COMPANY, applied, at_company, body, paired, read_code, scan
from tests.browser.windows import LAPTOP, Window, Windows

pytestmark = pytest.mark.browser
KIOSK, HALL = "H001-K2", "襄都区智慧标准办税服务厅（模拟）"


def to_the_code(phone: Window, count: int) -> None:
    """Apply, and go on to the page with the code."""
    at_company(phone)
    applied(phone, count=count, place=HALL)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    phone.sees("输入短码")


def fetched(kiosk: Window, phone: Window, folder: Path) -> None:
    """Hold the code before the kiosk, and once more when it says that it read only a part."""
    for _ in range(3):
        code = read_code(phone, folder)
        assert len(code) == 145
        scan(kiosk, code)
        kiosk.waits(lambda: bool(re.search("再见|不是完整的", body(kiosk))), seconds=40)
        if "再见" in body(kiosk):
            return
        kiosk.button("再扫一次")
        kiosk.sees("请出示取票码")
    raise AssertionError("the kiosk never read a whole code")


def settled(staff: Window, missing: str) -> None:
    """Let the clerk find in the record that a sheet never reached anybody."""
    staff.page.get_by_role("link", name="待办").first.click()
    staff.page.get_by_role("link").filter(has_text=COMPANY).last.click()
    staff.sees("最后一张没有出来")
    staff.shoot("case")
    staff.page.get_by_label("确认缺票").first.check()
    staff.page.get_by_label("缺少的发票号码").fill(missing)
    staff.page.get_by_role("textbox").last.fill("监控显示只出两张")
    staff.button("提交决定")
    staff.shoot("confirm")
    staff.page.get_by_role("dialog").get_by_role("button").last.click()


def test_an_order_is_kept_or_cancelled_as_its_owner_decides(windows: Windows) -> None:
    phone = windows("mind")
    to_the_code(phone, 2)
    phone.button("不取了，取消这份")
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_text("取消还没取的 2 份").wait_for()
    phone.shoot("ask")
    dialog.get_by_role("button", name="不取消").click()
    dialog.wait_for(state="detached")
    phone.sees("输入短码")
    phone.button("不取了，取消这份")
    dialog.get_by_role("button", name="确认取消").click()
    phone.sees("取票码已作废")
    phone.shoot("cancelled")
    assert "输入短码" not in body(phone)
    phone.page.get_by_text("办理过程").first.click()
    phone.sees("本企业取消领取")
    phone.shoot("history")


def test_who_got_two_of_three_gets_the_third(windows: Windows, tmp_path: Path) -> None:
    staff = windows("record", LAPTOP)
    staff.sign_in(CLERK.phone, "/counter/")
    kiosk = paired(windows, KIOSK, staff=staff)
    kiosk.sees("请出示取票码", seconds=30)
    phone = windows("short", device_scale_factor=3)
    to_the_code(phone, 3)
    fetched(kiosk, phone, tmp_path)
    phone.sees("已交付 3 份")
    kiosk.shoot("goodbye")
    last = max(int(number) for number in re.findall(r"\b\d{8}\b", body(phone)))
    phone.button("少了？告诉我们")
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("补充说明").fill("最后一张没有出来")
    phone.shoot("report")
    dialog.get_by_role("button", name="提交报告").click()
    phone.sees("正在核对")
    phone.shoot("reported")
    settled(staff, f"{last:08d}")
    phone.sees("已确认缺票，可以再领", seconds=20)
    phone.sees("输入短码")
    phone.shoot("owed-again")
    kiosk.button("我已取走")
    kiosk.sees("请出示取票码")
    fetched(kiosk, phone, tmp_path)
    phone.sees("已交付 3 份")
    phone.shoot("whole")
    assert f"{last + 1:08d}" in body(phone)
