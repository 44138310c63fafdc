"""The people of the demo city; names and numbers are invented (模拟)."""

from dataclasses import dataclass

from infra.local.seed.marks import fixed_id


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    key: str
    name: str
    phone: str
    role: str
    about: str
    staff_roles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same in every run."""
        return fixed_id(f"person/{self.key}")


OWNER = Person(
    "owner",
    "模拟业主甲",
    "13800000001",
    "owner",
    "several companies; 模拟·顺利汽修 passes every check",
)
TEN = Person(
    "ten",
    "模拟代表乙",
    "13800000002",
    "ten checks",
    "ten companies, each fails the check it is named after",
)
ACCOUNTANT = Person(
    "accountant", "模拟会计丙", "13800000003", "accountant", "a factory in a township"
)
GROUP = Person("group", "模拟税务经理丁", "13800000004", "tax manager", "a group of 13 companies")
CLERK = Person(
    "clerk",
    "模拟办税员戊",
    "13800000091",
    "staff (clerk)",
    "decides referred applications, pairs kiosks",
    ("clerk",),
)
SECOND_CLERK = Person(
    "second-clerk",
    "模拟办税员己",
    "13800000092",
    "staff (clerk)",
    "the second person of a restock",
    ("clerk",),
)
PEOPLE = (OWNER, TEN, ACCOUNTANT, GROUP, CLERK, SECOND_CLERK)
