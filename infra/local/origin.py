"""`python -m infra.local.origin`: pages and API of the local city by gunicorn, one origin.

`TAX_BIND` is where it listens; with `TAX_TLS_CHAIN` and `TAX_TLS_KEY` it speaks HTTPS, and hands
on to the file store what phones ask of it: that one listens on this machine alone.
"""

import os
from pathlib import Path

from infra.local.pages import Pages, Wsgi
from infra.local.store_door import StoreDoor
from infra.local.web import serve


def make() -> Wsgi:
    """Build the application and put the pages in front of it."""
    from backend.wsgi import app

    printer = f"http://127.0.0.1:{os.environ['TAX_PRINTER_PORT']}"
    dist, files = Path(os.environ["TAX_CITY_DIST"]), os.environ["TAX_FILES_ENDPOINT"]
    pages = Pages(app, dist, printer_origin=printer, files_origin=files)
    if "TAX_TLS_CHAIN" not in os.environ:
        return pages
    bucket, port = os.environ["TAX_FILES_BUCKET"], int(os.environ["TAX_FILES_PORT"])
    return StoreDoor(pages, bucket=bucket, port=port)


def main() -> None:
    """Serve until told to stop."""
    tls = {}
    if "TAX_TLS_CHAIN" in os.environ:
        tls = {"certfile": os.environ["TAX_TLS_CHAIN"], "keyfile": os.environ["TAX_TLS_KEY"]}
    serve(make, os.environ["TAX_BIND"], threads=16, workers=2, **tls)


if __name__ == "__main__":
    main()
