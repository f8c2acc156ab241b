"""Work behind syntax grows with the text and no faster: instructions on twice the text, counted by valgrind."""
import os
import re
import subprocess
import tempfile
import time

import suite

STAGES = ["lapi_when_run", "lapi_quantity_run", "lapi_mention_run", "lapi_source_run", "lapi_judge_run", "lapi_coder_run"]
TIMES = 1000
MOST = 2.15  # of the instructions for half of the text; a stage that looks back over all of it needs more

# Options and the piece that is repeated.
PIECES = {"numbers": ["12 soldiers, "], "bare numbers": ["12, "], "impossible dates": ["31 February 99999, "], "quotes": ['He said "no" and '],
          "open quotes": ["\u201cHe said "], "parentheses": ["(x) "], "open parentheses": ["(x "], "sayings": ["Kyiv said that "],
          "tellers behind": ["police said, "], "records": ["--lines", "Rebels killed 12 people in Gao, police said. "],
          "tolls": ["--lines", "The toll was put at 15. "], "denials": ["--lines", "Kyiv denied it. "]}


def instructions(folder, arguments, times, path):
    program = os.path.join(folder, "bench", "grow")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={path}/callgrind", *(f"--toggle-collect={stage}" for stage in STAGES),
               program, *arguments, str(times)]
    r = subprocess.run(command, capture_output=True, env=suite.ENVIRONMENT, timeout=300)
    found = re.search(rb"Collected : (\d+)", r.stderr)
    if r.returncode or not found:
        raise RuntimeError(r.stderr.decode("utf-8", "replace")[-300:])
    return int(found[1])


def problem(folder, arguments, path):
    try:
        less, more = (instructions(folder, arguments, times, path) for times in (TIMES, 2 * TIMES))
    except (OSError, RuntimeError, subprocess.TimeoutExpired) as e:
        return str(e)
    return "" if TIMES < less and more <= MOST * less else f"{less} instructions, {more} on twice the text ({more / less:.2f} times)"


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        for name, arguments in PIECES.items():
            results.add(f"work on {name} ({folder})", problem(folder, arguments, path))
    results.section("growth", started)
