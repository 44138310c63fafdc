"""The XML names of an invoice, and who says that everything is a demonstration."""

NAMESPACE = "urn:xt-demo:einvoice"
VERSION = "1.0"
NOTICE = "模拟数据，不是真实发票"


def tag(name: str) -> str:
    """Name an element of ours."""
    return f"{{{NAMESPACE}}}{name}"
