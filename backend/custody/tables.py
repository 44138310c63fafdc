"""Custody's table: shelves, batches and acts, one item each."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from backend.storage.table import Options, Table


class CustodyItem(Table):
    """A shelf (`shelf/<site>/<kind>`), a batch (`batch/<code>`) or an act done (`act/<id>`)."""

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
