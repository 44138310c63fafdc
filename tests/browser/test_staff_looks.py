"""Every page of the staff in every look, and a silent machine settled in front of one's eyes."""

import json
import re
from urllib.request import urlopen

import pytest

from infra.local.children import wait_until
from infra.local.seed.companies import GROUPED
from tests.browser.acts import PLACE as LARGE
from tests.browser.acts import body
from tests.browser.looking import (
    LANGUAGES,
    LIGHT,
    LOOKS,
    NARROW,
    PLAIN,
    all_over,
    look_over,
    opened,
    speak,
)
from tests.browser.stage import AT, KIOSK, Stage
from tests.browser.windows import LAPTOP, Opened, Window

pytestmark = pytest.mark.browser
COMPANY = GROUPED[0].id
COUNTER = (
    "/cases",
    "/kiosks",
    "/alerts",
    "/paper",
    "/companies",
    f"/companies/{COMPANY}",
    "/companies/new",
    "/settings",
    "/nowhere",
)


def test_the_staffs_pages(stage: Stage, silent: str) -> None:
    stage.apply(101, LARGE)
    stage.phone.sees("已转人工办理")
    cases = tuple(case_of(stage.staff, words) for words in ("终端在出票途中失去联系", "101"))
    found = []
    for language in LANGUAGES:
        speak(stage.staff, language)
        pages = tuple(f"/counter{path}" for path in COUNTER)
        found += all_over(stage.staff, (*pages, *cases), language)
    speak(stage.staff, "zh")
    assert not found, "\n".join(found)


def test_a_clerk_settles_a_silent_machine(stage: Stage, silent: str, city: Opened) -> None:
    staff = stage.staff
    staff.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    staff.go(case_of(staff, "终端在出票途中失去联系"))
    with urlopen(f"{city.printer}/machines/{KIOSK}") as answer:
        cassettes = json.load(answer)["cassettes"]
    head = next(one for one in cassettes if one["kind"] == "P_ORD")
    code = staff.page.get_by_label("最前面一张的发票代码")
    code.wait_for()
    assert code.input_value() == head["code"]
    staff.page.get_by_label("最前面一张的号码").fill(f"{head['next']:08d}")
    staff.sees("有 1 张出了机")
    staff.page.get_by_label("其中来人手里有哪几张").fill(f"{head['next'] - 1:08d}")
    staff.page.get_by_label("理由").fill("来人出示了第二张")
    staff.button("登记核查结果")
    staff.shoot("settle")
    staff.page.get_by_role("dialog").get_by_role("button", name="核对无误").click()
    staff.sees("已核实")
    # Read afterwards: what was seen, and what became of every sheet.
    staff.sees("没有出机，已放开")
    facts = staff.page.locator("dl").first.inner_text()
    left = f"{head['code']} {head['next']:08d}"
    assert re.search(rf"票箱最前面一张\s+{left}", facts)
    assert re.search(r"记为已交付\s+2 张：", facts)
    assert re.search(r"收回隔离，不再发出\s+0 张", facts)
    assert re.search(rf"没有出机，已放开\s+1 张：{left}", facts)
    assert f"没有出机，已放开：1 张：{left}" in staff.page.get_by_role("table").last.inner_text()
    staff.shoot("settled")
    speak(staff, "en")
    staff.page.reload()
    staff.sees("Never left the machine, released")
    assert look_over(staff, "settled-en", looks=PLAIN) == []
    speak(staff, "zh")
    stage.phone.go(silent)
    stage.phone.sees("输入短码", seconds=30)
    assert wait_until(lambda: "已交付 2 份" in body(stage.phone), seconds=30)


def test_english_in_the_largest_type_on_the_smallest_phone(stage: Stage, silent: str) -> None:
    """A part was handed over: its words are the longest on the company's page."""
    stage.apply(1)
    whole = stage.pass_page()
    speak(stage.phone, "en")
    opened(stage.phone, AT)
    stage.phone.sees("Partly handed over")
    found = look_over(stage.phone, "part-en", looks=("elder",), sizes=(NARROW,))
    opened(stage.phone, whole)
    code = stage.phone.page.locator("svg.qr")
    code.wait_for()
    found += look_over(stage.phone, "pass-en", looks=("elder",), sizes=(NARROW,))
    root = stage.phone.page.locator("html")
    root.evaluate("(node, look) => Object.assign(node.dataset, look)", LOOKS["elder"])
    box = code.bounding_box()
    root.evaluate("(node, look) => Object.assign(node.dataset, look)", LIGHT)
    speak(stage.phone, "zh")
    assert not found, "\n".join(found)
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= NARROW["height"]


def case_of(staff: Window, words: str) -> str:
    """Wait for a case of this company in the inbox, as long as a silence takes; its page."""
    row = staff.page.get_by_role("row").filter(has_text=GROUPED[0].name).filter(has_text=words)
    for _ in range(60):
        opened(staff, "/counter/cases")
        if row.count() > 0:
            return str(row.get_by_role("link").first.get_attribute("href"))
        staff.page.wait_for_timeout(1500)
    raise AssertionError(f"no case: {words}")
