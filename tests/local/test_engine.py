"""The embedded engine itself: what was answered is there after its power is cut."""

from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.local.engine import Engine, EngineMissing, find_binary, free_port

KEYS: Any = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}


def test_data_and_stream_survive_a_kill(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "city.db", free_port())
    engine.start()
    client = boto3.client(
        "dynamodb", endpoint_url=engine.endpoint, region_name="cn-north-1", **KEYS
    )
    client.create_table(
        TableName="engine-test-things",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    for number in range(20):
        client.put_item(TableName="engine-test-things", Item={"id": {"S": str(number)}})
    stream = client.describe_table(TableName="engine-test-things")["Table"]["LatestStreamArn"]
    assert engine.child is not None
    engine.child.kill()
    engine.child.wait()
    engine.start()
    try:
        assert client.scan(TableName="engine-test-things")["Count"] == 20
        after = client.describe_table(TableName="engine-test-things")["Table"]["LatestStreamArn"]
        assert after == stream
    finally:
        engine.stop()


def test_a_missing_engine_names_the_command_that_fetches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.local.engine.find_binary", lambda: None)
    monkeypatch.setattr("infra.local.engine.has_engine", lambda: True)
    with pytest.raises(EngineMissing, match="make engine"):
        Engine(tmp_path / "city.db", 1).command()


def test_a_platform_without_an_engine_gets_one_in_memory_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.local.engine.find_binary", lambda: None)
    monkeypatch.setattr("infra.local.engine.has_engine", lambda: False)
    engine = Engine(tmp_path / "city.db", free_port())
    assert not engine.keeps_data
    engine.start(patience_seconds=60)
    try:
        client = boto3.client(
            "dynamodb", endpoint_url=engine.endpoint, region_name="cn-north-1", **KEYS
        )
        assert client.list_tables()["TableNames"] == []
    finally:
        engine.stop()


def test_the_fetched_binary_is_found() -> None:
    binary = find_binary()
    assert binary is not None
    assert binary.is_file()
