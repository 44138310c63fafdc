"""Where sites are, when they are open, which are nearest, and what a new list changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.sites.gateway import shipped_rows
from backend.sites.rules.hours import Follows, Span, clock_text, is_open, read_hours
from backend.sites.rules.place import Position, distance_metres, position, to_gcj02, to_wgs84
from backend.sites.rules.site import Catalogue, Site, changes, moved_on, nearest, read_row

DOING = Doing("system/load", datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
SHIPPED = [read_row(row) for row in shipped_rows()]
LATS, LONS = st.floats(36.0, 38.5), st.floats(113.0, 116.5)


# Places


@pytest.mark.parametrize(
    ("true", "shifted"),
    [  # values widely published with the transform
        ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
        ((39.908823, 116.397470), (39.910225, 116.403712)),
    ],
)
def test_the_shift_has_its_published_values(
    true: tuple[float, float], shifted: tuple[float, float]
) -> None:
    assert distance_metres(to_gcj02(position(*true)), position(*shifted)) <= 1
    assert distance_metres(to_wgs84(position(*shifted)), position(*true)) <= 1


@given(LATS, LONS)
def test_shifting_and_unshifting_is_nothing(lat: float, lon: float) -> None:
    here = position(lat, lon)
    back = to_wgs84(to_gcj02(here))
    assert abs(back.lat_micro - here.lat_micro) <= 1
    assert abs(back.lon_micro - here.lon_micro) <= 1


@given(LATS, LONS)
def test_the_shift_in_the_city_is_about_half_a_kilometre(lat: float, lon: float) -> None:
    here = position(lat, lon)
    assert 200 < distance_metres(here, to_gcj02(here)) < 1000


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((37.0, 114.5), (37.0, 114.5), 0),
        ((37.0, 114.5), (38.0, 114.5), 111_195),
        ((0.0, 0.0), (0.0, 180.0), 20_015_115),
        ((39.9042, 116.4074), (31.2304, 121.4737), 1_067_311),
    ],
)
def test_distances(one: tuple[float, float], other: tuple[float, float], metres: int) -> None:
    measured = distance_metres(position(*one), position(*other))
    assert abs(measured - metres) <= max(2, metres // 10_000)
    assert distance_metres(position(*other), position(*one)) == measured


def test_positions_are_whole_millionths() -> None:
    here = position(37.05132, 114.50752)
    assert here == Position(37_051_320, 114_507_520)
    assert (here.lat, here.lon) == (37.05132, 114.50752)


# Hours


WEEK = "周一至周五09:00-12:00,13:00-17:00"


def test_hours_are_read() -> None:
    hours = read_hours(WEEK)
    assert (hours.follows, hours.days) == (Follows.WEEK, (1, 2, 3, 4, 5))
    assert hours.spans == (Span(540, 720), Span(780, 1020))
    assert [clock_text(span.opens) for span in hours.spans] == ["09:00", "13:00"]
    assert read_hours("24小时").follows is Follows.ALWAYS
    assert read_hours("企业办公时间（远程呼叫09:00-17:00）").follows is Follows.HOST
    assert read_hours("周六08:00-24:00").days == (6,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "09:00-12:00",
        "周一至周五",
        "周一至周五9:00-12:00",
        "周五至周一09:00-12:00",
        "周一12:00-09:00",
        "周一09:00-25:00",
        "周一13:00-17:00,09:00-12:00",
        "周一至周五09:00-12:00。",
    ],
)
def test_hours_nobody_can_act_on(text: str) -> None:
    with pytest.raises(ValueError, match="hours"):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "shanghai", "is_it"),
    [
        (WEEK, "2026-11-23 08:59", False),  # a Monday
        (WEEK, "2026-11-23 09:00", True),
        (WEEK, "2026-11-23 11:59", True),
        (WEEK, "2026-11-23 12:00", False),
        (WEEK, "2026-11-23 13:00", True),
        (WEEK, "2026-11-23 17:00", False),
        (WEEK, "2026-11-27 16:59", True),
        (WEEK, "2026-11-28 10:00", False),  # a Saturday
        (WEEK, "2026-11-22 10:00", False),  # a Sunday
        ("24小时", "2026-11-22 03:00", True),
        ("企业办公时间（远程呼叫09:00-17:00）", "2026-11-23 10:00", None),
        ("周日至周日00:00-24:00", "2026-11-22 23:59", True),
    ],
)
def test_open_now_goes_by_shanghai(text: str, shanghai: str, is_it: bool | None) -> None:
    at = datetime.fromisoformat(f"{shanghai}+08:00").astimezone(UTC)
    assert is_open(read_hours(text), at) is is_it


# Sites


def test_the_shipped_list_is_whole_and_labelled() -> None:
    assert len({site.id for site in SHIPPED}) == 212
    assert all(site.synthetic for site in SHIPPED)
    counts: dict[str, int] = {}
    for site in SHIPPED:
        counts[site.kind] = counts.get(site.kind, 0) + 1
    assert counts == {"HALL": 20, "SELF24": 27, "BRANCH": 36, "ENT": 9, "MICRO": 120}


def test_a_row_is_converted_once() -> None:
    hall = SHIPPED[0]
    assert (hall.id, hall.district_code, hall.gcj) == (
        "H001",
        "130502",
        Position(37_051_320, 114_507_520),
    )
    assert hall.place == to_wgs84(hall.gcj)
    assert 300 < distance_metres(hall.place, hall.gcj) < 800
    assert hall.services == ("全部事项",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"lat": "north"}, ValueError),
        ({"kind": "SHOP"}, ValueError),
        ({"hours": "随时"}, ValueError),
        ({"district_code": "130526"}, Refusal),
    ],
)
def test_a_row_that_cannot_be(change: dict[str, str], fault: type[Exception]) -> None:
    row = {**shipped_rows()[0], **change}
    with pytest.raises(fault):
        read_row(row)


def test_a_list_changes_only_what_differs() -> None:
    hall, branch, new = SHIPPED[0], SHIPPED[1], SHIPPED[2]
    known = {
        hall.id: replace(hall, version=3, head="h3"),
        branch.id: replace(branch, version=1, head="b1"),
    }
    renamed = replace(hall, name="襄都区新厅（模拟）")
    found = changes(known, [renamed, branch, new], DOING)
    assert [(site.id, site.version, site.head) for site, _ in found] == [
        (hall.id, 4, "h3"),
        (new.id, 1, ""),
    ]
    assert [event.number for _, event in found] == [4, 1]
    assert found[0][1].kind == "sites:site:recorded"
    assert found[0][1].data["name"] == "襄都区新厅（模拟）"
    catalogue, event = moved_on(Catalogue(version=6, head="c6"), found, DOING)
    assert (catalogue.version, catalogue.head, event.number) == (7, "c6", 7)
    assert event.data == {"site_ids": [hall.id, new.id]}


def at(site_id: str, lat: float, lon: float) -> Site:
    return replace(SHIPPED[0], id=site_id, place=position(lat, lon))


def test_nearest_first_then_by_id() -> None:
    here = position(37.0, 114.5)
    far, near, twin = at("A", 37.1, 114.5), at("C", 37.01, 114.5), at("B", 37.01, 114.5)
    found = nearest([far, near, twin], here, 3)
    assert [site.id for site, _ in found] == ["B", "C", "A"]
    assert [metres for _, metres in found] == [1112, 1112, 11120]
    assert [site.id for site, _ in nearest([far, near, twin], here, 2)] == ["B", "C"]
    assert nearest([near, far], None, 2) == [(far, None), (near, None)]


@given(LATS, LONS, st.integers(1, 50))
def test_no_site_left_out_is_nearer(lat: float, lon: float, limit: int) -> None:
    here = position(lat, lon)
    found = nearest(SHIPPED, here, limit)
    assert len(found) == limit
    chosen = {site.id for site, _ in found}
    furthest = max(metres for _, metres in found if metres is not None)
    left_out = [site for site in SHIPPED if site.id not in chosen]
    assert all(distance_metres(here, site.place) >= furthest for site in left_out)
