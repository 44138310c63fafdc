"""The invoices table: applications by id, and a company's approvals and allowances together."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from backend.storage.table import Options, Table


class ByCompany(GlobalSecondaryIndex[Any]):
    """A company's applications; their UUIDv7 sorts them by the time they were made."""

    class Meta:
        index_name = "by-company"
        projection = AllProjection()

    company_id = UnicodeAttribute(hash_key=True)
    application_id = UnicodeAttribute(range_key=True)


class InvoicesItem(Table):
    """One thing under its owner.

    `application/<id>` · `application`, `company/<id>` · `approval/<kind>` or `allowance/<kind>`,
    `source/<event id>` · `moved`: the mark that an event has moved an allowance.
    """

    class Meta(Options):
        noun = "invoices"

    owner = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute(default="")
    company_id = UnicodeAttribute(null=True)
    application_id = UnicodeAttribute(null=True)
    body = JSONAttribute()
    by_company = ByCompany()
