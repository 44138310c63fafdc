"""A kiosk's journal as its core writes it: plain lines of JSON, without the signatures."""

import json
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.pickup.rules.leasing import Lent

Sheet = tuple[str, int]


class Diary:
    """One service as a machine would journal it; each act adds its lines."""

    def __init__(self, at: datetime, **held: Any) -> None:
        self.at = at
        self.reservation = new_id()
        self.lines: list[str] = []
        self.sheets: list[Sheet] = []
        self.held = {"id": self.reservation, "until": to_text(at), "confirmed": 0, **held}
        self.write("asked")
        self.write("held", held=self.held, offline=True)

    @classmethod
    def offline(cls, at: datetime, lent: Lent, *segments: tuple[str, int, int]) -> "Diary":
        """Begin a service under a lease with what lies at the cassette's head."""
        line = lent.line
        return cls(
            at,
            pickup_id=line.pickup_id,
            kind=line.kind,
            count=line.count,
            fencing=line.fencing,
            generation=line.generation,
            segments=[
                {"code": code, "first": first, "last": last} for code, first, last in segments
            ],
        )

    def write(self, step: str, **data: Any) -> "Diary":
        self.at += timedelta(seconds=1)
        line = {"at": to_text(self.at), "step": step, "reservation": self.reservation, **data}
        self.lines.append(json.dumps(line, ensure_ascii=False))
        return self

    def started(self) -> "Diary":
        return self.write("starting").write("started")

    def fed(self, *sheets: Sheet) -> "Diary":
        for code, number in sheets:
            self.sheets.append((code, number))
            k = len(self.sheets)
            self.write("feeding", sheet=k, feed=new_id())
            self.write("fed", sheet=k, fed={"code": code, "number": number}, exit="out")
            self.write("confirmed", sheet=k)
        return self

    def jammed(self, code: str, number: int) -> "Diary":
        serial = {"code": code, "number": number}
        k = len(self.sheets) + 1
        self.write("fed", sheet=k, fed=serial, exit="jammed")
        return self.write("stopping", reason="jam", spoiled=serial)

    def done(self) -> "Diary":
        return self.write("closed", outcome="done", code=None)

    def stopped(self) -> "Diary":
        return self.write("closed", outcome="stopped", code=None)
