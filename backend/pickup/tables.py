"""The pickup table with its lists, the marks that point at it, and the leases of each kiosk."""

from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import (
    AllProjection,
    GlobalSecondaryIndex,
    IncludeProjection,
    KeysOnlyProjection,
)

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


class ByBorrower(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-borrower"
        projection = AllProjection()

    borrower_id = UnicodeAttribute(hash_key=True)
    loan_until = UnicodeAttribute(range_key=True)


class BySite(GlobalSecondaryIndex[Any]):
    """Pickups that a machine of a site may be given to serve without asking; others have no key."""

    class Meta:
        index_name = "by-site"
        projection = IncludeProjection(["kind", "count"])

    leasable_site = UnicodeAttribute(hash_key=True)
    issued_at = UnicodeAttribute(range_key=True)


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
    holding = JSONAttribute(null=True)
    leasable_site = UnicodeAttribute(null=True)
    care = JSONAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    loan = JSONAttribute(null=True)
    borrower_id = UnicodeAttribute(null=True)
    loan_until = UnicodeAttribute(null=True)
    link = JSONAttribute(null=True)
    by_company = ByCompany()
    by_short_code = ByShortCode()
    by_due = ByDue()
    by_borrower = ByBorrower()
    by_site = BySite()


class MarkItem(Table):
    """What points at a pickup without being one; written once, gone by itself.

    | key | what |
    |---|---|
    | act/<id> | a wish of a client that was carried out, and what it asked |
    | link/<sha-256>, short/<sha-256> | the hash of a key or a lent short code |
    """

    class Meta(Options):
        noun = "pickup-marks"

    key = UnicodeAttribute(hash_key=True)
    pickup_id = UnicodeAttribute()
    meant = UnicodeAttribute()
    gone_at = TTLAttribute(null=True)


class LeaseItem(Table):
    """One line of a kiosk's list of leases, written and removed with its pickup.

    A list of its own, and no index: an index may still name a lease that the kiosk gave back.
    """

    class Meta(Options):
        noun = "leases"

    kiosk_id = UnicodeAttribute(hash_key=True)
    pickup_id = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    sheets = NumberAttribute(attr_name="count")
    generation = NumberAttribute()
    expires_at = UnicodeAttribute()
    jkt = UnicodeAttribute()
    fencing = NumberAttribute()
    recalled = BooleanAttribute()
