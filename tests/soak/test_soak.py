"""The short form of the soak: the long one is `make soak`."""

from collections.abc import Callable

from tests.soak import accounts
from tests.soak.life import Life
from tests.soak.run import reckon, struck


def test_nothing_is_lost_under_kill_nine() -> None:
    with struck(seconds=12, machines=5, seed=7, pause=(0.5, 2.5)) as (city, lives):
        result = reckon(city, lives)
        assert result.faults == []
        assert result.sheets > 0
        assert sum(result.strikes.values()) > 0
        life = next(life for life in lives if any(order.out for order in life.orders))
        for name, tamper in TAMPERS.items():
            undo = tamper(life)
            assert accounts.faults(lives), f"nobody misses: {name}"
            undo()
        assert accounts.faults(lives) == []


def _printed_once_more(life: Life) -> Callable[[], object]:
    order = next(order for order in life.orders if order.out)
    order.out.append(order.out[-1])
    return order.out.pop


def _taken_unseen(life: Life) -> Callable[[], object]:
    order = next(order for order in life.orders if order.out)
    sheet = order.out.pop()
    return lambda: order.out.append(sheet)


def _spoiled_unseen(life: Life) -> Callable[[], object]:
    life.jammed.append(life.machine.sheets[-1])
    return life.jammed.pop


# What a camera would have seen, had the city done wrong: the reckoning must find each.
TAMPERS = {
    "a sheet printed twice": _printed_once_more,
    "a sheet taken that the books know": _taken_unseen,
    "a jam that the books do not know": _spoiled_unseen,
}
