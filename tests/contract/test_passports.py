# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules of single passports that no official client reaches."""
import unittest

from sandbox import APPLICATION, KEY, Sandbox, SandboxTest, flat, product


class Creating(SandboxTest):
    def test_numbers_and_unknown_members_of_data_stay_as_sent(self):
        text = ('{"application":"%s","granularity":"model","network":"StarknetSepolia","modelNumber":"RAW",'
                '"data":{"price":1.50,"big":123456789012345678901234567890,"e":1E+2,"x":{"deep":[null,-0.0]}}}' % APPLICATION)
        status, passport, _ = self.sandbox.call("POST", "/v1/dpp/passports", text)
        connection = Sandbox.raw(self.sandbox, (f"GET /keyban/v1/dpp/passports/{passport['id']} HTTP/1.1\r\nHost: x\r\n"
                                                f"X-Api-Key: {KEY}\r\nConnection: close\r\n\r\n").encode())[0]

        self.assertEqual(status, 201)
        self.assertIn(b'{"price":1.50,"big":123456789012345678901234567890,"e":1E+2,"x":{"deep":[null,-0.0]}}', connection)

    def test_every_refusal_names_its_field(self):
        refusals = [
            ("granularity", flat("R", "crate")), ("modelNumber", flat("")), ("modelNumber", flat(7)),
            ("modelNumber", flat(None)), ("batchNumber", flat("R", "batch")), ("itemNumber", flat("R", "item")),
            ("data", flat("R", data=[1])), ("certifiedPaths", flat("R", certifiedPaths="gtin")),
            ("certifiedPaths", flat("R", certifiedPaths=[1])), ("status", flat("R", status="gone")),
            ("network", flat("R", network=None)), ("description", flat("R", description=1)),
            ("product.name", product("R", product={"idGranularity": "item", "itemNumber": "R", "name": ""})),
            ("product.itemNumber", product("R", product={"idGranularity": "item", "name": "R"})),
            ("contentHash", product("R", contentHash="0x12")), ("certificateUri", product("R", certificateUri="http://x")),
            ("product", {"network": "StarknetSepolia", "modelNumber": "R"}),
            ("product", {**product("R"), "granularity": "item"}),
        ]
        for field, row in refusals:
            with self.subTest(row=row):
                self.assertRefused(self.create(row), 422, field)
        self.assertRefused(self.create({**flat("R"), "application": "no uuid"}), 422, "application")

    def test_bodies_that_are_no_objects_are_refused(self):
        for body in ("", "{", "nonsense", '{"a":1,}', b'{"a":"\xff"}', "[" * 300 + "]" * 300):
            with self.subTest(body=body):
                self.assertRefused(self.sandbox.call("POST", "/v1/dpp/passports", body), 400)
        for body in ("[]", "3"):
            self.assertRefused(self.sandbox.call("POST", "/v1/dpp/passports", body), 422)

    def test_another_organisations_application_is_refused(self):
        row = {**flat("R"), "application": "11111111-2222-4333-8444-555555555555"}

        self.assertRefused(self.create(row), 403)

    def test_equal_numbers_at_another_granularity_are_another_passport(self):
        ids = {self.created(row)["id"] for row in (
            flat("T"), flat("T", "batch", batchNumber="1"), flat("T", "item", batchNumber="1", itemNumber="1"),
            flat("T", "item", itemNumber="1"), flat(None, "item", itemNumber="1"))}

        self.assertEqual(len(ids), 5)
        self.assertRefused(self.create(flat("T", "item", batchNumber="1", itemNumber="1")), 409)

    def test_models_are_certified_in_flat_rows_and_items_in_product_rows(self):
        pending = {"status": "published", "data": {"a": 1}}
        states = [self.created({**row, **pending})["certificationStatus"] for row in (
            flat("CERT"), flat("CERT", "item", itemNumber="1"), product("CERT-M", "model"), product("CERT-I"))]

        self.assertEqual(states, ["pending", None, None, "pending"])


class Updating(SandboxTest):
    def test_a_patch_that_says_nothing_new_changes_nothing(self):
        made = self.created(flat("P1"))
        revision = self.sandbox.state()["revision"]
        bodies = [{}, {"data": {"material": "oak", "gtin": "4006381333931"}}, {"certifiedPaths": ["gtin"]}]
        for body in bodies:
            status, passport, _ = self.patch(made, body)
            self.assertEqual((status, passport), (200, made))

        self.assertEqual(self.sandbox.state()["revision"], revision)

    def test_a_changed_number_digit_is_a_change(self):
        made = self.created(flat("P2", data={"price": 1}))
        self.sandbox.control("clock", advanceSeconds=1)
        _, passport, _ = self.patch(made, '{"data":{"price":1.0}}')

        self.assertGreater(passport["updatedAt"], made["updatedAt"])
        self.assertIsInstance(passport["data"]["price"], float)

    def test_identity_stays_and_status_is_not_patched(self):
        made = self.created(flat("P3"))
        _, passport, _ = self.patch(made, {"modelNumber": "OTHER", "status": "published", "network": "BaseSepolia"})

        self.assertEqual(passport, made)

    def test_wrong_types_are_refused(self):
        made = self.created(product("P4"))
        self.assertRefused(self.patch(made, {"data": "text"}), 422, "data")
        self.assertRefused(self.patch(made, {"contentHash": "0x1"}), 422, "contentHash")
        self.assertRefused(self.patch(made, "[]"), 400)
        self.assertRefused(self.patch(made, "{"), 400)

    def test_a_dropped_hash_of_the_sender_certifies_anew(self):
        self.sandbox.control("certification", ms=1000, errorsPerThousand=0)
        made = self.created(product("P5", data={"a": 1, "b": 1}, certifiedPaths=["a"], status="published",
                                    contentHash="0x" + "ab" * 32))
        self.sandbox.control("clock", advanceSeconds=60)
        _, passport, _ = self.patch(made, {"data": {"a": 1, "b": 2}})

        self.assertEqual(passport["certificationStatus"], "pending")

    def test_certification_can_fail_and_be_tried_again(self):
        self.sandbox.control("certification", ms=1000, errorsPerThousand=1000)
        made = self.created(product("P6", status="published"))
        self.sandbox.control("clock", advanceSeconds=60)
        self.assertEqual(self.read(made)["certificationStatus"], "error")
        self.sandbox.control("certification", ms=1000, errorsPerThousand=0)
        self.patch(made, {"data": {"colour": "oak"}})
        self.sandbox.control("clock", advanceSeconds=60)

        self.assertEqual(self.read(made)["certificationStatus"], "certified")

    def test_a_draft_can_be_deleted_and_made_again(self):
        made = self.created(flat("P7"))
        total = self.sandbox.list(pageSize=1)["total"]

        self.assertEqual(self.delete(made)[0], 200)

        self.assertRefused(self.sandbox.call("GET", f"/v1/dpp/passports/{made['id']}"), 404)
        self.assertRefused(self.delete(made), 404)
        self.assertEqual(self.sandbox.list(pageSize=1)["total"], total - 1)
        self.assertNotEqual(self.created(flat("P7"))["id"], made["id"])

    def test_what_is_published_cannot_be_deleted(self):
        made = self.created(flat("P8", status="published"))

        self.assertRefused(self.delete(made), 409)

    def test_later_eras_offer_no_deletion(self):
        for era in ("4", "5"):
            sandbox = Sandbox("--seed", "empty", "--era", era)
            self.addCleanup(sandbox.stop)
            network = "StarknetSepolia" if era == "4" else "BaseSepolia"
            row = product("P9") | {"application": APPLICATION, "network": network}
            status, made, _ = sandbox.call("POST", "/v1/dpp/passports", row)
            self.assertEqual(status, 201, made)

            self.assertRefused(sandbox.call("DELETE", f"/v1/dpp/passports/{made['id']}", {}), 404)

    def delete(self, passport):
        return self.sandbox.call("DELETE", f"/v1/dpp/passports/{passport['id']}", {})


class Publishing(SandboxTest):
    def publish(self, *conditions, body=None):
        query = "&".join(f"filters[{i}][{key}]={value}" for i, condition in enumerate(conditions)
                         for key, value in zip(("field", "operator", "value"), condition))
        return self.sandbox.call("POST", f"/v1/dpp/passports/publish?{query}", {} if body is None else body)

    def test_only_drafts_that_match_are_published(self):
        for row in (flat("A"), flat("A", "batch", batchNumber="1"), flat("B"), flat("A", "item", itemNumber="1")):
            self.created(row)
        self.assertEqual(self.publish(("modelNumber", "eq", "A"), ("granularity", "eq", "model"))[:2], (201, {"total": 1}))
        self.assertEqual(self.publish(("modelNumber", "eq", "A"))[1], {"total": 2})
        self.assertEqual(self.publish(("modelNumber", "eq", "A"))[1], {"total": 0})

        self.assertEqual(self.sandbox.state()["drafts"], 1)

    def test_without_a_filter_it_is_refused(self):
        self.assertRefused(self.publish(), 400)
        self.assertRefused(self.publish(body={"filters": []}), 400)
        self.assertRefused(self.publish(body={"filters": [{"field": "data.x", "operator": "eq", "value": "1"}]}), 400)
        self.assertRefused(self.publish(("status", "contains", "draft")), 400)


class Listing(SandboxTest):
    options = ("--rate", "0")

    def test_pages_hold_every_row_once(self):
        first = self.sandbox.list(pageSize=100)
        ids = [row["id"] for page in range(1, 22) for row in self.sandbox.list(pageSize=100, currentPage=page)["data"]]

        self.assertEqual((len(ids), len(set(ids)), first["total"]), (2000, 2000, 2000))

    def test_bad_pages_and_filters_are_refused(self):
        for query in ("pageSize=0", "pageSize=101", "pageSize=x", "currentPage=0", "currentPage=-1",
                      "filters[0][field]=modelNumber", "filters[x][field]=modelNumber", "filters[0][colour]=x",
                      "filters[0][field]=status&filters[0][operator]=ne&filters[0][value]=draft",
                      "filters[0][field]=application.id&filters[0][operator]=eq&filters[0][value]=x"):
            with self.subTest(query=query):
                self.assertRefused(self.sandbox.call("GET", f"/v1/dpp/passports?{query}"), 400)

    def test_the_demo_is_the_same_in_every_run(self):
        other = Sandbox("--rate", "0")
        self.addCleanup(other.stop)

        self.assertEqual(other.list(pageSize=100, currentPage=13), self.sandbox.list(pageSize=100, currentPage=13))

    def test_the_demo_has_every_state(self):
        state = self.sandbox.state()
        for kind in ("models", "batches", "items", "drafts", "published", "claimed", "archived", "certificationsPending",
                     "certificationsDone", "certificationsFailed"):
            self.assertGreater(state[kind], 0, kind)
        claimed = self.sandbox.list(("status", "eq", "claimed"))["data"][0]
        held = self.sandbox.list(("mintedTo.id", "eq", claimed["mintedTo"]["id"]))
        self.assertIn(claimed["id"], [row["id"] for row in held["data"]])

    def test_gtins_of_the_demo_have_their_check_digit(self):
        models = self.sandbox.list(("granularity", "eq", "model"), pageSize=100)["data"]
        for row in models:
            digits = [int(digit) for digit in row["data"]["gtin"]]
            self.assertEqual((sum(digits[::2]) + 3 * sum(digits[1::2])) % 10, 0)
        self.assertEqual(len(models), 42)


class Strict(SandboxTest):
    options = ("--seed", "empty", "--strict", "--rate", "0")

    def test_unknown_keys_are_refused(self):
        self.assertRefused(self.create(flat("S", colour="red")), 422, "colour")
        self.assertRefused(self.create(flat("S", contentHash="0x" + "0" * 64)), 422, "contentHash")
        self.assertRefused(self.create(product("S", modelNumber="S")), 422, "modelNumber")
        made = self.created(flat("S"))
        self.assertRefused(self.patch(made, {"status": "published"}), 422, "status")
        children = self.sandbox.report(self.sandbox.import_rows([flat("S2", colour="red"), flat("S3")]))
        self.assertEqual([child["status"] for child in children], ["failed", "completed"])


class Access(SandboxTest):
    def test_every_route_but_health_and_a_published_passport_needs_the_key(self):
        public = self.created(flat("OPEN", status="published"))
        hidden = self.created(flat("HIDDEN"))
        statuses = {(method, path): [self.sandbox.call(method, path, key=key)[0] for key in (None, "test-wrong", KEY)]
                    for method, path in (("GET", "/v1/dpp/passports"), ("GET", "/v1/applications"), ("GET", "/health/ready"),
                                         ("GET", f"/v1/dpp/passports/{public['id']}"),
                                         ("GET", f"/v1/dpp/passports/{hidden['id']}"))}

        self.assertEqual(list(statuses.values()), [[401, 401, 200], [401, 401, 200], [200, 200, 200], [200, 200, 200],
                                                   [404, 404, 200]])
        for method, path in (("POST", "/v1/dpp/passports"), ("PATCH", f"/v1/dpp/passports/{public['id']}"),
                             ("POST", "/v1/imports"), ("POST", "/v1/dpp/passports/publish")):
            self.assertRefused(self.sandbox.call(method, path, {}, key=None), 401)

    def test_a_key_is_revoked_and_limited_in_mid_run(self):
        made = self.created(flat("KEYS"))
        self.sandbox.control("credentials", revoked=True)
        self.assertRefused(self.sandbox.call("GET", "/v1/dpp/passports"), 401)
        self.sandbox.control("credentials", revoked=False, readOnly=True)
        self.assertRefused(self.patch(made, {}), 403)
        self.assertEqual(self.read(made)["id"], made["id"])
        self.sandbox.control("credentials", readOnly=False)

        self.assertEqual(self.patch(made, {})[0], 200)

    def test_the_application_can_be_read(self):
        self.assertEqual(self.sandbox.get(f"/v1/applications/{APPLICATION}")["name"], "Maison Verrane")
        self.assertRefused(self.sandbox.call("GET", "/v1/applications/11111111-2222-4333-8444-555555555555"), 404)


if __name__ == "__main__":
    unittest.main()
