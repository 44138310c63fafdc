"""The verbs of pickup, by who speaks them: the owner, the machine, and time."""

from backend.pickup.service.machine import MachineSide
from backend.pickup.service.owner import OwnerSide
from backend.pickup.service.time import TimeSide

__all__ = ["MachineSide", "OwnerSide", "TimeSide"]
