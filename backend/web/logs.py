"""How much the process logs, and what is never logged in detail."""

import logging

# At DEBUG they write whole requests: addresses with a phone number and its code, items, headers.
_WIRES = ("urllib3", "botocore", "boto3")


def keep_to(level: str) -> None:
    """Set the level of every log of this process; raises ValueError for one that is none.

    What goes over the wire stays at INFO or above, whatever is asked.
    """
    logging.basicConfig()  # does nothing where the platform has its own handler
    root = logging.getLogger()
    root.setLevel(level.upper())
    for name in _WIRES:
        logging.getLogger(name).setLevel(max(root.level, logging.INFO))
