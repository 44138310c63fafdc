"""The room's tables: invoices, books, counters and adjustments; and how often one was checked."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from backend.storage.table import Options, Table

_SHOWN = ["summary"]


class ByCompany(GlobalSecondaryIndex[Any]):
    """A company's issued invoices by time; its adjustments and forms under names of their own."""

    class Meta:
        index_name = "by-company"
        projection = IncludeProjection(_SHOWN)

    listed_under = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByBuyerName(GlobalSecondaryIndex[Any]):
    """A company's issued invoices by the buyer's name, then by time."""

    class Meta:
        index_name = "by-buyer-name"
        projection = IncludeProjection(_SHOWN)

    listed_under = UnicodeAttribute(hash_key=True)
    buyer_order = UnicodeAttribute(range_key=True)


class Received(GlobalSecondaryIndex[Any]):
    """What was issued to a buyer's number, by time."""

    class Meta:
        index_name = "received"
        projection = IncludeProjection(_SHOWN)

    buyer_id = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByDue(GlobalSecondaryIndex[Any]):
    """What time alone moves in a minute: forms that lapse, books whose year ends."""

    class Meta:
        index_name = "by-due"
        projection = KeysOnlyProjection()

    due_minute = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class EInvoiceItem(Table):
    """One thing under its owner.

    `invoice/<id>` · `invoice`, `company/<id>` · `book`, `numbers/<prefix>` · `counter`,
    `adjustment/<id>` · `adjustment`, `red-form/<id>` · `red-form`.
    """

    class Meta(Options):
        noun = "einvoices"

    owner = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute(default="")
    listed_under = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    buyer_order = UnicodeAttribute(null=True)
    buyer_id = UnicodeAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    summary = JSONAttribute(null=True)
    body = JSONAttribute()
    by_company = ByCompany()
    by_buyer_name = ByBuyerName()
    received = Received()
    by_due = ByDue()


class EInvoiceCheckItem(Table):
    """How often a number was checked on a day; apart, because nothing else here may disappear."""

    class Meta(Options):
        noun = "einvoice-checks"

    number = UnicodeAttribute(hash_key=True)
    day = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    checks = NumberAttribute()
    gone_at = TTLAttribute()
