#!/usr/bin/env python3
"""Builds lapwing and runs every test; ends with `N passed, N failed`.

  check.py            release build and sanitizer build, all tests
  check.py --quick    release build only, without counting instructions
  check.py --asan     sanitizer build only
  check.py --golden   writes the expected outputs of tests/golden anew
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import suite
import test_command, test_docs, test_feed, test_formats, test_gates, test_golden, test_growth, test_intake, test_pages, test_robust, test_store, test_threads, test_unit

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def check_release(results):
    if not suite.build(results, "build", []):
        return
    for module in (test_unit, test_golden, test_formats, test_command, test_intake, test_pages, test_store, test_robust, test_threads, test_docs, test_gates):
        module.run(results, "build")


def check_asan(results):
    if not suite.build(results, "build-asan", suite.ASAN):
        return
    for module in (test_unit, test_golden, test_formats, test_command, test_intake, test_pages, test_store, test_feed):
        module.run(results, "build-asan")


def main():
    os.chdir(ROOT)
    results = suite.Results()
    if "--golden" in sys.argv:
        if suite.build(results, "build", []):
            test_golden.write("build")
        return results.failed > 0
    if "--asan" not in sys.argv:
        check_release(results)
    if "--quick" not in sys.argv:
        if "--asan" not in sys.argv and results.failed == 0:
            test_growth.run(results, "build")
        check_asan(results)
    print(f"{results.passed} passed, {results.failed} failed")
    return results.failed > 0


if __name__ == "__main__":
    sys.exit(main())
