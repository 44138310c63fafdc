"""Secrets: read, kept, rotated, never printed."""

import json
import os
from pathlib import Path
from typing import Any, Protocol

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from backend.outside.secrets import FileSecrets, ManagedSecrets, SecretMissing


class OwnedClock(Protocol):
    def now(self) -> Any: ...
    def forward(self, **spans: float) -> Any: ...


def test_a_file_is_read_and_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps({"one": "first"}))
    kept = FileSecrets(path)
    assert kept.get("one") == "first"
    path.write_text(json.dumps({"one": "second"}))
    os.utime(path, ns=(1, 1))
    assert kept.get("one") == "second"
    assert (kept.find("one"), kept.find("two")) == ("second", None)
    with pytest.raises(SecretMissing, match="two"):
        kept.get("two")
    assert repr(kept) == "FileSecrets('secrets.json')"


class Manager:
    """Stands for the secrets manager; counts what it is asked."""

    def __init__(self) -> None:
        self.value, self.asked, self.works = "first", 0, True
        self.fault: Exception = OSError("secret-in-an-error")

    def get_secret_value(self, *, SecretId: str) -> dict[str, str]:  # noqa: N803
        self.asked += 1
        if not self.works:
            raise self.fault
        assert SecretId == "city/one"
        return {"SecretString": self.value}


def test_a_managed_secret_is_kept_for_a_while_and_then_asked_for_again(clock: OwnedClock) -> None:
    manager = Manager()
    kept = ManagedSecrets(manager, "city/", clock, kept_seconds=300)
    assert [kept.get("one"), kept.get("one"), manager.asked] == ["first", "first", 1]
    manager.value = "second"
    clock.forward(seconds=299)
    assert kept.get("one") == "first"
    clock.forward(seconds=1)
    assert kept.get("one") == "second"
    assert "second" not in repr(kept)


def test_a_short_outage_of_the_manager_is_lived_through(clock: OwnedClock) -> None:
    manager = Manager()
    kept = ManagedSecrets(manager, "city/", clock)
    assert kept.get("one") == "first"
    manager.works = False
    clock.forward(hours=1)
    assert kept.get("one") == "first"
    fresh = ManagedSecrets(manager, "city/", clock)
    with pytest.raises(SecretMissing) as caught:
        fresh.get("one")
    assert str(caught.value) == "one"
    assert caught.value.__suppress_context__


def test_the_manager_itself(clock: OwnedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with mock_aws():
        client = boto3.client("secretsmanager", region_name="cn-north-1")
        client.create_secret(Name="city/one", SecretString="from the manager")
        kept = ManagedSecrets(client, "city/", clock)
        assert kept.get("one") == kept.find("one") == "from the manager"
        assert kept.find("two") is None
        with pytest.raises(SecretMissing, match="two"):
            kept.get("two")


def test_a_secret_that_need_not_be_there(
    clock: OwnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with mock_aws():
        client = boto3.client("secretsmanager", region_name="cn-north-1")
        kept = ManagedSecrets(client, "city/", clock)
        assert kept.find("one") is None
        client.create_secret(Name="city/one", SecretString="there")
        assert kept.find("one") is None  # asked for at each call it would cost each call
        clock.forward(seconds=300)
        assert kept.find("one") == "there"
        client.delete_secret(SecretId="city/one", ForceDeleteWithoutRecovery=True)
        clock.forward(seconds=300)
        assert kept.find("one") is None


def test_a_secret_marked_for_deletion_is_gone_to_new_processes_and_to_running_ones(
    clock: OwnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with mock_aws():
        client = boto3.client("secretsmanager", region_name="cn-north-1")
        client.create_secret(Name="city/one", SecretString="there")
        warm = ManagedSecrets(client, "city/", clock)
        assert warm.find("one") == "there"
        client.delete_secret(SecretId="city/one")  # the manager keeps it for thirty days
        clock.forward(seconds=300)
        for process in (warm, ManagedSecrets(client, "city/", clock)):
            assert process.find("one") is None
            with pytest.raises(SecretMissing):
                process.get("one")
        client.restore_secret(SecretId="city/one")
        clock.forward(seconds=300)
        assert warm.find("one") == "there"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AccessDeniedException", "is not authorized to perform secretsmanager:GetSecretValue"),
        ("InvalidRequestException", "managed by another service"),
    ],
)
def test_who_is_not_let_in_does_not_learn_that_there_is_no_secret(
    clock: OwnedClock, code: str, said: str
) -> None:
    manager = Manager()
    warm = ManagedSecrets(manager, "city/", clock)
    assert warm.find("one") == "first"
    manager.works = False
    manager.fault = ClientError({"Error": {"Code": code, "Message": said}}, "GetSecretValue")
    clock.forward(hours=1)
    assert warm.find("one") == "first"
    with pytest.raises(SecretMissing):
        ManagedSecrets(manager, "city/", clock).find("one")


def test_an_outage_says_of_no_secret_that_it_is_not_there(clock: OwnedClock) -> None:
    manager = Manager()
    kept = ManagedSecrets(manager, "city/", clock)
    assert kept.find("one") == "first"
    manager.works = False
    clock.forward(hours=1)
    assert kept.find("one") == "first"
    with pytest.raises(SecretMissing):
        ManagedSecrets(manager, "city/", clock).find("one")
