"""What a session's device is given: access tokens for all, a refresh token for its own device."""

from dataclasses import dataclass
from datetime import datetime

from backend.identity import token
from backend.identity.rules.accounts import Account
from backend.identity.rules.keys import Keys
from backend.identity.rules.sessions import Opened, Session
from backend.identity.rules.terms import Terms
from backend.identity.token import AccessKeys, Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Writes tokens; `url` is the public URL that stands in them."""

    keys: Keys
    access_keys: AccessKeys
    url: str
    terms: Terms

    def opened(self, session: Session, account: Account, now: datetime) -> Opened:
        """Give a session as its device gets it; a visitor's tokens end with the visit."""
        seconds, refresh_token = self.terms.access_lifetime_seconds, ""
        if session.kiosk_id:
            left = (session.last_until - now).total_seconds()
            seconds = min(seconds, int(left))
        else:
            refresh_token = token.refresh_token(
                self.keys.refresh,
                person_id=session.person_id,
                session_id=session.id,
                number=session.number,
            )
        return Opened(
            session=session,
            account=account,
            access_token=self.sign(_claims(session, account), now, seconds),
            access_seconds=seconds,
            refresh_token=refresh_token,
        )

    def sign(self, claims: Claims, now: datetime, seconds: int) -> str:
        """Write an access token that lives `seconds`."""
        return token.sign(claims, self.access_keys, issuer=self.url, now=now, seconds=seconds)


def _claims(session: Session, account: Account) -> Claims:
    if session.kiosk_id:
        # Whoever works for the bureau is a taxpayer like any other in front of a kiosk.
        return Claims(
            kind="visitor",
            subject=account.person_id,
            session_id=session.id,
            jkt=session.jkt,
            site_id=session.site_id,
            kiosk_id=session.kiosk_id,
        )
    return Claims(
        kind="staff" if account.is_staff else "person",
        subject=account.person_id,
        session_id=session.id,
        jkt=session.jkt,
        roles=account.staff_roles,
    )
