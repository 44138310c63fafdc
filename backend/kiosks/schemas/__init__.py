"""What the kiosks room hears and says over HTTP."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StrictBool

from backend.kernel.clock import to_text, whole_milliseconds
from backend.kernel.pages import Page
from backend.kiosks.rules.condition import Door, Paper, Report, Telemetry
from backend.kiosks.rules.forecast import Forecast
from backend.kiosks.rules.kiosk import Kiosk, State
from backend.kiosks.rules.pairing import Pairing, PairingState
from backend.kiosks.rules.seen import Cassette, Seen
from backend.kiosks.schemas.watch import ForecastView
from backend.web.routes import View

KindName = Annotated[str, Field(max_length=20)]
Sheets = Annotated[int, Field(strict=True, ge=0, le=999_999)]


class PairingPath(View):
    """A pairing."""

    pairing_id: str = Field(max_length=36)


class KioskPath(View):
    """A kiosk."""

    kiosk_id: str = Field(max_length=16)


class Nothing(View):
    """A body that says nothing."""


class AskToken(View):
    """Which kiosk the machine is."""

    kiosk_id: str = Field(max_length=16)


class Heartbeat(View):
    """What a machine reports of itself."""

    paper: Paper
    door: Door
    jam: StrictBool
    stock: dict[KindName, Sheets] = Field(max_length=20)
    clock_at: AwareDatetime
    version: str = Field(max_length=40)
    tray_left: StrictBool = False

    def value(self) -> Report:
        """Return the report as the rules know it."""
        return Report(
            paper=self.paper,
            door=self.door,
            jam=self.jam,
            stock=self.stock,
            clock_at=whole_milliseconds(self.clock_at),
            software=self.version,
            tray_left=self.tray_left,
        )


class Stands(View):
    """How a kiosk stood when somebody looked; a new one has neither."""

    site_id: str = Field(default="", max_length=16)
    name: str = Field(default="", max_length=60)


class Place(View):
    """Where a kiosk stands and what it is called; to change that, how it was `seen` to stand."""

    site_id: str = Field(max_length=16)
    name: str = Field(min_length=1, max_length=60)
    seen: Stands = Stands()


class Confirm(View):
    """The code on the machine's screen."""

    code: str = Field(max_length=40)


class SetState(View):
    """Whether a kiosk serves; a reason is needed to take it out of service."""

    enabled: StrictBool
    reason: str = Field(default="", max_length=200)


class PairingView(View):
    """A pairing as its machine sees it."""

    id: str
    code: str
    expires_at: str
    state: PairingState
    kiosk_id: str | None

    @classmethod
    def of(cls, pairing: Pairing) -> "PairingView":
        """Show a pairing."""
        return cls(
            id=pairing.id,
            code=pairing.shown_code,
            expires_at=to_text(pairing.expires_at),
            state=pairing.state,
            kiosk_id=pairing.kiosk_id,
        )


class TokenView(View):
    """An access token of a kiosk."""

    access_token: str
    expires_in_seconds: int


class StockView(View):
    """How many sheets of a kind a machine holds."""

    kind: str
    left: int


class SelfView(View):
    """A kiosk as it sees itself."""

    id: str
    site_id: str
    site_name: str
    name: str
    state: State
    out_reason: str | None
    held_up: bool
    cassettes: list[StockView]
    server_time: str

    @classmethod
    def of(cls, seen: Seen, now: datetime) -> "SelfView":
        """Show a kiosk to itself."""
        left: Counter[str] = Counter()
        for one in seen.cassettes:
            left[one.kind] += one.left
        kiosk = seen.kiosk
        return cls(
            id=kiosk.id,
            site_id=kiosk.site_id,
            site_name=seen.site_name,
            name=kiosk.name,
            state=kiosk.state,
            out_reason=kiosk.out_reason,
            held_up=kiosk.condition.held_up,
            cassettes=[StockView(kind=kind, left=count) for kind, count in sorted(left.items())],
            server_time=to_text(now),
        )


class BeatView(View):
    """What a machine hears back."""

    server_time: str
    state: State
    clock_skew_seconds: int

    @classmethod
    def of(cls, kiosk: Kiosk, telemetry: Telemetry) -> "BeatView":
        """Answer a heartbeat."""
        return cls(
            server_time=to_text(telemetry.heard_at),
            state=kiosk.state,
            clock_skew_seconds=telemetry.clock_skew_seconds,
        )


class CassetteView(View):
    """Paper of one kind in a machine."""

    kind: str
    code: str
    next: int
    left: int

    @classmethod
    def of(cls, cassette: Cassette) -> "CassetteView":
        """Show a cassette."""
        return cls(kind=cassette.kind, code=cassette.code, next=cassette.next, left=cassette.left)


class KioskView(View):
    """A kiosk as staff see it."""

    id: str
    site_id: str
    site_name: str
    name: str
    state: State
    out_reason: str | None
    uncounted: list[str]
    why_not: str | None
    paired: bool
    paper: Paper
    door: Door
    jam: bool
    silent: bool
    held_up: bool
    last_heard_at: str | None
    clock_skew_seconds: int | None
    software: str | None
    cassettes: list[CassetteView]
    forecasts: list[ForecastView]
    version: int

    @classmethod
    def of(cls, seen: Seen, forecasts: Iterable[Forecast] = ()) -> "KioskView":
        """Show a kiosk to staff."""
        kiosk, heard = seen.kiosk, seen.heard
        return cls(
            id=kiosk.id,
            site_id=kiosk.site_id,
            site_name=seen.site_name,
            name=kiosk.name,
            state=kiosk.state,
            out_reason=kiosk.out_reason,
            uncounted=list(kiosk.uncounted),
            why_not=kiosk.why_not,
            paired=kiosk.jkt is not None,
            paper=kiosk.condition.paper,
            door=kiosk.condition.door,
            jam=kiosk.condition.jam,
            silent=kiosk.condition.silent,
            held_up=kiosk.condition.held_up,
            last_heard_at=to_text(heard.heard_at) if heard else None,
            clock_skew_seconds=heard.clock_skew_seconds if heard else None,
            software=heard.report.software if heard else None,
            cassettes=[CassetteView.of(one) for one in seen.cassettes],
            forecasts=[ForecastView.of(one) for one in forecasts],
            version=kiosk.version,
        )


class KiosksView(View):
    """One page of kiosks."""

    items: list[KioskView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Seen], forecasts: Mapping[str, Iterable[Forecast]]) -> "KiosksView":
        """Show a page with what is to be expected of each."""
        items = [KioskView.of(one, forecasts.get(one.kiosk.id, ())) for one in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
