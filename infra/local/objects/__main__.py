"""`python -m infra.local.objects`: the file store of the one-machine city as a process of its own.

`TAX_FILES_DIR` is where the objects lie, `TAX_FILES_BUCKET` the one bucket there is,
`TAX_FILES_ORIGINS` which pages may ask (comma separated), `TAX_FILES_PORT` its door, `TAX_SECRETS`
the file with the key that signs.
"""

import json
import os
from pathlib import Path

from infra.local.objects.app import create_app
from infra.local.objects.signature import Key
from infra.local.web import serve


def main() -> None:
    """Serve until told to stop."""
    secrets = json.loads(Path(os.environ["TAX_SECRETS"].removeprefix("file:")).read_text("utf-8"))
    app = create_app(
        Path(os.environ.get("TAX_FILES_DIR", "var/objects")),
        os.environ.get("TAX_FILES_BUCKET", "smart-tax-files"),
        key=Key(secrets["files-key-id"], secrets["files-key-secret"]),
        origins=frozenset(filter(None, os.environ.get("TAX_FILES_ORIGINS", "").split(","))),
    )
    serve(lambda: app, f"127.0.0.1:{os.environ.get('TAX_FILES_PORT', '8734')}", threads=8)


if __name__ == "__main__":
    main()
