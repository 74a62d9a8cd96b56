# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each public method of keyban-api-client 2.0.2 against the sandbox, and the acceptance list of the reference."""
import unittest
from datetime import date
from uuid import UUID, uuid4

from keyban_api_client import FilterOperator, KeybanAPIError, PassportClient, PassportData

from sandbox import APPLICATION, KEY, SandboxTest, flat, product


class Client2:
    """The tests; the classes below run them against the eras that a flat client can talk to."""

    def setUp(self):
        self.client = PassportClient(api_key=KEY, base_url=self.sandbox.keyban + "/")
        self.addCleanup(self.client.close)

    def test_no_public_method_is_left_out(self):
        self.assertEqual({name for name in vars(PassportClient) if not name.startswith("_")},
                         {"list_passports", "get_passport", "create_passport_model", "update_passport_model", "close"})

    def create_model(self, number, **more):
        return self.client.create_passport_model(application=UUID(APPLICATION), network="StarknetSepolia",
                                                 model_number=number, **more)

    def test_creates_and_reads_a_model(self):
        data = PassportData(name="Heritage Leather Wallet", manufacturing_date=date(2026, 4, 1), size={"mm": 1.0})
        made = self.create_model("C2-CREATE é", data=data.model_dump(), certified_paths=["name"])
        read = self.client.get_passport(passport_id=made.id)

        self.assertEqual(read.model_number, "C2-CREATE é")
        self.assertEqual(read.granularity, "model")
        self.assertEqual(read.application.id, UUID(APPLICATION))
        self.assertEqual(read.data, {"name": "Heritage Leather Wallet", "manufacturing_date": "2026-04-01",
                                     "size": {"mm": 1.0}})
        self.assertEqual(read.certified_paths, ["name"])
        self.assertGreater(int(read.token_id), 2**63)

    def test_lists_with_paging(self):
        for number in range(12):
            self.create_model(f"C2-LIST-{number}")
        first = self.client.list_passports()
        second = self.client.list_passports(current_page=2, page_size=7)

        self.assertEqual(len(first.data), 10)
        self.assertGreaterEqual(first.total, 12)
        self.assertFalse({p.id for p in self.client.list_passports(page_size=7).data} & {p.id for p in second.data})

    def test_filters_by_a_number_with_blanks_and_plus(self):
        for number in ("C2 A+B", "C2 A B"):
            self.create_model(number)
        found = self.client.list_passports(filters=[FilterOperator(field="modelNumber", operator="eq", value="C2 A+B"),
                                                    FilterOperator(field="granularity", operator="eq", value="model")])

        self.assertEqual([p.model_number for p in found.data], ["C2 A+B"])
        self.assertEqual(found.total, 1)

    def test_updates_a_model_by_replacing_its_data(self):
        made = self.create_model("C2-UPDATE", data={"a": 1, "b": None, "c": [1.50, {"d": True}]}, certified_paths=[])
        changed = self.client.update_passport_model(made.id, data={"manufacturing_date": "2026-05-01"})

        self.assertEqual(changed.data, {"manufacturing_date": "2026-05-01"})
        self.assertEqual(changed.certified_paths, [])
        self.assertEqual(self.client.update_passport_model(made.id).data, changed.data)

    def test_a_model_with_data_is_certified_in_time(self):
        made = self.create_model("C2-CERTIFY", data={"gtin": "4006381333931"}, certified_paths=["gtin"])
        self.assertIsNone(made.ipfs_cid)
        self.sandbox.control("certification", ms=1000, errorsPerThousand=0)
        self.sandbox.control("clock", advanceSeconds=60)

        self.assertTrue(self.client.get_passport(made.id).ipfs_cid.startswith("bafybei"))

    def test_protected_data_travels_unharmed(self):
        data = PassportData.create_encrypted(confidential_paths=["serial"], enc_algorithm="aes-256-gcm", serial="SN-42",
                                             name="Wallet")
        made = self.create_model("C2-SECRET", data=data.model_dump(), certified_paths=["serial"])

        self.assertEqual(self.client.get_passport(made.id).data, data.model_dump())
        self.assertTrue(made.data["serial"].startswith("encrypted:aes-256-gcm:"))

    def test_a_missing_passport_is_told_in_the_clients_words(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.get_passport(uuid4())

        self.assertEqual(caught.exception.status_code, 404)
        self.assertEqual(str(caught.exception), "HTTP 404: Not Found")

    def test_refused_fields_are_told_in_the_clients_words(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.create_model("")

        self.assertEqual(caught.exception.status_code, 422)
        self.assertEqual(str(caught.exception), "HTTP 422 Unprocessable Entity: 1 field is invalid\n"
                                                "  - modelNumber: must not be empty")

    def test_a_duplicate_a_foreign_filter_and_a_long_page_are_refused(self):
        self.create_model("C2-TWICE")
        refusals = [
            (409, lambda: self.create_model("C2-TWICE")),
            (400, lambda: self.client.list_passports(
                filters=[FilterOperator(field="data.name", operator="eq", value="x")])),
            (400, lambda: self.client.list_passports(
                filters=[FilterOperator(field="modelNumber", operator="contains", value="x")])),
            (400, lambda: self.client.list_passports(page_size=101)),
        ]
        for status, call in refusals:
            with self.assertRaises(KeybanAPIError) as caught:
                call()
            self.assertEqual(caught.exception.status_code, status)

    def test_a_base_network_is_refused(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.create_passport_model(application=UUID(APPLICATION), network="BaseSepolia", model_number="C2-B")

        self.assertEqual(caught.exception.status_code, 400)

    def test_a_wrong_key_is_refused(self):
        with PassportClient(api_key="test-wrong", base_url=self.sandbox.keyban) as stranger:
            with self.assertRaises(KeybanAPIError) as caught:
                stranger.list_passports()

        self.assertEqual(caught.exception.status_code, 401)

    def test_reads_rows_of_every_granularity(self):
        rows = [flat("C2-G", "batch", batchNumber="W14"), flat("C2-G", "item", batchNumber="W14", itemNumber="1")]
        made = [self.created(row)["id"] for row in rows]

        self.assertEqual([self.client.get_passport(UUID(i)).granularity for i in made], ["batch", "item"])


class Era2(Client2, SandboxTest):
    options = ("--seed", "empty", "--era", "2", "--rate", "0")

    def test_answers_are_flat(self):
        made = self.created(flat("C2-SHAPE"))

        self.assertNotIn("product", made)
        self.assertEqual(made["application"], APPLICATION)

    def test_filters_of_the_other_dialect_are_refused(self):
        with self.assertRaises(KeybanAPIError) as caught:
            self.client.list_passports(
                filters=[FilterOperator(field="product.modelNumber", operator="eq", value="x")])

        self.assertEqual(caught.exception.status_code, 400)


class EraBoth(Client2, SandboxTest):
    options = ("--seed", "demo", "--era", "both", "--rate", "0")

    def test_reads_the_whole_demo(self):
        pages = [self.client.list_passports(current_page=page, page_size=100) for page in range(1, 21)]

        self.assertGreaterEqual(pages[0].total, 2000)
        self.assertEqual(len({p.id for page in pages for p in page.data}), 2000)

    def test_reads_rows_of_the_product_dialect(self):
        made = self.created(product("C2-P"))

        self.assertEqual(self.client.get_passport(UUID(made["id"])).item_number, "C2-P")


class EraBothStrict(Client2, SandboxTest):
    options = ("--seed", "empty", "--strict", "--rate", "0")


if __name__ == "__main__":
    unittest.main()
