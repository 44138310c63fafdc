"""Looking at a file that anybody sent to be checked, in the words of the documents room."""

from backend.documents.rules.file_checks import Found
from functions.documents.verifying import verify

WANTED = "documents:file-check:requested"


def look(body: bytes) -> Found:
    """Say what a file is; never raises for what is in it."""
    seen = verify(body)
    return Found(str(seen.state), str(seen.form) if seen.form else None, seen.number)
