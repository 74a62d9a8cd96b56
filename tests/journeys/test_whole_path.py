# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A messy file with 25 defects: mended in the grid, planned, sent, cut off by a kill, carried on, and what the service
refused exported, mended and sent again, until everything is in."""
import re
import unittest

from console import Console
from defects import check_digit, spoil

ROWS = 3_000
REFUSED = {700, 1_400, 2_100, 2_800}  # rows whose network the service does not know
HEADERS = ["sku", "name", "gtin", "material", "network"]
# The first five of spoil() in turn, five times each: what the check says of it, the column in which it says so, and the text that mends it.
DEFECTS = [
    ("There is nothing in column “sku”", 0, lambda row: row[0]),
    ("is already the number of the row on line", 0, lambda row: row[0]),
    ("There is a control character in column “name”", 1, lambda row: "Side table " + row[0]),
    ("The row has more fields than the header", 0, lambda row: row[0] + "-B"),
    ("The check digit of the GTIN", 2, lambda row: row[2]),
]


def good_row(number):
    body = f"{300_000_000_000 + number}"
    return [f"TBL-{number:05d}", f"Table basse n° {number} – chêne", body + check_digit(body), "Chêne massif, 80 €",
            "StarknetVenus" if number in REFUSED else "StarknetSepolia"]


def write_catalogue(path):
    """Writes the file; returns the rows that shall arrive and, in the order of the file, (kind, text that mends)."""
    wanted, mends, lines = [], [], [";".join(HEADERS)]
    for number in range(ROWS):
        row = good_row(number)
        fault, rest = divmod(number - 60, 110)
        if rest == 0 and 0 <= fault < 25:
            words, column, mended = DEFECTS[fault % 5]
            mends.append((words, mended(row)))
            spoilt = list(row)
            spoil(spoilt, fault % 5, "TBL-00000")
            lines.append(";".join(spoilt))
            row[column] = mended(row)
        else:
            lines.append(";".join(row))
        wanted.append(row)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return wanted, mends


def by_key(passports):
    return {(one["modelNumber"], one["batchNumber"], one["itemNumber"]): one for one in passports}


class WholePathTest(unittest.TestCase):
    def test_everything_in_a_messy_file_gets_in_though_the_console_is_killed(self):
        with Console("--sandbox", name="whole-path") as desk:
            wanted, mends = write_catalogue(desk.folder / "tables.csv")
            desk.passports()
            before = by_key(desk.sandbox_passports())
            self.open_file(desk, "tables.csv")
            self.assert_read_rightly(desk, wanted)
            desk.click("push button", "Check the file")
            self.mend_in_the_grid(desk, mends)
            self.send(desk, "3,000 rows", "3,000 create")
            self.kill_in_the_middle(desk)
        with Console("--sandbox", name="whole-path-again", data=desk.data) as again:
            self.carry_on(again)
            self.send_failed_rows_again(again, desk.folder)
            self.assert_all_in(again, before, wanted)

    def open_file(self, desk, name, folder=None):
        desk.click("check box", "Imports")
        desk.type_into("text", "Path of the file", str((folder or desk.folder) / name))
        desk.click("push button", "Open file")
        desk.find("push button", "Check the file")

    def assert_read_rightly(self, desk, wanted):
        table = desk.find("table", "First rows of the file")
        first = desk.wait(lambda: desk.rows(table, count=1), "the first row")[0]
        self.assertEqual(first[-len(HEADERS):], wanted[0])

    def mend_in_the_grid(self, desk, mends):
        desk.find("label", "20 rows need a look", within=30)
        for words in ("3,000 rows", "5 of them with a warning", "20 left out"):
            desk.find("label", words)
        desk.click("push button", "Fix…")
        grid = desk.find("table", "Rows of the file")
        desk.wait(lambda: desk.row_count(grid) == ROWS, "all rows in the grid")
        for done, (words, text) in enumerate(mends):
            message = re.compile(re.escape(words))
            if done > 0:  # the grid opens on the first
                desk.keys("F8")
            desk.find("label", message)
            desk.keys("F2", "ctrl+a")
            desk.write(text)
            desk.keys("Return")
            edited = "1 cell edited" if done == 0 else f"{done + 1} cells edited"
            desk.find("label", re.compile(rf"(^| ){edited}$"))
            desk.gone("label", message)
        desk.find("label", re.compile("^Every row can be sent"), within=30)
        desk.click("push button", "Back to the check")
        desk.find("label", "Every row can be sent", within=30)
        self.assertEqual(desk.row_count(desk.find("table", "Findings")), 0)

    def send(self, desk, rows, planned):
        """Plans the checked file and sends just that."""
        desk.click("push button", f"Plan {rows}", within=30)
        desk.find("check box", planned, within=60)
        desk.click("push button", f"Send {rows} to Sandbox (TEST)", within=30)

    def kill_in_the_middle(self, desk):
        settled = re.compile(r"^[\d,]+ of 3,000 rows settled$")

        def count():
            return int(desk.find("label", settled).name.split()[0].replace(",", ""))

        desk.watch(count, until=lambda: count() > 600, within=60)
        desk.process.kill()
        desk.process.wait()

    def carry_on(self, desk):
        # It opens where it was left.
        desk.click("push button", "Look at it")
        desk.click("push button", "Carry on")
        desk.find("label", re.compile("^4 rows failed"), within=120)
        desk.find("label", "3,000 of 3,000 rows settled")
        for words in ("2,996 completed", "4 failed", "0 unknown", "0 not sent"):
            desk.find("label", words)
        (_, count, reason, _), = desk.rows(desk.find("table", "Rows that did not land"))
        self.assertEqual((count, reason), ("4", "network StarknetVenus is not accepted here"))

    def send_failed_rows_again(self, desk, folder):
        desk.click("push button", "Export failed rows…")
        desk.click("push button", "Save")
        desk.wait((folder / "tables-failed.csv").exists, "the file of the failed rows")
        desk.click("push button", "Import another file")
        self.open_file(desk, "tables-failed.csv", folder)
        desk.click("push button", "Check the file")
        desk.click("push button", "Fix…", within=30)
        desk.find("table", "Rows of the file")
        desk.keys("ctrl+f")
        desk.type_into("text", "Find", "StarknetVenus")
        desk.type_into("text", "Replace with", "StarknetSepolia")
        desk.click("check box", "Whole cell")  # the reason names the network as well
        desk.click("push button", "Replace all")
        desk.find("label", "4 cells replaced")
        desk.click("push button", "Back to the check")
        self.send(desk, "4 rows", "4 create")
        desk.find("label", "4 of 4 rows settled", within=60)
        desk.find("label", "4 completed")
        desk.find("label", "It came as planned: 4 created.", within=60)

    def assert_all_in(self, desk, before, wanted):
        after = by_key(desk.sandbox_passports())
        self.assertEqual({key: one for key, one in after.items() if key in before}, before, "nothing else changed")
        arrived = [[one["modelNumber"], one["name"], one["data"]["gtin"], one["data"]["material"], one["network"]]
                   for key, one in after.items() if key not in before]
        self.assertEqual(sorted(arrived), sorted(row[:4] + ["StarknetSepolia"] for row in wanted))


if __name__ == "__main__":
    unittest.main()
