"""The provider's signature: its published example, and what breaks it."""

import pytest

from backend.outside import acs3
from backend.outside.acs3 import Call, Credentials

# The worked example of the provider's documentation of signature method V3.
CREDENTIALS = Credentials("YourAccessKeyId", "YourAccessKeySecret")
CALL = Call(
    host="ecs.cn-shanghai.aliyuncs.com",
    action="RunInstances",
    version="2014-05-26",
    query={
        "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        "RegionId": "cn-shanghai",
    },
    date="2023-10-26T10:22:32Z",
    nonce="3156853299f313e23d1673dc12e1703d",
)


def checked(**changes: object) -> bool:
    wish = {
        "method": "POST",
        "query": CALL.query,
        "headers": acs3.sign(CALL, CREDENTIALS),
        "body": b"",
        "credentials": CREDENTIALS,
        **changes,
    }
    return acs3.is_signed(**wish)  # type: ignore[arg-type]


def test_the_published_example() -> None:
    assert acs3.sign(CALL, CREDENTIALS)["authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_parameters_are_sorted_and_escaped() -> None:
    assert acs3.query_text({"b": "邢 台*~", "a": "1/2"}) == "a=1%2F2&b=%E9%82%A2%20%E5%8F%B0%2A~"


def test_a_good_call_is_believed() -> None:
    assert checked()
    headers = acs3.sign(CALL, CREDENTIALS)
    assert checked(headers={**headers, "user-agent": "anything"})


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"query": {"RegionId": "cn-shanghai"}},
        {"body": b"other"},
        {"credentials": Credentials("YourAccessKeyId", "other")},
        {"credentials": Credentials("other", "YourAccessKeySecret")},
        {"headers": {}},
        {"headers": {"authorization": "ACS3-HMAC-SHA256 nonsense"}},
        {"headers": {**acs3.sign(CALL, CREDENTIALS), "x-acs-action": "StopInstances"}},
        {"headers": {**acs3.sign(CALL, CREDENTIALS), "host": "other"}},
    ],
)
def test_a_changed_call_is_not_believed(changes: dict[str, object]) -> None:
    assert not checked(**changes)


@pytest.mark.parametrize("name", ["host", "x-acs-date", "x-acs-action", "x-acs-signature-nonce"])
def test_a_call_that_signs_too_little_is_not_believed(name: str) -> None:
    headers = acs3.sign(CALL, CREDENTIALS)
    kept = {key: headers[key] for key in headers if key not in {name, "authorization"}}
    names = ";".join(sorted(kept))
    signature = acs3._signature(
        "POST", CALL.query, kept, names=names, secret=CREDENTIALS.key_secret
    )
    authorization = (
        f"{acs3.ALGORITHM} Credential={CREDENTIALS.key_id},"
        f"SignedHeaders={names},Signature={signature}"
    )
    assert not checked(headers={**headers, "authorization": authorization})


def test_a_key_is_never_printed() -> None:
    assert "Secret" not in repr(CREDENTIALS)
