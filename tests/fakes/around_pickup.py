"""Whom pickup asks: machines, people, sites, the directory and the doorkeeper, in memory."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from backend.kernel.codes import check_mobile
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.ports import Known
from backend.pickup.rules.admission import Machine


class FakeHouse:
    """Machines, people and sites as pickup asks for them."""

    def __init__(self) -> None:
        self.machines = {
            "Z001-K1": Machine("Z001-K1", "Z001", True),
            "Z001-K2": Machine("Z001-K2", "Z001", True),
            "Z002-K1": Machine("Z002-K1", "Z002", True),
            "Z001-K9": Machine("Z001-K9", "Z001", False),
        }
        self.sites = {"Z001": "一号厅（模拟）", "Z002": "二号厅（模拟）"}
        self.keys = {"key"}
        self.heard: dict[str, datetime] = {}
        self.journaled = 0
        self.behind: set[str] = set()
        self.broken: set[str] = set()
        self.acting = {(one, "company") for one in ("owner", "accountant", "bookkeeper")}

    def machine(
        self, kiosk_id: str, jkt: str, *, journaled: tuple[int, str] | None = None
    ) -> Machine:
        unknown = Machine(kiosk_id, "", False, known=False)
        found = self.machines.get(kiosk_id, unknown) if jkt in self.keys else unknown
        return replace(
            found,
            jkt=jkt,
            behind=kiosk_id in self.behind,
            broken=kiosk_id in self.broken,
            forgetful=journaled is not None and journaled[0] < self.journaled,
        )

    def knows(self, kiosk_id: str, jkt: str) -> bool:
        return kiosk_id in self.machines and jkt in self.keys

    def heard_at(self, kiosk_id: str, jkt: str) -> datetime | None:
        return self.heard.get(kiosk_id) if jkt in self.keys else None

    def compare_journal(self, jkt: str, last: tuple[int, str], doing: Doing) -> None:
        if jkt in self.keys and last[0] < self.journaled:
            kiosk_id = doing.actor.removeprefix("kiosk/")
            self.machines[kiosk_id] = replace(self.machines[kiosk_id], in_service=False)

    def phone_tail(self, person_id: str) -> str:
        return {"friend": "000009"}.get(person_id, "000123")

    def acts_for(self, person_id: str, company_id: str) -> bool:
        return (person_id, company_id) in self.acting

    def may_apply(self, person_id: str, company_id: str) -> bool:
        return person_id != "bookkeeper" and self.acts_for(person_id, company_id)

    def name(self, site_id: str) -> str | None:
        return self.sites.get(site_id)


class FakeStrangers:
    """The directory and the doorkeeper: who is known, and how often a door was tried."""

    def __init__(self, most: int = 20) -> None:
        self.known = {"13800000009": Known("friend", "王芳", "138****0009")}
        self.names = {"owner": "李强", "friend": "王芳"}
        self.tries: Counter[tuple[str, str]] = Counter()
        self.most = most

    def find(self, phone: str, name: str) -> Known | None:
        found = self.known.get(check_mobile(phone))
        return found if found and found.name == name else None

    def name_of(self, person_id: str) -> str:
        return self.names.get(person_id, "")

    def admit(self, what: str, whose: str, now: datetime) -> None:
        if self.tries[what, whose] >= self.most:
            raise Refusal("tries-too-many", retry_after_seconds=60)
        self.tries[what, whose] += 1
