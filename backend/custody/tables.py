"""Custody's table: shelves and batches, one item each."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table


class CustodyItem(Table):
    """A shelf (`shelf/<site>/<kind>`) or a batch (`batch/<code>`)."""

    class Meta(Options):
        noun = "custody"

    subject = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute()
    kind = UnicodeAttribute()
    held = NumberAttribute(default=0)
    out = NumberAttribute(default=0)
    stock = NumberAttribute(default=0)
    ranges = JSONAttribute()
