"""The room's table: accounts, numbers, sign-ins, sessions and allowances under one key."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute

from backend.storage.table import Options, Table


class IdentityItem(Table):
    """One thing of the room.

    | key | part | what |
    |---|---|---|
    | person/<id> | account | an account |
    | person/<id> | session/<id> | a session; newest last, because ids sort by time |
    | phone/<lookup> | phone | which person has a number |
    | sign-in/<id> | sign-in | one attempt to sign in |
    | visit/<id> | visit | a machine's wish that somebody sign in at it |
    | visit/<id> | pace | how often the machine asked how it stands |
    | visit-code/<code> | visit | which visit has a code |
    | address/<lookup>, number/<lookup> | allowance | what was used up of a quota |
    | visits/<kiosk>, wrong-visits/<person> | allowance | the same, of visits |
    | link/<lookup>, borrower/<id> | allowance | the same, of tries at other rooms' doors |
    """

    class Meta(Options):
        noun = "identity"

    key = UnicodeAttribute(hash_key=True)
    part = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    head = UnicodeAttribute(default="")
    body = JSONAttribute()
    gone_at = TTLAttribute(null=True)
