"""`python -m infra.cloud.tables`: writes tables.yaml from the PynamoDB classes.

A table outlives its stack: it is retained, protected against deletion, and can be put back to any
second of the last 35 days.
"""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

import backend
from backend.storage.table import Table

TEMPLATE = Path(__file__).with_name("tables.yaml")
_HEADING = "# Made by `python -m infra.cloud.tables` from the PynamoDB classes; change those.\n"
_NAME = "${TablePrefix}-%s"


def template() -> dict[str, Any]:
    """Describe every table of the house."""
    found = {model.Meta.noun: model for model in house_tables()}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Smart tax: the tables, one a room, and the ledger with its stream",
        "Parameters": {
            "TablePrefix": {
                "Type": "String",
                "Default": "smart-tax",
                "AllowedPattern": "[a-z][a-z0-9-]{2,30}",
                "Description": "What the name of every table begins with (TAX_TABLE_PREFIX)",
            }
        },
        "Resources": {_logical(noun): _resource(model) for noun, model in sorted(found.items())},
        "Outputs": {
            f"{_logical(noun)}Stream": {
                "Description": f"The stream of {noun}, for the functions that follow it",
                "Value": {"Fn::GetAtt": [_logical(noun), "StreamArn"]},
                "Export": {"Name": {"Fn::Sub": f"{_NAME % noun}-stream"}},
            }
            for noun, model in sorted(found.items())
            if hasattr(model.Meta, "stream_view_type")
        },
    }


def house_tables() -> list[Any]:
    """List the tables of `backend`; a test may have defined others."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if module.name.endswith(".tables") or module.name.startswith("backend.storage."):
            importlib.import_module(module.name)  # defining a table is joining the list
    return [one for one in Table.registry if one.__module__.startswith("backend.")]


def text() -> str:
    """Write the template as YAML, the same every time."""
    written: str = yaml.dump(template(), Dumper=_Plain, sort_keys=False, width=100)
    return _HEADING + written


class _Plain(yaml.SafeDumper):  # type: ignore[misc]
    """YAML without anchors, which CloudFormation does not read."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _logical(noun: str) -> str:
    return noun.title().replace("-", "") + "Table"


def _resource(model: Any) -> dict[str, Any]:
    schema = model._get_schema()
    properties: dict[str, Any] = {
        "TableName": {"Fn::Sub": _NAME % model.Meta.noun},
        "BillingMode": model.Meta.billing_mode,
        "AttributeDefinitions": sorted(
            (
                {"AttributeName": one["AttributeName"], "AttributeType": one["AttributeType"]}
                for one in schema["attribute_definitions"]
            ),
            key=lambda one: str(one["AttributeName"]),
        ),
        "KeySchema": _keys(schema["key_schema"]),
    }
    if schema["global_secondary_indexes"]:
        properties["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index["index_name"],
                "KeySchema": _keys(index["key_schema"]),
                "Projection": dict(index["projection"]),
            }
            for index in sorted(schema["global_secondary_indexes"], key=lambda i: i["index_name"])
        ]
    if hasattr(model.Meta, "stream_view_type"):
        properties["StreamSpecification"] = {"StreamViewType": model.Meta.stream_view_type}
    lifetime = model._ttl_attribute()
    if lifetime is not None:
        properties["TimeToLiveSpecification"] = {
            "AttributeName": lifetime.attr_name,
            "Enabled": True,
        }
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            **properties,
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            "SSESpecification": {"SSEEnabled": True},
            "DeletionProtectionEnabled": True,
        },
    }


def _keys(schema: list[dict[str, str]]) -> list[dict[str, str]]:
    ordered = sorted(schema, key=lambda one: one["KeyType"])  # HASH before RANGE
    return [{"AttributeName": k["AttributeName"], "KeyType": k["KeyType"]} for k in ordered]


if __name__ == "__main__":
    TEMPLATE.write_text(text(), encoding="utf-8")
    print(f"{TEMPLATE.name}: {len(template()['Resources'])} tables")
