"""The machines of the demo city (模拟) and the numbered paper in them."""

from dataclasses import dataclass

from infra.local.seed.marks import fixed_id

# No machine holds P_GENERAL: the company that fails the tenth check is approved for that alone.
INVOICE_CODES = {
    "P_ORD": "013002600104",
    "P_SPECIAL": "1300263130",
    "P_ROLL": "013002600106",
}
FIRST_NUMBER = 20_000_001
RECEIVED = 5_000
# The last packet of each kind lies in the mail room of the hall that sends parcels.
MAIL_ROOM, MAILABLE = "H001", 200


@dataclass(frozen=True, slots=True)
class Bundle:
    """Sheets that go into one cassette."""

    kind: str
    first: int
    last: int

    @property
    def code(self) -> str:
        """The invoice code printed on them."""
        return INVOICE_CODES[self.kind]


@dataclass(frozen=True, slots=True)
class Machine:
    """One kiosk: where it stands and what lies in it."""

    id: str
    site_id: str
    name: str
    bundles: tuple[Bundle, ...]

    def load_id(self, bundle: Bundle) -> str:
        """The id under which both the city and the machine are told of a bundle."""
        return fixed_id(f"load/{self.id}/{bundle.kind}")


_PLACES = (
    ("H001-K1", "H001", "1号机（模拟）", {"P_ORD": 200, "P_SPECIAL": 100, "P_ROLL": 100}),
    ("H001-K2", "H001", "2号机（模拟）", {"P_ORD": 200, "P_SPECIAL": 100}),
    ("H002-K1", "H002", "1号机（模拟）", {"P_ORD": 200, "P_SPECIAL": 100}),
    ("Z001-K1", "Z001", "1号机（模拟）", {"P_ORD": 300, "P_SPECIAL": 150, "P_ROLL": 100}),
    ("B001-K1", "B001", "1号机（模拟）", {"P_ORD": 100, "P_SPECIAL": 50}),
    ("M002-K1", "M002", "1号机（模拟）", {"P_ORD": 60}),
    ("E006-K1", "E006", "1号机（模拟）", {"P_ORD": 8}),
    ("M001-K1", "M001", "1号机（模拟）", {"P_ORD": 60}),
    ("M040-K1", "M040", "1号机（模拟）", {"P_ORD": 60}),
    ("M041-K1", "M041", "1号机（模拟）", {"P_ORD": 60}),
    ("M004-K1", "M004", "1号机（模拟）", {"P_ORD": 60}),
)


def _place() -> tuple[Machine, ...]:
    following = dict.fromkeys(INVOICE_CODES, FIRST_NUMBER)
    machines = []
    for kiosk_id, site_id, name, sheets in _PLACES:
        bundles = []
        for kind, count in sheets.items():
            bundles.append(Bundle(kind, following[kind], following[kind] + count - 1))
            following[kind] += count
        machines.append(Machine(kiosk_id, site_id, name, tuple(bundles)))
    return tuple(machines)


MACHINES = _place()
