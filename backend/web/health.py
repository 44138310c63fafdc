"""Whether the process answers at all."""

from typing import Literal

from flask import Response

from backend.web.callers import allow
from backend.web.routes import View, blueprint, said

routes = blueprint("health")


class HealthView(View):
    """The process is up."""

    state: Literal["ok"] = "ok"


@routes.get("/health", responses={200: HealthView})
@allow("anyone")
def health() -> Response:
    """Say that the process answers; nothing behind it is asked."""
    return said(HealthView())
