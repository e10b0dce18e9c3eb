"""`iam-console-mfa audit` beside prowler's check iam_user_mfa_enabled_console_access, user by user, on one account.

prowler reads the credential report, the audit IAM's own answers. Where both define the same thing they have to agree;
where they do not, what each says is written down here.

Usage: python test/peers/beside_prowler.py   (with test/peers/requirements-prowler.txt installed)
"""

import json
import os
import subprocess
import time
import urllib.request

import boto3
from prowler_for_aws import scan
from sandbox_clients import ENVIRONMENT, ROOT, Sandbox

MISSING = "-"
AGREE = {("PASS", "COMPLIANT"), ("FAIL", "NON_COMPLIANT")}

# The sandbox's small company under the default policy: what prowler says, what the audit says, and why.
COMPANY = {
    "alice.martin": ("PASS", "COMPLIANT", "acceptedDevice"),  # virtual
    "backup-agent": ("PASS", "COMPLIANT", "noPassword"),
    "break-glass": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "bruno.costa": ("PASS", "COMPLIANT", "acceptedDevice"),  # a passkey or security key
    "chen.wei": ("PASS", "COMPLIANT", "acceptedDevice"),  # a hardware token
    "ci-deploy": ("PASS", "COMPLIANT", "noPassword"),
    "diana.okafor": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "erik.lund": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "fatima.haddad": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "gita.rao": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "ines.moreau": ("PASS", "COMPLIANT", "acceptedDevice"),  # virtual, and a passkey or security key
    "jonas.weber": ("PASS", "COMPLIANT", "noPassword"),
    "legacy-reports": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
    "weber,jonas=x": ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"),
}

# prowler's check has no policy and leaves out the root user.
POLICY = [
    "--exempt-groups", "emergency", "--exempt-paths", "/service/", "--grace-period-days", "14",
    "--accepted-mfa-types", "virtual;fido", "--include-root",
]  # fmt: skip
DIFFER_BY_POLICY = {
    "<root_account>": (MISSING, "COMPLIANT", "mfa"),
    "backup-agent": ("PASS", "NOT_APPLICABLE", "exempt"),
    "break-glass": ("FAIL", "NOT_APPLICABLE", "exempt"),
    "chen.wei": ("PASS", "NON_COMPLIANT", "noAcceptedDevice"),  # a hardware token is not accepted
    "ci-deploy": ("PASS", "NOT_APPLICABLE", "exempt"),
    "fatima.haddad": ("FAIL", "COMPLIANT", "inGrace"),
    "legacy-reports": ("FAIL", "NOT_APPLICABLE", "exempt"),
    "weber,jonas=x": ("FAIL", "COMPLIANT", "inGrace"),
}

# After changes within four hours of the report: prowler repeats what was true before them.
DIFFER_BY_AGE = {
    "alice.martin": ("PASS", "NON_COMPLIANT", "noAcceptedDevice"),  # lost the one device
    "erik.lund": ("FAIL", "COMPLIANT", "noPassword"),  # lost the password
    "gita.rao": ("FAIL", MISSING, MISSING),  # deleted
    "jonas.weber": ("PASS", "NON_COMPLIANT", "noAcceptedDevice"),  # got a password
    "new.user": (MISSING, "NON_COMPLIANT", "noAcceptedDevice"),  # created
}


def environment(url):
    return {"PATH": os.environ["PATH"], "AWS_ENDPOINT_URL": url, **ENVIRONMENT}


def audit(url, *flags):
    """Compliance and reason by user name, of `audit --format json`."""
    run = subprocess.run(
        ["node", str(ROOT / "bin/iam-console-mfa.js"), "audit", "--format", "json", *flags],
        capture_output=True,
        text=True,
        env=environment(url),
    )
    assert run.returncode == 1, f"somebody is not compliant in every account here: {run.returncode}\n{run.stderr}"
    return {user["userName"]: (user["compliance"], user["reason"]) for user in json.loads(run.stdout)["users"]}


def beside(prowlers, ours):
    """What both say of everybody of whom either says something."""
    names = prowlers.keys() | ours.keys()
    return {name: (prowlers.get(name, MISSING), *ours.get(name, (MISSING, MISSING))) for name in names}


def differences(both):
    return {name: said for name, said in both.items() if said[:2] not in AGREE}


def expect(what, got, wanted):
    wrong = [
        f"  {name}: {got.get(name)}, expected {wanted.get(name)}"
        for name in sorted(got.keys() | wanted.keys())
        if got.get(name) != wanted.get(name)
    ]
    if wrong:
        raise SystemExit("\n".join([f"prowler and the audit, {what}:", *wrong]))


def advance(url, minutes):
    """Moves the sandbox's clock, by the button of its console."""
    headers = {"Content-Type": "application/json", "Origin": url}
    body = json.dumps({"type": "advance", "minutes": minutes}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{url}/console/actions", body, headers)).read()


def change(iam):
    [device] = iam.list_mfa_devices(UserName="alice.martin")["MFADevices"]
    iam.deactivate_mfa_device(UserName="alice.martin", SerialNumber=device["SerialNumber"])
    iam.delete_login_profile(UserName="erik.lund")
    iam.create_login_profile(UserName="jonas.weber", Password="Correct-horse-1")
    iam.create_user(UserName="new.user")
    iam.create_login_profile(UserName="new.user", Password="Correct-horse-1")
    iam.delete_login_profile(UserName="gita.rao")
    iam.remove_user_from_group(UserName="gita.rao", GroupName="finance")
    iam.delete_user(UserName="gita.rao")


def check_company(url):
    iam = boto3.client(
        "iam", endpoint_url=url, region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any"
    )
    # A name that a careless reader of the report would take for two columns.
    iam.create_user(UserName="weber,jonas=x")
    iam.create_login_profile(UserName="weber,jonas=x", Password="Correct-horse-1")
    fresh = scan(environment(url))
    expect("with a fresh report", beside(fresh, audit(url)), COMPANY)
    expect("under a policy", differences(beside(fresh, audit(url, *POLICY))), DIFFER_BY_POLICY)

    change(iam)
    stale = scan(environment(url))
    expect("with a stale report", differences(beside(stale, audit(url))), DIFFER_BY_AGE)
    assert stale == fresh
    advance(url, 4 * 60)
    expect("with the next report", differences(beside(scan(environment(url)), audit(url))), {})


def check_generated(url):
    both = beside(scan(environment(url)), audit(url))
    expect("of generated users", differences(both), {})
    assert len(both) == 120
    counts = {said: list(both.values()).count(said) for said in set(both.values())}
    assert counts == {
        ("PASS", "COMPLIANT", "noPassword"): 40,
        ("PASS", "COMPLIANT", "acceptedDevice"): 64,
        ("FAIL", "NON_COMPLIANT", "noAcceptedDevice"): 16,
    }, counts


def main():
    started = time.monotonic()
    with Sandbox() as url:
        check_company(url)
    with Sandbox("--users", "120", "--seed", "7") as url:
        check_generated(url)
    print(
        "prowler: agrees with the audit on 14 users, each in another situation, and on 120 generated ones; "
        f"differs by policy on {len(DIFFER_BY_POLICY)} and by the report's age on {len(DIFFER_BY_AGE)}, as listed "
        f"({time.monotonic() - started:.0f} s)"
    )


if __name__ == "__main__":
    main()
