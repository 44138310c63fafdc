"""The payments table: one item a thing, found by id, by owner, by state, by day and by due time."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from backend.storage.table import Options, Table


class ByWhose(GlobalSecondaryIndex[Any]):
    """Somebody's things of one sort; their UUIDv7 sorts them by the time they were made."""

    class Meta:
        index_name = "by-whose"
        projection = AllProjection()

    whose = UnicodeAttribute(hash_key=True)
    made = UnicodeAttribute(range_key=True)


class ByState(GlobalSecondaryIndex[Any]):
    """What clerks work through: refunds and differences in one state."""

    class Meta:
        index_name = "by-state"
        projection = AllProjection()

    standing = UnicodeAttribute(hash_key=True)
    standing_order = UnicodeAttribute(range_key=True)


class ByDay(GlobalSecondaryIndex[Any]):
    """What moved money on a day."""

    class Meta:
        index_name = "by-day"
        projection = AllProjection()

    settled_day = UnicodeAttribute(hash_key=True)
    settled_order = UnicodeAttribute(range_key=True)


class ByDue(GlobalSecondaryIndex[Any]):
    """What is to be looked at in a minute."""

    class Meta:
        index_name = "by-due"
        projection = KeysOnlyProjection()

    due_minute = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class PaymentsItem(Table):
    """One thing under its name in the ledger: `payable/<id>`, `payment/<id>`, `agreement/<id>`,
    `refund/<id>`, `difference/<id>`; `sort` says which.
    """

    class Meta(Options):
        noun = "payments"

    subject = UnicodeAttribute(hash_key=True)
    sort = UnicodeAttribute()
    version = NumberAttribute()
    head = UnicodeAttribute(default="")
    whose = UnicodeAttribute(null=True)
    made = UnicodeAttribute(null=True)
    standing = UnicodeAttribute(null=True)
    standing_order = UnicodeAttribute(null=True)
    settled_day = UnicodeAttribute(null=True)
    settled_order = UnicodeAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    body = JSONAttribute()
    by_whose = ByWhose()
    by_state = ByState()
    by_day = ByDay()
    by_due = ByDue()
