"""Which software a kiosk may still run (终端软件版本): builds are counted, `kiosk-<n>`."""

import re

OLDEST_BUILD = 1
_BUILD = re.compile(r"(?:kiosk-)?([0-9]{1,6})(?:\.[0-9.]+)?")


def is_outdated(software: str, oldest: int = OLDEST_BUILD) -> bool:
    """Tell whether what a machine runs is older than we still stand by, or cannot be told."""
    found = _BUILD.fullmatch(software)
    return found is None or int(found.group(1)) < oldest
