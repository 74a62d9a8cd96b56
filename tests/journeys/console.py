# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The console on a data folder of its own, and the sandbox that it starts, asked behind its back."""
import http.client
import json
import re
import subprocess
import uuid

from desk import BUILD, TOP, Desk
from sandbox import APPLICATION  # noqa: E402 (desk tells where it is)

KEY = "test-keyban-api-key"
SECRET = "test-keystone-client-secret"


class Console(Desk):
    """The data folder, build/journeys/NAME/data unless given, stays for whoever looks into a failure."""

    def __init__(self, *arguments, name, data=None, environment=None):
        self.data = data or TOP / "build" / "journeys" / name / "data"
        super().__init__("chancery", "--data-dir", self.data, *arguments, name=name, environment=environment)

    @classmethod
    def at(cls, sandbox, name):
        """On a connection to this sandbox, with its key in the keychain."""
        desk = cls("--profile", "Points", name=name)
        profile = {"id": str(uuid.uuid4()), "name": "Points", "guard": "normal",
                   "keyban": {"base": sandbox.keyban, "applicationId": APPLICATION, "network": "StellarTestnet"}}
        desk.data.mkdir(parents=True)
        (desk.data / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        subprocess.run(["secret-tool", "store", "--label=Chancery", "xdg:schema", "org.qt.keychain", "server", "Chancery",
                        "type", "plaintext", "user", f"{profile['id']}/keyban"], input=KEY, text=True, check=True,
                       timeout=20)
        return desk

    def passports(self):
        """The table of the passports, once the whole catalogue is in it and rows move no more."""
        table = self.find("table", "Passports", within=30)
        self.wait(lambda: self.row_count(table) >= 100, "100 passports")
        self.find("label", re.compile(r"^[\d,]+ passports, as of"), within=30)
        return table

    def ask_sandbox(self, path):
        """The body of a GET, as text. The sandbox has another port at each start: the profile knows it."""
        return self.call_sandbox("GET", path)

    def control(self, what, **wish):
        """Tells the sandbox something behind everybody's back; see chancery-sandbox(1)."""
        self.call_sandbox("POST", f"/_sandbox/{what}", json.dumps(wish))

    def call_sandbox(self, method, path, body=None):
        port = re.search(r"http://127\.0\.0\.1:(\d+)", (self.data / "profiles.json").read_text())[1]
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
        try:
            connection.request(method, path, body, headers={"X-Api-Key": KEY})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status not in (200, 204):
            raise AssertionError(f"{method} {path}: {answer.status} {text}")
        return text

    def ctl(self, *arguments):
        """What chanceryctl prints as JSON, on the same connection, with a data folder of its own."""
        folder = self.folder / "ctl"
        folder.mkdir(exist_ok=True)
        profiles = (self.data / "profiles.json").read_text()
        (folder / "profiles.json").write_text(profiles)
        profile = json.loads(profiles)["profiles"][0]
        subprocess.run(["secret-tool", "store", "--label=Chancery", "xdg:schema", "org.qt.keychain", "server", "Chancery",
                        "type", "plaintext", "user", f"{profile['id']}/keyban"], input=KEY, text=True, check=True, timeout=20)
        done = subprocess.run([BUILD / "app" / "chanceryctl", *map(str, arguments), "--json", "--profile", profile["name"],
                               "--data-dir", folder], capture_output=True, text=True, timeout=120)
        if not done.stdout:
            raise AssertionError(f"chanceryctl {arguments}: {done.returncode} {done.stderr}")
        return json.loads(done.stdout)

    def sandbox_state(self):
        """The sandbox's own counts."""
        return json.loads(self.ask_sandbox("/_sandbox/state"))

    def sandbox_passports(self):
        """What every passport holds, in a fixed order, without what time and certification add."""
        return [json.loads(line) for line in self.ask_sandbox("/_sandbox/passports.ndjson").splitlines()]
