"""Loading the demo city through the verbs everybody uses; loading it again changes nothing."""

from collections.abc import Callable
from datetime import date

from backend.custody.serials import Range
from backend.delivery.rules.sheets import Sheets
from backend.identity.rules.accounts import NewAccount
from backend.invoices.rules.approvals import SupplyMethod, Terms
from backend.kernel.events import Doing
from backend.sites.gateway import shipped_rows
from backend.storage import cursors
from backend.taxpayers.rules.authority import Grant, Role
from backend.taxpayers.rules.company import Registration, TaxpayerType
from backend.taxpayers.rules.facts import FactName, Statement
from backend.wiring import City
from functions import (
    delivery_sweep,
    documents_sweep,
    einvoices_sweep,
    ledger_replay,
    payments_sweep,
    pickup_sweep,
    sweeping,
)
from infra.local.seed import einvoices, payments
from infra.local.seed.companies import COMPANIES, FIRST_DAY, Company, Kind
from infra.local.seed.machines import (
    FIRST_NUMBER,
    INVOICE_CODES,
    MACHINES,
    MAIL_ROOM,
    MAILABLE,
    RECEIVED,
    Bundle,
    Machine,
)
from infra.local.seed.marks import fixed_id
from infra.local.seed.people import PEOPLE

EDITION = "demo-city/4"
SOURCE = "演示数据（模拟）"
SWEEPERS = (delivery_sweep, documents_sweep, einvoices_sweep, payments_sweep, pickup_sweep)
LoadPrinter = Callable[[Machine, Bundle], None]


def load(city: City, load_printer: LoadPrinter) -> bool:
    """Load the city unless it was loaded to the end before; returns whether it had to.

    `load_printer` puts the same sheets into the simulated machine, once a load id.
    """
    if cursors.find(EDITION) is not None:
        return False
    now = city.clock.now()
    doing = Doing("system/demo-city", now)
    ledger_replay.begin(now)
    for sweeper in SWEEPERS:
        sweeping.begin(sweeper.NAME, now)
    city.sites.load(shipped_rows(), doing)
    for person in PEOPLE:
        city.identity.add_account(
            NewAccount(
                person_id=person.id,
                name=person.name,
                phone=person.phone,
                staff_roles=person.staff_roles,
            ),
            doing=doing,
        )
    for company in COMPANIES:
        _register(city, company, doing)
    einvoices.load(city, doing)
    payments.load(city, doing)
    _receive(city, doing)
    _fill_mail_room(city, doing)
    for machine in MACHINES:
        _place(city, machine, load_printer, doing)
    cursors.keep(EDITION, now)
    return True


def _register(city: City, company: Company, doing: Doing) -> None:
    wish = Registration(company.name, company.district_code, TaxpayerType(company.taxpayer_type))
    city.taxpayers.register_company(company.id, wish, doing, synthetic=True)
    grant = Grant(
        name=company.person.name,
        role=Role(company.role),
        real_name_verified=True,
        invoice_agent=company.invoice_agent,
        valid_from=FIRST_DAY,
    )
    city.taxpayers.authorise(company.id, company.person.id, grant, doing)
    for name, value in company.all_facts().items():
        fact = Statement(FactName(name), value, FIRST_DAY, None, SOURCE, SOURCE)
        fact_id = fixed_id(f"fact/{company.serial}/{name}")
        city.taxpayers.record_fact(company.id, fact_id, fact, doing)
    for kind in company.kinds:
        city.invoices.grant(company.id, kind.kind, _terms(kind), reason=SOURCE, doing=doing)


def _terms(kind: Kind) -> Terms:
    first_day: date = kind.days[0]
    return Terms(
        max_per_sheet_fen=kind.per_sheet_fen,
        max_per_month=kind.per_month,
        max_per_time=kind.per_time,
        max_holding=kind.holding,
        supply_method=SupplyMethod.VERIFY_OLD,
        effective_from=first_day,
        effective_to=kind.days[1],
    )


def _receive(city: City, doing: Doing) -> None:
    for kind, code in INVOICE_CODES.items():
        paper = Range(code, FIRST_NUMBER, FIRST_NUMBER + RECEIVED - 1)
        city.stockroom.receive(kind, paper, fixed_id(f"receipt/{kind}"), doing)


def _fill_mail_room(city: City, doing: Doing) -> None:
    last = FIRST_NUMBER + RECEIVED - 1
    for kind, code in INVOICE_CODES.items():
        packet = Sheets(code, last - MAILABLE + 1, last)
        filling_id = fixed_id(f"filling/{kind}")
        city.delivery.picking.fill(MAIL_ROOM, filling_id, kind, packet=packet, doing=doing)


def _place(city: City, machine: Machine, load_printer: LoadPrinter, doing: Doing) -> None:
    city.kiosks.place(machine.id, site_id=machine.site_id, name=machine.name, doing=doing)
    for bundle in machine.bundles:
        # The paper goes in before it is entered: entered paper that is nowhere would be worse.
        load_printer(machine, bundle)
        # The demo city begins with full machines; in service it takes two clerks to load one.
        city.stockroom.load(
            site_id=machine.site_id,
            kiosk_id=machine.id,
            kind=bundle.kind,
            paper=Range(bundle.code, bundle.first, bundle.last),
            load_id=machine.load_id(bundle),
            doing=doing,
        )
