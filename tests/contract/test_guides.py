# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The calls of the two guides as they stand there: the Python guide's import loop, the Node guide's helper."""
import csv
import io
import time
import unittest

import requests

from sandbox import APPLICATION, KEY, SandboxTest

HEADERS = {"X-Api-Key": KEY}


def catalogue(rows):
    """A CSV as the Python guide reads it; its seventh record has no sku."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["sku", "name", "gtin", "material"])
    for number in range(rows):
        writer.writerow(["" if number == 6 else f"WAL-{number:04}", f"Étui {number}", "4006381333931", "leather"])
    out.seek(0)
    return out


class PythonGuide(SandboxTest):
    options = ("--seed", "empty", "--rate", "300")
    network = "StarknetSepolia"

    def submit(self, rows):
        return requests.post(f"{self.sandbox.keyban}/v1/imports",
                             params={"applicationId": APPLICATION, "entityName": "DppPassport"},
                             json=rows, headers=HEADERS, timeout=30)

    def follow(self, job, rows):
        """The guide's loop, with a shorter sleep; returns the last report and what was counted on the way."""
        counts = []
        while True:
            report = requests.get(f"{self.sandbox.keyban}/v1/imports/{job['id']}/report",
                                  params={"currentPage": 1, "pageSize": rows}, headers=HEADERS, timeout=30).json()
            counts.append(sum(1 for c in report["data"] if c["status"] in ("completed", "failed")))
            if counts[-1] == report["total"]:
                return report, counts
            time.sleep(0.05)

    def test_imports_150_rows_of_which_one_is_bad(self):
        rows = [{"granularity": "model", "network": self.network, "modelNumber": row["sku"], "name": row["name"],
                 "data": {"gtin": row["gtin"], "material": row.get("material", "")}, "certifiedPaths": ["gtin"]}
                for row in csv.DictReader(catalogue(150))]
        answer = self.submit(rows)
        report, counts = self.follow(answer.json(), len(rows))
        failed = [child for child in report["data"] if child["status"] == "failed"]

        self.assertEqual(answer.status_code, 200)
        self.assertEqual(report["total"], 150)
        self.assertGreater(len(set(counts)), 3, "the rows were expected to finish over time")
        self.assertEqual([(c["entityData"]["modelNumber"], c["error"]) for c in failed],
                         [("", "modelNumber must not be empty")])
        self.assertEqual(failed[0]["entityData"], rows[6])
        self.assertEqual(self.sandbox.state()["passports"], 149)

        revision = self.sandbox.state()["revision"]
        self.follow(self.submit(rows).json(), len(rows))
        self.assertEqual(self.sandbox.state()["revision"], revision, "the second run must change nothing")

        rows[6]["modelNumber"] = "WAL-0006"
        report, _ = self.follow(self.submit(rows).json(), len(rows))
        self.assertEqual({c["status"] for c in report["data"]}, {"completed"})
        self.assertEqual(self.sandbox.state()["revision"], revision + 1)


class PythonGuideEra2(PythonGuide):
    options = ("--seed", "empty", "--rate", "300", "--era", "2")


class NodeGuide(SandboxTest):
    def call(self, method, path, body=None):
        """The guide's helper: always a JSON content type, the problem's title and status when it fails."""
        answer = requests.request(method, self.sandbox.keyban + path, json=body, timeout=30,
                                  headers={**HEADERS, "Content-Type": "application/json"})
        return answer.status_code, answer.json()

    def test_a_new_passport_is_a_draft(self):
        status, passport = self.call("POST", "/v1/dpp/passports", {
            "granularity": "model", "application": APPLICATION, "network": "StarknetSepolia",
            "modelNumber": "WAL-LEATHER-2026", "name": "Heritage Leather Wallet",
            "description": "Hand-stitched bifold wallet."})

        self.assertEqual((status, passport["status"]), (201, "draft"))
        self.assertEqual(passport["description"], "Hand-stitched bifold wallet.")

    def wait_for_certification(self, passport, seconds):
        """The guide's loop, with a shorter sleep."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            _, told = self.call("GET", f"/v1/dpp/passports/{passport}")
            if told["certificationStatus"] == "certified":
                return told
            time.sleep(0.2)
        raise TimeoutError("Certification timed out")

    def test_publishing_leads_to_certification(self):
        self.sandbox.control("certification", ms=1000, errorsPerThousand=0)
        for number in ("PUB-1", "PUB-1-OTHER"):
            self.call("POST", "/v1/dpp/passports", {
                "granularity": "model", "application": APPLICATION, "network": "StarknetSepolia", "modelNumber": number,
                "data": {"gtin": "4006381333931"}})
        status, answer = self.call("POST", "/v1/dpp/passports/publish", {
            "filters": [{"field": "modelNumber", "operator": "eq", "value": "PUB-1"}]})
        passport = self.sandbox.list(("modelNumber", "eq", "PUB-1"))["data"][0]
        self.assertEqual((status, answer), (201, {"total": 1}))
        self.assertEqual((passport["status"], passport["certificationStatus"]), ("published", "pending"))

        self.assertEqual(self.wait_for_certification(passport["id"], 30)["id"], passport["id"])
        self.assertEqual(self.sandbox.list(("modelNumber", "eq", "PUB-1-OTHER"))["data"][0]["status"], "draft")

    def test_a_certification_that_does_not_come_times_out(self):
        self.sandbox.control("certification", ms=600_000, errorsPerThousand=0)
        self.addCleanup(self.sandbox.control, "certification", ms=1000, errorsPerThousand=0)
        _, passport = self.call("POST", "/v1/dpp/passports", {
            "granularity": "model", "application": APPLICATION, "network": "StarknetSepolia", "modelNumber": "PUB-2",
            "data": {"gtin": "4006381333931"}})
        self.call("POST", "/v1/dpp/passports/publish", {
            "filters": [{"field": "modelNumber", "operator": "eq", "value": "PUB-2"}]})

        with self.assertRaises(TimeoutError):
            self.wait_for_certification(passport["id"], 0.5)

    def test_a_problem_carries_title_and_status(self):
        status, problem = self.call("POST", "/v1/dpp/passports", {"granularity": "model"})

        self.assertEqual((status, problem["title"]), (422, "Unprocessable Entity"))


if __name__ == "__main__":
    unittest.main()
