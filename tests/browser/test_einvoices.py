"""Digital invoices by hand: issued on the phone, found in the list, checked by anybody, refused."""

import re

import pytest

from infra.local.seed.companies import FACTORY, OWNED
from infra.local.seed.people import ACCOUNTANT, CLERK, OWNER
from tests.browser.acts import body
from tests.browser.looking import LANGUAGES, all_over, look_over, opened, speak
from tests.browser.windows import LAPTOP, PHONE, STILL, Window, Windows

pytestmark = pytest.mark.browser
SELLER, BUYER = OWNED[0], FACTORY[0]
AT = f"/companies/{SELLER.id}"
NUMBER = re.compile(r"\b\d{20}\b")


def signed_in(
    windows: Windows, name: str, number: str = OWNER.phone, *, still: bool = False
) -> Window:
    phone = windows(name, PHONE, **STILL) if still else windows(name)
    phone.sign_in(number)
    phone.sees(SELLER.name if number == OWNER.phone else BUYER.name)
    return phone


def buyer_filled(phone: Window, name: str = BUYER.name, number: str = BUYER.id) -> None:
    """Open the form and say who buys."""
    phone.go(f"{AT}/e-invoices/new")
    phone.page.get_by_label("购买方名称").fill(name)
    phone.page.get_by_label("统一社会信用代码").fill(number)


def line_filled(phone: Window, amount: str = "1130") -> None:
    """Say what was sold: find it by a word, and give an amount with tax."""
    phone.button("选择商品或服务的分类")
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("修理")
    phone.shoot("items")
    dialog.get_by_role("searchbox").press("Enter")
    dialog.wait_for(state="detached")
    phone.page.get_by_label("项目名称").fill("更换刹车片")
    phone.page.get_by_label("金额（含税）").fill(amount)


def to_the_face(phone: Window) -> None:
    buyer_filled(phone)
    phone.button("下一步")
    phone.sees("开什么？")
    line_filled(phone)
    phone.sees("壹仟壹佰叁拾圆整")
    phone.button("下一步")
    phone.sees("请核对整张票面")


def number_of(phone: Window) -> str:
    found = phone.page.locator(".number[aria-label]").get_attribute("aria-label")
    assert found is not None
    assert NUMBER.fullmatch(found)
    return found


def test_issued_by_hand_found_and_checked_by_anybody(windows: Windows) -> None:
    phone = signed_in(windows, "issue")
    phone.page.get_by_text(SELLER.name).first.click()
    phone.page.get_by_role("link", name="数电发票").click()
    phone.sees("现在可用额度")
    phone.shoot("overview")
    to_the_face(phone)
    phone.shoot("face")
    phone.button("确认开具")
    phone.sees("发票详情")
    phone.sees("办理过程")
    number = number_of(phone)
    phone.page.get_by_text("这些数字怎么来的").click()
    phone.sees("金额 1,000.00 × 13% = 130")
    phone.shoot("issued")
    phone.page.reload()
    phone.sees("发票详情")

    phone.go(f"{AT}/issued-e-invoices")
    phone.page.get_by_label("查找方式").select_option("number")
    phone.page.get_by_label("发票号码").fill(number)
    phone.button("查找")
    phone.waits(lambda: "共 1 张" in body(phone))
    phone.shoot("found")
    assert number[-8:] in body(phone)

    anybody = windows("check")
    anybody.go("/sign-in")
    anybody.page.get_by_role("link", name="发票查验").click()
    anybody.page.get_by_label("发票号码").fill(number)
    day = anybody.page.get_by_label("开票日期")
    day.fill(str(day.get_attribute("max")))
    total = anybody.page.get_by_label("价税合计")
    total.fill("1,130")
    anybody.page.locator("[type=submit]").click()
    anybody.sees("一致：这张发票在册")
    anybody.shoot("matches")
    total.fill("1131")
    anybody.page.locator("[type=submit]").click()
    anybody.sees("不一致")
    anybody.shoot("differs")


def test_what_was_not_answered_is_sent_once_when_there_is_a_line(windows: Windows) -> None:
    phone = signed_in(windows, "unanswered")
    to_the_face(phone)
    phone.page.route("**/api/**/e-invoices/*", lambda route: route.abort())
    phone.button("确认开具")
    phone.sees("已存在本机，还没有送达")
    phone.shoot("kept")
    page = phone.path
    phone.go(f"{AT}/e-invoices")
    phone.sees("有一件还没有送达")
    phone.shoot("waiting")
    phone.page.unroute("**/api/**/e-invoices/*")
    phone.page.get_by_role("link", name="查看", exact=True).click()
    phone.page.wait_for_url(f"**{page}")
    phone.waits(lambda: "现在重试" in body(phone) or "办理过程" in body(phone))
    if "现在重试" in body(phone):
        phone.button("现在重试")
    phone.sees("办理过程")
    number = number_of(phone)
    phone.page.reload()
    phone.sees("办理过程")
    assert number_of(phone) == number


def test_a_bad_one_is_refused_at_its_field_and_the_draft_is_kept(windows: Windows) -> None:
    phone = signed_in(windows, "bad")
    mistyped = BUYER.id[:3] + BUYER.id[3:].replace("0", "O", 1)
    buyer_filled(phone, number=mistyped)
    phone.button("下一步")
    phone.sees("是不是这个代码？")
    phone.shoot("slip")
    phone.button("用这个代码")
    phone.button("下一步")
    phone.sees("开什么？")
    line_filled(phone, amount="十元")
    phone.button("下一步")
    phone.sees("最多两位小数")
    phone.page.get_by_label("金额（含税）").fill("1130")
    phone.page.get_by_label("折扣（含税）").fill("2000")
    phone.sees("第2行折扣大于所折扣的金额")
    phone.shoot("refused")
    phone.page.reload()
    phone.sees("开什么？")
    assert phone.page.get_by_label("折扣（含税）").input_value() == "2000"
    phone.page.get_by_label("折扣（含税）").fill("130")
    phone.sees("壹仟圆整")
    assert phone.errors == []


def test_a_quota_that_is_short_is_asked_for_and_granted(windows: Windows) -> None:
    phone = signed_in(windows, "quota", still=True)
    buyer_filled(phone)
    phone.button("下一步")
    phone.sees("开什么？")
    line_filled(phone, amount="90000000")
    phone.sees("可用额度不够")
    phone.shoot("short")
    phone.page.get_by_role("link", name="申请调整额度").first.click()
    wanted = phone.page.get_by_label("想要的总额度")
    wanted.wait_for()
    assert float(wanted.input_value()) > 79_000_000
    phone.page.get_by_label("理由").fill("新签大额合同（模拟）")
    phone.page.get_by_label("佐证材料 1").fill("合同 模拟-01")
    phone.shoot("ask")
    phone.button("提交申请")
    phone.sees("审核中")
    phone.shoot("asked")
    asked = phone.path
    phone.go(f"{AT}/e-invoices")
    phone.sees("的申请正在审核")
    phone.go(asked)
    clerk = windows("quota-clerk", LAPTOP, **STILL)
    clerk.sign_in(CLERK.phone, "/counter/")
    clerk.page.get_by_role("link", name=SELLER.name).first.click()
    clerk.sees("申请时系统看了什么")
    clerk.sees("现在可用")
    found = look_over(clerk, "quota-case")
    assert not found, "\n".join(found)
    clerk.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    clerk.shoot("case")
    clerk.page.get_by_role("radio", name=re.compile("^批准")).check()
    clerk.page.get_by_label("理由").last.fill("合同属实（模拟）")
    clerk.button("提交决定")
    clerk.page.get_by_role("dialog").get_by_role("button", name="确认批准").click()
    clerk.sees("决定已登记")
    phone.sees("已批准，额度已经调好", seconds=40)
    found = look_over(phone, "quota-granted")
    assert not found, "\n".join(found)


def test_a_buyer_books_what_it_received(windows: Windows) -> None:
    phone = signed_in(windows, "buyer", ACCOUNTANT.phone)
    phone.go(f"/companies/{BUYER.id}/received-e-invoices")
    phone.page.get_by_role("link").filter(has_text=OWNED[3].name).first.click()
    phone.sees("购买方办理")
    phone.shoot("received")
    phone.button("确认用途")
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("^抵扣")).check()
    dialog.get_by_role("button", name="确认用途").click()
    phone.sees("用途已确认")
    phone.button("记为已入账")
    dialog.get_by_role("button", name="记为已入账").click()
    phone.sees("已记为入账")
    phone.shoot("booked")


def steps_over(phone: Window, language: str) -> list[str]:
    """Look at each step of a form that is filled in, and at one that is refused.

    Each language has a company of its own: a draft that was left is found again.
    """
    found, company = [], OWNED[list(LANGUAGES).index(language)]
    looks = LANGUAGES[language]
    form = phone.page.locator("form")
    submit = form.locator("[type=submit]")
    opened(phone, f"/companies/{company.id}/e-invoices/new")
    found += look_over(phone, f"issue-1-{language}", looks=looks)
    form.locator("[name='buyer.name']").fill(BUYER.name)
    form.locator("[name='buyer.tax_id']").fill(BUYER.id)
    submit.click()
    form.locator("[name='line.0.name']").wait_for()
    submit.click()
    form.locator(".bad").first.wait_for()
    found += look_over(phone, f"issue-2-{language}", looks=looks)
    form.get_by_role("button").first.click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("2020")
    found += look_over(phone, f"issue-items-{language}", looks=looks)
    dialog.get_by_role("listitem").get_by_role("button").first.click()
    form.locator("[name='line.0.quantity']").fill("2")
    form.locator("[name='line.0.price']").fill("565")
    phone.sees("壹仟壹佰叁拾圆整")
    submit.click()
    form.locator("article").wait_for()
    found += look_over(phone, f"issue-3-{language}", looks=looks)
    return found


def test_every_page_in_every_look(windows: Windows) -> None:
    phone = signed_in(windows, "einvoice-looks", still=True)
    phone.go(f"{AT}/issued-e-invoices")
    phone.page.locator("main ul a").first.click()
    phone.sees("办理过程")
    one = phone.path
    phone.go(f"{AT}/received-e-invoices")
    phone.page.locator("main ul a").first.click()
    phone.sees("购买方办理")
    other = phone.path
    pages = (
        *(f"{AT}/e-invoices", f"{AT}/issued-e-invoices?by=days", f"{AT}/e-invoice-quota"),
        *(f"{AT}/quota-adjustments/new", one, other, "/check"),
    )
    found = []
    for language in LANGUAGES:
        speak(phone, language)
        found += all_over(phone, pages, language) + steps_over(phone, language)
    speak(phone, "zh")
    assert not found, "\n".join(found)
