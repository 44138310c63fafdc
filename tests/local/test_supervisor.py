"""The supervisor with real children: order, restart with growing pauses, a clean end."""

import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.children import end, spawn, wait_until
from infra.local.supervisor import Part, PartFailed, Supervisor

SLEEPER = "import time; time.sleep(600)"
STUBBORN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(below.pid))
time.sleep(600)
"""


class Said(list[str]):
    """What the supervisor told the terminal."""


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def supervisor(tmp_path: Path, said: Said) -> Iterator[Supervisor]:
    one = Supervisor(tmp_path / "log", said.append, first_pause_seconds=0.05)
    yield one
    one.stop()


def part(name: str, script: str, *arguments: str, serves: bool = True) -> Part:
    command = [sys.executable, "-c", script, *arguments]
    return Part(name, command, dict(os.environ), lambda: serves)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_killed_part_is_started_again_and_said_so(supervisor: Supervisor, said: Said) -> None:
    supervisor.start(part("sleeper", SLEEPER))
    first = supervisor.pid("sleeper")
    os.kill(first, signal.SIGKILL)

    def again() -> bool:
        supervisor.tend()
        return supervisor.pid("sleeper") != first

    assert wait_until(again, seconds=10)
    assert alive(supervisor.pid("sleeper"))
    assert "sleeper ended (-9)" in said[0]


def test_a_part_that_keeps_ending_is_started_less_and_less_often(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    script = "import sys, time; open(sys.argv[1], 'a').write(f'{time.time()}\\n')"
    with pytest.raises(PartFailed):
        supervisor.start(part("failing", script, str(marks), serves=False))

    def often_enough() -> bool:
        supervisor.tend()
        return len(marks.read_text().splitlines()) >= 5

    assert wait_until(often_enough, seconds=20)
    times = [float(line) for line in marks.read_text().splitlines()]
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert all(gap >= least for gap, least in zip(gaps, (0.05, 0.1, 0.2, 0.4), strict=False)), gaps


def test_a_part_that_ends_at_once_says_where_to_read_why(supervisor: Supervisor) -> None:
    with pytest.raises(PartFailed, match=r"broken did not come up; see .*broken\.log"):
        supervisor.start(part("broken", "raise SystemExit('no such table')", serves=False))
    assert "no such table" in supervisor.log("broken").read_text()


def test_stopping_ends_a_stubborn_part_and_what_it_started(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pid"
    monkeypatch.setattr("infra.local.supervisor.end", _impatient)
    supervisor.start(part("stubborn", STUBBORN, str(note)))
    assert wait_until(lambda: note.exists() and bool(note.read_text()), seconds=10)
    pids = [supervisor.pid("stubborn"), int(note.read_text())]
    supervisor.stop()
    assert wait_until(lambda: not any(alive(pid) for pid in pids), seconds=10)


def _impatient(child: object) -> None:
    end(child, patience_seconds=0.2)  # type: ignore[arg-type]


def test_children_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = f"""
import sys, time
from pathlib import Path
from infra.local.children import spawn
child = spawn([sys.executable, "-c", {SLEEPER!r}], Path(sys.argv[1]) / "child.log")
(Path(sys.argv[1]) / "pid").write_text(str(child.pid))
time.sleep(600)
"""
    parent = spawn([sys.executable, "-c", script, str(tmp_path)], tmp_path / "parent.log")
    note = tmp_path / "pid"
    assert wait_until(lambda: note.exists() and bool(note.read_text()), seconds=10)
    child = int(note.read_text())
    assert alive(child)
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not alive(child), seconds=10)
