"""The WSGI door: what gunicorn and Zappa serve."""

import os

from backend import settings
from backend.app import create_app
from backend.kernel.clock import SystemClock
from backend.wiring import build

app = create_app(build(settings.read(os.environ), SystemClock()))
