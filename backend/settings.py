"""What a process is told from outside: one frozen value, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.storage.table import Binding

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process; every name is documented in ARCHITECTURE.md."""

    environment: str
    table_prefix: str
    region: str
    dynamodb_endpoint: str | None
    public_urls: tuple[str, ...]
    secrets: str
    sms_endpoint: str
    sms_sign_name: str
    sms_template: str
    sms_pause_seconds: int
    body_limit_bytes: int
    log_level: str
    bank_endpoint: str
    files_endpoint: str | None
    files_bucket: str

    @property
    def local(self) -> bool:
        """Whether this is the one-machine city."""
        return self.environment == "local"

    def binding(self) -> Binding:
        """Say where the tables are; the embedded engine takes any key."""
        key = "local" if self.dynamodb_endpoint and self.local else None
        return Binding(self.table_prefix, self.region, self.dynamodb_endpoint, key, key)


def read(environment: Mapping[str, str]) -> Settings:
    """Read the settings; raises ValueError for a production that points at a sandbox."""
    settings = Settings(
        environment=environment.get("TAX_ENVIRONMENT", "production"),
        table_prefix=environment.get("TAX_TABLE_PREFIX", "smart-tax"),
        region=environment.get("TAX_REGION", environment.get("AWS_REGION", "cn-north-1")),
        dynamodb_endpoint=environment.get("DYNAMODB_ENDPOINT") or None,
        public_urls=_addresses(environment.get("TAX_PUBLIC_URLS", "http://localhost:8700")),
        secrets=environment.get("TAX_SECRETS", "aws:smart-tax/"),
        sms_endpoint=environment.get("TAX_SMS_ENDPOINT", "https://dysmsapi.aliyuncs.com"),
        sms_sign_name=environment.get("TAX_SMS_SIGN_NAME", "邢台税务"),
        sms_template=environment.get("TAX_SMS_TEMPLATE", "SMS_000000000"),
        sms_pause_seconds=int(environment.get("TAX_SMS_PAUSE_SECONDS", "60")),
        body_limit_bytes=int(environment.get("TAX_BODY_LIMIT_BYTES", "262144")),
        log_level=environment.get("TAX_LOG_LEVEL", "INFO"),
        bank_endpoint=environment.get("TAX_BANK_ENDPOINT", ""),
        files_endpoint=environment.get("TAX_FILES_ENDPOINT") or None,
        files_bucket=environment.get("TAX_FILES_BUCKET", "smart-tax-files"),
    )
    _refuse_sandboxes(settings)
    return settings


def _addresses(text: str) -> tuple[str, ...]:
    found = tuple(url.strip() for url in text.split(",") if url.strip())
    if not found:
        raise ValueError("TAX_PUBLIC_URLS names no address")
    return found


def _refuse_sandboxes(settings: Settings) -> None:
    if settings.local:
        return
    for name, url in (
        ("TAX_SMS_ENDPOINT", settings.sms_endpoint),
        ("TAX_BANK_ENDPOINT", settings.bank_endpoint),
        ("DYNAMODB_ENDPOINT", settings.dynamodb_endpoint or ""),
        ("TAX_FILES_ENDPOINT", settings.files_endpoint or ""),
        *(("TAX_PUBLIC_URLS", url) for url in settings.public_urls),
    ):
        parts = urlsplit(url)
        if url and (parts.scheme != "https" or parts.hostname in _LOOPBACK):
            raise ValueError(f"{name} points at a sandbox ({url}); only the local city may")
    if settings.secrets.startswith("file:"):
        raise ValueError("TAX_SECRETS names a file; outside the local city it is aws:<prefix>")
