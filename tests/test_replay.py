"""The corpora of the fuzz targets, replayed: each must be read without a fault."""
import os
import subprocess
import time

import suite


def run(results, folder):
    started = time.monotonic()
    for name in sorted(os.listdir("fuzz/corpus")):
        program = os.path.join(folder, "replay_" + name)
        if not os.path.exists(program):
            results.add(f"corpus {name} ({folder})", f"{program} is missing")
            continue
        files = sorted(os.path.join("fuzz/corpus", name, f) for f in os.listdir(os.path.join("fuzz/corpus", name)))
        r = subprocess.run([program, *files], capture_output=True, text=True, env=suite.ENVIRONMENT)
        results.add(f"corpus {name} ({folder})", "" if r.returncode == 0 else r.stderr[-1500:])
    results.section(f"corpora, {folder}", started)
