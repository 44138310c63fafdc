"""The table of cases and its inbox."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from backend.storage.table import Options, Table


class ByState(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by-state"
        projection = AllProjection()

    state = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class CaseItem(Table):
    """One case; `order` is the due time while open, the end afterwards."""

    class Meta(Options):
        noun = "cases"

    matter = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute()
    kind = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    company_id = UnicodeAttribute()
    why = JSONAttribute()
    opened_at = UnicodeAttribute()
    promised_at = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    order = UnicodeAttribute()
    decision = JSONAttribute(null=True)
    decided_by = UnicodeAttribute(null=True)
    decided_at = UnicodeAttribute(null=True)
    by_state = ByState()
