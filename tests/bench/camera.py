"""From the frame in which the camera first sees a code to the first sheet, in a real browser."""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from infra.local.seed.people import ACCOUNTANT
from tests.browser.acts import applied, at_company, paired, read_code
from tests.browser.windows import CHROMIUM, QUIET, Opened, Window, Windows

PLACE = "信都区智慧标准办税服务厅（模拟）"
KIOSK = "H002-K1"
WALL_SECONDS, SHOWN_SECONDS, RATE = 3, 6, 15
# Marks the first frame that is no plain wall, and the moment a serial stands on the screen.
WATCH = """(() => {
  const seen = (window.seen = {})
  const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 })
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  const watch = (video) => video.requestVideoFrameCallback(() => {
    brush.drawImage(video, 0, 0, 32, 18)
    const { data } = brush.getImageData(0, 0, 32, 18)
    const grey = data.filter((_, at) => at % 4 === 0)
    if (!seen.frame && Math.max(...grey) - Math.min(...grey) > 80) seen.frame = performance.now()
    if (!seen.frame) watch(video)
  })
  const look = () => {
    const video = document.querySelector('video')
    if (video && !video.watched) { video.watched = true; watch(video) }
    if (!seen.sheet && /\\b\\d{8}\\b/.test(document.body?.innerText ?? '')) {
      seen.sheet = performance.now()
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()"""


def report() -> None:
    """Print the two times of one walk, and the part that the printer itself takes of it."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as running:
        folder = Path(name)
        city = Opened(folder)
        city.open()
        try:
            with running.chromium.launch(executable_path=CHROMIUM, args=QUIET) as browser:
                _phone(Windows(browser, city), folder)
                _film(folder / "screen.png", folder / "screen.mjpeg")
            camera = [
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={folder / 'screen.mjpeg'}",
            ]
            with running.chromium.launch(
                executable_path=CHROMIUM, args=[*QUIET, *camera]
            ) as browser:
                print(f"camera frame → first sheet: {_measured(Windows(browser, city)):.0f} ms")
        finally:
            city.close()


def _phone(windows: Windows, folder: Path) -> None:
    phone = windows("phone", device_scale_factor=2)
    at_company(phone, "模拟·羊范镇机械厂", ACCOUNTANT.phone)
    applied(phone, count=1, place=PLACE)
    phone.sees("已批准")
    phone.page.get_by_role("link", name="出示取票码").first.click()
    read_code(phone, folder)


def _film(picture: Path, film: Path) -> None:
    """Film a grey wall, and then a phone's screen before it."""
    wall = f"color=gray:size=1280x720:rate={RATE}:duration={WALL_SECONDS}"
    shown = "scale=-1:700,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray,setsar=1"
    told = [
        *("ffmpeg", "-y", "-loglevel", "error", "-f", "lavfi", "-i", wall),
        *("-loop", "1", "-framerate", str(RATE), "-t", str(SHOWN_SECONDS), "-i", str(picture)),
        *("-filter_complex", f"[1:v]{shown}[phone];[0:v][phone]concat=n=2,format=yuvj420p"),
        *("-c:v", "mjpeg", "-q:v", "3", "-r", str(RATE), str(film)),
    ]
    subprocess.run(told, check=True)


def _measured(windows: Windows) -> float:
    kiosk: Window = paired(windows, KIOSK)
    kiosk.page.add_init_script(WATCH)
    kiosk.page.reload()
    kiosk.waits(lambda: bool(kiosk.page.evaluate("window.seen?.sheet")), seconds=40)
    seen = kiosk.page.evaluate("window.seen")
    return float(seen["sheet"] - seen["frame"])
