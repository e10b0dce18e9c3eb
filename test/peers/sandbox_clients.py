"""Unmodified AWS clients against the sandbox: boto3 and the AWS CLI, as a person would use them.

Usage: python test/peers/sandbox_clients.py   (with test/peers/requirements.txt installed)
"""

import gzip
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULE = "iam-console-mfa"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "any",
    "AWS_SECRET_ACCESS_KEY": "any",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_PAGER": "",
}


class Sandbox:
    """`npm run sandbox` as a process of its own, with these flags."""

    def __init__(self, *flags):
        self.flags = flags

    def __enter__(self):
        command = ["npm", "run", "--silent", "sandbox", "--", *self.flags]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
        for line in self.process.stdout:
            if line.startswith("http://127.0.0.1:"):
                return line.strip()
        raise SystemExit(f"the sandbox ended with {self.process.wait()}")

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.stdout.read()
        self.process.wait(timeout=20)


def aws(url, *words):
    """One call of the AWS CLI; its answer as JSON."""
    run = subprocess.run(
        [pathlib.Path(sys.executable).parent / "aws", *words, "--output", "json"],
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AWS_ENDPOINT_URL": url, **ENVIRONMENT},
    )
    return json.loads(run.stdout) if run.stdout.strip() else None


def results(config):
    pages = config.get_paginator("get_compliance_details_by_config_rule").paginate(ConfigRuleName=RULE)
    return {
        result["EvaluationResultIdentifier"]["EvaluationResultQualifier"]["ResourceId"]: result
        for page in pages
        for result in page["EvaluationResults"]
    }


def settled(config, expected):
    """The results, once AWS Config holds as many as expected."""
    for _ in range(100):
        held = results(config)
        if len(held) == expected:
            return held
        time.sleep(0.2)
    raise AssertionError(f"AWS Config holds {len(held)} results, not {expected}")


def error_code(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


def judged_by_boto3(iam):
    """Who has a password and no MFA device, by the calls that everybody makes."""
    failing = set()
    for page in iam.get_paginator("list_users").paginate():
        for user in page["Users"]:
            try:
                iam.get_login_profile(UserName=user["UserName"])
            except iam.exceptions.NoSuchEntityException:
                continue
            if not iam.list_mfa_devices(UserName=user["UserName"])["MFADevices"]:
                failing.add(user["UserId"])
    return failing


def check_boto3(url):
    client = {
        name: boto3.client(
            name, endpoint_url=url, region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any"
        )
        for name in ("iam", "sts", "config")
    }
    iam, config = client["iam"], client["config"]
    assert client["sts"].get_caller_identity()["Account"] == "123456789012"
    assert [rule["ConfigRuleName"] for rule in config.describe_config_rules()["ConfigRules"]] == [RULE]
    held = settled(config, 230)
    assert {id for id, result in held.items() if result["ComplianceType"] == "NON_COMPLIANT"} == judged_by_boto3(iam)

    user_id = iam.create_user(UserName="peer")["User"]["UserId"]
    assert error_code(iam.create_user, UserName="PEER") == ("EntityAlreadyExists", 409)
    assert error_code(iam.get_login_profile, UserName="peer") == ("NoSuchEntity", 404)
    assert error_code(iam.list_users, MaxItems=1001) == ("ValidationError", 400)
    iam.create_login_profile(UserName="peer", Password="Correct-horse-1")
    assert error_code(iam.delete_user, UserName="peer") == ("DeleteConflict", 409)
    iam.generate_credential_report()
    return user_id


def check_cli(url, user_id):
    assert aws(url, "iam", "get-user", "--user-name", "peer")["User"]["UserId"] == user_id
    assert len(aws(url, "iam", "list-users")["Users"]) == 231
    summary = aws(url, "configservice", "get-compliance-summary-by-config-rule")["ComplianceSummary"]
    assert summary["NonCompliantResourceCount"]["CappedCount"] == 1
    details = aws(
        url, "configservice", "get-compliance-details-by-config-rule", "--config-rule-name", RULE,
        "--compliance-types", "NON_COMPLIANT", "--limit", "1",
    )
    assert details["EvaluationResults"][0]["ComplianceType"] == "NON_COMPLIANT"


def check_trail(url):
    """The event history by boto3's paginator and by the AWS CLI, and the same events in log files at the end."""
    client = boto3.client(
        "cloudtrail", endpoint_url=url, region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any",
        config=Config(retries={"mode": "standard", "max_attempts": 10}),
    )
    pages = client.get_paginator("lookup_events").paginate(
        LookupAttributes=[{"AttributeKey": "Username", "AttributeValue": "diana.okafor"}]
    )
    events = [json.loads(event["CloudTrailEvent"]) for page in pages for event in page["Events"]]
    assert len(events) == 150 and {event["userIdentity"]["userName"] for event in events} == {"diana.okafor"}
    sign_ins = [event for event in events if event["eventName"] == "ConsoleLogin"]
    assert len(sign_ins) == 30 and {event["additionalEventData"]["MFAUsed"] for event in sign_ins} == {"No"}
    assert error_code(client.lookup_events, MaxResults=51) == ("InvalidMaxResultsException", 400)
    time.sleep(1)
    by_cli = aws(
        url, "cloudtrail", "lookup-events", "--max-items", "60",
        "--lookup-attributes", "AttributeKey=EventName,AttributeValue=AssumeRole",
    )["Events"]
    assert len(by_cli) == 30 and {event["Username"] for event in by_cli} == {"jonas.weber"}
    return {event["eventID"] for event in events}


def logged(directory):
    """The IDs of all events in log files."""
    return {
        record["eventID"]
        for path in pathlib.Path(directory).rglob("*.json.gz")
        for record in json.loads(gzip.decompress(path.read_bytes()))["Records"]
    }


def check_organization(url):
    """The organization's accounts, page by page, and a role of one of them."""

    def client(name, access_key="any", secret_key="any", session_token=None):
        return boto3.client(
            name, endpoint_url=url, region_name="us-east-1", aws_access_key_id=access_key,
            aws_secret_access_key=secret_key, aws_session_token=session_token,
        )

    pages = list(client("organizations").get_paginator("list_accounts").paginate())
    accounts = [account for page in pages for account in page["Accounts"]]
    assert len(pages) > 1 and len(accounts) == 25, [len(page["Accounts"]) for page in pages]
    assert accounts[0]["Id"] == "123456789012" and {account["State"] for account in accounts} == {"ACTIVE"}

    member = accounts[1]["Id"]
    sts = client("sts")
    role = f"arn:aws:iam::{member}:role/ConsoleMfaAudit"
    given = sts.assume_role(RoleArn=role, RoleSessionName="peer")["Credentials"]
    session = given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]
    assert client("sts", *session).get_caller_identity()["Account"] == member
    users = client("iam", *session).list_users()["Users"]
    assert users and all(f"::{member}:user/" in user["Arn"] for user in users)
    nobody = f"arn:aws:iam::{member}:role/Nobody"
    assert error_code(sts.assume_role, RoleArn=nobody, RoleSessionName="peer") == ("AccessDenied", 403)


def main():
    with Sandbox("--users", "230", "--seed", "7") as url:
        user_id = check_boto3(url)
        check_cli(url, user_id)
    with tempfile.TemporaryDirectory() as directory:
        with Sandbox("--cloudtrail", directory) as url:
            looked_up = check_trail(url)
        assert looked_up < logged(directory)
    with Sandbox("--accounts", "25") as url:
        check_organization(url)
    print("sandbox: boto3 and the AWS CLI work against it, and boto3's own judgement of 230 users agrees")


if __name__ == "__main__":
    main()
