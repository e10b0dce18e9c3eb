"""prowler's own command line, in a process that holds none of the other clouds' SDKs.

`prowler` imports the SDKs of every cloud that it knows, whatever it is asked to scan: 2 GB that a scan of AWS never
calls. Here a module of theirs is an empty one, and each of its names an empty class. AWS's SDK, and all of prowler,
are the real ones.
"""

import contextlib
import importlib.abc
import importlib.machinery
import json
import multiprocessing
import os
import pathlib
import sys
import tempfile
import types

OTHERS = ("alibabacloud_", "google", "kubernetes", "markdown", "slack_sdk", "stackit")
CHECK = "iam_user_mfa_enabled_console_access"


class NamesOfOthers(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return NamesOfOthers(name, (Exception,), {})


class ModuleOfOthers(types.ModuleType):
    __path__ = ()

    def __getattr__(self, name):
        return getattr(NamesOfOthers("other", (), {}), name)


class OtherClouds(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if not name.startswith(OTHERS):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return ModuleOfOthers(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.append(OtherClouds())

import prowler.__main__ as command_line  # noqa: E402

# Reading which of a hundred standards name which check takes most of a run, and has no part in what a check says.
command_line.Compliance.get_bulk = lambda provider: {}
command_line.get_bulk_compliance_frameworks_universal = lambda provider: {}


def scan(environment):
    """What prowler's command line says of everybody: PASS or FAIL by user name, of one run of its one check."""
    with tempfile.TemporaryDirectory() as directory:
        # A process for each, as a person would start it; forked, since the import takes six seconds.
        process = multiprocessing.get_context("fork").Process(target=_main, args=(environment, directory))
        process.start()
        process.join()
        log = pathlib.Path(directory, "log").read_text()
        assert process.exitcode == 0, f"prowler ended with {process.exitcode}\n{log}"
        findings = json.loads(pathlib.Path(directory, "scan.ocsf.json").read_text())
    assert {finding["metadata"]["event_code"] for finding in findings} == {CHECK}
    statuses = {finding["resources"][0]["name"]: finding["status_code"] for finding in findings}
    assert len(statuses) == len(findings)
    return statuses


def _main(environment, directory):
    os.environ.clear()
    os.environ.update(environment, HOME=directory)
    output = ["--output-formats", "json-ocsf", "--output-filename", "scan", "--output-directory", directory]
    quiet = ["--no-banner", "--no-color", "--ignore-exit-code-3"]
    sys.argv = ["prowler", "aws", "--checks", CHECK, "--region", "us-east-1", *output, *quiet]
    with open(f"{directory}/log", "w") as log, contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
        command_line.prowler()
