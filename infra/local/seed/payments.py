"""What companies of the demo city owe (模拟): in time, late, and more than the account holds."""

from datetime import date

from backend.kernel.events import Doing
from backend.payments.rules.payables import Due, Line
from backend.wiring import City
from infra.local.seed.companies import OWNED, Company
from infra.local.seed.marks import fixed_id

_GARAGE, _INN, _HARDWARE_SHOP, _ = OWNED


def _due(company: Company, vat_fen: int, due_on: date, period: str) -> Due:
    # Urban maintenance tax 7 %, education surcharges 3 % and 2 %, as a small company pays them.
    lines = (
        Line("增值税", vat_fen),
        Line("城市维护建设税", vat_fen * 7 // 100),
        Line("教育费附加", vat_fen * 3 // 100),
        Line("地方教育附加", vat_fen * 2 // 100),
    )
    about = f"assessment/{fixed_id(f'assessment/{company.serial}')}"
    what = f"增值税及附加 {period}（模拟）"
    return Due(about, f"company/{company.id}", what, lines, due_on, period)


PAYABLES = (
    _due(_GARAGE, 1_234_500, date(2026, 12, 15), "2026-11"),
    _due(_INN, 234_700, date(2026, 10, 26), "2026-Q3"),
    _due(_HARDWARE_SHOP, 50_000_00, date(2026, 12, 15), "2026-11"),
)


def load(city: City, doing: Doing) -> None:
    """Enter what is owed; the same again changes nothing."""
    for due in PAYABLES:
        city.payments.paying.open_payable(fixed_id(f"payable/{due.about}"), due, doing)
