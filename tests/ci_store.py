#!/usr/bin/env python3
"""Kills ingest at fifty moments; too slow for every test run. ci_store.py FOLDER"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import suite
import test_store


def main():
    results = suite.Results()
    with tempfile.TemporaryDirectory() as path:
        test_store.kills(results, sys.argv[1], path, 50)
    print(f"{results.passed} passed, {results.failed} failed")
    return results.failed > 0


if __name__ == "__main__":
    sys.exit(main())
