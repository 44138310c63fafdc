"""A sheet sticks in a machine: an alert, a clerk who voids it, and its history by its number."""

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from infra.local.seed.machines import MACHINES
from infra.local.seed.people import CLERK
from tests.browser.acts import applied, at_company, body, paired, read_code, scan
from tests.browser.windows import LAPTOP, Opened, Window, Windows

pytestmark = pytest.mark.browser
KIOSK = "E006-K1"
PLACE = "襄都区不动产登记中心税企微厅（模拟）"
SPOILED = next(one for one in MACHINES if one.id == KIOSK).bundles[0].first + 1


def test_a_jammed_sheet_is_voided_and_its_number_tells(
    windows: Windows, city: Opened, tmp_path: Path
) -> None:
    staff = windows("collector", LAPTOP)
    staff.sign_in(CLERK.phone, "/counter/")
    kiosk = paired(windows, KIOSK, staff=staff)
    kiosk.sees("请出示取票码", seconds=30)
    phone = windows("jammed-phone", device_scale_factor=3)
    at_company(phone)
    applied(phone, place=PLACE)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    told(city, "faults", {"jam_at_sheet": 2})
    scan(kiosk, read_code(phone, tmp_path))
    kiosk.sees("卡纸了，打印已停止", seconds=30)
    kiosk.shoot("jam")

    staff.page.get_by_role("link", name="告警").first.click()
    row = staff.page.locator("tr").filter(has_text="有坏票待取")
    looked(staff, lambda: row.count() == 1)
    row.get_by_role("button", name="我来处理").click()
    staff.sees("已由您负责")
    staff.shoot("alert")
    row.get_by_role("link", name="去处理").click()
    staff.sees(f"{SPOILED:08d}")
    staff.shoot("lot")
    voided(staff)
    told(city, "cleared", {})

    staff.page.get_by_role("link", name="告警").first.click()
    looked(staff, lambda: row.count() == 0)
    staff.page.get_by_role("link", name="隔离票").first.click()
    code = staff.page.get_by_label("发票代码")
    code.fill(f"{MACHINES[0].bundles[0].code}{SPOILED:08d}")
    staff.button("查询")
    staff.sees("现在：已作废")
    history = staff.page.get_by_role("table").last.inner_text()
    assert (CLERK.name in history, "开机取出，票面撕破" in history) == (True, True)
    assert (KIOSK in history, "出票时卡纸" in history) == (True, True)
    staff.shoot("history")


def voided(staff: Window) -> None:
    staff.page.get_by_role("button", name="处理").first.click()
    dialog = staff.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="作废").check()
    dialog.get_by_label("理由").fill("开机取出，票面撕破")
    dialog.get_by_role("button", name="下一步").click()
    staff.sees("登记后不能撤回")
    staff.shoot("sure")
    dialog.get_by_role("button", name="确认").click()
    staff.sees("这里没有隔离的票")


def looked(staff: Window, until: object) -> None:
    """Look again until it is so: the list follows the ledger within a second or two."""

    def over() -> bool:
        staff.button("刷新")
        staff.page.wait_for_load_state("networkidle")
        assert callable(until)
        return bool(until()) and "告警" in body(staff)

    staff.waits(over)


def told(city: Opened, what: str, fault: dict[str, int]) -> None:
    """Ask the simulated printer for a fault, or mend it."""
    url = f"{city.printer}/machines/{KIOSK}/{what}"
    headers = {"content-type": "application/json"}
    request = Request(url, json.dumps(fault).encode(), headers, method="PUT")
    with urlopen(request) as answer:
        assert answer.status < 300
