#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Instructions from outside: a file submits each line once, whatever happens on the way."""
import csv
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import KEYSTONE_CLIENT, Sandbox  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "resources" / "samples" / "instructions.csv"
KILLS = int(os.environ.get("CHANCERY_KILLS", "8"))
HEADER = ("tradeReference", "template", "role", "partyReference", "partyName", "wallet", "timeoutAt", "instrument",
          "quantity", "direction")
LINES = 120


def row(number, **changes):
    cells = {"tradeReference": f"TR-{number}", "template": "cross_platform_dvp", "role": "seller",
             "partyReference": "FUND-A", "partyName": "Northwind Fund 制裁", "wallet": "0x00a1",
             "timeoutAt": "2099-01-02T03:04:00Z", "instrument": "BOND-1", "quantity": "100", "direction": "deliver"}
    return cells | changes


class Instructions(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0)
        self.addCleanup(lambda: self.sandbox.process.poll() is None and self.sandbox.stop())

    def start(self, *arguments, data="data"):
        foreign = ("KEYBAN_", "KEYSTONE_")
        given = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        given |= {"KEYSTONE_API": self.sandbox.ready["keystone"], "KEYSTONE_AUTH": self.sandbox.ready["keystoneAuth"],
                  "KEYSTONE_CLIENT_ID": KEYSTONE_CLIENT["client_id"],
                  "KEYSTONE_CLIENT_SECRET": KEYSTONE_CLIENT["client_secret"]}
        command = [CTL, "instructions", *map(str, arguments), "--data-dir", str(self.room / data)]
        process = subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        return process

    def ctl(self, *arguments, data="data"):
        process = self.start(*arguments, data=data)
        out, said = process.communicate(timeout=120)
        self.assertNotIn("Segmentation", said)
        return process.returncode, out, said

    def told(self, *arguments, code=0, data="data"):
        got, out, said = self.ctl(*arguments, "--json", data=data)
        self.assertEqual(got, code, said)
        return json.loads(out)

    def file(self, rows, name="instructions.csv"):
        path = self.room / name
        with open(path, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, HEADER)
            writer.writeheader()
            writer.writerows(rows)
        return path

    def held(self):
        held = []
        while True:
            status, page = self.sandbox.keystone("GET", f"/instructions?limit=200&offset={len(held)}")
            self.assertEqual(status, 200)
            held += page["items"]
            if len(held) >= page["total"]:
                return held

    def fault(self, **rule):
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "*/v1/instructions"} | rule])

    def test_a_file_is_submitted_once(self):
        path = self.file([row(1), row(1, instrument="CASH-EUR", quantity="99.50", direction="receive"), row(2)])

        first = self.told("submit", path)
        second = self.told("submit", path)

        self.assertEqual((first["instructions"], first["done"], first["before"]), (2, 2, 0))
        self.assertEqual((second["done"], second["before"]), (2, 2))
        held = self.held()
        self.assertEqual({one["id"] for one in held}, {line["id"] for line in first["outcomes"]})
        self.assertEqual(sorted(leg["quantity"] for one in held for leg in one["legs"]), ["100", "100", "99.50"])
        again = self.told("submit", path, "--batch", "once more")
        self.assertEqual((again["before"], len(self.held())), (0, 4))

    def test_instructions_are_listed_shown_and_cancelled(self):
        first, second = (line["id"] for line in self.told("submit", self.file([row(1), row(2)]))["outcomes"])
        self.sandbox.control("keystone", counterpart=second)

        code, out, said = self.ctl("list", "--status", "pending_match")
        self.assertEqual((code, len(out.splitlines())), (0, 1), said)
        self.assertIn("TR-1", out)
        self.assertEqual(self.told("list")["total"], 3)  # the counterparty's, too
        shown = self.told("show", second)["instruction"]
        self.assertEqual(shown["status"], "matched")
        self.assertIn(shown["settlement_id"], self.ctl("show", second)[1])
        self.assertEqual(self.told("cancel", first)["instruction"]["status"], "cancelled")
        code, _, said = self.ctl("cancel", second)
        self.assertEqual(code, 1, said)
        self.assertIn("matched", said)

    def test_what_is_wrong_is_told_by_line_and_column(self):
        path = self.file([row(1), row(2, quantity="1,000"), row(3, role="lender"), row(4, template="dvp")])

        checked = self.told("check", path, code=1)
        code, _, said = self.ctl("submit", path, "--strict")
        self.assertEqual(code, 2, said)
        self.assertIn("line 3, column quantity: error:", said)
        self.assertEqual(self.held(), [])
        submitted = self.told("submit", path, code=1)

        self.assertEqual([(finding["line"], finding["column"], finding["code"]) for finding in checked["findings"]],
                         [(3, "quantity", "notADecimal"), (4, "role", "roleUnknown"), (5, "template", "templateUnknown")])
        self.assertEqual((submitted["done"], submitted["notSent"]), (1, 3))
        self.assertEqual(len(self.held()), 1)

    def test_files_that_can_not_be_sent(self):
        some = str(uuid.uuid4())
        for words in ([], ["sing"], ["show"], ["cancel", "../environments"], ["submit"], ["submit", self.room / "none"],
                      ["list", "twice"], ["show", some, "again"]):
            with self.subTest(words=words):
                self.assertEqual(self.ctl(*words)[0], 2)
        missing = self.room / "missing.csv"
        missing.write_text("tradeReference,role\nTR-1,seller\n")
        code, _, said = self.ctl("submit", missing)
        self.assertEqual(code, 2, said)
        self.assertIn("column wallet", said)
        self.assertEqual(self.held(), [])

    def test_the_sample_is_whole(self):
        submitted = self.told("submit", SAMPLE)

        self.assertEqual((submitted["findings"], submitted["done"]), ([], submitted["instructions"]))

    def test_what_is_not_done_is_written_and_submitted_again(self):
        path = self.file([row(number) for number in range(6)])
        rest = self.room / "rest.csv"
        self.fault(nth=2, effect="status", status=422)

        first = self.told("submit", path, "--failed", rest, code=1)
        self.sandbox.control("faults", rules=[])
        with open(rest, encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        second = self.told("submit", rest)

        self.assertEqual((first["done"], first["failed"]), (5, 1))
        self.assertEqual([(line["tradeReference"], line["outcome"]) for line in rows], [("TR-1", "failed")])
        self.assertIn("refused", rows[0]["reason"])
        self.assertEqual(second["done"], 1)
        self.assertEqual(self.told("submit", path)["before"], 6)
        self.assertEqual(len(self.held()), 6)

    def test_a_pause_is_kept(self):
        self.fault(nth=3, effect="status", status=429, retryAfter="1")

        code, _, said = self.ctl("submit", self.file([row(number) for number in range(5)]))

        self.assertEqual(code, 0, said)
        self.assertIn("pause", said)
        self.assertEqual(len(self.held()), 5)

    def test_a_service_that_is_gone_is_said(self):
        path = self.file([row(number) for number in range(5)])
        self.assertEqual(self.told("submit", self.file([row(0)], "first.csv"))["done"], 1)
        self.sandbox.stop()

        code, _, said = self.ctl("submit", path)

        self.assertEqual(code, 3, said)

    def test_it_stops_when_it_is_asked(self):
        path = self.file([row(number) for number in range(LINES)])
        self.fault(effect="delay", ms=30)
        process = self.start("submit", path, "--json")
        self.until(lambda: len(self.held()) > 3)

        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=60)

        self.assertEqual(process.returncode, 4, said)
        stopped = json.loads(out)
        self.assertEqual(stopped["done"] + stopped["notSent"], LINES)
        self.assertEqual(len(self.held()), stopped["done"])
        self.sandbox.control("faults", rules=[])
        self.assertEqual(self.told("submit", path)["before"], stopped["done"])

    def until(self, what, seconds=60):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "it did not come about")
            time.sleep(0.01)

    def test_killed_anywhere_the_same_file_carries_on(self):
        draw = random.Random(5)
        path = self.file([row(number % (LINES // 2)) for number in range(LINES)])  # each line twice
        self.fault(effect="delay", ms=5)
        for _ in range(KILLS):
            process = self.start("submit", path)
            time.sleep(0.2 + draw.random() * 0.8)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=20)
            self.assertLessEqual(len(self.held()), LINES)
        self.sandbox.control("faults", rules=[])

        whole = self.told("submit", path)

        self.assertEqual((whole["done"], whole["unknown"]), (LINES, 0))
        held = self.held()
        self.assertEqual(len(held), LINES)
        self.assertEqual({one["id"] for one in held}, {line["id"] for line in whole["outcomes"]})
        self.assertEqual(self.told("submit", path)["before"], LINES)

    def test_secrets_and_customers_stay_where_they_belong(self):
        code, out, said = self.ctl("submit", self.file([row(1)]))
        self.assertEqual(code, 0, said)

        self.assertNotIn(KEYSTONE_CLIENT["client_secret"], out + said)
        for path in (self.room / "data").rglob("*"):
            if path.is_file():
                self.assertNotIn(KEYSTONE_CLIENT["client_secret"].encode(), path.read_bytes(), path)
                self.assertNotIn(b"Northwind", path.read_bytes(), path)


if __name__ == "__main__":
    unittest.main()
