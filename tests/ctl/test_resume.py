#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Imports that are killed and carried on, from outside.

CHANCERY_KILLS says at how many instants the big import is killed (8 by default; a release is tried with 50). The instants
come from a fixed seed and are spread evenly over the whole run.
"""
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import APPLICATION, KEY, Sandbox  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]
KILLS = int(os.environ.get("CHANCERY_KILLS", "8"))
ROWS = 20_000


def catalogue(path, rows, first=0):
    with open(path, "w", encoding="utf-8") as out:
        out.write("sku,name,gtin,material\n")
        out.writelines(f"WAL-{n:06d},Wallet {n},4006381333931,oak\n" for n in range(first, first + rows))
    return path


class Resume(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)

    def sandbox(self, *options):
        sandbox = Sandbox("--seed", "empty", *options)
        self.addCleanup(lambda: sandbox.process.poll() is None and sandbox.stop("kill"))
        return sandbox

    def start(self, sandbox, *arguments, data="data", **more):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEYBAN_")}
        environment |= {"KEYBAN_API": sandbox.keyban, "KEYBAN_API_KEY": KEY, "KEYBAN_APP_ID": APPLICATION}
        command = [CTL, *map(str, arguments), "--json", "--data-dir", str(self.room / data)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
        self.addCleanup(process.kill)
        return process

    def end(self, process, timeout=120):
        out, said = process.communicate(timeout=timeout)
        return process.returncode, json.loads(out) if out else {}, said

    def ctl(self, sandbox, *arguments, **more):
        return self.end(self.start(sandbox, *arguments, **more))

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)

    def runs(self, sandbox, data="data"):
        return self.ctl(sandbox, "history", data=data)[1]["runs"]

    def until(self, what, seconds=30):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "it did not come about")
            time.sleep(0.01)

    def posted(self, sandbox):
        return sum(request["method"] == "POST" and request["path"].endswith("/imports") for request in sandbox.requests())

    def assertAdds(self, summary):
        parts = ("leftOut", "unchanged", "completed", "failed", "unknown", "notSent")
        self.assertEqual(summary["rows"], sum(summary[part] for part in parts), summary)


class Killed(Resume):
    def carry_on(self, sandbox, path, draw, data):
        """Until it is over; now and then what carries it on is killed, too."""
        while True:
            open_runs = [run for run in self.runs(sandbox, data) if run["resumable"]]
            if not open_runs:
                return self.runs(sandbox, data)
            process = self.start(sandbox, "resume", data=data)
            if draw.random() < 0.3:
                time.sleep(draw.random() * 0.8)
                self.kill(process)
                continue
            code, summary, said = self.end(process)
            self.assertEqual(code, 0, said)
            self.assertAdds(summary)
            self.assertEqual((summary["completed"], summary["unknown"], summary["notSent"]), (ROWS, 0, 0))

    def test_an_import_that_is_killed_at_any_instant_ends_as_if_it_had_not_been(self):
        path = catalogue(self.room / "catalogue.csv", ROWS)
        rate = ("--rate", 12_000)
        undisturbed = self.sandbox(*rate)
        started = time.monotonic()
        self.assertEqual(self.ctl(undisturbed, "import", path, data="whole")[0], 0)
        lasts = time.monotonic() - started
        expected = undisturbed.lines()
        self.assertEqual(len(expected), ROWS)
        undisturbed.stop()
        draw = random.Random(20_260_402)

        for number in range(KILLS):
            instant = (number + draw.random()) / KILLS * lasts
            with self.subTest(kill=number, after=round(instant, 3)):
                sandbox = self.sandbox(*rate)
                data = f"data-{number}"
                process = self.start(sandbox, "import", path, data=data)
                time.sleep(instant)
                self.kill(process)
                runs = self.carry_on(sandbox, path, draw, data)
                if not runs:  # it was killed before it began
                    self.assertEqual(sandbox.state()["passports"], 0)
                    self.assertEqual(self.ctl(sandbox, "import", path, data=data)[0], 0)
                    runs = self.runs(sandbox, data)

                self.assertEqual(sandbox.lines(), expected)
                self.assertEqual([(run["state"], run["completed"]) for run in runs], [("finished", ROWS)])
                sandbox.stop()

    def test_killed_between_the_upload_and_its_answer(self):
        for effect in ("mute", "delay"):
            with self.subTest(effect=effect):
                sandbox = self.sandbox("--rate", 0)
                path = catalogue(self.room / "catalogue.csv", 1_200)
                sandbox.control("faults", rules=[{"method": "POST", "path": "/keyban/v1/imports", "nth": 2, "effect": effect,
                                                  "ms": 60_000}])
                process = self.start(sandbox, "import", path, data=effect)
                self.until(lambda: self.posted(sandbox) >= 2 or effect == "delay" and sandbox.state()["passports"] == 500)
                time.sleep(0.2)
                self.kill(process)
                sandbox.control("faults", rules=[])

                code, summary, said = self.ctl(sandbox, "resume", data=effect)

                self.assertEqual(code, 0, said)
                self.assertEqual((summary["rows"], summary["completed"], summary["resentChunks"]), (1_200, 1_200, 1))
                self.assertEqual(sandbox.state()["passports"], 1_200)

    def test_a_plan_is_compared_with_its_outcome_though_its_run_was_killed(self):
        sandbox = self.sandbox("--rate", 2_000)
        self.assertEqual(self.ctl(sandbox, "import", catalogue(self.room / "before.csv", 50))[0], 0)
        path = self.room / "catalogue.csv"
        path.write_text("sku,name,network\nX,Wallet,BaseSepolia\n" + "".join(f"WAL-{n:06d},New wallet {n},\n"
                                                                             for n in range(4_000)))
        code, plan, said = self.ctl(sandbox, "plan", path, "--dialect", "flat")
        self.assertEqual((plan["create"], plan["update"]), (3_951, 50), said)
        process = self.start(sandbox, "import", path, "--plan", plan["hash"], "--dialect", "flat")
        self.until(lambda: sandbox.state()["passports"] > 600)
        self.kill(process)
        self.assertNotIn("created", self.runs(sandbox)[0])

        code, summary, said = self.ctl(sandbox, "resume")

        self.assertEqual(code, 1, said)
        self.assertEqual((summary["created"], summary["updated"], summary["outcome"]["failed"]), (3_950, 50, 1))
        self.assertEqual([(row["line"], row["planned"], row["found"]) for row in summary["outcome"]["differences"]],
                         [(2, "create", "failed")])
        run = self.runs(sandbox)[0]
        self.assertEqual([run[name] for name in ("created", "updated", "differing", "plan")], [3_950, 50, 1, plan["hash"]])
        self.assertEqual(run["planned"]["create"], 3_951)
        self.assertEqual(self.ctl(sandbox, "report", run["run"])[1]["outcome"], summary["outcome"])

    def test_of_two_that_resume_one_gets_the_run(self):
        sandbox = self.sandbox("--rate", 2_000)
        path = catalogue(self.room / "catalogue.csv", 4_000)
        process = self.start(sandbox, "import", path)
        self.until(lambda: sandbox.state()["passports"] > 300)
        self.kill(process)

        first = self.start(sandbox, "resume")
        run = self.runs(sandbox)[0]["run"]
        self.until(lambda: self.runs(sandbox)[0]["state"] == "running")
        code, _, said = self.ctl(sandbox, "resume", run[:8])

        self.assertEqual(code, 2)
        self.assertIn("under way", said)
        self.assertEqual(self.end(first)[0], 0)
        self.assertEqual(sandbox.state()["passports"], 4_000)


class BadDays(Resume):
    def test_a_file_that_changed_is_refused_by_name(self):
        sandbox = self.sandbox("--rate", 2_000)
        path = catalogue(self.room / "catalogue.csv", 4_000)
        process = self.start(sandbox, "import", path)
        self.until(lambda: sandbox.state()["passports"] > 100)
        self.kill(process)
        self.until(lambda: sandbox.state()["passports"] % 500 == 0)  # what was accepted is worked off
        posted = self.posted(sandbox)
        moved = path.rename(self.room / "moved.csv")
        catalogue(path, 4_000, first=7)

        code, _, said = self.ctl(sandbox, "resume")
        self.assertEqual(code, 2)
        self.assertIn(str(path), said)
        self.assertEqual(self.posted(sandbox), posted)

        self.assertEqual(self.ctl(sandbox, "resume", "--file", moved)[0], 0)
        self.assertEqual(sandbox.state()["passports"], 4_000)

    def test_another_applications_run_is_not_sent(self):
        sandbox = self.sandbox("--rate", 2_000)
        process = self.start(sandbox, "import", catalogue(self.room / "catalogue.csv", 4_000))
        self.until(lambda: sandbox.state()["passports"] > 100)
        self.kill(process)
        run = self.runs(sandbox)[0]["run"]
        environment = os.environ | {"KEYBAN_API": sandbox.keyban, "KEYBAN_API_KEY": KEY,
                                    "KEYBAN_APP_ID": "00000000-0000-4000-8000-000000000000"}

        answer = subprocess.run([CTL, "resume", run, "--data-dir", self.room / "data"], env=environment, text=True,
                                capture_output=True, timeout=60)

        self.assertEqual(answer.returncode, 2, answer.stderr)
        self.assertIn("another connection", answer.stderr)

    def test_on_a_full_disk_nothing_leaves_that_is_not_in_the_ledger(self):
        path = catalogue(self.room / "catalogue.csv", 6_000)
        ended = set()
        for size in (16, 64, 128, 192, 224, 256, 288, 320, 352, 384, 448, 1024):
            with self.subTest(kilobytes=size):
                sandbox = self.sandbox("--rate", 0)
                data = f"full-{size}"

                def bounded(limit=size * 1024):
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

                code, summary, said = self.ctl(sandbox, "import", path, data=data, preexec_fn=bounded, restore_signals=False)
                landed = sandbox.state()["passports"]
                ended.add(code)
                if code != 0:
                    self.assertEqual(code, 2, said)
                    self.assertIn("ledger.sqlite", said)
                if summary:
                    self.assertAdds(summary)
                    self.assertGreaterEqual(landed, summary["completed"])
                    self.assertLessEqual(landed, summary["completed"] + summary["unknown"])
                else:
                    self.assertEqual(landed, 0)

                code, summary, said = self.ctl(sandbox, "resume", data=data)
                if not self.runs(sandbox, data):
                    code, summary, said = self.ctl(sandbox, "import", path, data=data)
                self.assertEqual(code, 0, said)
                self.assertEqual(sandbox.state()["passports"], 6_000)
                sandbox.stop()
        self.assertEqual(ended, {0, 2}, "the sizes must reach from too small for a ledger to large enough")

    def test_a_computer_that_slept_through_a_restart_of_the_service(self):
        state = self.room / "state"
        sandbox = self.sandbox("--rate", 2_000, "--data", state)
        path = catalogue(self.room / "catalogue.csv", 6_000)
        process = self.start(sandbox, "import", path)
        self.until(lambda: sandbox.state()["passports"] > 500)

        process.send_signal(signal.SIGSTOP)
        sandbox.stop("kill")
        time.sleep(1)
        again = self.sandbox("--rate", 2_000, "--data", state, "--port", sandbox.port)
        process.send_signal(signal.SIGCONT)
        code, summary, said = self.end(process)

        self.assertEqual(code, 0, said)
        self.assertEqual(summary["completed"], 6_000)
        self.assertEqual(again.state()["passports"], 6_000)

    def test_two_imports_of_one_file_at_once(self):
        sandbox = self.sandbox("--rate", 0)
        path = catalogue(self.room / "catalogue.csv", 5_000)

        both = [self.start(sandbox, "import", path) for _ in range(2)]

        for process in both:
            code, summary, said = self.end(process)
            self.assertEqual((code, summary["completed"]), (0, 5_000), said)
        self.assertEqual(sandbox.state()["passports"], 5_000)
        self.assertEqual([run["state"] for run in self.runs(sandbox)], ["finished"] * 2)


class History(Resume):
    def test_it_is_told_offline(self):
        sandbox = self.sandbox("--rate", 0)
        path = self.room / "catalogue.csv"
        path.write_text("sku,name,network\nA,=Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\nC,,\n,Lamp,\n")
        code, summary, _ = self.ctl(sandbox, "import", path, "--dialect", "flat")
        self.assertEqual(code, 1)
        sandbox.stop()

        run = self.ctl(sandbox, "history", summary["run"][:6])[1]
        code, _, said = self.ctl(sandbox, "history", summary["run"], "--failed", self.room / "failed.csv")

        self.assertEqual((run["run"], run["sha256"], run["file"]), (summary["run"], summary["sha256"], str(path)))
        self.assertEqual((run["rows"], run["leftOut"], run["completed"], run["failed"]), (4, 1, 2, 1))
        self.assertEqual((run["state"], run["resumable"]), ("finished", False))
        self.assertEqual([(row["line"], row["key"], row["outcome"]) for row in run["report"]], [(2, "A", "failed")])
        self.assertEqual(code, 0, said)
        failed = (self.room / "failed.csv").read_text("utf-8-sig")
        self.assertIn("A,'=Lamp,BaseSepolia,", failed)
        self.assertNotIn("B,Lamp", failed)

    def test_nothing_was_imported_yet(self):
        sandbox = self.sandbox("--rate", 0)

        self.assertEqual(self.ctl(sandbox, "history")[1], {"runs": []})
        self.assertFalse((self.room / "data").exists())
        code, _, said = self.ctl(sandbox, "resume")
        self.assertEqual(code, 0)
        self.assertIn("No import", said)
        self.assertEqual(self.ctl(sandbox, "resume", "nobody")[0], 2)


if __name__ == "__main__":
    unittest.main(verbosity=1)
