"""The kiosk's camera reads the phone's screen: a clip made from our own code's picture."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from infra.local.seed.people import ACCOUNTANT
from tests.browser.acts import applied, at_company, paired, read_code
from tests.browser.windows import CHROMIUM, QUIET, Opened, Windows

pytestmark = pytest.mark.browser
PLACE = "信都区智慧标准办税服务厅（模拟）"


def clip(picture: Path, film: Path) -> None:
    """Film a phone's screen: smaller, a little tilted, not quite sharp, on a grey wall."""
    looks = (
        "scale=-1:640,rotate=0.05:fillcolor=gray:ow=rotw(0.05):oh=roth(0.05),boxblur=1:1,"
        "scale=-1:700,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray,format=yuvj420p"
    )
    command = ["ffmpeg", "-y", "-loglevel", "error", "-loop", "1", "-i", str(picture)]
    subprocess.run(
        [*command, "-t", "2", "-r", "10", "-vf", looks, "-c:v", "mjpeg", "-q:v", "3", str(film)],
        check=True,
    )


def test_the_camera_reads_the_code(
    windows: Windows, playwright: Playwright, city: Opened, tmp_path: Path
) -> None:
    phone = windows("filmed", device_scale_factor=2)
    at_company(phone, "模拟·羊范镇机械厂", ACCOUNTANT.phone)
    applied(phone, count=1, place=PLACE)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    read_code(phone, tmp_path)
    film = tmp_path / "screen.mjpeg"
    clip(tmp_path / "screen.png", film)
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *camera]) as browser:
        kiosk = paired(Windows(browser, city), "H002-K1")
        kiosk.sees("再见", seconds=30)
        kiosk.shoot("camera")
    phone.sees("已交付 1 份")
