"""No interleaving of applies, decisions and give-backs takes more than the month allows."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.invoices.ports import Moved, Store
from backend.invoices.rules.applications import Application, State
from backend.invoices.store import DynamoStore
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from tests.fakes.invoices import FakeStore, Known
from tests.invoices.conftest import COMPANY, SITE, TERMS, City

LIMIT = TERMS.max_per_month
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class CrowdedStore(FakeStore):
    """A store in which others come between a reading and its writing."""

    def __init__(self) -> None:
        super().__init__()
        self.between: list[Callable[[], None]] = []

    def save_application(
        self,
        application: Application,
        event: Event,
        moved: Moved | None = None,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        self._let_others_in()
        super().save_application(application, event, moved, also=also)

    def save_allowance(
        self,
        moved: Moved,
        source: str,
        request_hash: str,
        *,
        also: tuple[Application, Event] | None = None,
    ) -> None:
        self._let_others_in()
        super().save_allowance(moved, source, request_hash, also=also)

    def _let_others_in(self) -> None:
        if self.between:
            self.between.pop()()


class CarelessStore(CrowdedStore):
    """A store that lost its guard: the checker must see what goes wrong."""

    @staticmethod
    def _check(stored: object, version: int) -> None:
        pass

    def _record(self, event: Event, head: str) -> str:
        self.events.setdefault(event.subject, []).append(event)
        return head


@dataclass
class Day:
    """A day at the company: what is done, in whichever order it gets through."""

    city: City
    store: CrowdedStore
    now: datetime = START
    ids: list[str] = field(default_factory=list)

    def act(self, step: tuple[str, int, bool]) -> None:
        name, number, flag = step
        try:
            match name:
                case "apply":
                    self.apply(number, risky=flag)
                case "decide":
                    self.decide(number, "approve" if flag else "refuse")
                case "give back":
                    self.come_back(number)
                case "hand over":
                    self.move(self.city.service.handed_over, number)
                case "wait":
                    self.now += timedelta(days=number % 6)
        except Refusal:
            pass

    def apply(self, count: int, *, risky: bool) -> None:
        self.city.state(risk_block="走逃" if risky else "none")
        application_id = new_id()
        self.ids.append(application_id)
        self.city.service.apply(
            COMPANY,
            application_id,
            kind="P_ORD",
            count=count,
            site_id=SITE,
            doing=Doing("person/p1", self.now),
        )

    def decide(self, number: int, outcome: str) -> None:
        if self.ids:
            one = self.ids[number % len(self.ids)]
            self.city.service.decide(one, outcome, "已核", Doing("clerk/c1", self.now))

    def move(self, verb: Callable[..., None], number: int, **words: str) -> None:
        if self.ids:
            one = self.ids[number % len(self.ids)]
            doing = Doing("system/pickup", self.now)
            verb(one, 1 + number // 7, source=f"{verb.__name__}/{number}", doing=doing, **words)

    def come_back(self, number: int) -> None:
        if self.ids:
            one = self.ids[number % len(self.ids)]
            source = Event(f"back/{number}", 1, "pickup:pickup:expired", self.now, "system/pickup")
            self.city.service.returning.give_back(
                one,
                1 + number // 7,
                reason="expired",
                source=source,
                doing=Doing("system/pickup", self.now),
            )

    def check(self) -> None:
        """What was approved, less what came back, stays within each month's limit.

        Only what a clerk granted beyond it may pass it, and the allowance says the same.
        """
        beyond: Counter[str] = Counter()
        taken: Counter[str] = Counter()
        approved: Counter[str] = Counter()
        for event in self.store.events.get(f"allowance/{COMPANY}/P_ORD", []):
            month, count = str(event.data["month"]), int(str(event.data["count"]))
            beyond[month] += int(str(event.data["beyond_limit"]))
            if event.kind == "invoices:allowance:taken":
                taken[month] += count
                approved[month] += count
            application = self.store.applications[str(event.data["application_id"])]
            if event.kind == "invoices:allowance:given-back" and application.taken_month == month:
                taken[month] -= count
            assert event.data["taken_this_month"] == taken[month]
            assert 0 <= taken[month] <= LIMIT + beyond[month]
            assert int(str(event.data["waiting"])) >= 0
            if event.actor.startswith("person/"):
                assert event.data["beyond_limit"] == 0
                assert taken[month] <= LIMIT
        for one in self.store.applications.values():
            if one.state is State.APPROVED:
                approved[one.taken_month] -= one.wish.count
        assert not any(approved.values())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "apply", "decide", "give back", "hand over", "wait"]),
        st.integers(1, 60),
        st.booleans(),
    ),
    max_size=14,
)


def live(city: City, steps: list[tuple[str, int, bool]], crowd: list[bool]) -> Day:
    assert isinstance(city.store, CrowdedStore)
    day, rest = Day(city, city.store), list(steps)
    while rest:
        step = rest.pop(0)
        if rest and crowd[len(rest) % len(crowd)]:
            other = rest.pop(0)
            day.store.between.append(lambda other=other: day.act(other))
        day.act(step)
        day.store.between.clear()
    return day


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, crowd=st.lists(st.booleans(), min_size=1, max_size=5))
def test_no_interleaving_passes_the_limit(
    make_city: Callable[[Store], City], steps: list[tuple[str, int, bool]], crowd: list[bool]
) -> None:
    live(make_city(CrowdedStore()), steps, crowd).check()


def test_the_checker_sees_a_store_without_its_guard(
    make_city: Callable[[Store], City],
) -> None:
    steps = [("apply", 40, False), ("apply", 40, False)]
    live(make_city(CrowdedStore()), steps, [True]).check()
    with pytest.raises(AssertionError):
        live(make_city(CarelessStore()), steps, [True]).check()


def test_threads_on_a_real_engine_never_pass_the_month(
    embedded_tables: str, make_city: Callable[[Store], City]
) -> None:
    city = make_city(DynamoStore())
    city.taxpayers.facts[COMPANY]["credit_grade"] = Known("M")

    def one(_: int) -> State:
        return city.service.apply(
            COMPANY, new_id(), kind="P_ORD", count=20, site_id=SITE, doing=city.person()
        ).state

    with ThreadPoolExecutor(4) as pool:
        states = Counter(pool.map(one, range(4)))
    assert states == {State.APPROVED: 2, State.REFERRED: 2}
    (row,) = city.service.kinds(COMPANY, city.person())
    assert row.allowance.taken_this_month == 40
