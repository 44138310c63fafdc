"""`python -m functions.documents.sheet_templates`: makes the templates that the pages offer.

They are files of the pages, so that fetching one asks nothing of the API; a test says when they
are no longer those of the columns.
"""

from pathlib import Path

from functions.documents.sheet_columns import INVOICE_COLUMNS
from functions.documents.sheet_writing import write_template, write_text_template

FOLDER = Path(__file__).parents[2] / "frontend" / "public" / "sheets"
NAME = "invoices"


def made(folder: Path) -> tuple[Path, Path]:
    """Make both forms of the template in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    book, text = folder / f"{NAME}.xlsx", folder / f"{NAME}.csv"
    write_template(book, INVOICE_COLUMNS)
    write_text_template(text, INVOICE_COLUMNS)
    return book, text


if __name__ == "__main__":
    for path in made(FOLDER):
        print(f"{path.name}: {path.stat().st_size} bytes")
