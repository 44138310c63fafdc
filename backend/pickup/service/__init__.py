"""The verbs of pickup, by who speaks them: the owner, the machine, the clerk, and time."""

from backend.pickup.service.clerk import ClerkSide
from backend.pickup.service.ending import EndingSide
from backend.pickup.service.machine import MachineSide
from backend.pickup.service.owner import OwnerSide
from backend.pickup.service.reporting import ReportSide
from backend.pickup.service.time import TimeSide

__all__ = ["ClerkSide", "EndingSide", "MachineSide", "OwnerSide", "ReportSide", "TimeSide"]
