"""What a process is told: production starts with no address of a sandbox, wherever it stands."""

import pytest

from backend import settings

TOLD = {"TAX_PUBLIC_URLS": "https://tax.example", "TAX_SECRETS": "aws:smart-tax/"}


def test_production_starts_with_addresses_of_its_own() -> None:
    several = "https://tax.example, https://www.tax.example/stage"
    found = settings.read({**TOLD, "TAX_PUBLIC_URLS": several})
    assert found.public_urls == ("https://tax.example", "https://www.tax.example/stage")


@pytest.mark.parametrize(
    "urls",
    [
        "http://localhost:8700",
        "https://tax.example,http://localhost:8700",
        "https://tax.example,https://127.0.0.1",
        "https://tax.example, http://tax.example",
        "https://tax.example,,https://[::1]:8700",
        ",",
        "",
    ],
)
def test_production_refuses_any_public_address_of_a_sandbox(urls: str) -> None:
    with pytest.raises(ValueError, match="TAX_PUBLIC_URLS"):
        settings.read({**TOLD, "TAX_PUBLIC_URLS": urls})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAX_SMS_ENDPOINT", "http://127.0.0.1:9"),
        ("TAX_BANK_ENDPOINT", "http://bank.example"),
        ("TAX_BANK_ENDPOINT", "https://localhost:8735"),
        ("DYNAMODB_ENDPOINT", "http://127.0.0.1:8000"),
        ("TAX_SECRETS", "file:secrets.json"),
    ],
)
def test_production_refuses_other_sandboxes(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        settings.read({**TOLD, name: value})
