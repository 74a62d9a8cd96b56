#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""chanceryctl from outside: imports in every era of the service, bad files, and a key that shows up nowhere."""
import csv
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import APPLICATION, KEY, Sandbox  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]
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


class Ctl(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)

    def sandbox(self, *options):
        sandbox = Sandbox("--seed", "empty", "--rate", 0, *options)
        self.addCleanup(sandbox.stop)
        return sandbox

    def command(self, sandbox, *arguments, key=KEY):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEYBAN_")}
        if sandbox:
            address = sandbox if isinstance(sandbox, str) else sandbox.keyban
            environment |= {"KEYBAN_API": address, "KEYBAN_API_KEY": key, "KEYBAN_APP_ID": APPLICATION}
        return [CTL, *map(str, arguments)], environment

    def ctl(self, sandbox, *arguments, key=KEY):
        command, environment = self.command(sandbox, *arguments, key=key)
        if arguments[0] in ("import", "plan"):
            command += ["--data-dir", str(self.room / "data")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    def file(self, content, name="catalogue.csv"):
        path = self.room / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assertSays(self, answer, code, *words):
        self.assertEqual(answer.returncode, code, answer.stderr)
        for word in words:
            self.assertIn(word, answer.stderr)
        self.assertNotIn("Segmentation", answer.stderr)


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


class BadFiles(Ctl):
    def test_each_says_what_it_is_and_what_to_do(self):
        (self.room / "folder").mkdir()
        os.mkfifo(self.room / "pipe")
        cases = {
            "missing.csv": ("missing.csv", "does not exist"),
            "folder": ("folder", "folder"),
            "pipe": ("pipe", "pipe or a device"),
            self.file("", "empty.csv").name: ("empty.csv", "empty"),
            self.file("sku,name\n", "header.csv").name: ("header.csv", "header"),
        }
        for name, (subject, word) in cases.items():
            with self.subTest(file=name):
                answer = self.ctl(None, "check", self.room / name)
                self.assertEqual(answer.returncode, 2, answer.stderr)
                self.assertIn(subject, answer.stderr)
                self.assertIn(word, answer.stderr.lower())

    def test_rows_that_cannot_be_read_are_listed_and_the_others_stay(self):
        content = (b"sku,name\nA,Lamp\nB,nul\0byte\nC,\"not closed\nD,Lamp\nE,wrong \xff byte\nF\nG,Lamp,more\nH,Lamp\n")

        answer = self.ctl(None, "check", self.file(content), "--encoding", "utf-8", "--json")

        report = json.loads(answer.stdout)
        self.assertEqual((answer.returncode, report["rows"], report["leftOut"]), (1, 8, 5))
        errors = [finding["line"] for finding in report["findings"] if finding["severity"] == "error"]
        self.assertEqual(sorted(set(errors)), [3, 4, 6, 7, 8])

    def test_an_unclosed_quote_on_line_2_costs_one_row_of_a_million(self):
        path = self.room / "million.csv"
        with open(path, "w", encoding="utf-8") as out:
            out.write('sku,name\nA,"not closed\n')
            out.writelines(f"M{number},Lamp\n" for number in range(1_000_000))

        answer = self.ctl(None, "check", path, "--json")

        report = json.loads(answer.stdout)
        self.assertEqual((report["rows"], report["leftOut"]), (1_000_001, 1))
        self.assertEqual(report["findings"][0]["line"], 2)

    def test_two_columns_with_one_name(self):
        answer = self.ctl(None, "rows", self.file("sku,name,name\nA,one,two\n"))

        self.assertEqual(json.loads(answer.stdout), {"sku": "A", "name": "one", "column 3": "two"})

    def test_a_field_of_200_megabytes(self):
        path = self.room / "huge.csv"
        with open(path, "wb") as out:
            out.write(b"sku,name\nA,Lamp\nB,")
            for _ in range(200):
                out.write(b"x" * 1_000_000)
            out.write(b"\nC,Lamp\n")

        answer = self.ctl(None, "check", path, "--json")

        report = json.loads(answer.stdout)
        self.assertEqual((report["rows"], report["leftOut"], report["findings"][0]["line"]), (3, 1, 3))

    def test_a_full_disk_is_said(self):
        answer = self.ctl(None, "check", self.file("sku,name\n" + "".join(f"A{n},Lamp\n" for n in range(2000))),
                          "--json-out", "/dev/full")

        self.assertSays(answer, 2, "/dev/full")

    def test_a_catalogue_is_never_overwritten_by_its_own_json(self):
        path = self.file("sku,name\nA,Lamp\n")

        answer = self.ctl(None, "check", path, "--json-out", path)

        self.assertSays(answer, 2, "--json-out")
        self.assertEqual(path.read_text(), "sku,name\nA,Lamp\n")

    def test_a_mapping_that_cannot_be_used_names_the_columns(self):
        answer = self.ctl(None, "check", self.file("sku,name,title\nA,Lamp,Light\n"), "--map", "title=name")

        self.assertSays(answer, 2, "name", "title")

    def test_a_guess_is_told_and_not_applied(self):
        path = self.file("Referenz;Artikel;Farbe\nA 1 x;Lampe aus Eiche;rot\nB 2 x;Tisch aus Eiche;blau\n")

        answer = self.ctl(None, "check", path)
        mapped = self.ctl(None, "check", path, "--map", "Referenz=modelNumber", "--json")

        self.assertSays(answer, 2, "Referenz", "model number", "--map 'Referenz=modelNumber'")
        self.assertEqual(json.loads(mapped.stdout)["leftOut"], 0)
        self.assertNotIn("Referenz=modelNumber", mapped.stderr)

    def test_one_file_holds_models_batches_and_items(self):
        path = self.file("sku,batch,serial\nA,,\nA,B,\nA,B,1\n,,\n")

        out = self.room / "out.json"
        answer = self.ctl(None, "check", path, "--granularity", "numbers", "--json-out", out, "--json")

        self.assertEqual(json.loads(answer.stdout)["leftOut"], 1)
        self.assertEqual([row["granularity"] for row in json.loads(out.read_text())], ["model", "batch", "item"])

    def test_a_template_maps_types_constants_and_joins(self):
        template = self.file(json.dumps({"chanceryTemplate": 1, "name": "ERP", "mapping": {
            "columns": [{"header": "Nr", "field": "modelNumber"}, {"header": "Marke", "field": "-"},
                        {"header": "Gewicht", "field": "data.weight", "type": "number", "decimalMark": ","}],
            "made": [{"field": "name", "join": ["Marke", "Nr"], "between": " "},
                     {"field": "data.year", "constant": "2026", "type": "number"}]}}), "erp.json")
        path = self.file("Gewicht;NR;Marke\n1,50;A1;Oak\nschwer;A2;Oak\n")

        out = self.room / "out.json"
        answer = self.ctl(None, "check", path, "--template", template, "--json-out", out, "--json")

        report = json.loads(answer.stdout)
        self.assertEqual([finding["code"] for finding in report["findings"]], ["notANumber"], answer.stderr)
        self.assertIn('"weight":1.50', out.read_text())
        self.assertEqual(json.loads(out.read_text()), [
            {"granularity": "model", "network": "StarknetSepolia", "modelNumber": "A1", "name": "Oak A1",
             "data": {"weight": 1.5, "year": 2026}}])

    def test_a_template_brings_its_field_profile(self):
        template = self.file(json.dumps({"chanceryTemplate": 1, "name": "ERP", "fieldProfile": "eu-textile", "mapping": {
            "columns": [{"header": "sku", "field": "modelNumber"}, {"header": "fibre", "field": "data.fibreComposition"}]}}),
            "erp.json")
        path = self.file("sku,fibre\nA,wool perhaps\n")

        held = json.loads(self.ctl(None, "check", path, "--template", template, "--json").stdout)
        free = json.loads(self.ctl(None, "check", path, "--json").stdout)

        self.assertEqual([finding["column"] for finding in held["findings"]], ["fibre"])
        self.assertEqual(free["findings"], [])

    def test_a_template_for_other_columns_is_refused_with_the_differences(self):
        template = self.file(json.dumps({"chanceryTemplate": 1, "name": "ERP", "mapping": {
            "columns": [{"header": "Art.-Nr.", "field": "modelNumber"}, {"header": "Farbe", "field": "data.colour"}]}}),
            "erp.json")

        renamed = self.ctl(None, "check", self.file("Artikelnummer;Breite\nA;1\n"), "--template", template)
        added = self.ctl(None, "check", self.file("Art.-Nr.;Farbe;Breite\nA;rot;1\n"), "--template", template)
        garbage = self.ctl(None, "check", self.file("sku\nA\n"), "--template", self.file("{}", "no.json"))

        self.assertSays(renamed, 2, "Farbe", "Art.-Nr. → Artikelnummer", "Breite")
        self.assertSays(added, 0, "Breite")
        self.assertSays(garbage, 2, "no.json", "chanceryTemplate")

    def test_usage(self):
        for arguments in (("check",), ("check", "a", "b"), ("check", "a", "--map", "sku"), ("import", "a", "--dialect", "x"),
                          ("frobnicate",), ()):
            with self.subTest(arguments=arguments):
                command, environment = self.command(None, *arguments)
                answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)
                self.assertEqual(answer.returncode, 2)
                self.assertTrue(answer.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
