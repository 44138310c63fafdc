"""A phone, a kiosk and a clerk, signed in once for every page that is looked at."""

import re
from dataclasses import dataclass

from playwright.sync_api import Route

from infra.local.seed.companies import GROUPED
from infra.local.seed.people import CLERK, GROUP
from tests.browser.acts import applied, paired, type_code
from tests.browser.windows import LAPTOP, PHONE, STILL, Window, Windows

KIOSK = "B001-K1"
PLACE = "襄都区豫让桥街道税务分局智慧微厅（模拟）"
AT = f"/companies/{GROUPED[0].id}"
SHEETS = "**/sheets/*"


@dataclass(slots=True)
class Stage:
    """The three windows; the kiosk is paired."""

    phone: Window
    kiosk: Window
    staff: Window

    def apply(self, count: int, place: str = PLACE) -> str:
        """Hand in an application; returns its page."""
        self.phone.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.phone.go(AT)
        applied(self.phone, count=count, place=place)
        self.phone.page.wait_for_url(re.compile(r"/applications/[0-9a-f-]{36}$"))
        return self.phone.path

    def pass_page(self) -> str:
        """From the approved application to its code; returns the pass page."""
        self.phone.sees("已批准")
        self.phone.page.get_by_role("link", name="出示取票码").first.click()
        self.phone.sees("输入短码")
        return self.phone.path

    def type_digits(self, digits: str) -> None:
        """Say who collects, by the last digits of a phone number."""
        self.kiosk.page.keyboard.type(digits)
        self.kiosk.page.keyboard.press("Enter")


def staged(opener: Windows) -> Stage:
    """Open the three windows and sign everybody in."""
    staff = opener("stage-staff", LAPTOP, **STILL)
    staff.sign_in(CLERK.phone, "/counter/")
    kiosk = paired(opener, KIOSK, staff=staff, **STILL)
    phone = opener("stage-phone", PHONE, **STILL)
    phone.sign_in(GROUP.phone)
    phone.sees(GROUPED[0].name)
    return Stage(phone, kiosk, staff)


def silenced(stage: Stage) -> str:
    """Let the machine die with one sheet confirmed and a second one out; give its pass page."""
    stage.apply(3)
    page = stage.pass_page()
    last: list[Route] = []
    kiosk = stage.kiosk
    kiosk.page.route(
        SHEETS,
        lambda route: route.continue_() if route.request.url.endswith("/1") else last.append(route),
    )
    kiosk.sees("请出示取票码", seconds=60)
    kiosk.button("输入 12 位短码")
    type_code(kiosk, stage.phone)
    stage.type_digits(GROUP.phone[-6:])
    kiosk.waits(lambda: bool(last))
    kiosk.context.close()
    return page
