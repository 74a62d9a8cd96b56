# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""suite.py RESULTS MODULE…: runs test modules and appends "passed failed" to RESULTS."""
import sys
import unittest


def main():
    tests = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[2:])
    result = unittest.TextTestRunner(verbosity=1).run(tests)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    with open(sys.argv[1], "a", encoding="utf-8") as results:
        results.write(f"{max(0, result.testsRun - failed - len(result.skipped))} {failed}\n")


main()
