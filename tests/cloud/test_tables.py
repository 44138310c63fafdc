"""The tables are what the PynamoDB classes say, in the template and once created from it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from backend.storage import table
from infra.cloud import tables
from tests.cloud.conftest import CLOUD, of_type, read

REGION = "cn-north-1"
PREFIX = "moto-city"
TABLE = "AWS::DynamoDB::Table"


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty emulated account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "moto")
    with mock_aws():
        yield boto3.client("cloudformation", region_name=REGION)


def shape(name: str) -> dict[str, Any]:
    """Describe what of a table concerns the code."""
    found = boto3.client("dynamodb", region_name=REGION).describe_table(TableName=name)["Table"]
    return {
        "keys": found["KeySchema"],
        "attributes": sorted(
            (one["AttributeName"], one["AttributeType"]) for one in found["AttributeDefinitions"]
        ),
        "indexes": {
            one["IndexName"]: (one["KeySchema"], one["Projection"])
            for one in found.get("GlobalSecondaryIndexes", [])
        },
        "billing": found["BillingModeSummary"]["BillingMode"],
        "stream": found.get("StreamSpecification"),
    }


def test_the_committed_template_is_fresh() -> None:
    written = (CLOUD / "tables.yaml").read_text(encoding="utf-8")
    assert written == tables.text(), "run `python -m infra.cloud.tables`"


def test_a_changed_class_makes_it_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    [ledger] = [one for one in tables.house_tables() if one.Meta.noun == "ledger"]
    monkeypatch.setattr(ledger.Meta, "stream_view_type", "KEYS_ONLY")
    assert (CLOUD / "tables.yaml").read_text(encoding="utf-8") != tables.text()


def test_no_table_of_the_house_is_forgotten() -> None:
    import backend.app
    import functions.ledger_replay

    assert backend.app
    assert functions.ledger_replay
    nouns = {one.Meta.noun for one in table.Table.registry if one.__module__.startswith("backend")}
    named = {one["TableName"]["Fn::Sub"] for one in of_type(read("tables"), TABLE).values()}
    assert named == {f"${{TablePrefix}}-{noun}" for noun in nouns}


def test_created_tables_are_those_the_classes_create(cloud: Any) -> None:
    cloud.create_stack(
        StackName="tables",
        TemplateBody=(CLOUD / "tables.yaml").read_text(encoding="utf-8"),
        Parameters=[{"ParameterKey": "TablePrefix", "ParameterValue": PREFIX}],
    )
    names = [f"{PREFIX}-{one.Meta.noun}" for one in tables.house_tables()]
    by_template = {name: shape(name) for name in names}
    with mock_aws():
        table.bind(table.Binding(PREFIX, REGION, None, "moto", "moto"))
        table.create_all()
        by_class = {name: shape(name) for name in names}
    assert by_template == by_class
    assert by_template[f"{PREFIX}-ledger"]["stream"] == {
        "StreamEnabled": True,
        "StreamViewType": "NEW_IMAGE",
    }


def test_what_ends_by_itself_is_told_to() -> None:
    told = {
        name: one["TimeToLiveSpecification"]
        for name, one in of_type(read("tables"), TABLE).items()
        if "TimeToLiveSpecification" in one
    }
    lifetime = {"AttributeName": "gone_at", "Enabled": True}
    assert told == {
        "EinvoiceChecksTable": lifetime,
        "IdentityTable": lifetime,
        "KiosksTable": lifetime,
        "PickupMarksTable": lifetime,
    }


def test_no_table_can_be_lost() -> None:
    resources = read("tables")["Resources"]
    assert resources
    for name, resource in resources.items():
        kept = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
        assert kept == ("Retain", "Retain"), name
        properties = resource["Properties"]
        assert properties["DeletionProtectionEnabled"] is True, name
        assert properties["PointInTimeRecoverySpecification"] == {
            "PointInTimeRecoveryEnabled": True
        }, name
        assert properties["SSESpecification"] == {"SSEEnabled": True}, name
