"""Taken back, downloaded, issued from a sheet, checked as a file: by hand, in every look."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from infra.local.seed.people import ACCOUNTANT, CLERK
from tests.browser.acts import body
from tests.browser.looking import LANGUAGES, all_over, look_over, opened, speak
from tests.browser.test_einvoices import AT, BUYER, signed_in, to_the_face
from tests.browser.windows import LAPTOP, STILL, Window, Windows

pytestmark = pytest.mark.browser
THERE = f"/companies/{BUYER.id}"
TITLES = "发票流水号,发票类型,购方名称,税收分类编码,项目名称,金额,是否含税,税率\n"
ROW = "{n},普通发票,模拟买方,2020000000000000000,更换刹车片,{amount},是,0.13\n"


def issued(phone: Window) -> str:
    """Issue an invoice over 1130 yuan; returns its page."""
    to_the_face(phone)
    phone.button("确认开具")
    phone.sees("办理过程")
    return phone.path


def dialog(window: Window) -> Locator:
    return window.page.get_by_role("dialog")


def press(window: Window, name: str) -> None:
    """Press what a dialog asks for, and see it go."""
    dialog(window).get_by_role("button", name=name, exact=True).click()
    dialog(window).wait_for(state="detached")


def booked(buyer: Window) -> None:
    """Book the invoice that was received last."""
    buyer.go(f"{THERE}/received-e-invoices")
    buyer.page.locator("main ul a").first.click()
    buyer.sees("购买方办理")
    buyer.button("记为已入账")
    dialog(buyer).get_by_role("button", name="记为已入账").click()
    buyer.sees("已记为入账")


def asked_in_part(phone: Window, page: str) -> str:
    """Ask to take 400 yuan back; returns the page of the form."""
    phone.go(page)
    phone.page.get_by_role("link", name="红冲", exact=True).click()
    phone.sees("购买方已确认用途或已入账")
    phone.page.get_by_text("销货退回").click()
    phone.page.get_by_text("部分金额").click()
    amount = phone.page.get_by_label("冲减金额")
    amount.fill("1000.01")
    phone.sees("超过可红冲的余额")
    phone.shoot("red-over")
    amount.fill("400")
    phone.page.reload()
    phone.page.get_by_label("冲减金额").wait_for()
    assert phone.page.get_by_label("冲减金额").input_value() == "400"
    phone.shoot("red-new")
    phone.button("提交确认单")
    phone.shoot("red-file")
    press(phone, "提交")
    phone.sees("待购买方确认")
    return phone.path


def test_taken_back_in_part_by_both_sides(windows: Windows) -> None:
    phone = signed_in(windows, "red-seller")
    buyer = signed_in(windows, "red-buyer", ACCOUNTANT.phone)
    page = issued(phone)
    booked(buyer)
    form = asked_in_part(phone, page)
    phone.sees("还剩 2 天 23 小时")
    phone.shoot("red-waiting")
    buyer.go(f"{THERE}/reds")
    buyer.sees("待我处理 1")
    buyer.shoot("reds")
    buyer.page.locator("main ul a").first.click()
    buyer.button("确认")
    buyer.shoot("red-confirm")
    press(buyer, "确认")
    buyer.sees("双方已确认")
    buyer.shoot("red-agreed")
    phone.button("开具红字发票")  # the page hears of it by itself
    phone.shoot("red-issue")
    press(phone, "开具")
    phone.sees("发票详情")
    phone.sees("-¥452.00")
    phone.shoot("red-issued")
    phone.go(form)
    phone.sees("红字发票已开具")
    phone.page.get_by_text("办理过程").click()
    phone.sees("对方已确认")
    phone.go(f"{AT}/reds")
    phone.page.get_by_role("tab", name=re.compile("已结束")).click()
    phone.sees("红字发票已开具")
    buyer.go(f"{THERE}/reds")
    buyer.sees("没有进行中的确认单")


def test_documents_are_made_found_again_and_checked_by_anybody(
    windows: Windows, tmp_path: Path
) -> None:
    phone = signed_in(windows, "papers")
    page = issued(phone)
    phone.button("生成 PDF、OFD、XML")
    phone.sees("下载 PDF", seconds=60)
    phone.shoot("papers")
    for kind, mark in (("PDF", b"%PDF"), ("OFD", b"PK"), ("XML", b"<")):
        with phone.page.expect_download() as came:
            phone.page.get_by_role("button", name=re.compile(f"下载 {kind}")).click()
        path = tmp_path / came.value.suggested_filename
        came.value.save_as(path)
        assert path.read_bytes().startswith(mark)
        assert path.name.startswith("dzfp_")
    phone.page.reload()
    phone.sees("下载 PDF")
    phone.go(f"{AT}/jobs")
    phone.page.get_by_role("link", name=re.compile("生成发票文件")).first.click()
    phone.sees("下载 XML")
    phone.sees("已完成")
    phone.shoot("job")
    phone.go(f"{AT}/papers")
    phone.page.get_by_role("checkbox").nth(1).check()
    phone.page.get_by_role("checkbox").nth(2).check()
    phone.shoot("zip")
    phone.button("打包 2 张")
    phone.sees("下载 压缩包", seconds=60)

    anybody = windows("check-file")
    anybody.go("/check-file")
    [pdf] = tmp_path.glob("*.pdf")
    anybody.page.set_input_files("input[type=file]", pdf)
    anybody.sees("文件未被改动", seconds=60)
    anybody.sees("有效，没有红冲")
    anybody.shoot("unchanged")
    anybody.page.reload()
    anybody.sees("文件未被改动")
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(pdf.read_bytes() + b"%")
    anybody.button("再查一个文件")
    anybody.page.set_input_files("input[type=file]", changed)
    anybody.sees("文件被改动过", seconds=60)
    anybody.shoot("changed")
    phone.go(page)
    phone.sees("下载 PDF")


def sheet(folder: Path) -> Path:
    path = folder / "开票.csv"
    amounts = ("113", "abc", "226")
    rows = [ROW.format(n=n, amount=amount) for n, amount in enumerate(amounts, 1)]
    path.write_text(TITLES + "".join(rows), encoding="utf-8")
    return path


def test_a_sheet_is_tried_put_right_taken_back_and_issued(windows: Windows, tmp_path: Path) -> None:
    phone = signed_in(windows, "batch")
    phone.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    phone.go(f"{AT}/batch")
    phone.sees("空白模板")
    phone.shoot("choose")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    phone.page.set_input_files("input[type=file]", wrong)
    phone.sees("表格缺少列", seconds=60)
    phone.shoot("wrong")
    phone.button("换一张表")
    phone.page.set_input_files("input[type=file]", sheet(tmp_path))
    phone.sees("1 张有问题，2 张通过", seconds=60)
    phone.shoot("trial")
    phone.page.reload()
    phone.sees("1 张有问题，2 张通过")
    phone.button("更正")
    dialog(phone).get_by_role("textbox").fill("339")
    phone.shoot("fix")
    press(phone, "保存更正")
    phone.sees("1 处更正还没有检查")
    phone.button("再试运行")
    phone.sees("3 张发票全部通过", seconds=60)
    phone.button("开具通过的 3 张")
    press(phone, "提交开具")
    phone.sees("秒可以撤回")
    phone.shoot("undo")
    phone.button("撤回")
    phone.sees("任务已取消")
    phone.button("回到试运行结果")
    phone.button("开具通过的 3 张")
    press(phone, "提交开具")
    phone.page.reload()
    phone.sees("秒可以撤回")
    phone.context.set_offline(True)
    phone.sees("暂时连不上", seconds=30)
    phone.shoot("cut")
    phone.context.set_offline(False)
    phone.sees("3 张发票全部开具", seconds=120)
    phone.shoot("issued")
    assert len(re.findall(r"\b\d{20}\b", body(phone))) == 3
    with phone.page.expect_download() as came:
        phone.page.get_by_role("button", name=re.compile("下载 结果表格")).click()
    assert came.value.suggested_filename == "result.xlsx"


def test_a_clerk_voids_a_form_and_the_taxpayer_sees_why(windows: Windows) -> None:
    phone = signed_in(windows, "voided")
    phone.go(f"{issued(phone)}/red")
    phone.page.get_by_text("开票有误").click()
    phone.button("提交确认单")
    press(phone, "提交")
    phone.sees("可以开具红字发票了")
    number = phone.path.rpartition("/")[2]
    clerk = windows("void-clerk", LAPTOP, **STILL)
    clerk.sign_in(CLERK.phone, "/counter/")
    clerk.page.get_by_role("link", name="企业").first.click()
    clerk.page.get_by_role("link", name="红字确认单").click()
    clerk.page.get_by_label("确认单编号").fill(number)
    clerk.button("查看")
    clerk.sees("无需确认")
    clerk.shoot("form")
    found = []
    for language in LANGUAGES:
        speak(clerk, language)
        opened(clerk, f"/counter/red-forms?form={number}")
        clerk.page.locator("main dl").wait_for()
        found += look_over(clerk, f"office-{language}", looks=LANGUAGES[language])
    speak(clerk, "zh")
    opened(clerk, f"/counter/red-forms?form={number}")
    clerk.button("作废")
    clerk.shoot("void")
    dialog(clerk).get_by_text("纳税人状态异常").click()
    press(clerk, "作废")
    clerk.sees("作废：纳税人状态异常")
    phone.sees("作废：纳税人状态异常", seconds=40)
    phone.shoot("seen")
    assert not found, "\n".join(found)


def test_every_page_in_every_look(windows: Windows, tmp_path: Path) -> None:
    phone = signed_in(windows, "paper-looks", still=True)
    page = issued(phone)
    phone.button("生成 PDF、OFD、XML")
    phone.sees("下载 PDF", seconds=60)
    phone.go(f"{page}/red")
    phone.page.get_by_text("开票有误").click()
    phone.button("提交确认单")
    press(phone, "提交")
    phone.sees("可以开具红字发票了")
    form = phone.path
    phone.go(f"{AT}/batch")
    phone.page.set_input_files("input[type=file]", sheet(tmp_path))
    phone.sees("2 张通过", seconds=60)
    phone.go(f"{AT}/jobs")
    phone.page.locator("main ul a").first.click()
    phone.sees("已完成")
    pages = (
        *(f"{AT}/jobs", phone.path, f"{AT}/papers", f"{AT}/batch"),
        *(f"{AT}/reds", form, page, "/check-file"),
    )
    found = []
    for language in LANGUAGES:
        speak(phone, language)
        found += all_over(phone, pages, language)
        found += asking_over(phone, language)
    speak(phone, "zh")
    assert not found, "\n".join(found)


def asking_over(phone: Window, language: str) -> list[str]:
    """Look at the form that asks for a red invoice, and at what it says when nothing is chosen."""
    opened(phone, f"{AT}/issued-e-invoices")
    phone.page.locator("main ul a").nth(1).click()
    phone.page.locator("main h2").first.wait_for()
    phone.go(f"{phone.path.partition('?')[0]}/red")
    phone.page.locator("main [type=submit]").or_(
        phone.page.locator("main .banner")
    ).first.wait_for()
    submit = phone.page.locator("main [type=submit]")
    if submit.count():
        submit.click()
    return look_over(phone, f"red-new-{language}", looks=LANGUAGES[language])
