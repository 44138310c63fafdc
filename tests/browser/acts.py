"""What people do in more than one browser walk."""

import re
import subprocess
from pathlib import Path

from infra.local.children import wait_until
from infra.local.seed.people import CLERK, OWNER
from tests.browser.windows import LAPTOP, STAND, Window, Windows

COMPANY = "模拟·顺利汽修有限公司"
PLACE = "襄都区24小时自助办税厅（模拟）"
KIND = "增值税普通发票（纸质）"


def paired(
    windows: Windows, kiosk_id: str, *, staff: Window | None = None, **more: object
) -> Window:
    """Pair a kiosk as a person does: read the code on its screen, type it on the staff page."""
    kiosk = windows(f"kiosk-{kiosk_id}", STAND, **more)
    kiosk.go("/kiosk/")
    kiosk.sees("配对")
    shown = re.compile(r"\b[0-9A-Z]{4}[-\s]+[0-9A-Z]{4}\b")
    assert wait_until(lambda: bool(shown.search(body(kiosk))), seconds=30)
    found = shown.search(body(kiosk))
    assert found is not None
    kiosk.shoot("pairing")
    if staff is None:
        staff = windows("staff", LAPTOP)
        staff.sign_in(CLERK.phone, "/counter/")
    staff.page.get_by_role("link", name="终端").first.click()
    row = staff.page.locator("li").filter(has_text=kiosk_id)
    row.get_by_role("button", name="配对").click()
    dialog = staff.page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill(found.group(0))
    staff.shoot("pairing")
    dialog.get_by_role("button", name="配对").click()
    dialog.wait_for(state="detached")
    return kiosk


def at_company(phone: Window, name: str = COMPANY, number: str = OWNER.phone) -> None:
    phone.sign_in(number)
    phone.page.get_by_text(name).first.click()
    phone.page.get_by_role("link", name="申领发票").first.wait_for()


def applied(phone: Window, *, kind: str = KIND, count: int = 3, place: str = PLACE) -> None:
    """Walk through the four steps and hand the application in."""
    phone.page.get_by_role("link", name=re.compile("申领发票|仍要申领")).first.click()
    phone.page.get_by_text(kind, exact=True).first.click()
    phone.shoot("apply-kind")
    phone.button("下一步")
    phone.page.get_by_label("份数").fill(str(count))
    phone.button("下一步")
    phone.page.get_by_text(place).first.click()
    phone.shoot("apply-place")
    phone.button("下一步")
    phone.shoot("apply-review")
    phone.button("提交申领")


def read_code(phone: Window, folder: Path) -> str:
    """Read the code on a phone's screen with a reader that is not ours."""
    picture = folder / "screen.png"
    for _ in range(20):
        phone.page.screenshot(path=picture)
        result = subprocess.run(
            ["zbarimg", "--quiet", "--raw", str(picture)],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.stdout.startswith("TP1."):
            return result.stdout.strip()
        phone.page.wait_for_timeout(250)
    raise AssertionError("no pickup code on the screen")


def scan(kiosk: Window, text: str) -> None:
    """Press the keys as a scanner does, with Enter at the end.

    They are pressed inside the page: sent one by one from here, a busy machine leaves more than
    120 ms between two of them, and the kiosk rightly takes that for a person's typing.
    """
    kiosk.page.locator("body").evaluate(
        """(body, keys) => keys.forEach((key) =>
            body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))""",
        [*text, "Enter"],
    )


def body(window: Window) -> str:
    return window.page.locator("body").inner_text()


def type_code(kiosk: Window, phone: Window) -> None:
    """Type the short code that a phone shows into the open keypad, and touch the button.

    Enter would do for a person; keys sent from here come in runs that look like a scanner's.
    """
    found = re.search(r"[A-Z2-7]{4} [A-Z2-7]{4} [A-Z2-7]{4}", body(phone))
    assert found is not None
    kiosk.page.keyboard.type(found.group(0).replace(" ", "").lower())
    kiosk.page.get_by_role("button", name="取票", exact=True).click()
    kiosk.sees("后六位")
