"""The verbs of pickup, by who speaks them: owner and borrower, machine, clerk, and time."""

from backend.pickup.service.clerk import ClerkSide
from backend.pickup.service.ending import EndingSide
from backend.pickup.service.forms import FormsSide
from backend.pickup.service.leases import LeaseSide
from backend.pickup.service.lending import LendingSide
from backend.pickup.service.machine import MachineSide
from backend.pickup.service.mailing import MailingSide
from backend.pickup.service.owner import OwnerSide
from backend.pickup.service.parting import PartingSide
from backend.pickup.service.replay import ReplaySide
from backend.pickup.service.reporting import ReportSide
from backend.pickup.service.time import TimeSide
from backend.pickup.service.wishing import Wishing

__all__ = [
    "ClerkSide",
    "EndingSide",
    "FormsSide",
    "LeaseSide",
    "LendingSide",
    "MachineSide",
    "MailingSide",
    "OwnerSide",
    "PartingSide",
    "ReplaySide",
    "ReportSide",
    "TimeSide",
    "Wishing",
]
