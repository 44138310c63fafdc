"""Custody's tables: shelves, batches and acts, one item each; and the trail of every serial."""

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
    cancelled = NumberAttribute(default=0)
    lost = NumberAttribute(default=0)
    ranges = JSONAttribute()


class TrailItem(Table):
    """What one event says of the serials of one stretch.

    `stretch` is `<code>/<number // 100>`, or `<code>` alone for what spans more than ten of
    those; `place` is when it happened and the event, so that a stretch reads in order.
    """

    class Meta(Options):
        noun = "trail"

    stretch = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)
    body = JSONAttribute()
