"""`python -m infra.local.bank`: the sandbox bank as a process of its own.

`TAX_BANK_DIR` is where its books lie, `TAX_BANK_PORT` its door, `TAX_ENVIRONMENT` whether it may
run at all.
"""

import os
from pathlib import Path

from infra.local.bank.accounts import ACCOUNTS
from infra.local.bank.app import create_app
from infra.local.bank.books import Books
from infra.local.web import serve


def main() -> None:
    """Serve until told to stop; raises RuntimeError outside the local city."""
    environment = os.environ.get("TAX_ENVIRONMENT", "production")
    if environment == "production":
        raise RuntimeError("the sandbox does not run in production")
    path = Path(os.environ.get("TAX_BANK_DIR", "var/bank")) / "books.db"
    door = f"127.0.0.1:{os.environ.get('TAX_BANK_PORT', '8735')}"
    serve(lambda: create_app(environment, Books(path, ACCOUNTS)), door, threads=8)


if __name__ == "__main__":
    main()
