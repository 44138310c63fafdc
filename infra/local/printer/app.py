"""The printer bridge over HTTP, on the loopback and for the kiosk page alone.

| request | answer |
|---|---|
| `GET /machines/{kiosk}` | paper, door, jam, tray, the head of each cassette, all packets |
| `PUT /machines/{kiosk}/feeds/{feed}` `{kind}` | the sheet that moved and where it went |
| `PUT /machines/{kiosk}/loads/{load}` `{kind,code,first,last}` | the machine after it |
| `PUT /machines/{kiosk}/unloads/{unload}` `{kind}` | the machine without sheets of that kind |
| `PUT /machines/{kiosk}/retractions/{retraction}` `{}` | how many sheets it took back |
| `PUT /machines/{kiosk}/taken` `{}` | the machine, its tray emptied by a hand |
| `PUT /machines/{kiosk}/faults` | the machine; body as `_Faults`, sheets count from now |
| `PUT /machines/{kiosk}/cleared` `{}` | the machine, free of jam and faults, with power |

A sheet moves within 30 s of the call or never: the server counts on it when it lets a clerk settle
a service whose machine fell silent.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from flask import Flask, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from infra.local.printer.drawer import Drawer
from infra.local.printer.guard import guard
from infra.local.printer.machine import Bundle, Faults, Fed, Machine, PrinterOff, TooLate

SHEET_MS = 400
FEED_WITHIN_MS = 30_000
_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_Id = Annotated[str, Field(pattern=_ID)]
_Sheet = Annotated[int, Field(ge=1, le=100_000)]
Told = TypeVar("Told", bound="_Body")


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Path(_Body):
    kiosk_id: _Id
    feed_id: _Id = "none"
    load_id: _Id = "none"
    unload_id: _Id = "none"
    retraction_id: _Id = "none"


class _Feed(_Body):
    kind: _Id


class _Unload(_Body):
    kind: _Id


class _Load(_Body):
    kind: _Id
    code: Annotated[str, Field(pattern=r"^(\d{10}|\d{12})$")]
    first: Annotated[int, Field(ge=0, le=99_999_999)]
    last: Annotated[int, Field(ge=0, le=99_999_999)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("last comes before first")
        return self


class _Faults(_Body):
    jam_at_sheet: _Sheet | None = None
    paper_out_after: Annotated[int, Field(ge=0, le=100_000)] | None = None
    power_cut_at_sheet: _Sheet | None = None
    slow_ms: Annotated[int, Field(ge=0, le=60_000)] | None = None
    left_in_tray: bool = False
    cannot_retract: bool = False


def create_app(
    folder: Path,
    origins: frozenset[str],
    *,
    sheet_ms: int = SHEET_MS,
    within_ms: int = FEED_WITHIN_MS,
) -> Flask:
    """Build the bridge: its drawer, the kiosk pages it listens to, its pace and its patience."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    drawer = Drawer(folder)
    guard(app, origins)

    def act(kiosk_id: str, change: Callable[[Machine], Machine]) -> Response:
        return jsonify(_view(drawer.act(_Path(kiosk_id=kiosk_id).kiosk_id, change)))

    @app.get("/")
    def health() -> Response:
        return jsonify(state="ok")

    @app.get("/machines/<kiosk_id>")
    def look(kiosk_id: str) -> Response:
        machine = drawer.look(_Path(kiosk_id=kiosk_id).kiosk_id)
        if not machine.power:
            raise PrinterOff
        return jsonify(_view(machine))

    @app.put("/machines/<kiosk_id>/feeds/<feed_id>")
    def feed(kiosk_id: str, feed_id: str) -> Response:
        path, kind = _Path(kiosk_id=kiosk_id, feed_id=feed_id), _heard(_Feed).kind
        latest = time.monotonic() + within_ms / 1000
        with drawer.lock(path.kiosk_id):
            _pace(drawer.look(path.kiosk_id), path.feed_id, sheet_ms)
            if time.monotonic() > latest and path.feed_id not in drawer.look(path.kiosk_id).fed:
                raise TooLate
            at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            machine = drawer.act(path.kiosk_id, lambda one: one.feed(path.feed_id, kind, at))
        if not machine.power:
            raise PrinterOff
        return jsonify(_answer(machine.fed[path.feed_id]))

    @app.put("/machines/<kiosk_id>/loads/<load_id>")
    def load(kiosk_id: str, load_id: str) -> Response:
        path, told = _Path(kiosk_id=kiosk_id, load_id=load_id), _heard(_Load)
        bundle = Bundle(told.kind, told.code, told.first, told.last)
        return act(kiosk_id, lambda one: one.load(path.load_id, bundle))

    @app.put("/machines/<kiosk_id>/unloads/<unload_id>")
    def unload(kiosk_id: str, unload_id: str) -> Response:
        path, kind = _Path(kiosk_id=kiosk_id, unload_id=unload_id), _heard(_Unload).kind
        return act(kiosk_id, lambda one: one.unload(path.unload_id, kind))

    @app.put("/machines/<kiosk_id>/faults")
    def faults(kiosk_id: str) -> Response:
        wanted = Faults(**_heard(_Faults).model_dump())
        return act(kiosk_id, lambda one: one.afflict(wanted))

    _tray(app, drawer, act)

    @app.put("/machines/<kiosk_id>/cleared")
    def cleared(kiosk_id: str) -> Response:
        return act(kiosk_id, Machine.clear)

    return app


def _tray(
    app: Flask, drawer: Drawer, act: Callable[[str, Callable[[Machine], Machine]], Response]
) -> None:
    @app.put("/machines/<kiosk_id>/retractions/<retraction_id>")
    def retract(kiosk_id: str, retraction_id: str) -> Response:
        path = _Path(kiosk_id=kiosk_id, retraction_id=retraction_id)
        machine = drawer.act(path.kiosk_id, lambda one: one.retract(path.retraction_id))
        return jsonify(sheets=machine.retractions[path.retraction_id])

    @app.put("/machines/<kiosk_id>/taken")
    def taken(kiosk_id: str) -> Response:
        return act(kiosk_id, Machine.take)


def _pace(machine: Machine, feed_id: str, sheet_ms: int) -> None:
    # A repeat is answered at once; paper takes its time.
    if machine.power and feed_id not in machine.fed:
        slow = machine.faults.slow_ms
        time.sleep((sheet_ms if slow is None else slow) / 1000)


def _heard(schema: type[Told]) -> Told:
    return schema.model_validate(request.get_json(silent=True))


def _view(machine: Machine) -> dict[str, Any]:
    cassettes = [_lying(one) for one in machine.cassettes()]
    return {
        "paper": machine.paper(),
        "door": "closed",
        "jam": machine.jam,
        "tray": "occupied" if machine.tray else "clear",
        "retracts": not machine.faults.cannot_retract,
        "cassettes": cassettes,
        "packets": [_lying(one) for one in machine.bundles if one.left],
    }


def _lying(bundle: Bundle) -> dict[str, Any]:
    return {"kind": bundle.kind, "code": bundle.code, "next": bundle.next, "last": bundle.last}


def _answer(fed: Fed) -> dict[str, Any]:
    sheet = None if fed.code is None else {"code": fed.code, "number": fed.number}
    return {"feed_id": fed.feed_id, "fed": sheet, "exit": fed.exit, "at": fed.at}
