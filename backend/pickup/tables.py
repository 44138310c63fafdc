"""The pickup table, its lists by company, by short code and by the minute something is due."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from backend.storage.table import Options, Table


class ByCompany(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-company"
        projection = AllProjection()

    company_id = UnicodeAttribute(hash_key=True)
    issued_at = UnicodeAttribute(range_key=True)


class ByShortCode(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-short-code"
        projection = KeysOnlyProjection()

    short_code = UnicodeAttribute(hash_key=True)


class ByDue(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-due"
        projection = KeysOnlyProjection()

    due_minute = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class PickupItem(Table):
    """One pickup."""

    class Meta(Options):
        noun = "pickups"

    pickup_id = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute()
    application_id = UnicodeAttribute()
    company_id = UnicodeAttribute()
    collector_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    sheets = NumberAttribute(attr_name="count")
    site_id = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    generation = NumberAttribute()
    issued_at = UnicodeAttribute()
    expires_at = UnicodeAttribute()
    short_code = UnicodeAttribute()
    tries_left = NumberAttribute()
    missed_id = UnicodeAttribute(null=True)
    reservation = JSONAttribute(null=True)
    handed = JSONAttribute()
    care = JSONAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    by_company = ByCompany()
    by_short_code = ByShortCode()
    by_due = ByDue()
