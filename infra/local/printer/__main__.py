"""`python -m infra.local.printer`: the simulated printer as a process of its own.

`TAX_PRINTER_DIR` is where its paper lies, `TAX_PRINTER_ORIGINS` which pages it listens to
(comma separated), `TAX_PRINTER_PORT` its door, `TAX_PRINTER_SHEET_MS` its pace.
"""

import os
from pathlib import Path

from infra.local.printer.app import SHEET_MS, create_app
from infra.local.web import serve


def main() -> None:
    """Serve until told to stop."""
    origins = os.environ.get("TAX_PRINTER_ORIGINS", "http://127.0.0.1:8700,http://localhost:8700")
    app = create_app(
        Path(os.environ.get("TAX_PRINTER_DIR", "var/printer")),
        frozenset(filter(None, origins.split(","))),
        sheet_ms=int(os.environ.get("TAX_PRINTER_SHEET_MS", SHEET_MS)),
    )
    serve(lambda: app, f"127.0.0.1:{os.environ.get('TAX_PRINTER_PORT', '8731')}", threads=8)


if __name__ == "__main__":
    main()
