"""A machine that is started without a line: its page comes from its own disk, and serves."""

import re
from pathlib import Path

import pytest

from tests.browser.acts import applied, at_company, body, paired, read_code, scan
from tests.browser.line import lined
from tests.browser.test_offline_kiosk import KEPT
from tests.browser.windows import Opened, Window, Windows

pytestmark = pytest.mark.browser
KIOSK = "M004-K1"
PLACE = "襄都区西大街街道便民服务中心智慧微厅（模拟）"
# The worker has all its files once it is in charge.
IN_CHARGE = "() => navigator.serviceWorker.controller !== null"


def held(kiosk: Window) -> set[str]:
    """Name the endings of the files that the machine's worker keeps."""
    urls = kiosk.page.evaluate(
        """async () => {
          const found = []
          for (const name of await caches.keys())
            for (const one of await (await caches.open(name)).keys()) found.push(one.url)
          return found
        }"""
    )
    return {re.sub(r"\?.*", "", url).rsplit(".", 1)[-1] for url in urls}


def test_a_reboot_without_a_line_serves_what_the_machine_holds(
    windows: Windows, city: Opened, tmp_path: Path
) -> None:
    with lined(city) as line:
        kiosk = paired(windows, KIOSK, proxy=line.way)
        kiosk.sees("请出示取票码", seconds=30)
        phone = windows("reboot-phone", device_scale_factor=3)
        at_company(phone)
        applied(phone, place=PLACE, count=2)
        phone.sees("已批准")
        phone.page.get_by_role("link", name="出示取票码").first.click()
        kiosk.waits(lambda: kiosk.page.evaluate(KEPT) > 0)
        kiosk.waits(lambda: kiosk.page.evaluate(IN_CHARGE))
        assert {"html", "js", "css", "mp3", "wasm"} <= held(kiosk)

        line.down = True
        kiosk.page.reload()
        kiosk.sees("本机离线，仍可为已备在本机的 1 笔订单取票", seconds=60)
        kiosk.sees(KIOSK)
        kiosk.shoot("rebooted-offline")
        kiosk.page.keyboard.press("Shift")
        scan(kiosk, read_code(phone, tmp_path))
        kiosk.sees("再见", seconds=60)
        kiosk.shoot("goodbye-rebooted")
        assert "已交付" not in body(phone)

        line.down = False
        phone.sees("已交付 2 份", seconds=60)
