"""`python -m infra.cloud.package`: builds dist/smart-tax.zip and says what it weighs."""

import sys

from infra.cloud.package.builder import LIMIT_MB, build, largest_parts
from infra.cloud.package.environment import ROOT

_MB = 1_000_000


def main() -> int:
    """Build; returns 1 when the zip is heavier than it may be."""
    package = build()
    size = package.stat().st_size / _MB
    print(f"{package.relative_to(ROOT)}: {size:.1f} MB of {LIMIT_MB} MB; the largest parts:")
    for name, weight in largest_parts(package):
        print(f"  {weight / _MB:6.2f} MB  {name}")
    return int(size > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
