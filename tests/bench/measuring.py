# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measuring scripts have in common."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def build(folder, targets):
    """The folder named, or that of the release preset with these targets built."""
    if folder:
        return Path(folder).resolve()
    folder = ROOT / "build" / "release"
    quiet = dict(check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    subprocess.run(["cmake", "--preset", "release", "-D", "CHANCERY_TESTS=ON"], **quiet)
    subprocess.run(["cmake", "--build", folder, "--target", *targets], **quiet)
    return folder


def python_with_tools():
    """The Python of an environment that has what requirements.txt names; made where it is missing."""
    wanted, place = HERE / "requirements.txt", ROOT / "build" / "bench" / "tools"
    made_from = place / "made-from.txt"
    if not made_from.is_file() or made_from.read_text() != wanted.read_text():
        print("making the environment for polars and DuckDB", file=sys.stderr)
        python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
        subprocess.run([python, "-m", "venv", "--clear", place], check=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", wanted],
                       check=True)
        made_from.write_text(wanted.read_text())
    return place / "bin" / "python"


def measured(command, environment=None):
    """Seconds of wall time, seconds of processor time and MiB of peak memory of a program, and what it printed."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=environment)
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{errors.read().decode()}")
    return (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), out.decode()


def medians(runs):
    return [statistics.median(column) for column in zip(*runs)]


def conditions(rounds):
    return f"median of {rounds}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


class Bounds:
    """What has to hold; said at the end."""

    def __init__(self):
        self.missed = []

    def hold(self, what, holds):
        if not holds:
            self.missed.append(what)

    def end(self):
        print("missed: " + "; ".join(self.missed) if self.missed else "all bounds held")
        sys.exit(1 if self.missed else 0)


class Sandbox:
    """A sandbox of its own, empty, whose import rows end at once unless a rate says otherwise."""

    def __init__(self, program, rate=0):
        self.process = subprocess.Popen([program, "--seed", "empty", "--rate", str(rate)], stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.keyban = self.ready["credentials"]["keyban"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def environment(self):
        return os.environ | {"KEYBAN_API": self.ready["keyban"], "KEYBAN_API_KEY": self.keyban["apiKey"],
                             "KEYBAN_APP_ID": self.keyban["applicationId"]}

    def passports(self):
        address = self.ready["control"] + "/state"
        return json.loads(subprocess.run(["curl", "-s", address], check=True, capture_output=True).stdout)["passports"]
