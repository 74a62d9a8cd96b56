# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What --data keeps: over an orderly restart, a kill at any moment, a torn file and a full disk."""
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from sandbox import APPLICATION, KEYSTONE_CLIENT, Sandbox, flat, product


class Storage(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = os.path.join(folder.name, "sandbox.data")

    def start(self, *options, **more):
        sandbox = Sandbox("--data", self.file, *options, **more)
        self.addCleanup(lambda: sandbox.process.poll() is None and sandbox.stop("kill"))
        return sandbox

    def fail_to_start(self, *options):
        done = subprocess.run([os.environ["CHANCERY_SANDBOX"], *options], capture_output=True, text=True, timeout=20,
                              check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def pages(self, sandbox):
        return [sandbox.list(pageSize=100, currentPage=page) for page in range(1, 4)]

    def test_a_restart_goes_on_with_the_same_state(self):
        sandbox = self.start("--rate", "0")
        sandbox.control("certification", ms=100, errorsPerThousand=0)
        body = {"application": APPLICATION, **product("KEEP", status="published")}
        _, made, _ = sandbox.call("POST", "/v1/dpp/passports", body)
        sandbox.call("PATCH", f"/v1/dpp/passports/{made['id']}", {"data": {"colour": "oak", "n": 1.50}})
        job = sandbox.import_rows([flat("KEEP-1"), flat("")])
        sandbox.call("POST", "/v1/dpp/passports/publish",
                     {"filters": [{"field": "modelNumber", "operator": "eq", "value": "KEEP-1"}]})
        _, gone, _ = sandbox.call("POST", "/v1/dpp/passports", {"application": APPLICATION, **flat("GONE")})
        self.assertEqual(sandbox.call("DELETE", f"/v1/dpp/passports/{gone['id']}", {})[0], 200)
        sandbox.control("clock", advanceSeconds=3600)
        before = sandbox.state(), sandbox.lines(), self.pages(sandbox), sandbox.report(job)
        sandbox.stop()
        self.assertEqual(os.listdir(os.path.dirname(self.file)), ["sandbox.data"])
        again = self.start("--rate", "0")

        self.assertEqual((again.state(), again.lines(), self.pages(again), again.report(job)), before)
        again.stop()

    def test_a_kill_loses_nothing_that_was_answered(self):
        sandbox = self.start("--seed", "empty", "--rate", "0")
        answered = []

        def write():
            for number in range(100_000):
                try:
                    status, passport, _ = sandbox.call("POST", "/v1/dpp/passports",
                                                       {"application": APPLICATION, **flat(f"K-{number:06}")})
                except OSError:
                    return
                if status == 201:
                    answered.append(passport["id"])

        writer = threading.Thread(target=write)
        writer.start()
        time.sleep(0.5)
        sandbox.stop("kill")
        writer.join()
        again = self.start("--seed", "empty")
        kept = again.state()["passports"]

        self.assertGreater(len(answered), 10)
        self.assertIn(kept - len(answered), (0, 1))
        self.assertEqual(again.call("GET", f"/v1/dpp/passports/{answered[-1]}")[0], 200)
        again.stop()

    def test_an_import_goes_on_after_a_kill(self):
        sandbox = self.start("--seed", "empty", "--rate", "200")
        job = sandbox.import_rows([flat(f"R-{n}") for n in range(150)])
        while sandbox.state()["rowsCompleted"] < 20:
            time.sleep(0.02)
        sandbox.stop("kill")
        again = self.start("--seed", "empty", "--rate", "2000")
        left = again.state()["rowsWaiting"]
        children = again.report(job, size=150)

        self.assertTrue(0 < left < 150)
        self.assertEqual([c["status"] for c in children], ["completed"] * 150)
        self.assertEqual(again.state()["revision"], 150)
        again.stop()

    def test_a_torn_end_is_cut_off(self):
        sandbox = self.start("--seed", "empty", "--rate", "0")
        sandbox.import_rows([flat("WHOLE")])
        whole = os.path.getsize(self.file)
        sandbox.import_rows([flat("TORN")])
        sandbox.stop()
        os.truncate(self.file, whole + 40)
        again = self.start("--seed", "empty", "--rate", "0")
        again.import_rows([flat("NEXT")])
        again.stop()
        last = self.start("--seed", "empty", "--rate", "0")

        self.assertEqual([line["modelNumber"] for line in last.lines()], ["NEXT", "WHOLE"])
        last.stop()

    def test_a_file_of_one_era_is_read_in_another(self):
        old = self.start("--seed", "empty", "--era", "2", "--rate", "0")
        old.import_rows([flat("OLD")])
        old.stop()
        new = self.start("--era", "5")
        row = new.list()["data"][0]

        self.assertEqual((row["network"], row["product"]["modelNumber"]), ("StarknetSepolia", "OLD"))
        new.stop()

    def test_bad_files_are_told_in_a_sentence(self):
        sandbox = self.start("--seed", "empty")
        self.assertIn("in use by another sandbox", self.fail_to_start("--data", self.file))
        sandbox.stop()
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("something else entirely, longer than a header")
        self.assertIn("is not a data file", self.fail_to_start("--data", self.file))
        self.assertIn("is a folder", self.fail_to_start("--data", os.path.dirname(self.file)))
        self.assertIn("cannot be locked", self.fail_to_start("--data", "/nowhere/at/all.data"))

    def test_a_full_disk_stops_the_sandbox_with_a_sentence(self):
        sandbox = self.start("--seed", "empty", "--rate", "0", stderr=subprocess.PIPE,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)))
        with self.assertRaises(OSError):
            for number in range(1000):
                sandbox.import_rows([flat(f"FULL-{number}-{n}") for n in range(10)])
        status = sandbox.process.wait(10)
        told = sandbox.process.stderr.read()
        sandbox.process.stderr.close()
        sandbox.process.stdout.close()
        again = self.start("--seed", "empty", "--rate", "0")

        self.assertEqual(status, 3)
        self.assertIn("cannot be written any more", told)
        self.assertGreater(again.state()["passports"], 0)
        again.stop()


class Starting(unittest.TestCase):
    def run_with(self, *options):
        return subprocess.run([os.environ["CHANCERY_SANDBOX"], *options], capture_output=True, text=True, timeout=20,
                              check=False)

    def test_a_port_in_use_is_told_in_a_sentence(self):
        sandbox = Sandbox("--seed", "empty")
        self.addCleanup(sandbox.stop)
        done = self.run_with("--port", str(sandbox.port))

        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn(f"Cannot listen on port {sandbox.port}", done.stderr)

    def test_mistakes_on_the_command_line_end_with_2(self):
        for options in (("--era", "3"), ("--rate", "-1"), ("--rate", "fast"), ("--port", "70000"), ("--seed", "none"),
                        ("--colour", "red"), ("stray",)):
            done = self.run_with(*options)
            self.assertEqual((done.returncode, done.stdout), (2, ""), options)
            self.assertIn("chancery-sandbox: ", done.stderr)

    def test_help_names_every_option(self):
        done = self.run_with("--help")

        self.assertEqual(done.returncode, 0)
        for option in ("--port", "--data", "--seed", "--era", "--strict", "--rate", "--faults"):
            self.assertIn(option, done.stdout)

    def test_it_ends_orderly_when_asked(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            sandbox = Sandbox("--seed", "empty")
            sandbox.process.send_signal(how)
            self.assertEqual(sandbox.process.wait(10), 0)
            sandbox.process.stdout.close()

    def test_the_ready_line_says_where_and_how(self):
        sandbox = Sandbox("--seed", "empty")
        self.addCleanup(sandbox.stop)
        base = f"http://127.0.0.1:{sandbox.port}"
        accounts = sandbox.ready["credentials"]["keyban"]["accounts"]

        self.assertEqual(len(accounts), 20)
        for part in ("id", "walletId"):
            self.assertEqual(len({account[part] for account in accounts}), len(accounts))
        self.assertEqual(sandbox.ready, {
            "port": sandbox.port, "keyban": f"{base}/keyban", "keystone": f"{base}/keystone",
            "keystoneAuth": f"{base}/keystone-auth", "bkey": f"{base}/bkey", "keychains": f"{base}/keychains",
            "control": f"{base}/_sandbox",
            "credentials": {"keyban": {"apiKey": "test-keyban-api-key", "applicationId": APPLICATION,
                                       "accounts": accounts},
                            "keystone": {"clientId": KEYSTONE_CLIENT["client_id"],
                                         "clientSecret": KEYSTONE_CLIENT["client_secret"]},
                            "bkey": {"clientId": "test-bkey-client", "clientSecret": "test-bkey-client-secret",
                                     "rfcClientId": "test-bkey-rfc-client",
                                     "rfcClientSecret": "test-bkey-rfc-client-secret",
                                     "userDid": "did:bkey:zTestApprover"},
                            "keychains": {"token": "test-keychains-token",
                                          "accounts": ["test-account-1", "test-account-2"],
                                          "placeholders": {"unapproved": "KEYBAN_WRITE_KEY",
                                                           "refused": "KEYBAN_ADMIN_KEY"}}}})


if __name__ == "__main__":
    unittest.main()
