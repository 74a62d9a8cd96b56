# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Imports beyond the guide: what is refused, upserts, odd reports, large bodies."""
import http.client
import json
import os
import time
import unittest

from sandbox import APPLICATION, KEY, Sandbox, SandboxTest, flat, product

TARGET = f"/v1/imports?applicationId={APPLICATION}&entityName=DppPassport"


class Imports(SandboxTest):
    def only(self, number):
        found = self.sandbox.list(("modelNumber", "eq", number))
        self.assertEqual(found["total"], 1)
        return found["data"][0]

    def test_bad_targets_and_bodies_are_refused(self):
        jobs = self.sandbox.state()["jobs"]
        refusals = [(400, "/v1/imports?entityName=DppPassport", [flat("X")]),
                    (400, f"/v1/imports?applicationId={APPLICATION}&entityName=Cat", [flat("X")]),
                    (403, "/v1/imports?applicationId=11111111-2222-4333-8444-555555555555&entityName=DppPassport",
                     [flat("X")]),
                    (400, TARGET, {}), (400, TARGET, "[{]"), (400, TARGET, ""), (400, TARGET, []), (400, TARGET, " [ ] ")]
        for status, path, body in refusals:
            with self.subTest(path=path, body=body):
                self.assertRefused(self.sandbox.call("POST", path, body), status)
        self.assertEqual(self.sandbox.state()["jobs"], jobs)

    def test_every_row_is_a_child_with_its_own_fate(self):
        rows = [flat("I-1"), flat(""), 7, None, product("I-2"), flat("I-1", name="Again"), product("I-3", network="None"),
                {"no": "shape"}]
        children = self.sandbox.report(self.sandbox.import_rows(rows), size=3)

        self.assertEqual([child["entityData"] for child in children], rows)
        self.assertEqual([child["status"] for child in children],
                         ["completed", "failed", "failed", "failed", "completed", "completed", "failed", "failed"])
        self.assertEqual(children[2]["error"], "row must be an object")
        self.assertEqual(children[6]["error"], "network None is not accepted here")
        self.assertEqual(self.only("I-1")["name"], "Again")

    def test_new_rows_are_drafts_unless_they_say_otherwise(self):
        self.sandbox.report(self.sandbox.import_rows([flat("D-1"), flat("D-2", status="published")]))

        self.assertEqual([self.only(n)["status"] for n in ("D-1", "D-2")], ["draft", "published"])

    def test_an_unchanged_row_is_a_no_op_however_it_is_written(self):
        rows = [flat("N-1"), product("N-2")]
        self.sandbox.report(self.sandbox.import_rows(rows))
        before, revision = self.sandbox.lines(), self.sandbox.state()["revision"]
        stamps = self.only("N-1")["updatedAt"]
        self.sandbox.control("clock", advanceSeconds=5)
        other_order = [dict(reversed(row.items())) for row in rows]
        for text in (json.dumps(rows, indent=3), json.dumps(other_order, separators=(",", ":"))):
            self.sandbox.report(self.sandbox.import_rows(text))

        self.assertEqual((self.sandbox.lines(), self.sandbox.state()["revision"]), (before, revision))
        self.assertEqual(self.only("N-1")["updatedAt"], stamps)

    def test_a_changed_row_updates_and_keeps_what_it_leaves_out(self):
        self.sandbox.report(self.sandbox.import_rows([flat("U-1", description="Turned oak.")]))
        made = self.only("U-1")
        self.sandbox.report(self.sandbox.import_rows([flat("U-1", name="New", data={"a": 1.50})]))
        changed = self.only("U-1")

        self.assertEqual(changed["id"], made["id"])
        self.assertEqual((changed["name"], changed["description"], changed["data"]), ("New", "Turned oak.", {"a": 1.5}))

    def test_an_import_never_unpublishes(self):
        self.sandbox.report(self.sandbox.import_rows([flat("K-1", status="published")]))
        self.sandbox.report(self.sandbox.import_rows([flat("K-1", status="draft", name="New")]))

        self.assertEqual((self.only("K-1")["status"], self.only("K-1")["name"]), ("published", "New"))

    def test_an_unknown_job_is_not_found(self):
        self.assertRefused(self.sandbox.call("GET", "/v1/imports/11111111-2222-4333-8444-555555555555/report"), 404)
        self.assertRefused(self.sandbox.call("GET", "/v1/imports/none/report"), 404)

    def test_a_report_takes_any_page_size_from_1(self):
        job = self.sandbox.import_rows([flat(f"P-{n}") for n in range(7)])
        sizes = [1, 7, 100, 1000, 10**18]
        lengths = [len(self.sandbox.get(f"/v1/imports/{job}/report", pageSize=size)["data"]) for size in sizes]

        self.assertEqual(lengths, [1, 7, 7, 7, 7])
        for query in ("pageSize=0", "pageSize=-1", "currentPage=0", "currentPage=99999999999999999999"):
            self.assertRefused(self.sandbox.call("GET", f"/v1/imports/{job}/report?{query}"), 400)

    def test_reports_can_be_odd_on_request(self):
        job = self.sandbox.import_rows([flat(f"O-{n}") for n in range(19)] + [flat("")])
        self.addCleanup(lambda: self.sandbox.control("oddities"))
        errors = []
        for form in ("text", "object", "list"):
            self.sandbox.control("oddities", rowError=form)
            errors.append(self.sandbox.report(job)[19]["error"])
        self.sandbox.control("oddities", report="shrinking")
        totals = [self.sandbox.get(f"/v1/imports/{job}/report")["total"] for _ in range(2)]
        self.sandbox.control("oddities", report="repeating")
        second = self.sandbox.get(f"/v1/imports/{job}/report", currentPage=2, pageSize=5)["data"]

        reason = "modelNumber must not be empty"
        self.assertEqual(errors, [reason, {"code": "VALIDATION_FAILED", "message": reason}, [reason]])
        self.assertEqual(totals, [20, 18])
        self.assertEqual([child["id"] for child in second], ["5", "6", "7", "8", "9", "10"])

    def test_twenty_thousand_rows_fit_in_one_body(self):
        rows = [flat(f"BIG-{n:06}", description="x" * 200) for n in range(20000)]
        body = json.dumps(rows)
        children = self.sandbox.report(self.sandbox.import_rows(body), size=20000)

        self.assertGreater(len(body), 7_000_000)
        self.assertEqual([child["status"] for child in children], ["completed"] * 20000)


class Pace(SandboxTest):
    options = ("--seed", "empty", "--rate", "500")

    def test_rows_finish_at_the_rate_and_jobs_one_after_the_other(self):
        started = time.monotonic()
        first, second = (self.sandbox.import_rows([flat(f"{job}-{n}") for n in range(250)]) for job in "AB")
        waiting = self.sandbox.get(f"/v1/imports/{second}/report", pageSize=250)
        self.assertEqual({child["status"] for child in waiting["data"]} - {"active"}, {"waiting"})
        self.sandbox.report(second, size=250)
        took = time.monotonic() - started

        self.assertGreater(took, 0.9)
        self.assertTrue(all(c["status"] == "completed" for c in self.sandbox.report(first, size=250)))

    def test_a_stream_tells_of_the_progress(self):
        job = self.sandbox.import_rows([flat(f"S-{n}") for n in range(200)] + [flat("")])
        connection = http.client.HTTPConnection("127.0.0.1", self.sandbox.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", f"/keyban/v1/imports/{job}/status/sse", headers={"X-Api-Key": KEY})
        answer = connection.getresponse()
        events = [json.loads(part.removeprefix("data: ")) for part in answer.read().decode().split("\n\n") if part]

        self.assertEqual(answer.headers["Content-Type"], "text/event-stream")
        self.assertGreater(len(events), 2)
        self.assertEqual(events[-1], {"total": 201, "completed": 200, "failed": 1})


class ProductEra(SandboxTest):
    options = ("--seed", "empty", "--rate", "0", "--era", "5")

    def test_a_flat_row_fails_its_own_child(self):
        children = self.sandbox.report(self.sandbox.import_rows([flat("F"), product("G")]))

        self.assertEqual([child["status"] for child in children], ["failed", "completed"])


class Memory(unittest.TestCase):
    """CHANCERY_ROWS=1000000 makes it the full measure."""

    rows = int(os.environ.get("CHANCERY_ROWS", "100000"))

    def told(self, sandbox, file, key):
        with open(f"/proc/{sandbox.process.pid}/{file}", encoding="utf-8") as lines:
            return next((line for line in lines if key in line), "")

    def test_many_rows_cost_little_memory(self):
        sandbox = Sandbox("--seed", "empty", "--rate", "0")
        self.addCleanup(sandbox.stop)
        if self.told(sandbox, "maps", "libasan"):
            self.skipTest("sanitizers need memory of their own")
        for start in range(0, self.rows, 20_000):
            sandbox.import_rows([flat(f"M-{n:07}") for n in range(start, start + 20_000)])
        peak = int(self.told(sandbox, "status", "VmHWM").split()[1]) / 1024

        self.assertEqual(sandbox.state()["passports"], self.rows)
        print(f"\npeak memory with {self.rows} rows: {peak:.0f} MiB")
        self.assertLess(peak, 80 + self.rows * 900 / 1_000_000, "1,000,000 rows must stay below 1 GiB")


if __name__ == "__main__":
    unittest.main()
