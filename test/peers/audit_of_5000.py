"""`iam-console-mfa audit` of 5,000 users, in moto's IAM and in the sandbox's, each judged by how it was made.

Usage: python test/peers/audit_of_5000.py   (with test/peers/requirements.txt installed)
"""

import json
import logging
import os
import subprocess
import time

from moto.iam.models import iam_backends
from moto.server import ThreadedMotoServer
from sandbox_clients import ENVIRONMENT, ROOT

NAMES = [f"user-{number:04}" for number in range(5000)]
# Of every ten users, by the last digit: 0 to 5 have a password, 0 to 3 a virtual device besides.
VERDICTS = {
    **dict.fromkeys("0123", ("COMPLIANT", "acceptedDevice")),
    **dict.fromkeys("45", ("NON_COMPLIANT", "noAcceptedDevice")),
    **dict.fromkeys("6789", ("COMPLIANT", "noPassword")),
}
TOTALS = {"users": 5000, "compliant": 4000, "inGrace": 0, "nonCompliant": 1000, "notApplicable": 0, "unread": 0}


def make_in_moto():
    """In moto's own state, which 10,000 calls would take a minute to make."""
    backend = iam_backends["123456789012"]["aws"]
    for name in NAMES:
        backend.create_user("us-east-1", name)
        if name[-1] in "012345":
            backend.create_login_profile(name, "Correct-horse-1")
        if name[-1] in "0123":
            device = backend.create_virtual_mfa_device(name, "/")
            backend.enable_mfa_device(name, device.serial_number, "123456", "654321")


def check(what, url):
    started = time.monotonic()
    run = subprocess.run(
        ["node", str(ROOT / "bin/iam-console-mfa.js"), "audit", "--format", "json"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "AWS_ENDPOINT_URL": url, **ENVIRONMENT},
    )
    seconds = time.monotonic() - started
    assert (run.returncode, run.stderr) == (1, ""), (run.returncode, run.stderr)
    audit = json.loads(run.stdout)
    got = {user["userName"]: (user["compliance"], user["reason"]) for user in audit["users"]}
    wrong = {name: got.get(name) for name in NAMES if got.get(name) != VERDICTS[name[-1]]}
    assert not wrong, f"{what}: {len(wrong)} users judged wrong, among them {list(wrong.items())[:5]}"
    assert len(audit["users"]) == len(got) == 5000
    assert audit["totals"] == TOTALS and audit["complete"] is True, audit["totals"]
    print(f"{what}: the audit judges 5,000 users right, in {seconds:.0f} s")


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_in_moto()
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    check("moto", "http://%s:%d" % moto.get_host_and_port())
    moto.stop()

    command = ["node", "--import", "tsx", "test/peers/serve-users.ts"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as sandbox:
        try:
            check("sandbox", sandbox.stdout.readline().strip())
        finally:
            sandbox.stdin.close()
            assert sandbox.wait(timeout=20) == 0


if __name__ == "__main__":
    main()
