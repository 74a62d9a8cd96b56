#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""chanceryctl from outside: files that are not as they should be, mappings and templates."""
import json
import os
import subprocess
import unittest

from ctlcase import Ctl


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
