#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Imports that are taken back, from outside."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import APPLICATION, KEY, Sandbox, flat  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]


class Undo(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)
        self.sandbox = self.started()

    def started(self, *options):
        sandbox = Sandbox("--seed", "empty", "--rate", 0, *options)
        self.addCleanup(lambda: sandbox.process.poll() is None and sandbox.stop("kill"))
        return sandbox

    def start(self, *arguments, sandbox=None):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEYBAN_")}
        environment |= {"KEYBAN_API": (sandbox or self.sandbox).keyban, "KEYBAN_API_KEY": KEY,
                        "KEYBAN_APP_ID": APPLICATION}
        process = subprocess.Popen([CTL, *map(str, arguments), "--data-dir", str(self.room / "data")], env=environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        return process

    def ctl(self, *arguments, **more):
        process = self.start(*arguments, **more)
        out, said = process.communicate(timeout=120)
        return process.returncode, out, said

    def undo(self, run, *options, **more):
        code, out, said = self.ctl("undo", run, "--json", *options, **more)
        summary = json.loads(out) if out else {}
        if summary:
            parts = ("reverted", "kept", "couldNot", "unknown", "notTried")
            self.assertEqual(summary["rows"], sum(summary[part] for part in parts), summary)
        return code, summary, said

    def catalogue(self, rows):
        path = self.room / "catalogue.csv"
        path.write_text("modelNumber,name,colour\n" + "".join(",".join(row) + "\n" for row in rows))
        return path

    def imported(self, rows, sandbox=None, *options):
        """Planned first, as only that tells what was there before."""
        path = self.catalogue(rows)
        code, _, said = self.ctl("plan", path, *options, sandbox=sandbox)
        self.assertEqual(code, 0, said)
        code, out, said = self.ctl("import", path, "--json", *options, sandbox=sandbox)
        self.assertEqual(code, 0, said)
        return json.loads(out)["run"]

    def test_the_service_is_as_before(self):
        self.sandbox.import_rows([flat("A", name="Lamp", data={"colour": "red"})])
        before = self.sandbox.lines()
        run = self.imported([("A", "Desk lamp", "blue")] + [(f"N-{n:03}", "Chair", "green") for n in range(120)])

        code, told, _ = self.undo(run, "--dry-run")
        self.assertEqual((code, told["created"], told["changed"], told["notTried"]), (0, 120, 1, 121))
        self.assertEqual(self.sandbox.state()["passports"], 121)
        code, summary, said = self.undo(run)

        self.assertEqual((code, summary["reverted"], summary["stayed"]), (0, 121, []), said)
        self.assertEqual(self.sandbox.lines(), before)
        code, again, said = self.undo(run)
        self.assertEqual((code, again["reverted"]), (0, 121))
        self.assertIn("already", said)

    def test_what_was_edited_or_published_since_stays_and_is_told(self):
        run = self.imported([("A", "Lamp", "red"), ("B", "Desk", "red"), ("C", "Chair", "red")])
        found = {row["modelNumber"]: row["id"] for row in self.sandbox.list()["data"]}
        self.sandbox.call("PATCH", f"/v1/dpp/passports/{found['A']}", {"data": {"colour": "white"}})
        self.sandbox.call("POST", "/v1/dpp/passports/publish?filters[0][field]=modelNumber&filters[0][operator]=eq"
                                  "&filters[0][value]=B", {})

        code, out, said = self.ctl("undo", run)

        self.assertEqual(code, 1)
        self.assertIn("1 reverted, 1 kept because edited since, 1 could not be reverted", out)
        self.assertIn("line 2, A: kept, edited since the import", said)
        self.assertIn("line 3, B: could not, published since the import", said)

    def test_a_service_without_deletion_keeps_the_drafts(self):
        sandbox = self.started("--era", 4)
        run = self.imported([("A", "Lamp", "red")], sandbox, "--map", "modelNumber=itemNumber", "--dialect", "product",
                            "--network", "StarknetSepolia", "--granularity", "item")

        code, summary, _ = self.undo(run, sandbox=sandbox)

        self.assertEqual((code, summary["couldNot"]), (1, 1))
        self.assertEqual(summary["stayed"][0]["reason"], "noDeletion")
        self.assertIn("offers no deletion", summary["stayed"][0]["detail"])

    def test_an_import_without_a_plan_says_that_it_cannot_be_taken_back(self):
        code, out, said = self.ctl("import", self.catalogue([("A", "Lamp", "red")]), "--json")
        self.assertEqual(code, 0, said)

        code, summary, said = self.undo(json.loads(out)["run"])

        self.assertEqual((code, summary["couldNot"], summary["withoutPreimage"]), (1, 1, 1))
        self.assertIn("without a plan", said)
        self.assertEqual(self.sandbox.state()["passports"], 1)

    def history(self):
        return json.loads(self.ctl("history", "--json")[1])["runs"]

    def test_the_history_marks_what_was_undone(self):
        partly = self.imported([("A", "Lamp", "red"), ("B", "Desk", "red")])
        whole = self.imported([("C", "Chair", "red")])
        found = {row["modelNumber"]: row["id"] for row in self.sandbox.list()["data"]}
        self.sandbox.call("PATCH", f"/v1/dpp/passports/{found['A']}", {"data": {"colour": "white"}})
        self.assertNotIn("undo", self.history()[0])

        self.undo(partly)
        self.undo(whole)

        marks = {run["run"]: run["undo"] for run in self.history()}
        self.assertEqual([marks[whole][name] for name in ("state", "rows", "reverted")], ["finished", 1, 1])
        self.assertEqual([marks[partly][name] for name in ("rows", "reverted", "kept", "couldNot", "unknown", "notTried")],
                         [2, 1, 1, 0, 0, 0])
        lines = self.ctl("history")[1].splitlines()
        self.assertIn("  undone", lines[0])
        self.assertIn("  partly undone: 1 of 2 rows", lines[1])

    def test_what_an_old_import_changed_is_no_longer_kept(self):
        old = self.imported([("A", "Lamp", "red")])
        ledger = sqlite3.connect(self.room / "data" / "ledger.sqlite")
        columns = [column[1] for column in ledger.execute("PRAGMA table_info(import_run)") if column[1] != "id"]
        for number in range(50):
            ledger.execute(f"INSERT INTO import_run (id, {','.join(columns)}) "
                           f"SELECT 'later-{number}', {','.join(columns)} FROM import_run WHERE id = ?", (old,))
        ledger.execute("UPDATE import_run SET started_at = '2020-01-01T00:00:00.000Z', "
                       "finished_at = '2020-01-01T00:00:01.000Z' WHERE id = ?", (old,))
        ledger.commit()
        self.assertEqual(self.undo(old, "--dry-run")[1]["created"], 1)

        run = self.imported([("B", "Desk", "red")])  # tidies up once it is over

        code, summary, said = self.undo(old)
        self.assertEqual((code, summary["couldNot"]), (1, 1))
        self.assertIn("no longer kept", said)
        self.assertEqual(self.undo(run)[1]["reverted"], 1)

    def test_killed_it_goes_on(self):
        rows = [(f"N-{n:04}", "Chair", "green") for n in range(600)]
        run = self.imported(rows)
        process = self.start("undo", run, "--json")
        end = time.monotonic() + 30
        while self.sandbox.state()["passports"] > 500 and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        self.assertGreater(self.sandbox.state()["passports"], 0)

        code, summary, said = self.undo(run)

        self.assertEqual((code, summary["reverted"]), (0, 600), said)
        self.assertEqual(self.sandbox.state()["passports"], 0)

    def test_a_run_of_another_place_or_none_is_refused(self):
        run = self.imported([("A", "Lamp", "red")])

        self.assertEqual(self.undo("nothing-like-it")[0], 2)
        self.assertEqual(self.ctl("undo")[0], 2)
        self.assertEqual(self.sandbox.state()["passports"], 1)
        self.assertEqual(self.undo(run[:8])[0], 0)


if __name__ == "__main__":
    unittest.main()
