"""A kiosk whose line is cut: it serves whom it holds, says so, and tells the city afterwards."""

import re
from pathlib import Path

import pytest

from tests.browser.acts import applied, at_company, body, paired, read_code, scan
from tests.browser.windows import Window, Windows

pytestmark = pytest.mark.browser
KIOSK = "M001-K1"
PLACE = "襄都区泉东街道便民服务中心智慧微厅（模拟）"
API = re.compile(r"/api/")
# The book of leases and the journal stand on the kiosk's own disk.
KEPT = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('tax-kiosk-journal')
  asked.onerror = () => reject(asked.error)
  asked.onsuccess = () => {
    const got = asked.result.transaction('book').objectStore('book').get('now')
    got.onsuccess = () => { asked.result.close(); resolve(got.result?.leases.length ?? 0) }
  }
})"""


def cut(kiosk: Window) -> None:
    """Cut the line to the house; the printer stands inside the machine and stays."""
    kiosk.page.route(API, lambda route: route.abort("internetdisconnected"))


def mend(kiosk: Window) -> None:
    kiosk.page.unroute(API)


def short_code(phone: Window) -> str:
    """Read the short code that a phone shows."""
    found = re.search(r"[A-Z2-7]{4} [A-Z2-7]{4} [A-Z2-7]{4}", body(phone))
    assert found is not None
    return found.group(0)


def test_a_cut_line_prints_by_lease_and_is_told_afterwards(
    windows: Windows, tmp_path: Path
) -> None:
    kiosk = paired(windows, KIOSK)
    kiosk.sees("请出示取票码", seconds=30)
    phone = windows("offline-phone", device_scale_factor=3)
    at_company(phone)
    applied(phone, place=PLACE, count=2)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    kiosk.waits(lambda: kiosk.page.evaluate(KEPT) > 0)
    kiosk.sees("自检通过")
    kiosk.shoot("lease-held")

    cut(kiosk)
    kiosk.sees("本机离线，仍可为已备在本机的 1 笔订单取票", seconds=40)
    kiosk.shoot("ribbon")
    # The first key of a page wakes its loudspeaker, which takes longer than a scanner's pause.
    kiosk.page.keyboard.press("Shift")
    scan(kiosk, short_code(phone))
    kiosk.sees("网络中断，纸质码和短码暂不能用", seconds=30)
    kiosk.shoot("refused-typed")
    kiosk.button("返回首页")

    scan(kiosk, read_code(phone, tmp_path))
    kiosk.waits(lambda: "正在打印" in body(kiosk) or "再见" in body(kiosk), seconds=30)
    kiosk.shoot("printing-offline")
    kiosk.sees("再见", seconds=30)
    kiosk.shoot("goodbye-offline")
    # Nobody has told the city yet: the phone still shows its code.
    assert "已交付" not in body(phone)
    kiosk.button("我已取走")
    kiosk.sees("连接不到税务系统，正在重试")  # it holds nobody any more
    kiosk.shoot("nobody-left")

    mend(kiosk)
    phone.sees("已交付 2 份", seconds=40)
    phone.shoot("handed-over")
    kiosk.sees("请出示取票码", seconds=20)
    phone.page.get_by_text("办理过程").first.click()
    phone.sees(KIOSK)
    phone.shoot("history")
