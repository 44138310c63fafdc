"""Positions on the earth: two Chinese coordinate systems, and the distance between points."""

from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt

_EARTH_METRES = 6_371_008.8
# The ellipsoid of Krasovsky 1940, which the GCJ-02 shift is defined on.
_AXIS_METRES = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Position:
    """A point in whole millionths of a degree (0.1 m), as stored and compared."""

    lat_micro: int
    lon_micro: int

    @property
    def lat(self) -> float:
        """Return the latitude in degrees."""
        return self.lat_micro / 1e6

    @property
    def lon(self) -> float:
        """Return the longitude in degrees."""
        return self.lon_micro / 1e6


def position(lat: float, lon: float) -> Position:
    """Take degrees, north and east positive."""
    return Position(round(lat * 1e6), round(lon * 1e6))


def to_wgs84(shifted: Position) -> Position:
    """Turn a GCJ-02 position, as Chinese maps have it, into WGS-84, as receivers give it.

    The shift has no inverse in closed form. It changes slowly from place to place, so taking it
    off again and again comes within a tenth of a metre after a few rounds.
    """
    lat, lon = shifted.lat, shifted.lon
    for _ in range(_ROUNDS):
        shift_lat, shift_lon = _shift(lat, lon)
        lat, lon = shifted.lat - shift_lat, shifted.lon - shift_lon
    return position(lat, lon)


def to_gcj02(true: Position) -> Position:
    """Turn a WGS-84 position into GCJ-02; inside China only."""
    shift_lat, shift_lon = _shift(true.lat, true.lon)
    return position(true.lat + shift_lat, true.lon + shift_lon)


def distance_metres(one: Position, other: Position) -> int:
    """Return the great-circle distance between two positions of one system (haversine)."""
    lat_one, lat_other = radians(one.lat), radians(other.lat)
    half_lat = (lat_other - lat_one) / 2
    half_lon = radians(other.lon - one.lon) / 2
    part = sin(half_lat) ** 2 + cos(lat_one) * cos(lat_other) * sin(half_lon) ** 2
    return round(2 * _EARTH_METRES * asin(sqrt(part)))


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """Return the GCJ-02 shift of a WGS-84 position in degrees."""
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    flatness = 1 - _ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    meridian = _AXIS_METRES * (1 - _ECCENTRICITY_SQUARED) / (flatness * sqrt(flatness))
    parallel = _AXIS_METRES / sqrt(flatness) * cos(radians(lat))
    return north * 180 / (meridian * pi), east * 180 / (parallel * pi)
