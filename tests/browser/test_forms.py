"""The other ways to collect in a real browser: picture, link without script, lending, new code."""

import base64
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from infra.local.seed.people import ACCOUNTANT, GROUP
from tests.browser.acts import applied, body, read_code
from tests.browser.looking import ALL, PLAIN, look_over, opened
from tests.browser.stage import AT, PLACE
from tests.browser.windows import PHONE, STILL, Opened, Window, Windows

pytestmark = pytest.mark.browser


def with_code(windows: Windows, name: str) -> Window:
    """A phone that has applied and shows its code, with the other ways unfolded."""
    phone = windows(name, device_scale_factor=2, **STILL)
    phone.sign_in(GROUP.phone)
    phone.go(AT)
    applied(phone, count=1, place=PLACE)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    phone.sees("输入短码")
    ways(phone)
    return phone


def ways(phone: Window) -> None:
    phone.page.get_by_text("别的取票办法").click()


def by_zbar(picture: Path) -> str:
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def test_a_saved_picture_reads(windows: Windows, tmp_path: Path) -> None:
    phone = with_code(windows, "picture")
    found = look_over(phone, "ways", looks=ALL)
    phone.button("存一张图片")
    picture = phone.page.get_by_role("img", name="取票二维码图片")
    source = picture.get_attribute("src") or ""
    found += look_over(phone, "picture", looks=ALL)
    assert source.startswith("data:image/png;base64,")
    (tmp_path / "saved.png").write_bytes(base64.b64decode(source.split(",")[1]))
    text = by_zbar(tmp_path / "saved.png")
    assert (text[:4], len(text)) == ("TP1.", 139)
    with phone.page.expect_download() as saving:
        phone.page.get_by_role("link", name="保存图片").click()
    assert saving.value.suggested_filename == "取票码.png"
    assert not found, "\n".join(found)


def test_a_link_opens_without_script_and_dies_when_revoked(
    windows: Windows, browser: Browser, city: Opened, tmp_path: Path
) -> None:
    phone = with_code(windows, "link")
    phone.button("取票链接")
    phone.button("生成链接")
    field = phone.page.get_by_label("链接", exact=True)
    field.wait_for()
    address = field.input_value()
    found = look_over(phone, "link", looks=ALL)
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            java_script_enabled=False,
            locale="zh-CN",
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        plain = Window(context, city, f"plain-{scheme}")
        plain.page.goto(address)
        assert len(read_code(plain, tmp_path)) == 139
        assert plain.page.locator("svg").bounding_box()["width"] >= 311  # type: ignore[index]
        plain.shoot("pass")
        assert context.cookies() == []
        # What was opened once is there again without a network: the browser kept it itself.
        context.set_offline(True)
        again = context.new_page()
        again.goto(address)
        assert "后六位" in again.locator("body").inner_text()
        context.close()
        assert plain.errors == []
    seen = windows("plain-looked", PHONE, **STILL)
    seen.page.goto(address)
    found += look_over(seen, "plain", looks=PLAIN)
    phone.button("作废链接")
    phone.sees("生成链接")
    seen.page.goto(address + "?anew")
    assert "作废" in body(seen)
    found += look_over(seen, "plain-revoked", looks=PLAIN)
    # The pages' own worker, which this phone has, never answers for it.
    phone.page.goto(address)
    assert "这个取票链接已经作废" in body(phone)
    assert not found, "\n".join(found)


def test_somebody_else_shows_the_code_until_it_is_taken_back(
    windows: Windows, tmp_path: Path
) -> None:
    friend = windows("friend", device_scale_factor=2, **STILL)
    friend.sign_in(ACCOUNTANT.phone)
    phone = with_code(windows, "lender")
    phone.button("请别人代领")
    form = phone.page.get_by_role("dialog")
    form.get_by_label("代领人手机号").fill(ACCOUNTANT.phone)
    form.get_by_label("代领人姓名").fill("别人")
    found = look_over(phone, "lend", looks=ALL)
    form.get_by_role("button", name="交给对方代领").click()
    form.get_by_role("alert").wait_for()
    assert "登录一次" in form.inner_text()
    form.get_by_label("代领人姓名").fill(ACCOUNTANT.name)
    form.get_by_role("button", name="交给对方代领").click()
    phone.sees(f"已交给{ACCOUNTANT.name}（138****0003）代领")
    found += look_over(phone, "lent-out", looks=ALL)
    opened(friend, "/")
    friend.sees("请我代领的")
    found += look_over(friend, "lent-list", looks=ALL)
    friend.page.get_by_role("link", name="出示代领码").first.click()
    assert len(read_code(friend, tmp_path)) == 145
    assert GROUP.name in body(friend)
    found += look_over(friend, "lent", looks=ALL)
    phone.button("收回")
    phone.page.get_by_role("dialog").get_by_role("button", name="收回").click()
    friend.sees("这笔代领已经结束", seconds=30)
    found += look_over(friend, "lent-gone", looks=PLAIN)
    assert len(read_code(phone, tmp_path)) == 145
    assert not found, "\n".join(found)


def test_a_new_code_is_drawn_at_once(windows: Windows, tmp_path: Path) -> None:
    phone = with_code(windows, "renewed")
    before = phone.page.locator(".letters").inner_text()
    phone.button("换一张新码")
    found = look_over(phone, "renew", looks=ALL)
    phone.button("换新码")
    phone.sees("已换成新码")
    phone.waits(lambda: phone.page.locator(".letters").inner_text() != before)
    phone.page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    assert len(read_code(phone, tmp_path)) == 145
    assert not found, "\n".join(found)
