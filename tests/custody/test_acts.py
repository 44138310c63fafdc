"""What an act is known by, and what it is decided on."""

from collections.abc import Iterable
from typing import Any

import pytest

from backend.custody import store
from backend.custody.serials import Range
from backend.custody.shelf import Cassette
from backend.custody.tables import CustodyItem
from tests.custody.test_stockroom import CODE, ROOM, load, receive, refused, shelf


def test_an_id_means_one_act_whatever_the_code(tables: str) -> None:
    other = Range("1300261131", 1, 100)
    receive()
    refused("act-exists-differently", lambda: receive(paper=other))
    receive("r2", paper=other)
    load(1, 10)
    refused("act-exists-differently", lambda: load(1, 10, code=other.code))
    refused("act-exists-differently", lambda: load(1, 10, load_id="r1"))
    refused("act-exists-differently", lambda: load(1, 10, kind="P_ROLL"))
    assert shelf().stock == 10
    assert store.find_batch(other.code, "P_ORD").at_depot == (other,)


def test_a_code_typed_with_spaces_is_the_same_paper_everywhere(tables: str) -> None:
    typed = Range("1300 2611 30", 1, 10)
    receive(paper=typed)
    load(code=typed.code)
    load()
    assert shelf().cassettes == (Cassette("k1", (Range(CODE, 1, 10),)),)


def test_whoever_decides_does_not_read_what_lags_behind(
    moto_tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive()
    load()
    read: Any = CustodyItem.batch_get

    def late(keys: Iterable[str], consistent_read: bool | None = None) -> Iterable[CustodyItem]:
        return read(keys, consistent_read=True) if consistent_read else ()

    monkeypatch.setattr(CustodyItem, "batch_get", late)
    assert ROOM.cassettes("s1", "k1", ["P_ORD"])["P_ORD"].count == 10
    assert ROOM.free(["s1"], "P_ORD", consistent=True) == {"s1": 10}
    assert ROOM.free(["s1"], "P_ORD") == {"s1": 0}
