"""The WSGI door: what gunicorn and Zappa serve."""

import gc
import os

from flask import Flask


def start() -> Flask:
    """Load the house and put it together.

    What a start makes stays for good. Looking for garbage in it would take a fifth of the time
    then, and again and again later, so nobody looks.
    """
    gc.disable()
    from backend import settings
    from backend.app import create_app
    from backend.kernel.clock import SystemClock
    from backend.web import logs
    from backend.wiring import build

    told = settings.read(os.environ)
    logs.keep_to(told.log_level)
    made = create_app(build(told, SystemClock()))
    gc.freeze()
    gc.enable()
    return made


app = start()
