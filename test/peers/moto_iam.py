"""The bundled Lambda against moto's IAM: an outside check that it reads IAM right.

Usage: python test/peers/moto_iam.py   (after `npm run synth`, with test/peers/requirements.txt installed)
"""

import http.server
import json
import logging
import os
import pathlib
import subprocess
import threading

import boto3
from moto.server import ThreadedMotoServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "peer", "AWS_SECRET_ACCESS_KEY": "peer", "AWS_REGION": "us-east-1"}


class ConfigRecorder(http.server.BaseHTTPRequestHandler):
    """AWS Config as far as the rule needs it: holds nothing, and takes every evaluation."""

    evaluations: dict[str, dict] = {}
    batches: list[int] = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        action = self.headers["X-Amz-Target"].split(".")[1]
        if action == "PutEvaluations":
            self.batches.append(len(body["Evaluations"]))
            self.evaluations.update({item["ComplianceResourceId"]: item for item in body["Evaluations"]})
            answer = {"FailedEvaluations": []}
        else:
            answer = {"EvaluationResults": []}
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_):
        pass


def bundle():
    manifest = json.loads((ROOT / "cdk.out/ConsoleMfa.assets.json").read_text())
    paths = [ROOT / "cdk.out" / file["source"]["path"] / "index.mjs" for file in manifest["files"].values()]
    return next(path for path in paths if path.exists())


def account(iam):
    """230 users; who fails is said here in so many words."""
    ids = {}
    for number in range(230):
        name = f"user-{number:03}"
        path = "/service/" if number >= 200 else "/"
        ids[name] = iam.create_user(UserName=name, Path=path)["User"]["UserId"]
    for number in range(0, 230, 2):
        iam.create_login_profile(UserName=f"user-{number:03}", Password="Correct-horse-1")
    for number in range(0, 230, 4):
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"user-{number:03}")["VirtualMFADevice"]
        iam.enable_mfa_device(
            UserName=f"user-{number:03}",
            SerialNumber=device["SerialNumber"],
            AuthenticationCode1="123456",
            AuthenticationCode2="654321",
        )
    iam.enable_mfa_device(
        UserName="user-002", SerialNumber="GAHT12345678", AuthenticationCode1="123456", AuthenticationCode2="654321"
    )
    iam.tag_user(UserName="user-006", Tags=[{"Key": "mfa-exempt-until", "Value": "2999-12-31"}])
    iam.tag_user(UserName="user-010", Tags=[{"Key": "mfa-exempt-until", "Value": "2020-02-29"}])
    iam.create_group(GroupName="break-glass")
    iam.add_user_to_group(GroupName="break-glass", UserName="user-014")
    return ids


def run(iam_url, config_url, parameters):
    ConfigRecorder.evaluations.clear()
    ConfigRecorder.batches.clear()
    subprocess.run(
        ["node", str(ROOT / "test/peers/invoke.mjs"), str(bundle()), json.dumps(parameters)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL_IAM": iam_url,
            "AWS_ENDPOINT_URL_CONFIG_SERVICE": config_url,
            **CREDENTIALS,
        },
    )
    assert max(ConfigRecorder.batches) <= 100, ConfigRecorder.batches
    return dict(ConfigRecorder.evaluations)


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    iam_url = "http://%s:%d" % moto.get_host_and_port()
    config = http.server.ThreadingHTTPServer(("127.0.0.1", 0), ConfigRecorder)
    threading.Thread(target=config.serve_forever, daemon=True).start()
    config_url = f"http://127.0.0.1:{config.server_port}"
    client = boto3.client(
        "iam", endpoint_url=iam_url, region_name="us-east-1", aws_access_key_id="peer", aws_secret_access_key="peer"
    )
    ids = account(client)

    results = run(iam_url, config_url, {})
    got = {name: results[ids[name]]["ComplianceType"] for name in ids}
    # Every second user has a password; every fourth a virtual device besides, and user-002 a hardware token.
    failing = {f"user-{number:03}" for number in range(6, 230, 4)}
    assert {name for name, compliance in got.items() if compliance == "NON_COMPLIANT"} == failing
    assert set(got.values()) == {"COMPLIANT", "NON_COMPLIANT"}
    assert {item["OrderingTimestamp"] for item in results.values()} == {1772344800}

    results = run(
        iam_url,
        config_url,
        {
            "exemptPaths": "/service/",
            "exemptGroups": "break-glass",
            "exemptionTag": "mfa-exempt-until",
            "acceptedMfaTypes": "virtual;fido",
        },
    )
    got = {name: results[ids[name]]["ComplianceType"] for name in ids}
    exempt = {f"user-{number:03}" for number in range(200, 230)} | {"user-006", "user-014"}
    failing = {f"user-{number:03}" for number in range(10, 200, 4)} - {"user-014"} | {"user-002"}
    assert {name for name, compliance in got.items() if compliance == "NOT_APPLICABLE"} == exempt
    assert {name for name, compliance in got.items() if compliance == "NON_COMPLIANT"} == failing
    assert "ended with 2020-02-29" in results[ids["user-010"]]["Annotation"]
    config.shutdown()
    moto.stop()
    print("moto: 230 users judged right under two policies")


if __name__ == "__main__":
    main()
