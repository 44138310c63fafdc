"""The clock on the wall: here time is real."""

from backend.kernel.clock import SystemClock

WALL = SystemClock()
