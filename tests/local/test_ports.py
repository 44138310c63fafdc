"""What stands in the way of a run is said before anything is built, by a bare Python."""

import fcntl
import socket
import subprocess
import sys
from pathlib import Path

from infra.local.children import free_port

ROOT = Path(__file__).parents[2]
DOORS = ("PAGES", "PRINTER", "SMS", "ENGINE", "FILES", "BANK")


def asked(folder: Path, **more: str) -> tuple[int, str]:
    told = {f"TAX_{name}_PORT": str(free_port()) for name in DOORS}
    environment = {**told, "TAX_CITY_DIR": str(folder), **more}
    # -S: no package of this machine is needed for it.
    command = [
        *(sys.executable, "-S", "-c"),
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from infra.local.ports import main; sys.exit(main())",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_nothing_in_the_way_says_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    assert asked(tmp_path / "var") == (0, "")
    assert not (tmp_path / "var").exists()


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = asked(tmp_path, TAX_SMS_PORT=str(port))
    assert status == 1
    assert f"port {port} (sandbox text messages) is taken" in said


def test_a_city_that_is_open_is_named_before_its_ports(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert asked(tmp_path) == (1, f"the city in {tmp_path} is open already\n")


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    assert asked(tmp_path, TAX_SMS_PORT="http") == (1, "TAX_SMS_PORT=http is no port\n")
