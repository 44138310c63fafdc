"""Keys and what is made from them: secrets, the identity room, the keys of pickup codes."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.identity.gateway import SmsCourier
from backend.identity.rules import keys as identity_keys
from backend.identity.rules.terms import Quota, Terms
from backend.identity.service import IdentityService
from backend.identity.store import DynamoStore as IdentityStore
from backend.kernel.clock import Clock
from backend.outside.acs3 import Credentials
from backend.outside.bank.client import BankClient
from backend.outside.bank.signing import BankKey
from backend.outside.http import Http, Patience
from backend.outside.secrets import FileSecrets, ManagedSecrets, Secrets
from backend.outside.sms import Letterhead, SmsClient
from backend.pickup.token import Keys as PickupKeys
from backend.settings import Settings
from backend.storage.files import Files, Place
from backend.web.callers import Claims, Gate
from backend.web.proofs import Nonces
from backend.wiring import ring
from backend.wiring.late import late


def secrets(settings: Settings, clock: Clock) -> Secrets:
    """Open the place where secrets are: a file on a laptop, the manager in the cloud."""
    kind, _, place = settings.secrets.partition(":")
    if kind == "file":
        return FileSecrets(Path(place))
    import boto3  # only the cloud needs the full client

    return ManagedSecrets(boto3.client("secretsmanager", region_name=settings.region), place, clock)


def files(settings: Settings, secrets: Secrets) -> Files:
    """Make the store of files; outside S3 itself its keys are among the secrets."""

    def place() -> Place:
        elsewhere = settings.files_endpoint
        return Place(
            settings.files_bucket,
            settings.region,
            elsewhere,
            secrets.get("files-key-id") if elsewhere else None,
            secrets.get("files-key-secret") if elsewhere else None,
        )

    return Files(place)


def bank(settings: Settings, secrets: Secrets, clock: Clock) -> BankClient:
    """Make the client of the treasury's bank; what may be tried again is its decision alone."""

    def key() -> BankKey:
        return BankKey(secrets.get("bank-key-id"), secrets.get("bank-key-secret"))

    return BankClient(Http(Patience(tries=1)), key, clock, settings.bank_endpoint)


def identity(settings: Settings, secrets: Secrets, clock: Clock) -> IdentityService:
    """Make the identity room with its keys and its SMS provider."""

    def credentials() -> Credentials:
        return Credentials(secrets.get("sms-key-id"), secrets.get("sms-key-secret"))

    client = SmsClient(
        Http(),
        credentials=credentials,
        letterhead=Letterhead(
            sign_name=settings.sms_sign_name, template_code=settings.sms_template
        ),
        clock=clock,
        endpoint=settings.sms_endpoint,
    )
    return IdentityService(
        store=IdentityStore(),
        courier=SmsCourier(client),
        keys=late(secrets, "identity", lambda told: identity_keys.derive(base64.b64decode(told))),
        access_keys=ring.AccessRing(secrets),
        issuer=settings.public_urls[0],
        terms=_terms(settings),
    )


def gate(
    settings: Settings,
    secrets: Secrets,
    clock: Clock,
    *,
    read_token: Callable[[str, datetime], Claims],
) -> Gate:
    """Make what tells callers apart at the door: by the identity room's tokens."""
    nonces = late(secrets, "proof-nonce", lambda told: Nonces(base64.b64decode(told)))
    return Gate(clock, nonces, read_token, settings.public_urls)


def _terms(settings: Settings) -> Terms:
    # One machine is one address for everybody who tries the demo city on it.
    if settings.local:
        hourly = (Quota(3600, 600),)
        return Terms(
            resend_after_seconds=settings.sms_pause_seconds,
            asks_per_number=hourly,
            asks_per_address=hourly,
            asks_per_kiosk=hourly,
        )
    return Terms(resend_after_seconds=settings.sms_pause_seconds)


def pickup_keys(secrets: Secrets) -> PickupKeys:
    """Stand for the ring of keys that sign pickup codes."""

    def read(told: str) -> PickupKeys:
        ring: Mapping[str, Any] = json.loads(told)
        seeds = {int(kid): bytes.fromhex(seed) for kid, seed in ring["seeds"].items()}
        return PickupKeys(int(ring["current"]), seeds)

    return late(secrets, "pickup-keys", read)
