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
import test_claims
import test_command
import test_demo
import test_docs
import test_feed
import test_formats
import test_gates
import test_golden
import test_growth
import test_intake
import test_nginx
import test_pages
import test_postgres
import test_robust
import test_serve
import test_store
import test_threads
import test_unit
import test_web

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


RELEASE = [
    test_unit,
    test_golden,
    test_command,
    test_intake,
    test_pages,
    test_feed,
    test_store,
    test_claims,
    test_demo,
    test_postgres,
    test_serve,
    test_formats,
    test_robust,
    test_threads,
    test_nginx,
    test_docs,
    test_gates,
    test_web,
]
# What the sanitizers see, too.
SANITIZED = [
    test_unit,
    test_golden,
    test_command,
    test_intake,
    test_pages,
    test_feed,
    test_store,
    test_claims,
    test_serve,
    test_formats,
]


def check_release(results):
    if suite.build(results, "build", []):
        for module in RELEASE:
            module.run(results, "build")


def check_asan(results):
    if suite.build(results, "build-asan", suite.ASAN):
        for module in SANITIZED:
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
