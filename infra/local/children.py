"""Starting and ending child processes, and asking whether a door answers yet."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def free_port() -> int:
    """Return a TCP port of this machine that nobody holds at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def spawn(
    command: Sequence[str], log: Path, *, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a child that writes to `log` and ends when its parent does, even a killed one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603  the command is ours, no shell reads it
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            start_new_session=True,
            preexec_fn=_follow_parent,  # noqa: PLW1509  started from the main thread only
        )


def _follow_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def end(child: subprocess.Popen[bytes], patience_seconds: float = 5) -> None:
    """Ask a child to stop, and insist, with what it started itself, when it does not."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(
    port: int, path: str = "/", *, host: str = "127.0.0.1", authority: Path | None = None
) -> bool:
    """Say whether an HTTP door answers (any status below 500); by TLS when told whom to trust."""
    door = (
        http.client.HTTPConnection(host, port, timeout=2)
        if authority is None
        else http.client.HTTPSConnection(
            host, port, timeout=2, context=ssl.create_default_context(cafile=str(authority))
        )
    )
    with contextlib.closing(door):
        try:
            door.request("GET", path)
            return door.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False


def wait_until(ready: Callable[[], bool], *, seconds: float) -> bool:
    """Ask again and again, a little slower each time, until `ready` or time is up."""
    limit, pause = time.monotonic() + seconds, 0.02
    while not ready():
        if time.monotonic() > limit:
            return False
        time.sleep(pause)
        pause = min(pause * 1.3, 0.25)
    return True
