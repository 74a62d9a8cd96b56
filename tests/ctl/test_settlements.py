#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settlements from outside: decided once, with a reason, and provable afterwards."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import KEYSTONE_CLIENT, Sandbox  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]
CHECKING = "COMPLIANCE_CHECKING"
REASON = "Geprüft: kein „Treffer“ 制裁"


class Settlements(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0)
        self.addCleanup(self.sandbox.stop)

    def environment(self, **changes):
        foreign = ("KEYBAN_", "KEYSTONE_")
        given = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        given |= {"KEYSTONE_API": self.sandbox.ready["keystone"], "KEYSTONE_AUTH": self.sandbox.ready["keystoneAuth"],
                  "KEYSTONE_CLIENT_ID": KEYSTONE_CLIENT["client_id"],
                  "KEYSTONE_CLIENT_SECRET": KEYSTONE_CLIENT["client_secret"]}
        return given | changes

    def start(self, *arguments, **changes):
        command = [CTL, *map(str, arguments), "--data-dir", str(self.room / "data")]
        return subprocess.Popen(command, env=self.environment(**changes), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def ctl(self, *arguments, **changes):
        process = self.start(*arguments, **changes)
        out, said = process.communicate(timeout=120)
        self.assertNotIn("Segmentation", said)
        return process.returncode, out, said

    def told(self, *arguments, code=0):
        got, out, said = self.ctl(*arguments, "--json")
        self.assertEqual(got, code, said)
        return json.loads(out)

    def flagged(self, count=1):
        """The ids of settlements that wait for a decision."""
        self.sandbox.control("keystone", add={"count": count, "flagged": True})
        self.sandbox.control("clock", advanceSeconds=60)
        status, page = self.sandbox.keystone("GET", f"/settlements?state={CHECKING}&limit=200")
        self.assertEqual((status, page["total"]), (200, count))
        return [settlement["id"] for settlement in page["items"]]

    def state(self, settlement):
        return self.sandbox.keystone("GET", f"/settlements/{settlement}")[1]["state"]

    def decisions(self):
        return self.sandbox.get("/_sandbox/decisions")["decisions"]

    def fault(self, effect, **more):
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "*compliance-decision", "nth": 1,
                                               "effect": effect, **more}])

    def decide(self, settlement, word="approve", *more, **changes):
        code, out, said = self.ctl("settlements", "decide", settlement, word, "--reason", REASON, "--json", *more,
                                   **changes)
        return code, json.loads(out) if out else {}, said

    def give_up_waiting(self):
        """As if the decisions of the ledger had been sent an hour ago."""
        with sqlite3.connect(self.room / "data" / "ledger.sqlite") as ledger:
            ledger.execute("UPDATE decision SET intended_at = '2026-01-01T00:00:00.000Z'")
        ledger.close()

    def test_a_settlement_is_decided_and_shown(self):
        first, second = self.flagged(2)

        listed = self.told("settlements", "list", "--state", CHECKING)
        code, approved, said = self.decide(first)
        _, rejected, _ = self.decide(second, "reject")

        self.assertEqual({row["id"] for row in listed["settlements"]}, {first, second})
        self.assertEqual((code, approved["outcome"], approved["before"]["state"]), (0, "done", CHECKING), said)
        self.assertNotEqual(approved["after"]["state"], CHECKING)
        self.assertEqual(rejected["after"]["state"], "ROLLED_BACK")
        self.assertEqual([(taken["settlement"], taken["decision"]) for taken in self.decisions()],
                         [(first, "approve"), (second, "reject")])
        shown = self.told("settlements", "show", second)
        self.assertEqual(shown["settlement"]["state"], "ROLLED_BACK")
        self.assertEqual([(record["reason"], record["outcome"]) for record in shown["decisions"]], [(REASON, "done")])
        code, out, _ = self.ctl("settlements", "show", first)
        self.assertIn(REASON, out)
        self.assertIn(f"{CHECKING} →", out)

    def test_the_list_is_paged_and_sorted_by_the_time_left(self):
        self.sandbox.control("keystone", add={"count": 450})

        listed = self.told("settlements", "list")

        self.assertEqual((len(listed["settlements"]), listed["total"]), (450, 450))
        times = [row["timeout_at"] for row in listed["settlements"]]
        self.assertEqual(times, sorted(times))
        code, out, said = self.ctl("settlements", "list")
        self.assertEqual((code, len(out.splitlines())), (0, 450), said)

    def test_usage_is_refused_before_anything_is_asked(self):
        some = str(uuid.uuid4())
        for words in (["settlements"], ["settlements", "sing"], ["settlements", "show"],
                      ["settlements", "show", "../environments"], ["settlements", "decide", some, "perhaps"],
                      ["settlements", "decide", some, "approve"],
                      ["settlements", "decide", some, "approve", "--reason", "  "],
                      ["settlements", "list", "twice"], ["settlements", "watch", "--every", "0"],
                      ["settlements", "decide", some, "approve", "again", "--reason", "x"], ["verify"]):
            with self.subTest(words=words):
                self.assertEqual(self.ctl(*words)[0], 2)
        self.assertEqual(self.sandbox.requests(), [])

    def test_what_is_missing_in_the_connection_is_said(self):
        for changes, word in (({"KEYSTONE_CLIENT_SECRET": ""}, "KEYSTONE_CLIENT_SECRET"),
                              ({"KEYSTONE_CLIENT_ID": ""}, "KEYSTONE_CLIENT_ID"),
                              ({"KEYSTONE_API": "http://api.keystoneos.xyz"}, "https"),
                              ({"KEYSTONE_AUTH": "http://auth.keystoneos.xyz"}, "https")):
            with self.subTest(changes=changes):
                code, _, said = self.ctl("settlements", "list", **changes)
                self.assertEqual(code, 2)
                self.assertIn(word, said)
        code, _, said = self.ctl("settlements", "list", KEYSTONE_CLIENT_SECRET="test-wrong")
        self.assertEqual(code, 3, said)
        self.assertNotIn("test-wrong", said)

    def test_a_settlement_that_moved_is_not_decided(self):
        settlement, = self.flagged()
        self.sandbox.control("keystone", decide={"id": settlement, "decision": "reject"})

        code, report, said = self.decide(settlement, "approve", "--state", CHECKING)
        self.assertEqual((code, report), (1, {}), said)
        self.assertIn("ROLLED_BACK", said)
        code, report, said = self.decide(settlement)

        self.assertEqual((code, report["outcome"], report["why"]), (1, "failed", "noneAwaited"), said)
        self.assertEqual(len(self.decisions()), 1)

    def test_an_answer_lost_after_the_decision_is_found_out(self):
        for effect in ({"effect": "resetAfter"}, {"effect": "garbage"}, {"effect": "truncate"}):
            with self.subTest(**effect):
                before = len(self.decisions())
                settlement = self.flagged()[0]
                self.fault(**effect)

                code, report, said = self.decide(settlement)

                self.assertEqual((code, report["outcome"]), (0, "done"), said)
                self.assertEqual(len(self.decisions()), before + 1)

    def test_an_answer_lost_before_the_decision_stands_in_the_way_until_it_is_sure(self):
        settlement, = self.flagged()
        self.fault("resetBefore")

        code, report, said = self.decide(settlement)
        self.assertEqual((code, report["outcome"], report["why"]), (4, "unknown", "answerLost"), said)
        code, report, said = self.decide(settlement)
        self.assertEqual((code, report["outcome"], report["why"]), (4, "notSent", "unresolved"), said)
        self.assertEqual(self.decisions(), [])
        self.give_up_waiting()
        code, report, said = self.decide(settlement)

        self.assertEqual((code, report["outcome"]), (0, "done"), said)
        self.assertEqual(len(self.decisions()), 1)
        records = self.told("settlements", "show", settlement)["decisions"]
        self.assertEqual([(record["outcome"], record["why"]) for record in reversed(records)],
                         [("failed", "notTaken"), ("done", "taken")])

    def test_refusals_are_failures_that_name_the_service_s_words(self):
        settlement, = self.flagged()
        for status in (403, 422, 429):
            with self.subTest(status=status):
                self.fault("status", status=status)
                code, report, said = self.decide(settlement)
                self.assertEqual((code, report["outcome"], report["why"]), (3, "failed", "refused"), said)
        posts = [seen for seen in self.sandbox.requests() if seen["path"].endswith("compliance-decision")]
        self.assertEqual(len(posts), 3)  # each was sent once
        self.assertEqual(self.decisions(), [])

    def test_preparing_sends_nothing(self):
        settlement, = self.flagged()
        profile = {"id": str(uuid.uuid4()), "name": "Desk", "fourEyes": True,
                   "keyban": {"base": "https://api.prod.keyban.io"}}
        (self.room / "data").mkdir()
        (self.room / "data" / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        code, _, said = self.ctl("settlements", "list", "--profile", "Desk")
        self.assertEqual(code, 2)
        self.assertIn("no settlement service", said)

        code, report, said = self.ctl("settlements", "prepare", settlement, "approve", "--reason", REASON, "--json")

        self.assertEqual((code, json.loads(report)["why"]), (0, "prepared"), said)
        self.assertEqual(self.state(settlement), CHECKING)
        self.assertEqual(self.decisions(), [])

    def test_the_audit_log_is_exported_and_examined_offline(self):
        for settlement in self.flagged(3):
            self.assertEqual(self.decide(settlement)[0], 0)
        export = self.room / "audit.jsonl"

        code, _, said = self.ctl("audit", export)
        self.assertEqual(code, 0, said)
        self.sandbox.stop()
        whole = self.told("verify", export)

        self.assertEqual((whole["entries"], whole["broken"]), (6, None))
        text = export.read_bytes()
        self.assertIn(REASON.encode(), text)
        self.assertNotIn(KEYSTONE_CLIENT["client_secret"].encode(), text)
        place = text.index(b"approve", len(text) // 2)
        export.write_bytes(text[:place] + b"A" + text[place + 1:])
        line = text[:place].count(b"\n") + 1
        broken = self.told("verify", export, code=1)
        self.assertEqual(broken["broken"], {"line": line, "sequence": line - 1, "fault": "hashDiffers"})
        code, _, said = self.ctl("verify", export)
        self.assertIn(f"line {line}", said)
        self.assertEqual(self.ctl("verify", self.room / "none")[0], 2)
        listed = self.told("audit")
        self.assertEqual((listed["whole"], len(listed["entries"])), (True, 6))

    def test_watching_tells_what_moves(self):
        settlement, = self.flagged()
        process = self.start("settlements", "watch", "--every", "1", "--json")
        self.addCleanup(process.kill)
        self.assertIn("Watching 1", process.stderr.readline())

        self.sandbox.control("keystone", decide={"id": settlement, "decision": "reject"})
        move = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=20)

        self.assertEqual((move["id"], move["from"], move["to"]), (settlement, CHECKING, "ROLLED_BACK"))
        self.assertEqual((process.returncode, out), (0, ""), said)

    def test_watching_one_ends_with_it(self):
        settlement, = self.flagged()
        process = self.start("settlements", "watch", settlement, "--every", "1")
        self.addCleanup(process.kill)
        self.assertIn(CHECKING, process.stdout.readline())

        self.sandbox.control("keystone", decide={"id": settlement, "decision": "reject"})

        self.assertIn("ROLLED_BACK", process.stdout.readline())
        self.assertEqual(process.wait(20), 0)
        process.communicate()

    def test_the_secret_shows_up_nowhere(self):
        settlement, = self.flagged()
        code, out, said = self.ctl("settlements", "decide", settlement, "approve", "--reason", REASON)
        self.assertEqual(code, 0, said)

        secret = KEYSTONE_CLIENT["client_secret"]
        self.assertNotIn(secret, out + said)
        for path in (self.room / "data").rglob("*"):
            if path.is_file():
                self.assertNotIn(secret.encode(), path.read_bytes(), path)


if __name__ == "__main__":
    unittest.main()
