# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A catalogue of 10,000 rows with 12 faulty ones goes into the sandbox through the window, seen to move."""
import csv
import io
import re
import unittest

from console import Console
from defects import check_digit, spoil

ROWS = 10_000
FAULTS = 12
# In the order of spoil(); the first four keep a row back, the others are told and sent.
LEFT_OUT = ["There is nothing in column “sku”", "“WAL-00000” is already the number of the row on line 2.",
            "There is a control character in column “name”.", "The row has more fields than the header"]
WARNED = ["The check digit of the GTIN", "The name has more than 255 characters"]


def good_row(number):
    body = f"{200_000_000_000 + number}"
    care = ", made in Portugal.\nCare: wipe dry." if number % 5 == 0 else "."
    return [f"WAL-{number:05d}", f"Heritage Wallet {number}", body + check_digit(body),
            'Recycled "PET"' if number % 3 else "Café-crème", "Hand-stitched bifold wallet" + care]


def write_catalogue(path):
    """Writes the file; returns its sound rows and, for each line with a defect, what is to be said of it."""
    sound, defects, text, line = [], {}, io.StringIO(newline=""), 2
    writer = csv.writer(text)
    writer.writerow(["sku", "name", "gtin", "material", "description"])
    for number in range(ROWS):
        row = good_row(number)
        fault = number // (ROWS // (FAULTS + 1)) if number % (ROWS // (FAULTS + 1)) == 0 else 0
        if 0 < fault <= FAULTS:
            spoil(row, (fault - 1) % 6, "WAL-00000")
            defects[line] = (LEFT_OUT + WARNED)[(fault - 1) % 6]
        if defects.get(line) not in LEFT_OUT:
            sound.append(row)
        writer.writerow(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return sound, defects


class ImportTest(unittest.TestCase):
    def test_ten_thousand_rows_go_in_and_the_report_tells_what_the_sandbox_holds(self):
        with Console("--sandbox", name="import") as desk:
            sound, defects = write_catalogue(desk.folder / "catalogue.csv")
            self.assertEqual(len(sound), 9_992)
            desk.passports()
            state, passports = desk.sandbox_state(), desk.sandbox_passports()
            self.open_file(desk)
            self.assert_findings(desk, defects)
            desk.click("push button", "Plan 9,992 rows")
            self.assert_plan(desk)
            desk.click("push button", "Send 9,992 rows to Sandbox (TEST)")
            self.assert_progress_moves(desk)
            self.assert_report(desk)
            self.assert_sandbox_holds(desk, sound, state, passports)
            self.assert_a_second_run_has_nothing_to_send(desk)

    def open_file(self, desk):
        desk.click("check box", "Imports")
        desk.type_into("text", "Path of the file", str(desk.folder / "catalogue.csv"))
        desk.click("push button", "Open file")
        desk.click("push button", "Check the file")

    def assert_findings(self, desk, defects):
        desk.find("push button", "Plan 9,992 rows", within=30)
        for words in ("10,000 rows", "9,992 can be sent", "4 of them with a warning", "8 left out"):
            desk.find("label", words)
        rows = desk.rows(desk.find("table", "Findings"))
        named = []
        for lines, count, _, severity, message, _ in rows:
            numbers = [int(line.replace(",", "")) for line in re.split(", |–", lines)]
            self.assertEqual(len(numbers), int(count), "identical findings are one group")
            named += numbers
            for expected in {defects[line] for line in numbers}:
                self.assertIn(expected, message)
                self.assertEqual(severity, "Left out" if expected in LEFT_OUT else "Warning")
        self.assertEqual(sorted(named), sorted(defects))

    def assert_plan(self, desk):
        desk.find("push button", "Send 9,992 rows to Sandbox (TEST)", within=60)
        for words in ("9,992 create", "0 update", "0 of them re-certify", "0 unchanged, not sent", "0 refused, not sent",
                      "8 left out by the check"):
            desk.find("check box", words)
        desk.find("label", re.compile(r"^Held against [\d,]+ passports, read .*\.$"))
        row = desk.rows(desk.find("table", "Rows of the plan"))[0]
        self.assertEqual(row[:4], ["2", "WAL-00000", "Heritage Wallet 0", "create"])
        plan = desk.ctl("plan", desk.folder / "catalogue.csv")
        desk.find("label", f"Code of the plan: {plan['code']}")  # the same in both

    def assert_progress_moves(self, desk):
        settled = re.compile(r"^[\d,]+ of 9,992 rows settled$")
        seen = []
        desk.watch(lambda: seen.append(desk.find("label", settled).name) or seen[-1],
                   until=lambda: len(set(seen)) > 10, within=60)
        counts = [int(name.split()[0].replace(",", "")) for name in seen]
        self.assertEqual(counts, sorted(counts), "what is settled stays settled")
        self.assertLess(counts[-1], 9_992, "it was still running")

        desk.click("check box", "Passports")
        desk.find("table", "Passports")
        in_status = re.compile(r"^Import catalogue\.csv, \d+ %$")
        bar = desk.find("progress bar", "Progress of running work")
        moves = []
        desk.watch(lambda: moves.append((desk.find("label", in_status).name, bar.value)) or moves[-1],
                   until=lambda: len(set(moves)) > 10, within=60)
        values = [value for _, value in moves]
        self.assertEqual(values, sorted(values))
        self.assertFalse(desk.there("label", settled), "the passports are in front")

    def assert_report(self, desk):
        ending = "9,992 rows are in; 8 were left out"
        desk.find("label", f"Import catalogue.csv: {ending}", within=120)
        desk.gone("progress bar", "Progress of running work")
        desk.click("check box", "Imports")
        desk.find("label", ending)
        desk.find("label", "9,992 of 9,992 rows settled")
        for words in ("9,992 completed", "0 failed", "0 unknown", "0 not sent"):
            desk.find("label", words)
        table = desk.find("table", "Rows that did not land")
        groups = {row[2]: row[1] for row in desk.rows(table)}
        self.assertEqual(len(groups), len(LEFT_OUT))
        for words in LEFT_OUT:
            self.assertEqual([count for reason, count in groups.items() if words in reason], ["2"], words)

    def assert_sandbox_holds(self, desk, sound, state_before, passports_before):
        state = desk.sandbox_state()
        self.assertEqual(state["passports"] - state_before["passports"], 9_992)
        self.assertEqual(state["rowsCompleted"] - state_before["rowsCompleted"], 9_992)
        self.assertEqual((state["rowsFailed"], state["rowsWaiting"]), (0, 0))
        before = {(one["modelNumber"], one["batchNumber"], one["itemNumber"]): one for one in passports_before}
        after = {(one["modelNumber"], one["batchNumber"], one["itemNumber"]): one for one in desk.sandbox_passports()}
        imported = {key: one for key, one in after.items() if key not in before}
        self.assertEqual({key: one for key, one in after.items() if key in before}, before, "nothing else changed")
        self.assertEqual([[one["modelNumber"], one["name"], one["data"]["gtin"], one["data"]["material"],
                           one["description"]] for _, one in sorted(imported.items(), key=lambda item: item[0][0])],
                         sorted(row[:5] for row in sound))

    def assert_a_second_run_has_nothing_to_send(self, desk):
        desk.find("label", "It came as planned: 9,992 created.", within=60)
        state = desk.sandbox_state()
        desk.click("push button", "Import another file")
        desk.type_into("text", "Path of the file", str(desk.folder / "catalogue.csv"))
        desk.click("push button", "Open file")
        desk.click("push button", "Check the file")
        desk.click("push button", "Plan 9,992 rows", within=30)
        desk.find("check box", "9,992 unchanged, not sent", within=60)
        desk.find("label", "There is nothing to send")
        button = desk.find("push button", "Send 0 rows to Sandbox (TEST)")
        self.assertFalse(button.has("enabled"))
        self.assertEqual(desk.sandbox_state()["revision"], state["revision"])


if __name__ == "__main__":
    unittest.main()
