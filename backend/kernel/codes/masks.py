"""Personal data cut down for show: enough to recognise, too little to use."""


def mask_resident_id(number: str) -> str:
    """Show the first six and the last four characters of a resident number."""
    return _covered(number, first=6, last=4)


def mask_mobile(number: str) -> str:
    """Show the first three and the last four digits of a mobile number."""
    return _covered(number, first=3, last=4)


def mask_account(number: str) -> str:
    """Show the last four characters of a bank account number."""
    return _covered(number, first=0, last=4)


def mask_name(name: str) -> str:
    """Show the family name of a person: the first character."""
    return _covered(name, first=1, last=0)


def _covered(text: str, *, first: int, last: int) -> str:
    # A text too short for its mask shows nothing, or the mask would give all of it away.
    hidden = len(text) - first - last
    if hidden <= 0:
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[len(text) - last :]
