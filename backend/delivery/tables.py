"""The delivery table: each thing under its owner, with the lists of mail room and sweeper."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from backend.storage.table import Options, Table


class ByCompany(GlobalSecondaryIndex[Any]):
    """A company's orders in the order in which they came."""

    class Meta:
        index_name = "by-company"
        projection = AllProjection()

    company_id = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class ByQueue(GlobalSecondaryIndex[Any]):
    """What the mail room works off: `owed/<site>`, `parcels/<site>/<state>`, `tasks`, lists."""

    class Meta:
        index_name = "by-queue"
        projection = AllProjection()

    queue = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class ByDue(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-due"
        projection = KeysOnlyProjection()

    due_minute = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class DeliveryItem(Table):
    """One thing under its owner.

    `company/<id>` · `address/<id>` or, off the book, `gone/<id>`; `mail-order/<id>` · `order`,
    `parcel/<id>` · `parcel`, `handover/<id>` · `list` and a line `parcel/<id>` a parcel on it,
    `tracking/<number>` · `parcel`; under each of them `task/<kind>`.
    """

    class Meta(Options):
        noun = "delivery"

    owner = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute(default=0)
    head = UnicodeAttribute(default="")
    body = JSONAttribute()
    company_id = UnicodeAttribute(null=True)
    order = UnicodeAttribute(null=True)
    queue = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    by_company = ByCompany()
    by_queue = ByQueue()
    by_due = ByDue()
