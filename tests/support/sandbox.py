# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox of one's own for a test written in Python.

    with Sandbox("--era", "5", "--seed", "empty") as sandbox:
        sandbox.faults([{"method": "POST", "path": "/v1/imports", "nth": 2, "effect": "resetAfter"}])
        ... sandbox.keyban, sandbox.credentials["keyban"]["apiKey"] ...
        sandbox.state()["passports"]
"""
import json
import os
import selectors
import subprocess
import urllib.request
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CHANCERY_BUILD", TOP / "build" / "dev"))


class Sandbox:
    """chancery-sandbox, started with these arguments on a free port; its addresses are attributes."""

    def __init__(self, *arguments):
        self.arguments = [str(argument) for argument in arguments]
        self.process = None

    def __enter__(self):
        data = [] if "--data" in self.arguments else ["--data", ":memory:"]
        self.process = subprocess.Popen([BUILD / "app" / "chancery-sandbox", "--port", "0", *data, *self.arguments],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        try:
            self.__dict__.update(json.loads(self.first_line(within=30)))
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()

    def first_line(self, within):
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(within):
                raise AssertionError(f"the sandbox said nothing within {within} s")
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the sandbox ended with {self.process.wait()}")
        return line

    def end(self):
        """Ends the sandbox; twice is harmless."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()

    def ask(self, what, body=None):
        """A call of the control surface: requests, state, phone; with a body: faults, clock, phone."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.control}/{what}", data, {"Content-Type": "application/json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def state(self):
        return self.ask("state")

    def requests(self):
        """Every request so far, in order: n, method, path, query, status, bodySha256."""
        return self.ask("requests")["requests"]

    def faults(self, rules):
        """Sets the fault rules; an empty list ends them."""
        return self.ask("faults", {"rules": rules})
