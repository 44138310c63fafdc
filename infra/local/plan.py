"""What one run of the city is told: folders, ports, addresses; read from the environment."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.children import is_free, wait_until

ROOT = Path(__file__).parents[2]
REGION = "cn-north-1"
TABLE_PREFIX = "smart-tax"
FILES_BUCKET = "smart-tax-files"


@dataclass(frozen=True, slots=True)
class Door:
    """One port: what listens there, and the variable that moves it."""

    name: str
    port: int
    variable: str
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """The address on this machine."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Plan:
    """One city on one machine; `lan_address` is None unless phones are invited."""

    folder: Path
    dist: Path
    pages: Door
    printer: Door
    sms: Door
    engine: Door
    files: Door
    bank: Door
    lan: Door
    trust: Door
    lan_address: str | None

    @property
    def doors(self) -> tuple[Door, ...]:
        """Every port this run needs."""
        inside = (self.pages, self.printer, self.sms, self.engine, self.files, self.bank)
        return (*inside, self.lan, self.trust) if self.lan_address else inside

    @property
    def origins(self) -> tuple[str, ...]:
        """Every address under which a browser may know the pages, the public one first."""
        here = (self.pages.url, f"http://localhost:{self.pages.port}")
        return (f"https://{self.lan_address}:{self.lan.port}", *here) if self.lan_address else here

    @property
    def secrets(self) -> Path:
        """Where the secrets of this city lie."""
        return self.folder / "secrets.json"

    def log(self, name: str) -> Path:
        """Return where a part writes what it says."""
        return self.folder / "log" / f"{name}.log"

    def environment(self, outside: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of every child; what the person set for a child stays."""
        ours = {
            "TAX_ENVIRONMENT": "local",
            "TAX_TABLE_PREFIX": TABLE_PREFIX,
            "TAX_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "DYNAMODB_ENDPOINT": self.engine.url,
            "TAX_PUBLIC_URLS": ",".join(self.origins),
            "TAX_SECRETS": f"file:{self.secrets}",
            "TAX_SMS_ENDPOINT": self.sms.url,
            # Who tries the demo city signs in more than once a minute.
            "TAX_SMS_PAUSE_SECONDS": outside.get("TAX_SMS_PAUSE_SECONDS", "5"),
            "TAX_BANK_ENDPOINT": self.bank.url,
            "TAX_BANK_PORT": str(self.bank.port),
            "TAX_BANK_DIR": str(self.folder / "bank"),
            "TAX_FILES_ENDPOINT": self.files.url,
            "TAX_FILES_BUCKET": FILES_BUCKET,
            "TAX_FILES_PORT": str(self.files.port),
            "TAX_FILES_DIR": str(self.folder / "objects"),
            "TAX_FILES_ORIGINS": ",".join(self.origins),
            "TAX_PRINTER_PORT": str(self.printer.port),
            "TAX_PRINTER_DIR": str(self.folder / "printer"),
            "TAX_PRINTER_ORIGINS": ",".join(self.origins),
            "TAX_CITY_DIR": str(self.folder),
            "TAX_CITY_DIST": str(self.dist),
            "POWERTOOLS_METRICS_DISABLED": "true",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
        }
        return {**outside, **ours}


def read(environment: Mapping[str, str], lan_address: str | None) -> Plan:
    """Read the plan of a run; raises ValueError for a port that is none or is told twice."""
    told_by: dict[int, str] = {}

    def door(name: str, variable: str, default: int, host: str = "127.0.0.1") -> Door:
        told = environment.get(variable, str(default))
        if not (told.isdigit() and 0 < int(told) < 65536):
            raise ValueError(f"{variable}={told} is no port")
        if told_by.setdefault(int(told), variable) != variable:
            raise ValueError(f"{variable} and {told_by[int(told)]} both say {told}")
        return Door(name, int(told), variable, host)

    return Plan(
        folder=Path(environment.get("TAX_CITY_DIR", ROOT / "var")).resolve(),
        dist=Path(environment.get("TAX_CITY_DIST", ROOT / "frontend" / "dist")).resolve(),
        pages=door("pages and API", "TAX_PAGES_PORT", 8700),
        printer=door("printer bridge", "TAX_PRINTER_PORT", 8731),
        sms=door("sandbox text messages", "TAX_SMS_PORT", 8732),
        engine=door("database engine", "TAX_ENGINE_PORT", 8733),
        files=door("file store", "TAX_FILES_PORT", 8734),
        bank=door("sandbox bank", "TAX_BANK_PORT", 8735),
        lan=door("pages for phones", "TAX_LAN_PORT", 8743, "0.0.0.0"),  # noqa: S104  asked for
        trust=door("certificate for phones", "TAX_TRUST_PORT", 8744, "0.0.0.0"),  # noqa: S104
        lan_address=lan_address,
    )


def busy(plan: Plan, patience_seconds: float = 5) -> list[str]:
    """Say in words which ports are taken; waits a moment for a city that is just ending."""
    wait_until(lambda: all(is_free(d.port, d.host) for d in plan.doors), seconds=patience_seconds)
    return [
        f"port {door.port} ({door.name}) is taken by another program; "
        f"choose another: make run {door.variable}={door.port + 100}"
        for door in plan.doors
        if not is_free(door.port, door.host)
    ]


def python(module: str, *arguments: str) -> list[str]:
    """Return the command line of one of our modules."""
    return [sys.executable, "-m", module, *arguments]
