"""Lighthouse on the sign-in page of the running city: three runs, the median of each score."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from tests.browser.conftest import CHROMIUM, Opened

LIGHTHOUSE = (
    Path(__file__).parents[2] / "infra/setup/lighthouse/node_modules/lighthouse/cli/index.js"
)
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 95}
RUNS = 3


def scores(url: str) -> dict[str, float]:
    """Measure a page once as a phone."""
    command = [
        "node",
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(TARGETS)}",
        "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking",
    ]
    told = {**os.environ, "CHROME_PATH": CHROMIUM}
    answer = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    if answer.returncode:  # what it could not do stands there, and nowhere else
        raise RuntimeError(answer.stderr[-2_000:])
    categories = json.loads(answer.stdout)["categories"]
    return {name: 100 * categories[name]["score"] for name in TARGETS}


def report() -> None:
    """Print the median scores beside their targets."""
    with tempfile.TemporaryDirectory() as folder:
        city = Opened(Path(folder))
        city.open()
        try:
            runs = [scores(f"{city.pages}/sign-in") for _ in range(RUNS)]
        finally:
            city.close()
    print(f"\nLighthouse 12.8.2, mobile, sign-in page, median of {RUNS}")
    for name, target in TARGETS.items():
        middle = median(run[name] for run in runs)
        print(f"  {name:15} {middle:5.0f}   target {target}")
