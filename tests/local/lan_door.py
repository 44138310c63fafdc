"""The door for phones with an API that only says that it is there: a process of its own."""

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from infra.local import origin


def api(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"api"]


if __name__ == "__main__":
    stand_in = ModuleType("backend.wsgi")
    stand_in.app = api  # type: ignore[attr-defined]
    sys.modules["backend.wsgi"] = stand_in
    origin.main()
