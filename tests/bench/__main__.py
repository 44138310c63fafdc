"""`python -m tests.bench`: prints costs, ratios and sizes of one run; asserts none of them."""

import logging

from infra.local.seed.people import OWNER
from tests.bench import (
    camera,
    codes,
    cold,
    costs,
    documents,
    growth,
    hall,
    issue,
    pages,
    reserve,
    sheets,
)
from tests.bench.town import town
from tests.walks.acts import paired


def main() -> None:
    """Print everything there is to compare."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with town() as (walk, engine, folder):
        phone, kiosk = walk.signed_in(OWNER.phone), paired(walk)
        costs.report(walk, phone, kiosk)
        reserve.report(walk, phone, kiosk)
        issue.report(walk, phone)
        cold.report(engine, folder)
    growth.report()
    codes.report()
    documents.report()
    sheets.report()
    hall.report()
    camera.report()
    pages.report()


if __name__ == "__main__":
    main()
