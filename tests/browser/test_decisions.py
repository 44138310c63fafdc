"""What the ten checks say on the phone, and what a clerk decides on the laptop."""

import re

import pytest

from infra.local.seed.companies import TEN_CHECKS, Company
from infra.local.seed.people import CLERK, TEN
from tests.browser.acts import KIND, PLACE, applied, body
from tests.browser.windows import LAPTOP, Window, Windows

pytestmark = pytest.mark.browser
# What a person reads about the check that fails, and what becomes of the application.
REFUSED, REFERRED = "没有通过", "已转人工办理"
CHECKS = {
    1: ("购票员", REFUSED),
    2: ("纳税人状态", REFUSED),
    3: ("票种核定", REFUSED),
    4: ("每次最高数量", REFERRED),
    5: ("每月最高数量", REFERRED),
    6: ("持票最高数量", REFERRED),
    7: ("旧票验旧", REFERRED),
    8: ("申报情况", REFERRED),
    9: ("风险情况", REFERRED),
    10: ("取票地点余量", REFUSED),
}


def opened(phone: Window, company: Company) -> None:
    phone.go(f"/companies/{company.id}")
    phone.page.get_by_role("heading", name=company.name).wait_for()


def test_one_company_fails_each_of_the_ten_checks(windows: Windows) -> None:
    phone = windows("checks", {"width": 390, "height": 1400})
    phone.sign_in(TEN.phone)
    phone.sees(TEN_CHECKS[0].name)
    for number, (name, end) in CHECKS.items():
        opened(phone, TEN_CHECKS[number - 1])
        kind = "通用发票（纸质）" if number == 10 else KIND
        applied(phone, kind=kind, count=6, place=PLACE)
        phone.sees(end)
        failed = re.compile(rf"{number}\. .*{name}.*未通过", re.DOTALL)
        phone.page.get_by_role("listitem").filter(has_text=failed).first.wait_for()
        assert "怎么办" in body(phone)
        assert "通过 9 项" in body(phone)
        phone.shoot(f"{number:02d}")


def test_a_clerk_sees_why_and_decides(windows: Windows) -> None:
    phone = windows("referred")
    phone.sign_in(TEN.phone)
    phone.sees(TEN_CHECKS[7].name)
    opened(phone, TEN_CHECKS[7])
    applied(phone, count=2, place=PLACE)
    phone.sees("转人工")
    staff = windows("clerk", LAPTOP)
    staff.sign_in(CLERK.phone, "/counter/")
    staff.sees(TEN_CHECKS[7].name)
    staff.shoot("inbox")
    staff.page.get_by_role("link").filter(has_text=TEN_CHECKS[7].name).last.click()
    staff.sees("2026-09")
    staff.shoot("case")
    staff.page.get_by_label("批准").first.check()
    staff.page.get_by_role("textbox").last.fill("已电话核实，当场补报")
    staff.button("提交决定")
    staff.shoot("confirm")
    staff.page.get_by_role("dialog").get_by_role("button").last.click()
    phone.sees("已批准", seconds=30)
    phone.shoot("approved")
    assert "已电话核实，当场补报" in body(phone)
