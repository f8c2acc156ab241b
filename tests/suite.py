"""What the tests share: counting, building, running the program."""
import os
import subprocess
import sys
import time

ASAN = ["-Dbuildtype=debugoptimized", "-Db_sanitize=address,undefined", "-Db_ndebug=false"]
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1",
               "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1", "LC_ALL": "C.UTF-8"}
ENVIRONMENT.pop("NO_COLOR", None)


class Results:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, problem=""):
        """One test: passed when there is no problem."""
        if problem:
            self.failed += 1
            print(f"FAILED {name}: {problem}", flush=True)
        else:
            self.passed += 1

    def section(self, title, started):
        print(f"{title}: {self.passed} passed, {self.failed} failed so far [{time.monotonic() - started:.0f} s]", flush=True)


def build(results, folder, options):
    """Sets up and builds; a failure is one failed test."""
    started = time.monotonic()
    steps = [["ninja", "-C", folder]]
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        steps.insert(0, ["meson", "setup", folder, *options])
    for step in steps:
        r = subprocess.run(step, capture_output=True, text=True)
        if r.returncode:
            sys.stdout.write(r.stdout[-6000:] + r.stderr[-2000:])
            results.add(f"{folder} is built", " ".join(step) + " failed")
            return False
    results.add(f"{folder} is built")
    results.section(folder, started)
    return True


def run(folder, arguments, stdin=b"", timeout=300, **more):
    """Runs lapwing; returns status, output and messages."""
    command = [os.path.abspath(os.path.join(folder, "lapwing")), *arguments]
    r = subprocess.run(command, input=stdin, capture_output=True, timeout=timeout, env=ENVIRONMENT, **more)
    return r.returncode, r.stdout, r.stderr


def difference(expected, got):
    """The first line in which two texts differ, in words; empty when they are equal."""
    if expected == got:
        return ""
    a, b = expected.splitlines(), got.splitlines()
    for n in range(max(len(a), len(b))):
        x = a[n] if n < len(a) else "(nothing)"
        y = b[n] if n < len(b) else "(nothing)"
        if x != y:
            return f"line {n + 1}: expected {x[:300]!r}, got {y[:300]!r}"
    return "they differ in the last line's end"
