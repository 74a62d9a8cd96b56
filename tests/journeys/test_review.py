# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer clears a queue of twenty flagged settlements by keyboard alone. Another desk is quicker once, the service
refuses once, and one answer is lost. Then the log proves what was done, and a byte that is altered is named."""
import json
import re
import sqlite3
import subprocess
import unittest
import uuid

from console import KEY, SECRET, Console
from desk import BUILD
from sandbox import APPLICATION, KEYSTONE_CLIENT, Sandbox

COUNT = 20
QUICKER, REFUSED, LOST = 4, 9, 14  # of the twenty, in the order in which they are looked at
ENTRIES = 2 * COUNT  # its beginning and its end for each that was sent


def reason_for(number):
    return f"Screening {number:02d} is clear, KYT-{2200 + number}"


class SettlementsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0, "--era", 2)
        self.addCleanup(self.sandbox.stop)
        self.sandbox.control("keystone", add={"count": COUNT, "flagged": True, "slow": True})
        self.sandbox.control("clock", advanceSeconds=60)

    def test_a_queue_is_cleared_by_keyboard_and_the_log_proves_it(self):
        with self.officer() as desk:
            desk.find(None, "Settlements")
            desk.keys("ctrl+4")
            self.left(desk, COUNT)
            decided = [self.decide(desk, number) for number in range(COUNT)]
            desk.find("label", "Nothing waits for a decision")
            self.assert_decided_once(decided)
            self.assert_log_is_whole(desk)
            exported = self.export(desk)
            self.assert_damage_is_named(desk)
        self.assert_checked_offline(exported)

    # The desk

    def officer(self):
        """The console on a connection to this sandbox, with both secrets in the keychain."""
        desk = Console("--profile", "Officers", name="review")
        profile = {"id": str(uuid.uuid4()), "name": "Officers", "guard": "normal",
                   "keyban": {"base": self.sandbox.keyban, "applicationId": APPLICATION, "network": "StarknetSepolia"},
                   "keystone": {"base": self.sandbox.ready["keystone"], "auth": self.sandbox.ready["keystoneAuth"],
                                "clientId": KEYSTONE_CLIENT["client_id"]}}
        desk.data.mkdir(parents=True)
        (desk.data / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        for service, secret in (("keyban", KEY), ("keystone", SECRET)):
            subprocess.run(["secret-tool", "store", "--label=Chancery", "xdg:schema", "org.qt.keychain", "server",
                            "Chancery", "type", "plaintext", "user", f"{profile['id']}/{service}"], input=secret,
                           text=True, check=True, timeout=20)
        return desk

    def left(self, desk, count):
        desk.find("label", "1 waits for a decision" if count == 1 else f"{count} wait for a decision", within=30)

    # Deciding

    def decide(self, desk, number):
        """Decides what is selected, whatever comes between: its id, and what was decided."""
        word = "approve" if number % 3 else "reject"
        if number == REFUSED:
            self.fault("status", status=409)
        elif number == LOST:
            self.fault("resetAfter")
        settlement = self.look_twice(desk, number, word)
        if number == QUICKER:
            self.sandbox.control("keystone", decide={"id": settlement, "decision": "reject"})
        desk.keys("Return")
        if number == QUICKER:
            self.leave_to_the_other_desk(desk)
            word = "reject"
        else:
            if number == REFUSED:
                desk.find("label", re.compile("^The service awaits no decision about it. It was in (.*) and is in "))
                desk.keys(word[0])  # the reason still stands there
                self.second_look(desk, number)
                desk.keys("Return")
            desk.find("label", re.compile(f"^The settlement is {'approved' if number % 3 else 'rejected'} and in "),
                      within=60)
        if number + 1 < COUNT:
            self.left(desk, COUNT - number - 1)
        return settlement, word

    def look_twice(self, desk, number, word):
        desk.keys(word[0])
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.write(reason_for(number))
        desk.keys("Return")
        return self.second_look(desk, number)

    def second_look(self, desk, number):
        """What the dialog repeats; the id of the settlement that it is about."""
        dialog = desk.find("dialog", re.compile(r"^(Approve|Reject) the settlement\?"))
        desk.find("label", reason_for(number), inside=dialog)
        desk.wait(lambda: desk.find("push button", re.compile("^(Approve|Reject)$"), dialog).has("focused"),
                  "the button of the second look")
        shown = desk.find("label", re.compile("^ID: [0-9a-f-]{36}$"), dialog)
        return shown.name.removeprefix("ID: ")

    def leave_to_the_other_desk(self, desk):
        desk.find("label", re.compile("^Nothing was sent: the settlement was in (.*) when it was read and is in (.*) "
                                      "now. Look at it again.$"))
        desk.keys("Down")
        reason = desk.find("text", "Reason")
        desk.wait(lambda: reason.has("enabled"), "another settlement")
        desk.keys("alt+s")
        desk.wait(lambda: reason.has("focused"), "the field of the reason")
        desk.keys("ctrl+a", "Delete", "Escape")

    def fault(self, effect, **more):
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "*compliance-decision", "nth": 1,
                                               "effect": effect, **more}])

    def assert_decided_once(self, decided):
        taken = self.sandbox.get("/_sandbox/decisions")["decisions"]
        self.assertEqual([(one["settlement"], one["decision"]) for one in taken], decided)
        self.assertEqual(len({settlement for settlement, _ in decided}), COUNT)
        self.assertEqual([one["by"] for one in taken].count("m2m:test-other-desk"), 1)
        sent = [one for one in self.sandbox.requests() if one["path"].endswith("compliance-decision")]
        self.assertEqual(len(sent), COUNT)  # nothing for what another desk has decided, and twice what was refused

    # Proving

    def assert_log_is_whole(self, desk):
        desk.keys("ctrl+5")
        table = desk.find("table", "Audit log")
        desk.wait(lambda: desk.row_count(table) == ENTRIES, f"{ENTRIES} entries")
        rows = desk.rows(table)
        for number in range(COUNT):
            begun = [row for row in rows if row[5] == reason_for(number)]
            self.assertEqual(len(begun), {QUICKER: 0, REFUSED: 2}.get(number, 1), reason_for(number))
        ends = [row[2] for row in rows if not row[2].startswith("Set out")]
        self.assertEqual(sorted(set(ends)), ["Approved", "Rejected", "Rejection failed"])
        desk.find("label", re.compile(rf"^Verified at \d\d:\d\d · {ENTRIES} entries$"))
        desk.find("label", "Chain whole")

    def export(self, desk):
        file = desk.folder / "audit.jsonl"
        desk.keys("ctrl+e")
        desk.wait(lambda: desk.find("dialog", "Export the audit log").has("active"), "the dialog")
        desk.keys("ctrl+a")
        desk.write(str(file))
        desk.keys("Return")
        desk.find("label", f"{ENTRIES} entries are in {file}.")
        return file

    def assert_damage_is_named(self, desk):
        with sqlite3.connect(desk.data / "ledger.sqlite") as ledger:
            ledger.execute("UPDATE audit_entry SET entry = replace(entry, 'KYT-', 'KYC-') WHERE sequence = 17")
        ledger.close()
        desk.keys("alt+r")
        desk.find("label", "Broken at entry 17; before it 16 are whole")
        desk.find("label", "Chain broken")

    def assert_checked_offline(self, file):
        code, told = self.verify(file)
        self.assertEqual((code, told["entries"], told["broken"]), (0, ENTRIES, None))
        lines = file.read_bytes().splitlines(keepends=True)
        spoilt = lines[11].replace(b"Screening", b"Screeming", 1)  # the first line is the file's own
        self.assertEqual(sum(one != other for one, other in zip(spoilt, lines[11])), 1)
        file.write_bytes(b"".join(lines[:11] + [spoilt] + lines[12:]))
        code, told = self.verify(file)
        self.assertEqual((code, told["broken"]["line"], told["broken"]["sequence"], told["broken"]["fault"]),
                         (1, 12, 11, "hashDiffers"))

    @staticmethod
    def verify(file):
        done = subprocess.run([BUILD / "app" / "chanceryctl", "verify", file, "--json"], capture_output=True, text=True,
                              timeout=60)
        return done.returncode, json.loads(done.stdout)


if __name__ == "__main__":
    unittest.main()
