"""The sites table: one partition a city, with its catalogue and its sites."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table


class SiteItem(Table):
    """A row of a city: `catalogue` or `site/<id>`."""

    class Meta(Options):
        noun = "sites"

    city_code = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute()
    body = JSONAttribute(null=True)
