"""Apply at the kiosk: sign in there, apply, take the paper; nothing is left of who walks away."""

import re
from urllib.parse import urlsplit

import pytest

from infra.local.children import wait_until
from infra.local.seed.people import OWNER, TEN
from tests.browser.acts import COMPANY, KIND, body, paired
from tests.browser.looking import HALL, THEMES, look_over
from tests.browser.reach import hard_to_hit, tabbed_to
from tests.browser.windows import STILL, Window, Windows

pytestmark = pytest.mark.browser
APPLY = "在本机申领"


def keys(kiosk: Window, digits: str) -> None:
    """Touch the keys on the screen, as a finger does."""
    for digit in digits:
        kiosk.page.get_by_role("button", name=digit, exact=True).click()


def signed_in(kiosk: Window, phone: str) -> None:
    """Sign in at the machine by the code of a text message."""
    kiosk.button("用短信验证码登录")
    keys(kiosk, phone)
    before = len(kiosk.city.codes())
    kiosk.button("获取验证码")
    assert wait_until(lambda: len(kiosk.city.codes()) > before, seconds=30)
    kiosk.sees("请输入短信验证码")
    keys(kiosk, kiosk.city.codes()[-1])
    kiosk.sees("请选择企业")


def chosen(kiosk: Window, company: str) -> None:
    """Find a company among the large buttons, page by page."""
    for _ in range(5):
        button = kiosk.page.get_by_role("button", name=company)
        if button.count():
            return button.first.click()
        kiosk.button("下一页")
    raise AssertionError(f"{company} is not offered")


def kept(kiosk: Window) -> str:
    """Read all that the page keeps on its disk and in its address, as text."""
    told: str = kiosk.page.locator("html").evaluate(
        """async () => {
            const found = [location.href, JSON.stringify({...localStorage, ...sessionStorage})]
            for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done, no) => {
                    const open = indexedDB.open(name)
                    open.onsuccess = () => done(open.result)
                    open.onerror = no
                })
                for (const store of db.objectStoreNames) {
                    const all = db.transaction(store).objectStore(store).getAll()
                    await new Promise(done => { all.onsuccess = done })
                    found.push(JSON.stringify(all.result))
                }
                db.close()
            }
            return found.join() }"""
    )
    return told


def test_from_a_text_message_to_the_paper_and_nothing_left(windows: Windows) -> None:
    kiosk = paired(windows, "M040-K1")
    kiosk.sees(APPLY, seconds=30)
    kiosk.button(APPLY)
    kiosk.sees("用短信验证码登录")
    kiosk.shoot("apply-ways")
    signed_in(kiosk, OWNER.phone)
    kiosk.shoot("apply-companies")
    chosen(kiosk, COMPANY)
    kiosk.button(KIND)
    keys(kiosk, "2")
    kiosk.shoot("apply-count")
    kiosk.button("申领 2 份并打印")
    kiosk.sees("再见", seconds=40)
    kiosk.shoot("apply-goodbye")
    assert "2 份" in body(kiosk)
    kiosk.button("我已取走")
    kiosk.sees("请出示取票码")
    assert COMPANY not in body(kiosk)
    left = kept(kiosk)
    assert [one for one in (OWNER.phone, OWNER.name, COMPANY, OWNER.id) if one in left] == []


def test_the_phone_confirms_the_person_walks_away_and_is_forgotten(windows: Windows) -> None:
    kiosk = paired(windows, "M041-K1", **STILL)
    kiosk.sees(APPLY, seconds=30)
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(look_over(kiosk, name, looks=THEMES, sizes=HALL))
        found.extend(hard_to_hit(kiosk, name))

    look("idle-with-apply")
    kiosk.page.clock.install()
    kiosk.button(APPLY)
    kiosk.sees("用短信验证码登录")  # its screens come on demand
    look("apply-ways")
    kiosk.button("用短信验证码登录")
    look("apply-phone")
    kiosk.button("上一步")
    kiosk.button("用手机扫码登录")
    kiosk.sees("M041-K1")
    look("apply-qr")
    letters = re.search(r"[B-Z]{4}-[B-Z]{4}", body(kiosk))
    assert letters is not None
    phone = windows("confirming-phone", **STILL)
    phone.sign_in(TEN.phone)
    phone.go(f"/k/{letters.group(0).replace('-', '')}")
    phone.sees("登录自助终端")
    phone.sees(letters.group(0))
    phone.sees("M041-K1")
    assert look_over(phone, "confirm") == []
    phone.button("我就在终端前")
    phone.sees("已确认")
    kiosk.sees("请选择企业", seconds=20)
    look("apply-companies")
    phone.go("/devices")
    phone.sees("M041-K1 · ")
    phone.shoot("devices")
    kiosk.page.locator(".choice:enabled").first.click()
    kiosk.sees("请选择票种")
    look("apply-kinds")
    kiosk.button(KIND)
    look("apply-count")
    keys(kiosk, "6")
    kiosk.button("申领 6 份并打印")
    kiosk.page.get_by_role("heading", name=re.compile("没有批准|工作人员审核")).wait_for()
    look("apply-verdict")
    kiosk.page.clock.run_for(41_000)
    kiosk.sees("您还在吗？")
    look("apply-quiet")
    tabbed_to(kiosk, "我还在")
    kiosk.page.keyboard.press("Enter")
    kiosk.page.get_by_role("alertdialog").wait_for(state="detached")
    kiosk.page.clock.run_for(61_000)
    kiosk.sees("请出示取票码")
    assert TEN.id not in kept(kiosk)
    phone.go("/devices")
    phone.sees("已登录的设备")
    phone.page.get_by_text("M041-K1 · ").first.wait_for(state="detached")
    assert urlsplit(kiosk.page.url).path == "/kiosk/"
    assert not found, "\n".join(found)
