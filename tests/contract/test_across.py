# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""In the era `both`, each official client reads what the other has written."""
import json
import os
import subprocess
import unittest
from uuid import UUID

from keyban_api_client import FilterOperator, PassportClient

from sandbox import APPLICATION, KEY, SandboxTest

OLD_CLIENT = """
import json, sys
from uuid import UUID
from keyban_api_client import FilterOperator, PassportClient
url, key, application, item = sys.argv[1:]
client = PassportClient(api_key=key, base_url=url)
made = client.create_passport_model(application=UUID(application), network="StarknetSepolia", model_number="OLD-1",
                                    data={"name": "Old lamp"}, certified_paths=["name"])
read = client.get_passport(UUID(item))
listed = client.list_passports(filters=[FilterOperator(field="modelNumber", operator="eq", value="NEW-MODEL")])
print(json.dumps({"made": str(made.id), "granularity": read.granularity, "number": read.item_number, "data": read.data,
                  "listed": [str(p.id) for p in listed.data]}))
"""


class Across(SandboxTest):
    def test_each_client_reads_the_others_rows(self):
        with PassportClient(api_key=KEY, base_url=self.sandbox.keyban) as new:
            item = new.create_passport_item(application=UUID(APPLICATION), network="BaseSepolia", item_number="NEW-1",
                                            model_number="NEW-MODEL", data={"colour": "walnut"})
            told = subprocess.run([os.environ["CHANCERY_CLIENT_2"], "-c", OLD_CLIENT, self.sandbox.keyban, KEY,
                                   APPLICATION, str(item.id)], check=True, capture_output=True, text=True)
            old = json.loads(told.stdout)
            model = new.get_passport(UUID(old["made"]))
            found = new.list_passports(filters=[FilterOperator(field="product.name", operator="contains", value="old l")])

        self.assertEqual((old["granularity"], old["number"], old["data"]), ("item", "NEW-1", {"colour": "walnut"}))
        self.assertEqual(old["listed"], [str(item.id)])
        self.assertEqual((model.product.id_granularity, model.product.name), ("model", "Old lamp"))
        self.assertEqual([p.id for p in found.data], [model.id])


if __name__ == "__main__":
    unittest.main()
