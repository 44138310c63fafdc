"""The documents table: jobs with what they were asked, uploads, and when each is looked at."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from backend.storage.table import Options, Table


class ByCompany(GlobalSecondaryIndex[Any]):
    """A company's jobs; their UUIDv7 sorts them by the time they were made."""

    class Meta:
        index_name = "by-company"
        projection = AllProjection()

    company_id = UnicodeAttribute(hash_key=True)
    job_id = UnicodeAttribute(range_key=True)


class ByDue(GlobalSecondaryIndex[Any]):
    """What is to be looked at in a minute."""

    class Meta:
        index_name = "by-due"
        projection = KeysOnlyProjection()

    due_minute = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class DocumentsItem(Table):
    """One thing under its owner.

    `job/<id>` · `job`, and `ask`: what it was asked, written once; `upload/<id>` · `upload`;
    `file-check/<id>` · `file-check`, which goes when its minutes are over.
    """

    class Meta(Options):
        noun = "documents"

    owner = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute(default="")
    company_id = UnicodeAttribute(null=True)
    job_id = UnicodeAttribute(null=True)
    due_minute = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    body = JSONAttribute()
    by_company = ByCompany()
    by_due = ByDue()
