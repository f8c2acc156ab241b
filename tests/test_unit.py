"""The unit tests beside the code: counts each test of each program."""
import json
import os
import re
import subprocess
import time

import suite


def run(results, folder):
    started = time.monotonic()
    log = os.path.join(folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    subprocess.run(["meson", "test", "-C", folder, "--no-rebuild", "-t", "5"], capture_output=True, env=suite.ENVIRONMENT)
    for line in open(log, encoding="utf-8"):
        test = json.loads(line)
        out = test.get("stdout", "") + test.get("stderr", "")
        passed = re.search(r"\[  PASSED  \] (\d+) test", out)
        count = int(passed[1]) if passed else test["returncode"] == 0
        for _ in range(count):
            results.add(test["name"])
        failed = sorted(set(re.findall(r"\[  FAILED  \] (\w+)", out)))
        for name in failed:
            results.add(f"{folder} {test['name']} {name}", "see meson-logs/testlog.txt")
        if test["returncode"] and not failed:
            results.add(f"{folder} {test['name']}", (test.get("stderr") or f"exit {test['returncode']}")[-1500:])
    results.section(f"unit tests, {folder}", started)
