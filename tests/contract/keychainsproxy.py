# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sandbox whose credential proxy the official client uses. The client reads the proxy's address once, when it is
imported, so there is one sandbox for all its tests, and every other module takes the client from here."""
import atexit
import contextlib
import os
import unittest

from sandbox import Sandbox

TOKEN = "test-keychains-token"
ECHO = "https://echo.sandbox.test"
PASSPORTS = "https://api.prod.keyban.io"
SETTLEMENTS = "https://api.keystoneos.xyz"
TOKENS = "https://auth.keystoneos.xyz"

sandbox = Sandbox("--seed", "empty", "--rate", "0")
atexit.register(sandbox.stop)
os.environ["KEYCHAINS_PROXY_URL"] = sandbox.ready["keychains"]

import keychains  # noqa: E402  (see above)


class ProxyTest(unittest.TestCase):
    """Starts every test with a proxy that has its ways back."""

    def setUp(self):
        sandbox.control("keychains", expireTokens=False, approvalEndsTokens=False, needsRevalidation=False,
                        wrongProxy=False, buffersStreams=False, stripsHeaders=False, elsewhere="", next=[],
                        revoke="keyban::write")
        changed = self.environment(KEYCHAINS_TOKEN=TOKEN)
        changed.__enter__()
        self.addCleanup(changed.__exit__, None, None, None)

    @contextlib.contextmanager
    def environment(self, **values):
        before = {name: os.environ.get(name) for name in values}
        self.set(values)
        try:
            yield
        finally:
            self.set(before)

    @staticmethod
    def set(values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
