"""`python -m infra.local.ports`: says what stands in the way of a run before anything is built.

It needs no package, so it can be asked before any was fetched.
"""

import fcntl
import os
import sys
from pathlib import Path

from infra.local.plan import busy, read


def in_the_way() -> list[str]:
    """Say in words why a city cannot open as it was told; raises ValueError for what is no port.

    The address phones are invited to does not matter here, only that its ports are wanted.
    """
    invited = os.environ.get("LAN", "") not in {"", "0"}
    plan = read(os.environ, "127.0.0.1" if invited else None)
    if _is_open(plan.folder):
        return [f"the city in {plan.folder} is open already"]
    return busy(plan)


def _is_open(folder: Path) -> bool:
    try:
        lock = (folder / "lock").open()
    except OSError:
        return False
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def main() -> int:
    """Print what stands in the way; returns the exit status."""
    try:
        found = in_the_way()
    except ValueError as error:
        found = [str(error)]
    for one in found:
        print(one, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
