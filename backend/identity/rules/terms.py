"""The numbers the room works by: lifetimes, tries, quotas."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quota:
    """So many in one fixed window, counted from the epoch."""

    window_seconds: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What applies to codes and sessions; a city may change it in its settings.

    The quotas of a number stay within those of the SMS provider (one a minute, five an hour,
    ten a day), so that the provider does not refuse what we promised. They are what keeps one
    person from being pestered, and what makes a guessed code hopeless.

    An address is no person: a mobile network lets thousands of phones out by one IPv4 (RFC 6888),
    and a hall its visitors. Its quota is that of a whole neighbourhood on a busy morning, the same
    as for pass links, and only bounds what one address can make the bureau spend on messages.
    A kiosk signs its calls and counts by itself: one person after the other stands before it.
    """

    code_lifetime_seconds: int = 300
    tries: int = 5
    resend_after_seconds: int = 60
    asks_per_number: tuple[Quota, ...] = field(default=(Quota(3600, 5), Quota(86_400, 10)))
    asks_per_address: tuple[Quota, ...] = field(default=(Quota(3600, 600),))
    asks_per_kiosk: tuple[Quota, ...] = field(default=(Quota(3600, 30),))
    access_lifetime_seconds: int = 600
    grace_seconds: int = 30
    idle_lifetime_seconds: int = 14 * 86_400
    absolute_lifetime_seconds: int = 90 * 86_400
    staff_lifetime_seconds: int = 12 * 3600
    visit_lifetime_seconds: int = 600
    visits_per_kiosk: tuple[Quota, ...] = field(default=(Quota(3600, 120),))
    wrong_visits_per_person: tuple[Quota, ...] = field(default=(Quota(3600, 20),))
