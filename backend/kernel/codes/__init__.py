"""Official codes: read, checked with the faulty part named, and masked for show."""

from backend.kernel.codes.invoice import (
    EInvoiceNumber,
    check_e_invoice_number,
    check_invoice_code,
    check_invoice_number,
    invoice_kind_of,
    show_invoice_number,
)
from backend.kernel.codes.masks import mask_account, mask_mobile, mask_name, mask_resident_id
from backend.kernel.codes.mobile import check_mobile
from backend.kernel.codes.region import (
    CITY_CODE,
    check_district,
    district_name,
    districts_named,
    resolve_district,
)
from backend.kernel.codes.resident import birth_date_of, check_resident_id
from backend.kernel.codes.tracking import check_tracking_number
from backend.kernel.codes.uscc import Uscc, check_uscc, read_uscc

__all__ = [
    "CITY_CODE",
    "EInvoiceNumber",
    "Uscc",
    "birth_date_of",
    "check_district",
    "check_e_invoice_number",
    "check_invoice_code",
    "check_invoice_number",
    "check_mobile",
    "check_resident_id",
    "check_tracking_number",
    "check_uscc",
    "district_name",
    "districts_named",
    "invoice_kind_of",
    "mask_account",
    "mask_mobile",
    "mask_name",
    "mask_resident_id",
    "read_uscc",
    "resolve_district",
    "show_invoice_number",
]
