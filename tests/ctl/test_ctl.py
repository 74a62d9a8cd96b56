#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""chanceryctl from outside: imports in every era of the service, and a key that shows up nowhere."""
import csv
import json
import signal
import subprocess
import time
import unittest

from ctlcase import KEY, Ctl, Sandbox

FAULTS = {1000: "sku", 2000: "twice", 3000: "gtin", 4000: "control", 5000: "field", 6000: "long",
          7000: "sku", 8000: "twice", 9000: "gtin", 9400: "control", 9600: "field", 9800: "long"}


def check_digit(body):
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def catalogue(path, rows, faults):
    """A catalogue with quoted line ends every fifth row; `faults` says which rows are spoilt, and how."""
    lines, line = {}, 2
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["sku", "name", "gtin", "material"])
        for number in range(rows):
            gtin = f"{number:012d}"
            row = [f"WAL-{number:06d}", f"Étui {number}", gtin + check_digit(gtin),
                   "oak,\noiled" if number % 5 == 0 else "leather"]
            fault = faults.get(number)
            if fault == "sku":
                row[0] = ""
            elif fault == "twice":
                row[0] = "WAL-000000"
            elif fault == "gtin":
                row[2] = gtin + str((int(row[2][-1]) + 1) % 10)
            elif fault == "control":
                row[1] += "\x07"
            elif fault == "field":
                row.append("too many")
            elif fault == "long":
                row[1] = "N" * 600
            lines[number] = line
            line += 2 if number % 5 == 0 else 1
            writer.writerow(row)
    return lines


class Imports(Ctl):
    def test_every_era_holds_exactly_what_the_summary_says(self):
        for era in ("2", "5", "both"):
            with self.subTest(era=era):
                sandbox = self.sandbox("--era", era)
                path = self.room / "catalogue.csv"
                lines = catalogue(path, 10_000, FAULTS)

                first = self.ctl(sandbox, "import", path, "--json")
                state = sandbox.get("/_sandbox/state")
                second = self.ctl(sandbox, "import", path, "--json")
                after = sandbox.get("/_sandbox/state")

                summary = json.loads(first.stdout)
                self.assertEqual(first.returncode, 1)
                self.assertEqual((summary["rows"], summary["leftOut"], summary["completed"]), (10_000, 8, 9_992))
                self.assertEqual((summary["failed"], summary["unknown"], summary["notSent"]), (0, 0, 0))
                self.assertEqual(state["passports"], summary["completed"])
                named = {finding["line"]: finding["severity"] for finding in summary["findings"]}
                self.assertEqual(sorted(named), sorted(lines[number] for number in FAULTS))
                self.assertEqual(sorted(named.values()), ["error"] * 8 + ["warning"] * 4)
                self.assertEqual(json.loads(second.stdout)["completed"], 9_992)
                self.assertEqual(after["revision"], state["revision"])

    def test_what_the_service_refuses_is_named(self):
        sandbox = self.sandbox("--era", "5")
        path = self.file("sku,name,network\nA,Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\n")

        answer = self.ctl(sandbox, "import", path, "--json", "--dialect", "product")

        summary = json.loads(answer.stdout)
        self.assertEqual((answer.returncode, summary["completed"], summary["failed"]), (1, 1, 1))
        self.assertEqual((summary["failures"][0]["line"], summary["failures"][0]["key"]), (3, "B"))
        self.assertTrue(summary["failures"][0]["reason"])
        report = self.ctl(sandbox, "report", summary["jobs"][0], "--json")
        self.assertEqual(json.loads(report.stdout)["failed"], 1)

    def test_a_plan_tells_what_the_import_then_does(self):
        sandbox = self.sandbox()
        self.assertEqual(self.ctl(sandbox, "import", self.file("sku,name\nA,Lamp\nB,Lamp\n")).returncode, 0)
        path = self.file("sku,name\nA,Lamp\nB,Desk\nC,Lamp\n,No number\n")

        answer = self.ctl(sandbox, "plan", path, "--json", "--age", 0)

        plan = json.loads(answer.stdout)
        self.assertEqual(answer.returncode, 1, answer.stderr)  # one row is left out
        self.assertEqual([plan[name] for name in ("rows", "leftOut", "create", "update", "unchanged", "refused")],
                         [4, 1, 1, 1, 1, 0])
        self.assertEqual([(row["key"], row["changes"]) for row in plan["updates"]],
                         [("B", [{"path": "name", "before": "Lamp", "after": "Desk", "certified": False}])])
        told = self.ctl(sandbox, "plan", path)
        self.assertIn("4 rows: 1 create, 1 update, 1 unchanged, 1 left out.", told.stdout)
        self.assertIn(plan["hash"], told.stdout)
        kept = self.room / "plan.json"
        kept.write_text(answer.stdout)
        self.assertEqual(self.ctl(sandbox, "plan", path, "--holds", kept).returncode, 1)
        summary = json.loads(self.ctl(sandbox, "import", path, "--json").stdout)
        self.assertEqual([summary[name] for name in ("unchanged", "sent", "completed", "leftOut")], [1, 2, 2, 1])
        # An import makes what was read before old.
        self.assertSays(self.ctl(sandbox, "plan", path, "--holds", kept), 2, "on the service")
        again = self.ctl(sandbox, "import", path, "--json")
        summary = json.loads(again.stdout)
        self.assertEqual([summary[name] for name in ("unchanged", "sent", "leftOut")], [3, 0, 1])

    def test_a_plan_that_was_agreed_to_is_sent_and_compared_with_its_outcome(self):
        sandbox = self.sandbox()
        self.assertEqual(self.ctl(sandbox, "import", self.file("sku,name\nA,Lamp\nB,Lamp\n")).returncode, 0)
        path = self.file("sku,name\nA,Lamp\nB,Desk\nC,Lamp\n")
        planned = self.ctl(sandbox, "plan", path, "--json")
        plan = json.loads(planned.stdout)
        kept = self.room / "plan.json"
        kept.write_text(planned.stdout)

        answer = self.ctl(sandbox, "import", path, "--json", "--plan", kept)

        summary = json.loads(answer.stdout)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual([summary[name] for name in ("plan", "unchanged", "completed", "created", "updated")],
                         [plan["hash"], 1, 2, 1, 1])
        self.assertEqual(summary["outcome"], {
            "created": 1, "updated": 1, "recertified": 0, "unchanged": 0, "missing": 0, "otherContent": 0, "failed": 0,
            "unknown": 0, "notSent": 0, "differing": 0, "differences": []})
        state = sandbox.get("/_sandbox/state")
        by_code = json.loads(self.ctl(sandbox, "plan", path, "--json").stdout)["code"]
        again = self.ctl(sandbox, "import", path, "--plan", by_code)
        self.assertEqual((again.returncode, sandbox.get("/_sandbox/state")), (0, state), again.stderr)
        self.assertIn("3 unchanged", again.stdout)

    def test_a_plan_that_has_moved_sends_nothing_and_says_what_moved(self):
        sandbox = self.sandbox()
        path = self.file("sku,name\nA,Lamp\nB,Lamp\n")
        planned = self.ctl(sandbox, "plan", path, "--json")
        kept = self.room / "plan.json"
        kept.write_text(planned.stdout)
        other = self.file("sku,name\nA,Lamp\nB,Lamp\nC,Lamp\n", "other.csv")

        moved = self.ctl(sandbox, "import", other, "--json", "--plan", kept)
        mapped = self.ctl(sandbox, "import", path, "--plan", kept, "--map", "name=data.name")
        unknown = self.ctl(sandbox, "import", path, "--plan", "0123456789abcdef")
        nothing = self.ctl(sandbox, "import", path, "--plan", "yesterday")

        self.assertSays(moved, 2, "Nothing was sent", "The file is another.")
        self.assertEqual(json.loads(moved.stdout)["moved"]["what"], ["file", "mapping", "server"])
        self.assertSays(mapped, 2, "Nothing was sent", "The columns go elsewhere")
        self.assertSays(unknown, 2, "Nothing was sent", "no longer")
        self.assertSays(nothing, 2, "yesterday", "hash")
        self.assertEqual(sandbox.get("/_sandbox/state")["passports"], 0)
        self.assertEqual(self.ctl(sandbox, "import", self.file("sku,name\nB,Else\n", "else.csv")).returncode, 0)
        elsewhere = self.ctl(sandbox, "import", path, "--plan", kept)
        self.assertSays(elsewhere, 2, "Nothing was sent", "on the service")
        self.assertEqual(sandbox.get("/_sandbox/state")["passports"], 1)

    def test_rows_that_fail_differ_from_the_plan(self):
        sandbox = self.sandbox("--era", "5")
        path = self.file("sku,name,network\nA,Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\n")
        plan = json.loads(self.ctl(sandbox, "plan", path, "--json", "--dialect", "product").stdout)

        answer = self.ctl(sandbox, "import", path, "--plan", plan["hash"], "--dialect", "product")
        repeated = self.ctl(sandbox, "import", path, "--json", "--no-outcome", "--dialect", "product")

        self.assertSays(answer, 1, "line 3, B: planned create, found failed")
        self.assertIn("1 row ended otherwise than planned: 1 created, 1 failed.", answer.stdout)
        self.assertNotIn("outcome", json.loads(repeated.stdout))

    def test_the_past_shows_plan_outcome_and_differences_offline(self):
        sandbox = self.sandbox("--era", "5")
        path = self.file("sku,name,network\nA,Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\n")
        self.ctl(sandbox, "plan", path, "--dialect", "product")
        sent = json.loads(self.ctl(sandbox, "import", path, "--json", "--dialect", "product").stdout)
        sandbox.stop()

        listed = json.loads(self.ctl(None, "history", "--json").stdout)["runs"][0]
        detail = json.loads(self.ctl(None, "history", sent["run"], "--json").stdout)
        report = self.ctl(None, "report", sent["run"][:8], "--json")
        latest = self.ctl(None, "report")

        self.assertEqual(listed["planned"] | {"asOf": ""},
                         {"create": 2, "update": 0, "recertify": 0, "notKnown": 0, "refused": 0, "asOf": ""})
        self.assertEqual([listed[name] for name in ("created", "updated", "differing", "plan")], [1, 0, 1, sent["plan"]])
        self.assertEqual(detail["outcome"], sent["outcome"])
        self.assertEqual([(row["line"], row["planned"], row["found"]) for row in detail["outcome"]["differences"]],
                         [(3, "create", "failed")])
        for name in ("run", "state", "file", "sha256", "started", "finished", "host", "network", "rows", "completed",
                     "failed", "compared", "report"):
            self.assertIn(name, detail)
        self.assertEqual((report.returncode, json.loads(report.stdout)), (1, detail))
        self.assertEqual(latest.returncode, 1)
        self.assertIn("1 row ended otherwise than planned: 1 created, 1 failed.", latest.stdout)
        self.assertIn(f"plan {sent['plan']}: 2 create", latest.stdout)
        self.assertSays(latest, 1, "line 3, B: planned create, found failed")

    def test_a_report_of_nothing_says_so(self):
        self.assertSays(self.ctl(None, "report"), 2, "Nothing has been imported yet")
        self.assertFalse((self.room / "data").exists())

    def test_strict_sends_nothing_while_a_row_has_an_error(self):
        sandbox = self.sandbox()
        path = self.file("sku,name\nA,Lamp\n,No number\n")

        answer = self.ctl(sandbox, "import", path, "--json", "--strict")

        self.assertSays(answer, 1, "--strict")
        self.assertEqual(json.loads(answer.stdout)["notSent"], 1)
        self.assertEqual(sandbox.get("/_sandbox/state")["passports"], 0)

    def test_an_interrupt_finishes_the_chunk_and_says_so(self):
        sandbox = Sandbox("--seed", "empty", "--rate", 1000)
        self.addCleanup(sandbox.stop)
        path = self.room / "catalogue.csv"
        catalogue(path, 5_000, {})
        command, environment = self.command(sandbox, "import", path, "--json", "--data-dir", self.room / "data")
        running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 30
        while sandbox.get("/_sandbox/state")["passports"] < 10 and time.monotonic() < until:
            time.sleep(0.02)

        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)

        summary = json.loads(out)
        self.assertEqual(running.returncode, 4)
        self.assertGreater(summary["notSent"], 0)
        self.assertEqual(summary["completed"], sandbox.get("/_sandbox/state")["passports"])
        self.assertIn("notSentFromLine", summary)

    def test_a_service_that_is_not_there(self):
        path = self.file("sku,name\nA,Lamp\n")
        answer = self.ctl("http://127.0.0.1:9/keyban", "import", path, "--dialect", "flat", "--json")

        self.assertEqual(json.loads(answer.stdout)["notSent"], 1)
        self.assertSays(answer, 3, "127.0.0.1:9", "refuses connections")

    def test_a_wrong_key(self):
        path = self.file("sku,name\nA,Lamp\n")
        answer = self.ctl(self.sandbox(), "import", path, "--dialect", "flat", key="test-wrong-key")

        self.assertSays(answer, 3, "key")
        self.assertNotIn("test-wrong-key", answer.stdout + answer.stderr)

    def test_the_key_shows_up_nowhere(self):
        sandbox = self.sandbox()
        path = self.room / "catalogue.csv"
        catalogue(path, 1_200, {5: "sku"})
        sandbox.control("faults", rules=[{"method": "GET", "path": "/v1/imports/*", "nth": 2, "effect": "status", "status": 503}])

        answer = self.ctl(sandbox, "import", path, "--json")

        self.assertEqual(answer.returncode, 1)
        self.assertNotIn(KEY, answer.stdout + answer.stderr)
        for file in (self.room / "data").rglob("*"):
            if file.is_file():
                self.assertNotIn(KEY.encode(), file.read_bytes(), file)


if __name__ == "__main__":
    unittest.main(verbosity=1)
