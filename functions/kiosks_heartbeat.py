"""Schedule handler: notices kiosks that fell silent."""

from typing import Any

from backend.kernel.events import Doing
from functions import door


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many kiosks fell silent."""
    city = door.city()
    noted = city.kiosks.notice_silence(Doing("system/kiosks-heartbeat", city.clock.now()))
    if noted:
        door.logger.warning("kiosks silent", noted=noted)
    return {"noted": noted}
