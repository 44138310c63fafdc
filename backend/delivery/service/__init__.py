"""The verbs of delivery, by who speaks them: taxpayer, mail room, courier's door, carrier, time."""

from backend.delivery.service.addresses import AddressBook
from backend.delivery.service.carrier import CarrierSide
from backend.delivery.service.handing import HandingSide
from backend.delivery.service.keeping import Keeping
from backend.delivery.service.orders import OrderSide
from backend.delivery.service.picking import PickingSide
from backend.delivery.service.tasks import TaskSide
from backend.delivery.service.time import TimeSide

__all__ = [
    "AddressBook",
    "CarrierSide",
    "HandingSide",
    "Keeping",
    "OrderSide",
    "PickingSide",
    "TaskSide",
    "TimeSide",
]
