"""Named secrets: from a JSON file on a laptop, from AWS Secrets Manager in the cloud."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from backend.kernel.clock import Clock


class SecretMissing(Exception):
    """There is no secret of this name; the message never holds a value."""


class Secrets(Protocol):
    """Whatever keeps secrets."""

    def get(self, name: str) -> str:
        """Return the current value of a secret; raises SecretMissing."""
        ...

    def find(self, name: str) -> str | None:
        """Return the current value of a secret that need not be there; None when it is not.

        Raises SecretMissing while nobody can say whether it is.
        """
        ...


class Manager(Protocol):
    """The part of the boto3 client `secretsmanager` that is used."""

    def get_secret_value(self, *, SecretId: str) -> Mapping[str, Any]: ...  # noqa: N803


class FileSecrets:
    """Secrets in one JSON object; a changed file is read again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1
        self._values: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"FileSecrets({self._path.name!r})"

    def get(self, name: str) -> str:
        """Return a value; raises SecretMissing."""
        found = self.find(name)
        if found is None:
            raise SecretMissing(name)
        return found

    def find(self, name: str) -> str | None:
        """Return a value, None when there is none of this name."""
        changed_at = self._path.stat().st_mtime_ns
        if changed_at != self._read_at:
            self._values = json.loads(self._path.read_text(encoding="utf-8"))
            self._read_at = changed_at
        return self._values.get(name)


@dataclass(frozen=True, slots=True)
class _Kept:
    value: str | None = field(repr=False)
    until: datetime


class ManagedSecrets:
    """Secrets of AWS Secrets Manager under one prefix, kept for a few minutes.

    A rotated secret is seen when its time is up. When the manager cannot be asked then, the old
    value is used on, because a short outage there must not close the office.
    """

    def __init__(
        self, manager: Manager, prefix: str, clock: Clock, *, kept_seconds: int = 300
    ) -> None:
        self._manager, self._prefix, self._clock = manager, prefix, clock
        self._kept_for = timedelta(seconds=kept_seconds)
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"ManagedSecrets({self._prefix!r})"

    def get(self, name: str) -> str:
        """Return a value, asking the manager when ours is older than the keeping time."""
        found = self._find(name, must=True)
        if found is None:
            raise SecretMissing(name)
        return found

    def find(self, name: str) -> str | None:
        """Return a value, None when there is none; that there is none is kept for a while too."""
        return self._find(name, must=False)

    def _find(self, name: str, *, must: bool) -> str | None:
        now = self._clock.now()
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or now >= kept.until or (must and kept.value is None):
                kept = _Kept(self._ask(name, kept, must=must), now + self._kept_for)
                self._kept[name] = kept
            return kept.value

    def _ask(self, name: str, kept: _Kept | None, *, must: bool) -> str | None:
        try:
            return str(
                self._manager.get_secret_value(SecretId=f"{self._prefix}{name}")["SecretString"]
            )
        except Exception as error:
            if not must and _is_unknown(error):
                return None
            if kept is not None:
                return kept.value
            # The cause may quote what was sent; it is not passed on.
            raise SecretMissing(name) from None


def _is_unknown(error: Exception) -> bool:
    """Whether the manager says that there is no such secret, or that it was deleted.

    A deleted secret can be brought back for up to thirty days; until then the manager refuses its
    value as an invalid request, whose only sign is its words. Who is not let in (AccessDenied) is
    told nothing of that kind: the role that asks may, so a denial is a wrong policy.
    """
    answer: Mapping[str, Any] = getattr(error, "response", None) or {}
    told: Mapping[str, Any] = answer.get("Error", {})
    if told.get("Code") == "InvalidRequestException":
        return "delet" in str(told.get("Message", "")).lower()
    return bool(told.get("Code") == "ResourceNotFoundException")
