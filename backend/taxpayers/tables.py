"""The taxpayers table: a company's own row, its people and its facts in one partition."""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from backend.storage.table import Options, Table


class ByPerson(GlobalSecondaryIndex[Any]):
    """Where a person stands; only authorities carry `person_id`."""

    class Meta:
        index_name = "by-person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    company_id = UnicodeAttribute(range_key=True)


class ByCity(GlobalSecondaryIndex[Any]):
    """The companies of a city; only company rows carry `city_code`."""

    class Meta:
        index_name = "by-city"
        projection = KeysOnlyProjection()

    city_code = UnicodeAttribute(hash_key=True)
    company_id = UnicodeAttribute(range_key=True)


class TaxpayerItem(Table):
    """A row of a company: `company`, `person/<id>`, `fact/<id>` or `current-facts`.

    `current-facts` repeats what can still be in force, so that a decision reads one row.
    """

    class Meta(Options):
        noun = "taxpayers"

    company_id = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute()
    request_hash = UnicodeAttribute()
    body = JSONAttribute()
    person_id = UnicodeAttribute(null=True)
    city_code = UnicodeAttribute(null=True)
    by_person = ByPerson()
    by_city = ByCity()
