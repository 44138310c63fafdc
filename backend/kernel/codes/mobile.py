"""Mobile phone numbers of mainland China."""

import re

from backend.kernel.codes.typed import folded
from backend.kernel.errors import Refusal

_COUNTRY = re.compile(r"(?:\+86|0086)(?=1\d{10}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def check_mobile(text: str, field: str = "/phone") -> str:
    """Take a typed number and return its 11 digits; refuses `phone-malformed`.

    Spaces, hyphens and the country code are ways of writing the same number, so they are dropped.
    """
    number = _COUNTRY.sub("", folded(text).replace("-", ""))
    if not _MOBILE.fullmatch(number):
        raise Refusal("phone-malformed", field=field)
    return number
