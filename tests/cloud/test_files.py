"""The bucket of files: never public, reached by our pages alone, nothing lies in it for ever."""

from datetime import date
from typing import Any

from backend.documents.rules.kinds import KINDS
from backend.kernel.parameters import published
from tests.cloud.conftest import of_type, read


def bucket() -> dict[str, Any]:
    [found] = of_type(read("files"), "AWS::S3::Bucket").values()
    return found


def test_nothing_in_it_can_be_made_public() -> None:
    assert set(bucket()["PublicAccessBlockConfiguration"].values()) == {True}
    assert "AccessControl" not in bucket()
    [policy] = of_type(read("files"), "AWS::S3::BucketPolicy").values()
    [statement] = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_our_pages_send_and_fetch() -> None:
    [rule] = bucket()["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == {"Ref": "PublicUrls"}
    assert rule["AllowedMethods"] == ["GET", "PUT"]
    assert "*" not in rule["AllowedHeaders"]


def test_what_everybody_forgot_goes_by_itself_and_nothing_that_is_still_kept() -> None:
    rules = {one["Id"]: one for one in bucket()["LifecycleConfiguration"]["Rules"]}
    assert rules["half-sent"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 2}
    assert rules["left-by-workers"]["Prefix"] == "scraps/"
    assert rules["forgotten"]["Prefix"] == "companies/"
    day, kept = date(2026, 11, 28), published("documents")
    longest = max(kept.number("kept-days", of, day) for of in (*KINDS, "upload"))
    assert rules["forgotten"]["ExpirationInDays"] >= longest + 7
    assert rules["checked-by-anybody"]["Prefix"] == "checks/"
    assert set(rules) == {"half-sent", "left-by-workers", "forgotten", "checked-by-anybody"}
