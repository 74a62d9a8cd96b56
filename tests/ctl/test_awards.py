#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Batches of points from outside: minted once, killed and carried on."""
import json
import pathlib
import random
import signal
import subprocess
import time
import unittest

from ctlcase import KEY, Ctl


class Awards(Ctl):
    def setUp(self):
        super().setUp()
        self.service = self.sandbox()
        self.service.control("loyalty", orderMs=0)
        self.accounts = [account["id"] for account in self.service.ready["credentials"]["keyban"]["accounts"]]

    def batch(self, rows, name="a.csv"):
        lines = [f"{self.accounts[account]},{points},test" for account, points in rows]
        return self.file("\n".join(["account,amount,reason", *lines, ""]), name)

    def arguments(self, file, total, *more, name="spring"):
        return ("awards", "run", file, "--batch", name, "--total", total, *more, "--data-dir", self.room / "data")

    def run_batch(self, *arguments, **more):
        return self.ctl(self.service, *self.arguments(*arguments, **more))

    def minted(self):
        return self.service.state()["mintedPoints"]

    def test_the_same_batch_is_minted_once(self):
        rows = [(0, 5), (1, 6), (0, 5)]
        self.assertSays(self.run_batch(self.batch(rows), 16), 0, "3 done")
        self.assertSays(self.run_batch(self.batch(rows[::-1], "b.csv"), 16), 0, "3 of them before")
        answer = self.run_batch(self.batch(rows, "c.csv"), 16, "--json")
        self.assertEqual(json.loads(answer.stdout)["before"], 3)
        self.assertEqual(self.minted(), 16)

        self.assertSays(self.run_batch(self.batch(rows), 16, name="summer"), 4, "spring")
        self.assertEqual(self.minted(), 16)
        self.assertSays(self.run_batch(self.batch(rows), 16, "--same-as", "spring", name="summer"), 0)
        self.assertEqual(self.minted(), 32)

    def test_what_is_wrong_is_told_and_not_sent(self):
        bad = self.batch([(0, 5), (1, "1.5")])
        check = ("awards", "check", bad, "--batch", "spring")
        self.assertSays(self.ctl(self.service, *check), 1, "line 3", "5 points")
        self.assertSays(self.run_batch(bad, 5), 2, "Nothing was sent")
        self.assertSays(self.run_batch(bad, 6, "--leave-out"), 2, "total")
        self.assertEqual(self.minted(), 0)
        self.assertSays(self.run_batch(bad, 5, "--leave-out"), 0)

    def test_what_failed_is_written_down(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 1, "effect": "status",
                                               "status": 422}])
        rest = self.room / "rest.csv"
        self.assertSays(self.run_batch(self.batch([(0, 5), (0, 5)]), 10, "--failed", rest), 1, "1 failed")
        self.assertSays(self.run_batch(rest, 5, "--again"), 0, "1 done")
        self.assertEqual(self.minted(), 10)

    def offline(self, *arguments):
        return self.ctl(self.service, "awards", *arguments, "--data-dir", self.room / "data")

    def test_a_stopped_batch_is_carried_on_without_its_file(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 2, "effect": "status",
                                               "status": 401}])
        file = self.batch([(0, 5), (1, 6), (2, 7)])
        self.assertSays(self.run_batch(file, 18), 3)
        pathlib.Path(file).unlink()
        listed = json.loads(self.offline("list", "--json").stdout)["batches"]
        self.assertEqual([(batch["batch"], batch["state"], batch["done"]) for batch in listed], [("spring", "stopped", 1)])
        for word in ("spring", "stopped", "1 done"):
            self.assertIn(word, self.offline("list").stdout)

        self.service.control("faults", rules=[])
        self.assertSays(self.offline("resume", listed[0]["id"][:8], "--again"), 0, "3 done")

        self.assertEqual(self.minted(), 18)
        shown = json.loads(self.offline("show", "spring", "--json").stdout)
        self.assertEqual(shown["state"], "finished")
        self.assertEqual([line["outcome"] for line in shown["outcomes"]], ["done"] * 3)
        self.assertEqual(shown["pointsDone"], 18)

    def test_what_failed_is_exported_later(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 1, "effect": "status",
                                               "status": 422}])
        self.assertSays(self.run_batch(self.batch([(0, 5), (1, 6)]), 11), 1, "1 failed")
        rest = self.room / "rest.csv"
        self.assertSays(self.offline("export", "spring", rest), 0, "1 row ")
        self.assertSays(self.run_batch(rest, 5, "--again"), 0, "1 done")
        self.assertEqual(self.minted(), 11)

    def test_a_batch_that_is_not_there_is_named(self):
        self.assertSays(self.offline("list"), 0, "no batches")
        for words in (("show", "winter"), ("resume", "winter"), ("export", "winter", self.room / "rest.csv")):
            self.assertSays(self.offline(*words), 2, "no batch named winter", "awards list")

    def test_columns_can_be_named(self):
        file = self.file(f"who,how many,why\n{self.accounts[0]},5,test\n", "a.csv")
        columns = ("--account-column", "who", "--amount-column", "how many", "--reason-column", "why")
        self.assertSays(self.run_batch(file, 5), 2, "column")
        self.assertSays(self.run_batch(file, 5, *columns), 0, "1 done")

    def test_a_killed_batch_is_carried_on(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "effect": "delay", "ms": 20}])
        rows = [(number % 5, 1 + number) for number in range(40)]
        file, total = self.batch(rows), sum(points for _, points in rows)
        random.seed(7)
        for _ in range(4):
            command, environment = self.command(self.service, *self.arguments(file, total), key=KEY)
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.2, 0.7))
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(0.15)  # what the service has begun comes to its end
        last = json.loads(self.run_batch(file, total, "--json").stdout)

        self.assertEqual(last["pointsDone"], self.minted())
        self.assertEqual(last["done"] + last["unknown"], 40)

    def kill_in_the_middle(self, file, total):
        command, environment = self.command(self.service, *self.arguments(file, total), key=KEY)
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while self.minted() == 0 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        self.assertEqual(process.wait(), -signal.SIGKILL, "it ended before it was killed")

    def test_a_killed_batch_is_carried_on_without_its_file(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "effect": "delay", "ms": 50}])
        rows = [(number % 5, 1 + number) for number in range(40)]
        total = sum(points for _, points in rows)
        file = self.batch(rows)
        self.kill_in_the_middle(file, total)
        pathlib.Path(file).unlink()
        listed = json.loads(self.offline("list", "--json").stdout)["batches"]
        self.assertEqual([(batch["state"], batch["lines"], batch["points"]) for batch in listed],
                         [("interrupted", 40, total)])
        self.assertGreater(listed[0]["notSent"], 0)

        self.service.control("faults", rules=[])
        last = json.loads(self.offline("resume", "spring", "--json").stdout)

        self.assertEqual(last["done"] + last["unknown"], 40)
        self.assertGreaterEqual(last["done"], 39)  # at most one was on its way
        done = [line["points"] for line in last["outcomes"] if line["outcome"] == "done"]
        self.assertEqual(last["pointsDone"], sum(done))
        self.assertLessEqual(last["pointsDone"], self.minted())
        self.assertLessEqual(self.minted(), total)

    def test_a_batch_of_another_service_is_not_carried_on_here(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 2, "effect": "status",
                                               "status": 401}])
        self.assertSays(self.run_batch(self.batch([(0, 5), (1, 6)]), 11), 3)
        other = self.sandbox()

        answer = self.ctl(other, "awards", "resume", "spring", "--again", "--data-dir", self.room / "data")

        self.assertSays(answer, 2, "another connection")
        self.assertEqual(other.state()["mintedPoints"], 0)
        self.assertEqual(self.minted(), 5)
        self.assertEqual(len(json.loads(self.offline("list", "--json").stdout)["batches"]), 1)


if __name__ == "__main__":
    unittest.main()
