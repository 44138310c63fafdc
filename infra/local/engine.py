"""The embedded database: one small process that speaks DynamoDB and keeps its data in a file."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from infra.local.children import answers, end, free_port, spawn, wait_until

__all__ = ["Engine", "EngineMissing", "find_binary", "free_port"]

_PACKAGE = Path(__file__).parents[1] / "setup" / "engine" / "node_modules" / "@dynoxide"


class EngineMissing(RuntimeError):
    """The machine could run the engine, but it was not fetched yet."""


def has_engine() -> bool:
    """Say whether this kind of machine has a persistent engine at all."""
    return sys.platform == "linux" and platform.machine() in {"x86_64", "AMD64"}


def find_binary() -> Path | None:
    """Find the engine: `TAX_ENGINE_BINARY`, else the fetched package, else the search path."""
    named = os.environ.get("TAX_ENGINE_BINARY")
    on_path = shutil.which("dynoxide")
    candidates = [
        Path(named) if named else None,
        _PACKAGE / "linux-x64" / "dynoxide" if has_engine() else None,
        Path(on_path) if on_path else None,
    ]
    return next((path for path in candidates if path and path.is_file()), None)


class Engine:
    """One engine on the loopback; in memory only where the platform has no binary."""

    def __init__(self, path: Path, port: int) -> None:
        self.path, self.port = path, port
        self.endpoint = f"http://127.0.0.1:{port}"
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def keeps_data(self) -> bool:
        """Whether what is written survives a restart."""
        return find_binary() is not None

    def command(self) -> list[str]:
        """Return the command line that runs this engine."""
        binary = find_binary()
        if binary:
            serve = [str(binary), "serve", "--host", "127.0.0.1", "--port", str(self.port)]
            return [*serve, "--db-path", str(self.path)]
        if has_engine():
            raise EngineMissing("the embedded engine is not fetched yet: run `make engine`")
        return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]

    def start(self, patience_seconds: float = 20) -> None:
        """Start the engine and return when it answers."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        log = self.path.with_suffix(".log")
        self.child = spawn(self.command(), log)
        if not wait_until(self._up, seconds=patience_seconds):
            self.stop()
            raise RuntimeError(f"the engine did not answer on port {self.port}; see {log}")

    def stop(self) -> None:
        """Stop the engine; its data stays in the file."""
        if self.child:
            end(self.child)
            self.child = None

    def _up(self) -> bool:
        if self.child and self.child.poll() is not None:
            raise RuntimeError(f"the engine ended at once; see {self.path.with_suffix('.log')}")
        return answers(self.port)
