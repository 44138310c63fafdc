"""How often a number or an address may ask: counters in fixed windows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import ceil

from backend.identity.rules.terms import Quota
from backend.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one number or address has used up.

    `counts` maps a window's length in seconds to (which window, how many in it). Not a state of
    the business: it has no ledger, and disappears after `keep_until`.
    """

    key: str
    counts: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    last_at: datetime | None = None
    keep_until: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    version: int = 0


def spend(
    allowance: Allowance, quotas: tuple[Quota, ...], now: datetime, pause_seconds: int = 0
) -> Allowance:
    """Count one more; refuses sign-in-too-many with the seconds until it may be tried again."""
    waits = [_left_of_pause(allowance, now, pause_seconds)]
    counts: dict[int, tuple[int, int]] = {}
    keep_until = now + timedelta(seconds=pause_seconds)
    for quota in quotas:
        window, end = _window(quota.window_seconds, now)
        kept_window, kept = allowance.counts.get(quota.window_seconds, (window, 0))
        used = kept if kept_window == window else 0
        if used >= quota.limit:
            waits.append(_seconds(end - now))
        counts[quota.window_seconds] = (window, used + 1)
        keep_until = max(keep_until, end)
    if max(waits) > 0:
        raise Refusal("sign-in-too-many", retry_after_seconds=max(waits))
    version = allowance.version + 1
    return replace(allowance, counts=counts, last_at=now, keep_until=keep_until, version=version)


def _left_of_pause(allowance: Allowance, now: datetime, pause_seconds: int) -> int:
    # Without a pause there is none to wait for, also where another server's clock is ahead.
    if allowance.last_at is None or pause_seconds == 0:
        return 0
    return max(0, _seconds(allowance.last_at + timedelta(seconds=pause_seconds) - now))


def _window(seconds: int, now: datetime) -> tuple[int, datetime]:
    number = int(now.timestamp()) // seconds
    return number, datetime.fromtimestamp((number + 1) * seconds, UTC)


def _seconds(span: timedelta) -> int:
    return ceil(span.total_seconds())
