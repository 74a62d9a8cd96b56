# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each public method of keyban-api-client 5.0.1 against the sandbox, and the acceptance list of the reference."""
import tempfile
import unittest
from uuid import UUID, uuid4

from keyban_api_client import FilterOperator, KeybanAPIError, PassportClient, PassportData, SelfHostedDraft

from sandbox import APPLICATION, KEY, SandboxTest, flat, product

URI = "https://certs.example.com/one.jsonld"


class Client5:
    """The tests; the classes below run them against the eras that a product client can talk to."""

    network = "BaseSepolia"

    def setUp(self):
        self.client = PassportClient(api_key=KEY, base_url=self.sandbox.keyban)
        self.addCleanup(self.client.close)
        self.sandbox.control("certification", ms=1000, errorsPerThousand=0)

    def test_no_public_method_is_left_out(self):
        self.assertEqual({name for name in vars(PassportClient) if not name.startswith("_")},
                         {"list_passports", "get_passport", "create_passport_item", "update_passport_item",
                          "upload_opt_in_form", "prepare_self_hosted_item", "close"})
        self.assertEqual({name for name in vars(SelfHostedDraft) if not name.startswith("_")}, {"create", "update"})

    def create_item(self, number, **more):
        return self.client.create_passport_item(application=UUID(APPLICATION), network=self.network, item_number=number,
                                                **more)

    def later(self, passport, seconds=60):
        self.sandbox.control("clock", advanceSeconds=seconds)
        return self.client.get_passport(passport.id)

    def test_creates_and_reads_an_item(self):
        made = self.create_item("C5-CREATE", model_number="LAMP", product_name="Lamp é", data={"colour": "walnut", "n": 1.0},
                                certified_paths=["colour"])
        read = self.client.get_passport(made.id)

        self.assertEqual((read.item_number, read.model_number, read.batch_number), ("C5-CREATE", "LAMP", None))
        self.assertEqual(read.product.name, "Lamp é")
        self.assertEqual(read.product.id_granularity, "item")
        self.assertEqual(read.data, {"colour": "walnut", "n": 1.0})
        self.assertEqual(made.certification_status, "pending")

    def test_a_name_is_filled_in_by_the_client(self):
        self.assertEqual(self.create_item("C5-NAMELESS").product.name, "C5-NAMELESS")

    def test_an_item_without_data_is_never_certified(self):
        made = self.create_item("C5-EMPTY")

        self.assertIsNone(self.later(made).certification_status)

    def test_certification_comes_in_time(self):
        made = self.create_item("C5-CERTIFY", data={"colour": "walnut"})
        done = self.later(made)

        self.assertEqual(done.certification_status, "certified")
        self.assertTrue(done.ipfs_cid.startswith("bafybei"))
        self.assertGreater(done.certified_at, made.created_at)

    def test_only_what_the_certificate_says_certifies_anew(self):
        made = self.later(self.create_item("C5-AGAIN", data={"a": 1, "b": 1}, certified_paths=["a"]))
        same = self.client.update_passport_item(made.id, data={"a": 1, "b": 2})
        self.assertEqual((same.certification_status, same.ipfs_cid), ("certified", made.ipfs_cid))

        changed = self.client.update_passport_item(made.id, data={"a": 2, "b": 2})
        self.assertEqual((changed.certification_status, changed.ipfs_cid), ("pending", made.ipfs_cid))
        self.assertNotEqual(self.later(made).ipfs_cid, made.ipfs_cid)

        paths = self.client.update_passport_item(made.id, certified_paths=["a", "b"])
        self.assertEqual(paths.certification_status, "pending")

    def test_a_hash_alone_certifies_anew(self):
        data = PassportData(colour="walnut")
        made = self.later(self.create_item("C5-HASH", data=data.model_dump(), content_hash=self.hash_of(data)))
        other = PassportData(colour="oak")
        changed = self.client.update_passport_item(made.id, content_hash=self.hash_of(other))

        self.assertEqual(changed.certification_status, "pending")
        self.assertEqual(changed.data, {"colour": "walnut"})

    def test_protected_data_travels_with_the_hash_of_the_clear(self):
        data = PassportData.create_encrypted(confidential_paths=["brand.supplier"], enc_algorithm="aes-256-gcm",
                                             brand={"name": "B", "supplier": {"id": 7}})
        made = self.create_item("C5-SECRET", data=data.model_dump(), certified_paths=["brand.name"],
                                content_hash=self.hash_of(data))

        self.assertEqual(self.client.get_passport(made.id).data, data.model_dump())
        self.assertTrue(made.data["brand"]["supplier"].startswith("encrypted:aes-256-gcm:"))
        self.assertEqual(data.clear_data["brand"]["supplier"], {"id": 7})

    def hash_of(self, data):
        return data.content_hash

    def test_lists_with_each_filter_of_the_dialect(self):
        self.create_item("C5 LIST+1", model_number="C5-M", product_name="Étui à lunettes C5")
        conditions = [("product.itemNumber", "eq", "C5 LIST+1"), ("product.modelNumber", "eq", "C5-M"),
                      ("product.name", "contains", "étui À"), ("product.idGranularity", "eq", "item"),
                      ("status", "eq", "published"), ("application.id", "eq", APPLICATION)]
        for field, operator, value in conditions:
            found = self.client.list_passports(filters=[FilterOperator(field=field, operator=operator, value=value),
                                                        FilterOperator(field="product.itemNumber", operator="eq",
                                                                       value="C5 LIST+1")])
            self.assertEqual([p.item_number for p in found.data], ["C5 LIST+1"], field)
        for field in ("product.batchNumber", "mintedTo.id"):
            found = self.client.list_passports(filters=[FilterOperator(field=field, operator="eq", value="none")])
            self.assertEqual((found.data, found.total), ([], 0))

    def test_a_self_hosted_certificate_is_prepared_and_created(self):
        draft = self.client.prepare_self_hosted_item(
            application=UUID(APPLICATION), network=self.network, item_number="C5-HOSTED",
            data={"colour": "walnut", "certificate": {"opt_in_form": "ipfs://bafkreib6consent"}}, certified_paths=["colour"])
        subject = draft.certificate["credentialSubject"]["data"]
        made = draft.create(certificate_uri=URI)

        self.assertEqual(subject, {"colour": "walnut", "certificate": {"opt_in_form": "ipfs://bafkreib6consent"}})
        self.assertEqual(made.certificate_uri, URI)
        self.assertEqual(made.certificate_signature, draft.certificate["proof"]["proofValue"])
        done = self.later(made)
        self.assertEqual((done.certification_status, done.ipfs_cid), ("certified", None))

    def test_a_self_hosted_certificate_is_put_on_an_existing_item(self):
        made = self.create_item("C5-REHOST", data={"colour": "walnut"})
        arguments = {"application": UUID(APPLICATION), "network": self.network, "item_number": "C5-REHOST",
                     "data": {"colour": "oak"}}
        first = self.client.prepare_self_hosted_item(**arguments)
        second = self.client.prepare_self_hosted_item(**arguments)
        changed = second.update(made.id, certificate_uri=URI)

        self.assertNotEqual(first.certificate["proof"], second.certificate["proof"])
        self.assertEqual((changed.data, changed.certificate_uri), ({"colour": "oak"}, URI))

    def test_preparing_stores_nothing(self):
        before = self.sandbox.state()["passports"]
        self.client.prepare_self_hosted_item(application=UUID(APPLICATION), network=self.network, item_number="C5-VC")

        self.assertEqual(self.sandbox.state()["passports"], before)

    def test_an_opt_in_form_is_stored(self):
        with tempfile.NamedTemporaryFile(suffix=".png") as image:
            image.write(b"\x89PNG test")
            image.flush()
            from_file = self.client.upload_opt_in_form(image.name)
        from_bytes = self.client.upload_opt_in_form(content=b"\x89PNG test", media_type="image/webp")

        self.assertTrue(from_file.startswith("ipfs://bafkrei"))
        self.assertEqual(from_file, from_bytes)
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.upload_opt_in_form(content=b"x", media_type="image/gif")
        self.assertIn("mediaType", str(caught.exception))

    def test_the_other_family_of_networks_is_refused(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.create_passport_item(application=UUID(APPLICATION), network=self.other_network, item_number="C5-N")

        self.assertEqual(caught.exception.status_code, 400)

    other_network = "StarknetSepolia"

    def test_long_pages_foreign_filters_and_missing_rows_are_refused(self):
        refusals = [
            (400, lambda: self.client.list_passports(page_size=101)),
            (400, lambda: self.client.list_passports(
                filters=[FilterOperator(field="product.itemNumber", operator="contains", value="x")])),
            (404, lambda: self.client.get_passport(uuid4())),
            (404, lambda: self.client.update_passport_item(uuid4(), data={})),
        ]
        for status, call in refusals:
            with self.assertRaises(KeybanAPIError) as caught:
                call()
            self.assertEqual(caught.exception.status_code, status)

    def test_reads_rows_of_every_granularity(self):
        rows = [product("C5-M", "model"), product("C5-B", "batch")]
        made = [self.created({**row, "network": self.network})["id"] for row in rows]

        self.assertEqual([self.client.get_passport(UUID(i)).product.id_granularity for i in made], ["model", "batch"])


class Era5(Client5, SandboxTest):
    options = ("--seed", "empty", "--era", "5", "--rate", "0")

    def test_answers_are_product_shaped_without_application(self):
        made = self.created(product("C5-SHAPE"))

        self.assertFalse({"application", "granularity", "itemNumber", "name"} & set(made))

    def test_flat_filters_are_refused(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.list_passports(filters=[FilterOperator(field="granularity", operator="eq", value="model")])

        self.assertEqual(caught.exception.status_code, 400)


class Era4(Client5, SandboxTest):
    """The same rules with the older networks; their content hash keeps three bits of its first byte."""

    options = ("--seed", "empty", "--era", "4", "--rate", "0")
    network = "StarknetSepolia"
    other_network = "BaseSepolia"

    def hash_of(self, data):
        return "0x0" + str(int(data.content_hash[3], 16) & 7) + data.content_hash[4:]

    def test_answers_name_the_application(self):
        made = self.created(product("C5-SHAPE", network=self.network))

        self.assertEqual(made["application"], APPLICATION)
        self.assertNotIn("granularity", made)

    def test_a_hash_of_the_other_protocol_is_refused(self):
        row = product("C5-V2", network=self.network, contentHash="0x" + "f" * 64)

        self.assertRefused(self.create(row), 422, "contentHash")


class EraBoth(Client5, SandboxTest):
    options = ("--seed", "demo", "--era", "both", "--rate", "0")

    def test_reads_the_whole_demo(self):
        pages = [self.client.list_passports(current_page=page, page_size=100) for page in range(1, 21)]

        self.assertEqual(len({p.id for page in pages for p in page.data}), 2000)

    def test_reads_rows_of_the_flat_dialect(self):
        made = self.created(flat("C5-FLAT", data={"name": "From data"}, name=None))

        self.assertEqual(self.client.get_passport(UUID(made["id"])).product.name, "From data")


class EraBothStrict(Client5, SandboxTest):
    options = ("--seed", "empty", "--strict", "--rate", "0")


if __name__ == "__main__":
    unittest.main()
