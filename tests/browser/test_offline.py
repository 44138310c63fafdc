"""Without a network, and after a browser was killed: nothing is lost."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from infra.local.children import wait_until
from infra.local.seed.people import ACCOUNTANT
from tests.browser.acts import applied, at_company, body, read_code
from tests.browser.windows import CHROMIUM, PERSON, PHONE, QUIET, Opened, Window, Windows

pytestmark = pytest.mark.browser
FACTORY = "模拟·羊范镇机械厂"
PLACE = "信都区智慧标准办税服务厅（模拟）"


def test_the_pass_opens_without_a_network(windows: Windows, tmp_path: Path) -> None:
    phone = windows("offline", device_scale_factor=3)
    at_company(phone, FACTORY, ACCOUNTANT.phone)
    applied(phone, count=2, place=PLACE)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    online = read_code(phone, tmp_path)
    phone.page.wait_for_timeout(2000)  # the worker keeps what the page needs
    phone.context.set_offline(True)
    phone.page.reload()
    phone.sees("没有网络，码仍可用", seconds=30)
    offline = read_code(phone, tmp_path)
    phone.shoot("pass")
    assert offline[:100] == online[:100]


def test_an_application_made_offline_survives_a_killed_browser(
    playwright: Playwright, city: Opened, tmp_path: Path
) -> None:
    context = started(playwright, tmp_path)
    phone = Window(context, city, "outbox")
    at_company(phone, FACTORY, ACCOUNTANT.phone)
    phone.page.get_by_role("link", name="申领发票").first.click()
    phone.page.get_by_text("增值税普通发票（纸质）", exact=True).click()
    phone.button("下一步")
    phone.page.get_by_label("份数").fill("2")
    phone.button("下一步")
    phone.page.get_by_text(PLACE).first.click()
    phone.button("下一步")
    context.set_offline(True)
    phone.button("提交申领")
    phone.page.wait_for_url("**/applications/*")
    sent = phone.path
    phone.shoot("kept")
    assert "已批准" not in body(phone)
    kill(tmp_path)
    again = started(playwright, tmp_path)
    phone = Window(again, city, "outbox-again")
    phone.go("/")
    phone.page.get_by_text(FACTORY).first.click()
    phone.sees("可以领取", seconds=30)
    phone.go(sent)
    phone.sees("已批准")
    phone.shoot("sent")
    again.close()
    assert phone.errors == []


def started(playwright: Playwright, folder: Path) -> BrowserContext:
    """Start a browser that keeps what it has on disk, as a person's own does."""
    return playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=CHROMIUM,
        args=QUIET,
        viewport=PHONE,  # type: ignore[arg-type]
        **PERSON,  # type: ignore[arg-type]
    )


def kill(folder: Path) -> None:
    """End the browser of this folder without a word, by the process that holds its lock."""
    lock = folder / "profile" / "SingletonLock"
    process = int(os.readlink(lock).rsplit("-", 1)[1])
    os.kill(process, signal.SIGKILL)
    assert wait_until(lambda: not Path(f"/proc/{process}").exists(), seconds=30)
    lock.unlink()
