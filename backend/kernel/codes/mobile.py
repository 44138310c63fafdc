"""Mobile phone numbers of mainland China."""

import re

from backend.kernel.codes.typed import folded
from backend.kernel.errors import Refusal

# 11 digits, 13x to 19x: the numbering plan of mainland mobile phones.
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)")
_SPACING = str.maketrans("", "", "-()")


def check_mobile(text: str, field: str = "/phone") -> str:
    """Take a typed number and return its 11 digits; refuses `phone-malformed`.

    Spaces, hyphens, brackets, full-width digits and the country code are ways of writing the same
    number; nothing else is guessed.
    """
    number = _COUNTRY.sub("", folded(text).translate(_SPACING))
    if not _MOBILE.fullmatch(number):
        raise Refusal("phone-malformed", field=field)
    return number
