"""What somebody does whose order goes by mail: waits, thinks again, confirms that it came."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from backend.delivery.rules.orders import Sending
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules.pickup import Pickup
from infra.local.seed.companies import Company
from tests.simulation.paper import Spot
from tests.simulation.sent import OVER, Sent
from tests.simulation.server import Lost
from tests.simulation.town import SITES, addresses
from tests.simulation.world import World

LAST_POSTING_MS = 30 * 60_000  # who wants it sent later finds nobody before the accounts are closed


class Owner(Protocol):
    """Whose order it is."""

    world: World
    company: Company
    name: str

    def doing(self) -> Doing: ...


@dataclass(eq=False)
class Letters:
    """The mail of one order; `fetch` is what its owner does with a pickup made of it."""

    owner: Owner
    fetch: Callable[[str], None]

    def __post_init__(self) -> None:
        self.world, self.person = self.owner.world, self.owner.company.person.id
        self.side = self.world.city.delivery.orders
        self._waits: set[str] = set()

    def post(self, pickup: Pickup) -> None:
        """Have what was not handed over sent, or ask for it and think again at once."""
        world, rng, city = self.world, self.world.hub.rng, self.world.city
        if world.hub.now_ms > LAST_POSTING_MS:
            return
        address_id = rng.choice(addresses(self.owner.company))
        after = self._ask(
            "mails it",
            lambda: city.pickup_mailing.mail(
                pickup.id, address_id, self.person, self.owner.doing()
            ),
        )
        if isinstance(after, Pickup) and after.wish is not None and rng.random() < 0.3:
            site_id = rng.choice(SITES)
            self._ask(
                "fetches it after all",
                lambda: city.pickup.choose_site(
                    pickup.id, site_id, self.person, self.owner.doing()
                ),
            )
        self.follow(pickup.application_id)

    def follow(self, application_id: str) -> None:
        """Look after the mail of an application until all of it is over."""
        if application_id not in self._waits:
            self._waits.add(application_id)
            self.world.hub.spawn(f"{self.owner.name} by mail", lambda: self._live(application_id))

    def _live(self, application_id: str) -> None:
        # A phone is told of what changed: it asks for nothing in between.
        hub, turned = self.world.hub, set[str]()
        while not hub.over:
            hub.sleep(hub.rng.randint(40_000, 120_000))
            for order in list(self.world.books.post.orders.values()):
                if order.application_id != application_id:
                    continue
                if order.pickup_id is not None and order.pickup_id not in turned:
                    turned.add(order.pickup_id)
                    self.fetch(order.pickup_id)
                elif order.state not in OVER:
                    self._think(order)

    def _think(self, order: Sent) -> None:
        """Decide otherwise where that is still possible; what came back needs a decision."""
        hub, rng = self.world.hub, self.world.hub.rng
        where = self.world.paper.where
        match order.state:
            case "taken":
                if (
                    all(where[one].spot is Spot.HOME for one in order.serials)
                    and rng.random() < 0.5
                ):
                    self._try("has it", lambda: self._received(order))
            case "owed" if hub.troubled:
                self._decide(order, rng.random() * 3)
            case "returned" | "lost":
                self._decide(order, rng.random())

    def _decide(self, order: Sent, thrown: float) -> None:
        site_id = self.world.hub.rng.choice(SITES)
        address_id = self.world.hub.rng.choice(addresses(self.owner.company))
        doing, person = self.owner.doing, self.person
        if thrown < 0.45:
            self._try("fetches it", lambda: self.side.turn(order.id, site_id, person, doing()))
        elif thrown < 0.85:
            sending = Sending(self.world.fresh_id(), address_id)
            self._try("sends it", lambda: self.side.send(order.id, sending, person, doing()))
        elif thrown < 1:
            self._try("gives it up", lambda: self.side.cancel(order.id, person, doing()))

    def _received(self, order: Sent) -> object:
        return self.side.receive(order.id, self.person, self.owner.doing())

    def _ask(self, name: str, work: Callable[[], Any]) -> Any:
        """Ask once for what another wish may replace meanwhile; None without a yes."""
        try:
            return self.world.server.ask(
                f"{self.owner.name} {name}", work, once=self.world.fresh_id()
            )
        except (Refusal, Lost):
            return None

    def _try(self, name: str, work: Callable[[], Any]) -> Any:
        """Ask until there is an answer; None when it was no."""
        try:
            return self.world.server.insist(
                f"{self.owner.name} {name}", work, once=self.world.fresh_id()
            )
        except Refusal:
            return None
