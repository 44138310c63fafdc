"""Leave to send or to fetch one file, for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.documents.rules.uploads import Upload


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave to send one file: where to, with which headers, until when."""

    upload: Upload
    url: str
    headers: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CheckTicket:
    """Leave to send one file to be checked."""

    url: str
    headers: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Fetch:
    """Leave to fetch one file."""

    url: str
    expires_at: datetime
