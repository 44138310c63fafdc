"""The kiosks table: machines, pairings and last reports under one key."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute

from backend.storage.table import Options, Table


class KioskItem(Table):
    """One thing of the room.

    | key | part | what |
    |---|---|---|
    | kiosks | <kiosk id> | a kiosk; one partition a city, a few hundred at most |
    | heard/<kiosk id> | heard | its last report, overwritten at each heartbeat |
    | site/<site id> | heard | when a machine that serves was last heard there |
    | pairing/<id> | pairing | a pairing |
    | code/<code> | code | which pairing shows a code |
    | journal/<kiosk id>/<jkt> | journal | how far the journal of a key has come there |
    | tries/<clerk> | tries | wrong codes a clerk typed |
    | restocks/<kiosk id> | <id> | paper in or out, by two people |
    | counts/<kiosk id> | <id> | a count of a cassette |
    | apart/<kiosk id> | <lot id> | sheets set apart, decided or not |
    | aparts | <site>/<kiosk>/<since>/<lot id> | what waits for a decision in the city |
    | apart-of/<pickup id> | <since>/<kiosk>/<lot id> | which lots were a pickup's |
    | alert/<kiosk id> | <alert id> | an alert, open or not |
    | alerts | <rank>.<alert id> | what is open in the city, the most urgent first |
    | usage/<kiosk id> | usage | sheets that left lately, by kind, day and hour |
    | used/<event id> | used | an event that was counted |
    """

    class Meta(Options):
        noun = "kiosks"

    key = UnicodeAttribute(hash_key=True)
    part = UnicodeAttribute(range_key=True)
    version = NumberAttribute(default=0)
    head = UnicodeAttribute(default="")
    body = JSONAttribute()
    gone_at = TTLAttribute(null=True)
