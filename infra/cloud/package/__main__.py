"""`python -m infra.cloud.package`: builds the zips and says what they weigh."""

import sys
from pathlib import Path

from infra.cloud.package import documents
from infra.cloud.package.builder import LIMIT_MB, build, largest_parts
from infra.cloud.package.environment import ROOT

_MB = 1_000_000


def main() -> int:
    """Build; returns 1 when a zip is heavier than it may be."""
    heavy = [_told(build(), LIMIT_MB), _told(documents.build(), documents.LIMIT_MB)]
    return int(any(heavy))


def _told(package: Path, limit: int) -> bool:
    size = package.stat().st_size / _MB
    print(f"{package.relative_to(ROOT)}: {size:.1f} MB of {limit} MB; the largest parts:")
    for name, weight in largest_parts(package):
        print(f"  {weight / _MB:6.2f} MB  {name}")
    return size > limit


if __name__ == "__main__":
    sys.exit(main())
