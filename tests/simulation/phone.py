"""Somebody with a phone: applies, goes to a kiosk, shows a code, takes paper, thinks again."""

from dataclasses import dataclass
from datetime import timedelta

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup import token
from backend.pickup.rules.pickup import Pass, Pickup, State
from infra.local.seed.companies import Company
from infra.local.seed.people import Person
from tests.simulation.grievance import Lending, Report
from tests.simulation.kiosk import Kiosk
from tests.simulation.letters import Letters
from tests.simulation.paper import Spot
from tests.simulation.server import Lost
from tests.simulation.town import KIND, SITES
from tests.simulation.world import World

VISITS = 7
WAYS_MS = (0, 30_000, 120_000, 400_000)  # how long it takes to a kiosk
OVER = (State.DISPENSED, State.CLOSED)


@dataclass(eq=False)
class Errand:
    """One order from the wish to the paper in the hand."""

    world: World
    company: Company
    name: str
    skew: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.bearer = self.owner
        self.old: Pass | None = None
        self.letters = Letters(self, self._fetch_too)

    @property
    def owner(self) -> Person:
        return self.company.person

    def doing(self) -> Doing:
        actor = f"person/{self.company.person.id}"
        return Doing(actor, self.world.city.clock.now(), f"session/{self.name}")

    def live(self) -> None:
        """Do all of it, as far as patience reaches."""
        pickup_id = self._apply()
        if pickup_id is None:
            return
        self.world.hub.sleep(self.world.hub.rng.choice(WAYS_MS))
        self.fetch(pickup_id)

    def fetch(self, pickup_id: str) -> None:
        """Go for what waits at a machine, until it is there or goes by mail."""
        for _ in range(VISITS):
            pickup = self._see(pickup_id)
            if pickup is not None and pickup.state is State.CLOSED:
                pickup = self._look_again(pickup_id)
            if pickup is None or pickup.state in OVER:
                return
            if self.bearer is self.owner:
                self._change_mind(pickup)
                self.bearer = Lending(self).lend(pickup) or self.owner
            self._go(pickup_id)
            self.world.hub.sleep(self.world.hub.rng.randint(5_000, 90_000))
            Report(self).live(pickup_id)

    def _look_again(self, pickup_id: str) -> Pickup | None:
        """Report what was missing of an order whose rest is not fetched any more."""
        Report(self).live(pickup_id)
        return self._see(pickup_id)

    def _fetch_too(self, pickup_id: str) -> None:
        other = Errand(self.world, self.company, f"{self.name} after all", self.skew)
        self.world.hub.spawn(other.name, lambda: other.fetch(pickup_id))

    def _apply(self) -> str | None:
        """Apply and wait for the pickup; None when it is not approved."""
        world, rng = self.world, self.world.hub.rng
        application_id, invoices = world.fresh_id(), world.city.invoices
        count, site_id = rng.choice((1, 1, 2, 2, 3, 4, 5)), rng.choice(SITES)
        application = world.server.insist(
            f"{self.name} applies",
            lambda: invoices.apply(
                self.company.id,
                application_id,
                kind=KIND,
                count=count,
                site_id=site_id,
                doing=self.doing(),
            ),
            once=application_id,
        )
        pickup_id: str | None = application.pickup_id
        return pickup_id

    def _see(self, pickup_id: str) -> Pickup | None:
        """Look at the phone until it shows the pickup."""
        world = self.world
        for _ in range(20):
            try:
                pickup: Pickup = world.server.ask(
                    f"{self.name} looks", lambda: self._shown(pickup_id)
                )
                return pickup
            except Refusal:
                if self.bearer is self.owner:
                    world.hub.sleep(world.hub.rng.randint(2_000, 30_000))
                self.bearer = self.owner  # a loan that is over
            except Lost:
                world.hub.sleep(world.hub.rng.randint(2_000, 30_000))
        return None

    def _shown(self, pickup_id: str) -> Pickup:
        city, person_id = self.world.city, self.bearer.id
        if self.bearer is self.owner:
            return city.pickup.see(pickup_id, person_id)
        return city.pickup_lending.see(pickup_id, person_id, city.clock.now())

    def _change_mind(self, pickup: Pickup) -> None:
        world, rng, person = self.world, self.world.hub.rng, self.company.person.id
        owner = world.city.pickup
        if pickup.site_id is None or rng.random() < world.faults.restless:
            site_id = rng.choice(SITES)
            self._try(
                f"{self.name} moves to {site_id}",
                lambda: owner.choose_site(pickup.id, site_id, person, self.doing()),
            )
        if rng.random() < world.faults.restless / 2:
            self._try(
                f"{self.name} cancels",
                lambda: world.city.pickup_ending.cancel(pickup.id, person, self.doing()),
            )
        if rng.random() < world.faults.posting:
            self._post(pickup)
        if pickup.tries_left <= 0:
            self._try(f"{self.name} unlocks", lambda: owner.unlock(pickup.id, person, self.doing()))

    def _post(self, pickup: Pickup) -> None:
        """Have it sent; somebody may still try with the code it had."""
        world = self.world
        shown = world.city.pickup.pass_of(pickup, self.owner.id, world.hub.now())
        self.letters.post(pickup)
        if shown is not None and world.hub.rng.random() < 0.4:
            kiosk = world.hub.rng.choice(list(world.kiosks.values()))
            self._stand(kiosk, pickup.id, shown)

    def _try(self, name: str, work: object) -> None:
        try:
            self.world.server.ask(name, work)  # type: ignore[arg-type]
        except (Refusal, Lost):
            return

    def _go(self, pickup_id: str) -> None:
        world, rng = self.world, self.world.hub.rng
        pickup = self._see(pickup_id)
        if pickup is None:
            return
        shown = world.city.pickup.pass_of(pickup, self.bearer.id, world.hub.now())
        if shown is None:
            return
        if self.bearer is self.owner:
            self.old = shown
        near = [one for one in world.kiosks.values() if one.place.site_id == pickup.site_id]
        if pickup.handed and rng.random() < 0.6:
            # Whoever has a part goes on to where nobody stands.
            near = [one for one in world.kiosks.values() if one.at == "idle"] or near
        kiosk = rng.choice(list(world.kiosks.values()) if rng.random() < 0.15 else near)
        if rng.random() < (0.15 if self.bearer is self.owner else 0.6):
            friend = rng.choice(list(world.kiosks.values()))
            name = f"{self.name}'s friend"
            delay = rng.randint(0, 20_000)
            # While it is lent its owner may try with the code they had before.
            code = self.old or shown
            world.hub.spawn(name, lambda: self._stand(friend, pickup_id, code), delay_ms=delay)
        if rng.random() < 0.06:
            other, later = rng.choice(SITES), rng.randint(0, 60_000)
            world.hub.spawn(
                name := f"{self.name} moves",
                lambda: self._try(
                    name,
                    lambda: world.city.pickup.choose_site(
                        pickup_id, other, self.company.person.id, self.doing()
                    ),
                ),
                delay_ms=later,
            )
        if rng.random() < world.faults.posting / 2:
            later = rng.randint(0, 60_000)
            world.hub.spawn(self.name, lambda: self.letters.post(pickup), delay_ms=later)
        self._stand(kiosk, pickup_id, shown)

    def _stand(self, kiosk: Kiosk, pickup_id: str, shown: Pass) -> None:
        """Wait for one's turn, show the code, take what comes, leave."""
        hub, rng = self.world.hub, self.world.hub.rng
        for _ in range(6):
            if kiosk.visitor is None and kiosk.resting:
                break
            hub.sleep(rng.randint(5_000, 20_000))
        else:
            return
        kiosk.visitor = self
        forgets = hub.chance(self.world.faults.forgetful)
        code, rolling = self._code(shown)
        kiosk.drawn[code.strip()] = self.owner.id if shown is self.old else self.bearer.id
        hub.say(f"{self.name} at {kiosk.place.kiosk_id} for {pickup_id}: {code[:16]}")
        kiosk.scan(code)
        patience, cancels = rng.randint(20, 240), rng.random() < 0.08
        right = rng.random() < 0.8 or not rolling
        for second in range(patience):
            hub.sleep(rng.randint(500, 1_500))
            if not forgets:
                self._take(kiosk, pickup_id)
            if kiosk.at == "checking":
                self._answer(kiosk, right)
            if second > 3 and (kiosk.resting or kiosk.at in ("idle", "off", "broken")):
                break
            if cancels and rng.random() < 0.2:
                kiosk.do("cancel")
            if rng.random() < 0.01:
                kiosk.do("retryNow")
        if forgets:
            kiosk.tray.abandon(self.world.fresh_id(), resting=lambda: kiosk.resting)
        else:
            self._take(kiosk, pickup_id)
        if kiosk.resting and rng.random() < 0.7:
            kiosk.do("home")
        kiosk.visitor = None

    def _answer(self, kiosk: Kiosk, right: bool) -> None:
        phone = self.bearer.phone
        kiosk.do("check", phone[-6:] if right else "000000")

    def _take(self, kiosk: Kiosk, pickup_id: str) -> None:
        for serial in self.world.paper.at(Spot.TRAY, kiosk.place.kiosk_id):
            if self.world.paper.where[serial].pickup_id == pickup_id:
                self.world.paper.take(serial, Spot.HAND)

    def _code(self, shown: Pass) -> tuple[str, bool]:
        """Draw a code as the phone does, or bring another form of it; tells whether it rolls."""
        rng, now = self.world.hub.rng, self.world.hub.now() + self.skew
        way = rng.random()
        if way < 0.15:
            return f" {shown.short_code[:4].lower()}-{shown.short_code[4:]}", False
        if way < 0.22:
            now -= timedelta(minutes=rng.randint(2, 10))  # a picture somebody saved
        text = token.text(shown.body, token.rolling(shown.secret, now))
        if way > 0.97:
            text = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
        return text, True
