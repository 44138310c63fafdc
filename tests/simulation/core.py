"""The shipped kiosk core as a process: bundled from its sources, spoken to in lines."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import current_process
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "kiosks"
SOURCE = ROOT / "frontend" / "src"
PROTOCOL = "rooms/kiosk/protocol"


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a shipped source file to be replaced; it must be there exactly once."""

    file: str
    text: str
    by: str

    def apply(self, source: str) -> str:
        """Return the source without the piece; raises LookupError when it is not there."""
        if source.count(self.text) != 1:
            raise LookupError(f"{self.file} has not exactly one {self.text!r}")
        return source.replace(self.text, self.by)


class Core:
    """One Node process that hosts any number of kiosks.

    Until it is closed both processes stay on one processor: they only ever take turns, and waking
    each other across processors costs a quarter of a seed's time.
    """

    def __init__(self, cuts: Iterable[Cut] = ()) -> None:
        self._folder = TemporaryDirectory(prefix="smart-tax-kiosk-core-")
        out = Path(self._folder.name) / "host.mjs"
        bundle(tuple(cuts), out)
        self._processors = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {_own(sorted(self._processors))})
        self._node = subprocess.Popen(
            ["node", str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=-1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def tell(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        """Let one thing happen to one kiosk; returns what its core then does."""
        into, out = self._node.stdin, self._node.stdout
        assert into is not None
        assert out is not None
        into.write(json.dumps(message).encode() + b"\n")
        into.flush()
        answer = out.readline()
        if not answer:
            raise RuntimeError("the kiosk core ended")
        said: list[dict[str, Any]] = json.loads(answer)
        return said

    def close(self) -> None:
        """End the process."""
        for pipe in (self._node.stdin, self._node.stdout):
            assert pipe is not None
            pipe.close()
        self._node.kill()
        self._node.wait()
        self._folder.cleanup()
        os.sched_setaffinity(0, self._processors)


def _own(processors: list[int]) -> int:
    """Choose by the number in this worker's name, so that workers side by side do not meet."""
    name = os.environ.get("PYTEST_XDIST_WORKER") or current_process().name
    number = re.search(r"\d+$", name)
    return processors[int(number[0]) % len(processors) if number else 0]


def bundle(cuts: tuple[Cut, ...], out: Path) -> None:
    """Bundle the core, with pieces cut out of it; raises LookupError for a piece not there."""
    with TemporaryDirectory(prefix="smart-tax-kiosk-source-") as name:
        source = SOURCE
        if cuts:
            source = Path(name)
            _copy_with(cuts, source)
        core = source / PROTOCOL
        args = ["node", HERE / "bundle.mjs", core, SOURCE, out]
        subprocess.run(list(map(str, args)), check=True, capture_output=True, cwd=ROOT / "frontend")


def _copy_with(cuts: tuple[Cut, ...], to: Path) -> None:
    for part in (PROTOCOL, "net"):
        shutil.copytree(SOURCE / part, to / part)
    for cut in cuts:
        path = to / PROTOCOL / cut.file
        path.write_text(cut.apply(path.read_text(encoding="utf-8")), encoding="utf-8")
