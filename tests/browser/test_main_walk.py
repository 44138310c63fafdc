"""The main job in real browsers: phone, kiosk and staff, on the city that `make run` opens."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.acts import applied, at_company, body, paired, read_code, scan, type_code
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser


def test_apply_scan_and_walk_off_with_the_paper(
    windows: Windows, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Go the whole way; how long people waited is said at the end of the run."""
    kiosk = paired(windows, "Z001-K1")
    kiosk.sees("请出示取票码", seconds=30)
    kiosk.shoot("idle")
    phone = windows("phone", device_scale_factor=3)
    at_company(phone)
    applied(phone)
    phone.sees("已批准")
    approved = time.monotonic()
    phone.page.get_by_role("link", name="出示取票码").first.click()
    code = read_code(phone, tmp_path)
    waited = f"approval to a code that reads {time.monotonic() - approved:.1f} s"
    phone.shoot("pass")
    assert len(code) == 145
    scan(kiosk, code)
    phone.page.get_by_text(re.compile("正在打印第|已读到取票码")).first.wait_for(timeout=15_000)
    phone.shoot("dispensing")
    kiosk.shoot("printing")
    kiosk.sees("再见", seconds=30)
    parted = time.monotonic()
    phone.sees("已交付 3 份")
    waited += f", goodbye to the phone's word {time.monotonic() - parted:.1f} s"
    record_property("said", f"main walk: {waited}")
    kiosk.shoot("goodbye")
    phone.shoot("handed-over")
    kiosk.button("我已取走")  # else it says goodbye for 25 seconds
    kiosk.sees("请出示取票码")
    scan(kiosk, code)
    kiosk.page.get_by_role("heading").filter(has_text=re.compile("取走|更新")).wait_for()
    kiosk.shoot("refused")
    phone.page.get_by_text("办理过程").first.click()
    phone.sees("Z001-K1")
    phone.shoot("history")
    assert "20000601" in body(phone)


def test_a_typed_short_code_asks_who_collects(windows: Windows, tmp_path: Path) -> None:
    kiosk = paired(windows, "H001-K1")
    kiosk.sees("请出示取票码", seconds=30)
    phone = windows("phone2")
    at_company(phone)
    applied(phone, place="襄都区智慧标准办税服务厅（模拟）", count=1)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    phone.sees("输入短码")
    kiosk.button("输入 12 位短码")
    kiosk.shoot("typing")
    type_code(kiosk, phone)
    kiosk.shoot("collector")
    kiosk.page.keyboard.type("000001")
    kiosk.page.keyboard.press("Enter")
    kiosk.sees("再见", seconds=30)
