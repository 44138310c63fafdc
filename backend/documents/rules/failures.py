"""Why a job can fail, and what can be wrong with one row of a sheet: codes of the catalogue."""

from enum import StrEnum


class Failure(StrEnum):
    """Why a whole job cannot be done."""

    INVOICE_UNKNOWN = "job-invoice-unknown"
    UPLOAD_CHANGED = "job-upload-changed"
    UNREADABLE = "sheet-unreadable"
    OLD_FORMAT = "sheet-old-format"
    ENCRYPTED = "sheet-encrypted"
    MACROS = "sheet-macros"
    LINKS = "sheet-external-links"
    TOO_LARGE = "sheet-too-large-inside"
    TOO_MANY_ROWS = "sheet-too-many-rows"
    NO_ROWS = "sheet-empty"
    ENCODING = "sheet-encoding-unknown"
    COLUMNS_MISSING = "sheet-columns-missing"
    COLUMN_TWICE = "sheet-column-twice"


class Fault(StrEnum):
    """What is wrong with one cell; everything else in the sheet goes on."""

    MISSING = "cell-missing"
    TOO_LONG = "cell-too-long"
    NOT_A_NUMBER = "cell-not-a-number"
    TOO_FINE = "cell-too-fine"
    NOT_A_CHOICE = "cell-not-a-choice"
    FORMULA = "cell-formula"
    DIGITS_LOST = "cell-digits-lost"
    UNPRINTABLE = "cell-unprintable"
    SCATTERED = "cell-serial-scattered"
    ISSUED = "row-issued-already"
    SERIAL_USED = "row-serial-used"
    NOT_SENT = "row-not-sent"
    DIFFERS = "cell-differs-in-invoice"
