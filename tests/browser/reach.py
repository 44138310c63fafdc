"""What a hand can reach and hit on a kiosk's screen, measured where it is drawn."""

from tests.browser.looking import HALL
from tests.browser.windows import Window

LEAST_PIXELS = 60
# A screen of 32 inches that ends 0.8 m above the floor: below this part lie a seated person's eyes.
LOWERED = 0.24
# What is pressed; a list that only scrolls is read, not hit.
BOXES = """root => [...root.querySelectorAll('button, a[href], input, select, [role=button]')]
    .filter(node => node.checkVisibility())
    .map(node => { const box = node.getBoundingClientRect()
        return [(node.getAttribute('aria-label') || node.innerText).trim().replace(/\\s+/g, ' '),
                box.left, box.top, box.right, box.bottom] })"""


def hard_to_hit(window: Window, name: str) -> list[str]:
    """Look at the screen in both layouts and sizes; name what is small, cut off or too high.

    In the low layout everything that is pressed lies in the lower half of the screen. Upright,
    where that half is what a seated person reaches, the words come down too: one sees it work.
    """
    found: list[str] = []
    root = window.page.locator("html")
    for size in HALL:
        window.page.set_viewport_size(size)  # type: ignore[arg-type]
        for reach in ("all", "low"):
            root.evaluate("(node, reach) => { node.dataset.reach = reach }", reach)
            boxes = root.evaluate(BOXES)
            assert boxes, f"{name}: nothing to press"
            top = size["height"] / 2 if reach == "low" else 0
            if reach == "low" and size["height"] > size["width"]:
                found += _too_high(window, f"{name} {size['width']}", size["height"] * LOWERED)
            for label, *box in boxes:
                if fault := _fault(box, size, top):
                    found.append(f"{name} {size['width']} {reach}: {label}: {fault}")
    root.evaluate("node => { node.dataset.reach = 'all' }")
    window.page.set_viewport_size(HALL[0])  # type: ignore[arg-type]
    return found


def _too_high(window: Window, where: str, least: float) -> list[str]:
    screen = window.page.locator(".screen").first.bounding_box()
    bar = window.page.locator("header").first.bounding_box()
    assert screen
    assert bar
    found = [] if screen["y"] >= least else [f"{where}: it stays up at {screen['y']:.0f} px"]
    covers = screen["y"] < bar["y"] + bar["height"]
    return [*found, *([f"{where}: it covers the bar above it"] if covers else [])]


def _fault(box: list[float], size: dict[str, int], top: float) -> str | None:
    left, above, right, below = box
    if min(right - left, below - above) < LEAST_PIXELS - 0.5:
        return f"{right - left:.0f} by {below - above:.0f} px"
    if left < 0 or right > size["width"] + 0.5 or below > size["height"] + 0.5:
        return f"cut off at {right:.0f}, {below:.0f}"
    return f"begins at {above:.0f} px" if above < top else None


def tabbed_to(window: Window, name: str) -> None:
    """Walk with Tab until the button of this name has the focus, and see that one can see it."""
    for _ in range(60):
        window.page.keyboard.press("Tab")
        # After the last button the focus leaves the page for a moment: nothing has it then.
        said, width = window.page.locator("body").evaluate(
            """body => { const node = body.ownerDocument.activeElement
                return node === body ? ['', 9]
                    : [node.innerText.trim(), parseFloat(getComputedStyle(node).outlineWidth)] }"""
        )
        assert width >= 3, f"nobody sees that {said} has the focus"
        if name in said:
            return
    raise AssertionError(f"Tab never comes to {name}")
