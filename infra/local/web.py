"""Serving a WSGI application by gunicorn from Python, one process, many threads."""

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

_Wsgi = Callable[..., Any]


class _Served(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told its settings by us and by no file."""

    def __init__(self, make: Callable[[], _Wsgi], settings: dict[str, Any]) -> None:
        self._make, self._settings = make, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> _Wsgi:
        return self._make()


def serve(make: Callable[[], _Wsgi], bind: str, *, threads: int, **settings: Any) -> None:
    """Serve what `make` makes, once in each process, until told to stop."""
    plain = {
        "workers": 1,
        "worker_class": "gthread",
        "graceful_timeout": 3,
        "keepalive": 5,
        "control_socket_disable": True,  # it would lie in the home folder
    }
    _Served(make, {**plain, "bind": bind, "threads": threads, **settings}).run()
