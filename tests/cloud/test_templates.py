"""The templates as a whole: valid in the China regions, nobody may do more than they need."""

import json
import re
from typing import Any

import boto3
import cfnlint.api
import pytest
from cfnlint.config import ManualArgs
from moto import mock_aws

from backend import settings
from backend.documents.rules.jobs import LEASE
from functions.documents import handler as documents
from functions.documents.seal import SECRET as SEAL
from tests.cloud.conftest import CLOUD, ROOT, TEMPLATES, of_type, read

REGIONS = ["cn-north-1", "cn-northwest-1", "us-east-1"]
FUNCTION, SOURCE = "AWS::Lambda::Function", "AWS::Lambda::EventSourceMapping"
ROLE, PERMISSION = "AWS::IAM::Role", "AWS::Lambda::Permission"
WITHOUT_ROLE = {"__init__", "bank_time", "door", "sweeping"}
# Streams and files are many: each of these names its prefix.
WIDE = {"FindTheStream", "KeepFiles", "DropFiles", "SignLinks"}
BANK = {"bank-key-id", "bank-key-secret"}
SECRETS = {
    "ApiRole": {
        *("access-signing-pem", "access-retired-pems", "identity", "proof-nonce", "pickup-keys"),
        *("sms-key-id", "sms-key-secret"),
    },
    "LedgerReactRole": BANK,
    "LedgerReplayRole": BANK,
    "PaymentsSweepRole": BANK,
    "PaymentsReconcileRole": BANK,
    "DocumentsRole": {SEAL},
}


def statements(template: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """List every policy statement with its role's name."""
    return [
        (name, statement)
        for name, role in of_type(template, ROLE).items()
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_cfn_lint_finds_nothing(path: Any) -> None:
    found = cfnlint.api.lint_file(path, config=ManualArgs(regions=REGIONS))
    assert [f"{one.rule.id} {one.message} line {one.linenumber}" for one in found] == []


def test_cfn_lint_bites() -> None:
    wrong = (CLOUD / "functions.yaml").read_text(encoding="utf-8")
    wrong = wrong.replace("StartingPosition: TRIM_HORIZON", "StartingPosition: OLDEST")
    found = cfnlint.api.lint(wrong, config=ManualArgs(regions=REGIONS))
    assert any("OLDEST" in one.message for one in found)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_partition_region_or_account_is_written_out(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"arn:aws\b|amazonaws\.com\.cn|\b\d{12}\b|(?:cn|us|eu|ap)-\w+-\d\b", text) == []
    )


def handlers() -> set[str]:
    """Name every handler: a module, or the module `handler` of a folder of its own."""
    modules = {path.stem for path in (ROOT / "functions").glob("*.py")} - WITHOUT_ROLE
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")}
    return modules | {f"{name}.handler" for name in folders}


def test_each_handler_is_one_function_and_only_documents_have_a_zip_of_their_own() -> None:
    functions = of_type(read("functions"), FUNCTION)
    assert {one["Handler"] for one in functions.values()} == {
        f"functions.{name}.handler" for name in handlers()
    }
    for name, one in functions.items():
        own = name == "Documents"
        key = {"Ref": "DocumentsCodeKey" if own else "CodeKey"}
        assert one["Code"] == {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": key}
        assert one["Role"] == {"Fn::GetAtt": [f"{name}Role", "Arn"]}
        most = {"Documents": 120, "PaymentsReconcile": 600}.get(name, 60)
        assert (one["Runtime"], one["Timeout"] <= most) == ("python3.11", True)


def test_an_alarm_of_failures_sees_as_many_runs_as_it_counts() -> None:
    """A rule that runs every half hour never fails in three spans of five minutes in a row."""
    templates = of_type(read("functions"), "AWS::CloudWatch::Alarm")
    rules = of_type(read("functions"), "AWS::Events::Rule")
    failing = {one.removesuffix("Failing"): two for one, two in templates.items()}
    for name, rule in rules.items():
        minutes = int(re.findall(r"rate\((\d+) minutes?\)", rule["ScheduleExpression"])[0])
        alarm = failing[name.removesuffix("Schedule")]
        assert alarm["MetricName"] == "Errors"
        assert alarm["Period"] >= 60 * minutes, name


def test_a_step_of_a_job_has_time_to_be_saved() -> None:
    whole = of_type(read("functions"), FUNCTION)["Documents"]["Timeout"]
    assert whole * 1000 >= 2 * documents.RESERVE_MILLIS
    # While a call may still be at work, nobody else is given its job.
    assert LEASE.total_seconds() > whole


def test_the_ledgers_stream_is_followed_from_its_oldest_record_and_nothing_is_swallowed() -> None:
    sources = of_type(read("functions"), SOURCE)
    assert set(sources) == {"LedgerReactSource", "DocumentsSource"}
    patterns = {name: followed(source) for name, source in sources.items()}
    assert patterns["LedgerReactSource"] == {"eventName": ["INSERT"]}
    kinds = patterns["DocumentsSource"]["dynamodb"]["NewImage"]["kind"]["S"]
    assert kinds == list(documents.WANTED)
    assert sources["DocumentsSource"]["BatchSize"] == 1


def followed(source: dict[str, Any]) -> Any:
    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["BisectBatchOnFunctionError"] is True
    assert 0 < source["MaximumRetryAttempts"] <= 10
    assert 0 < source["MaximumRecordAgeInSeconds"] <= 6 * 3600
    queue = source["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    resource = read("functions")["Resources"][queue]
    assert resource["Type"] == "AWS::SQS::Queue"
    assert resource["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    [pattern] = source["FilterCriteria"]["Filters"]
    exported = read("tables")["Outputs"]["LedgerTableStream"]["Export"]["Name"]
    assert source["EventSourceArn"] == {"Fn::ImportValue": exported}
    told = json.loads(pattern["Pattern"])
    assert told["eventName"] == ["INSERT"]
    return told


def test_the_sweepers_run_every_minute_and_never_twice_at_once() -> None:
    template = read("functions")
    called = {
        rule["Targets"][0]["Arn"]["Fn::GetAtt"][0]: rule["ScheduleExpression"]
        for rule in of_type(template, "AWS::Events::Rule").values()
    }
    sweepers = set(of_type(template, FUNCTION)) - {"LedgerReact", "Documents"}
    # Days are compared when the bank has closed them: nothing is lost by half an hour.
    seldom = {"PaymentsReconcile": "rate(30 minutes)"}
    assert called == dict.fromkeys(sweepers, "rate(1 minute)") | seldom
    for name in called:
        assert of_type(template, FUNCTION)[name]["ReservedConcurrentExecutions"] == 1


def test_depth_age_failure_and_silence_raise_an_alarm() -> None:
    alarms = of_type(read("functions"), "AWS::CloudWatch::Alarm").values()
    watched = sorted(one["MetricName"] for one in alarms)
    assert watched == [
        *["ApproximateNumberOfMessagesVisible"] * 2,
        *["Errors"] * 10,
        *["Invocations"] * 8,
        *["IteratorAge"] * 2,
    ]
    assert all(one["AlarmActions"] == [{"Ref": "Alarms"}] for one in alarms)


def test_every_log_ends_some_day_and_belongs_to_a_function() -> None:
    logs = of_type(read("functions"), "AWS::Logs::LogGroup")
    assert set(logs) == {f"{name}Log" for name in of_type(read("functions"), FUNCTION)}
    for one in (*logs.values(), *of_type(read("api"), "AWS::Logs::LogGroup").values()):
        assert one["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("name", ["functions", "api"])
def test_no_role_may_do_everything_or_touch_everything(name: str) -> None:
    found = statements(read(name))
    assert found
    for role, one in found:
        actions = listed(one["Action"])
        assert not any("*" in action for action in actions), (role, actions)
        assert "dynamodb:Scan" not in actions, role
        assert "dynamodb:UpdateItem" not in actions, role  # the ledger is only added to
        for resource in listed(one["Resource"]):
            written = resource.get("Fn::Sub", "") if isinstance(resource, dict) else resource
            assert written != "*", (role, one["Sid"])
            if written.endswith("*"):
                assert one["Sid"] in WIDE, (role, one["Sid"])


def test_each_role_reads_its_own_secrets_by_their_names() -> None:
    found: dict[str, set[str]] = {}
    for role, one in (pair for name in ("functions", "api") for pair in statements(read(name))):
        if "secretsmanager:GetSecretValue" not in listed(one["Action"]):
            continue
        for resource in listed(one["Resource"]):
            name = resource["Fn::Sub"].split(":secret:${SecretPrefix}")[1]
            # The manager ends each name with a hyphen and six letters of its own.
            whole = name.removesuffix("-??????")
            assert whole != name or name == "access-retired-pems", (role, name)
            assert not set(whole) & set("*?"), (role, name)
            found.setdefault(role, set()).add(whole)
    assert found == SECRETS
    text = source_of("ARCHITECTURE.md")
    assert [name for name in set().union(*found.values()) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", ["functions", "api"])
def test_nobody_may_invoke_but_what_sends_events(name: str) -> None:
    template = read(name)
    for role, one in statements(template):
        assert not any(action.startswith("lambda:") for action in listed(one["Action"])), role
    for one in of_type(template, PERMISSION).values():
        assert one["Principal"] == "events.amazonaws.com"
        assert one["SourceArn"]["Fn::GetAtt"][0].endswith("Schedule")
    assert "AWS::Lambda::Url" not in {one["Type"] for one in template["Resources"].values()}
    for role in of_type(template, ROLE).values():
        trusted = role["AssumeRolePolicyDocument"]["Statement"]
        assert [one["Principal"] for one in trusted] == [{"Service": "lambda.amazonaws.com"}]
        assert "ManagedPolicyArns" not in role


def test_the_functions_are_told_what_they_read() -> None:
    for name, one in of_type(read("functions"), FUNCTION).items():
        told = {
            key: "https://tax.example" if isinstance(value, dict) else value
            for key, value in one["Environment"]["Variables"].items()
        }
        found = settings.read({**told, "TAX_SECRETS": "aws:smart-tax/", "TAX_TABLE_PREFIX": "x"})
        assert not found.local, name
        read_names = set(re.findall(r'"(TAX_[A-Z_]+)"', source_of("backend/settings.py")))
        assert set(told) <= read_names, name


def source_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:Tried to parse AWS")
def test_the_stacks_are_created_one_after_another() -> None:
    with mock_aws():
        storage = boto3.client("s3", region_name="us-east-1")
        storage.create_bucket(Bucket="packages")
        for key in ("smart-tax.zip", "documents.zip"):
            storage.put_object(Bucket="packages", Key=key, Body=b"PK")
        cloud = boto3.client("cloudformation", region_name="us-east-1")
        told = {
            "functions": {
                "CodeBucket": "packages",
                "CodeKey": "smart-tax.zip",
                "DocumentsCodeKey": "documents.zip",
                "PublicUrls": "https://tax.example",
            },
            "files": {"PublicUrls": "https://tax.example,https://other.example"},
        }
        for name in ("tables", "files", "api", "functions"):
            cloud.create_stack(
                StackName=name,
                TemplateBody=source_of(f"infra/cloud/{name}.yaml"),
                Parameters=[
                    {"ParameterKey": key, "ParameterValue": value}
                    for key, value in told.get(name, {}).items()
                ],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
        lambdas = boto3.client("lambda", region_name="us-east-1")
        sources = lambdas.list_event_source_mappings()["EventSourceMappings"]
        assert [one["EventSourceArn"].split("/")[1] for one in sources] == ["smart-tax-ledger"] * 2
        names = {one["FunctionName"] for one in lambdas.list_functions()["Functions"]}
        assert names == {
            f"smart-tax-{name.removesuffix('.handler').replace('_', '-')}" for name in handlers()
        }
