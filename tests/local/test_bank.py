"""The sandbox bank as a process: its books outlive it, and it does not open in production."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from backend.kernel.clock import SystemClock
from backend.kernel.ids import new_id
from backend.outside.bank.answers import Kind
from backend.outside.bank.client import BankClient
from backend.outside.http import Http, Patience
from infra.local.bank.accounts import ACCOUNTS
from infra.local.bank.app import KEY
from infra.local.seed.payments import PAYABLES
from tests.local.processes import Process


def test_what_it_answered_outlives_a_power_cut(
    start_process: Callable[..., Process], tmp_path: Path
) -> None:
    told = {"TAX_ENVIRONMENT": "local", "TAX_BANK_DIR": str(tmp_path / "bank")}
    process = start_process("infra.local.bank", "TAX_BANK_PORT", **told)
    patient = Http(Patience(answer_seconds=20, tries=1))
    client = BankClient(patient, lambda: KEY, SystemClock(), f"http://127.0.0.1:{process.port}")
    account, agreement_id, order_id = ACCOUNTS[0], new_id(), new_id()
    signed = {"taxpayer": "x", "account_no": account.number, "account_name": account.name}
    assert client.put(Kind.AGREEMENTS, agreement_id, signed).state == "done"
    order: dict[str, object] = {
        "agreement_id": agreement_id,
        "amount_fen": PAYABLES[0].amount_fen,
        "what": "模拟税款",
        "valid_until": "2999-01-01T00:00:00.000Z",
    }
    first = client.put(Kind.DEBITS, order_id, order)
    process.kill()
    process.start()
    assert client.put(Kind.DEBITS, order_id, order) == first
    assert first.state == "done"


def test_it_does_not_open_in_production(tmp_path: Path) -> None:
    told = {**os.environ, "TAX_ENVIRONMENT": "production", "TAX_BANK_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "infra.local.bank"],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "does not run in production" in done.stderr
