#!/usr/bin/env python3
"""What a GeoNames dump costs to open: gazetteer.py LAPWING [ROWS]  (1,000,000 rows by default).

Writes a dump of invented places, opens it with `lapwing version --gazetteer`, and tells
rows a second of processor time and the memory of it, beyond what the program takes without."""
import os, random, resource, subprocess, sys, tempfile

ENDS = ["", "ville", " Creek", "burg", " San", "ovka", " Hill", "abad", " District", "o Alto", " Point School"]
SOUNDS = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
CLASSES = [("P", "PPL")] * 5 + [("H", "STM")] * 2 + [("S", "SCH")] * 3 + [("T", "MT"), ("A", "ADM3")]


def name(rng):
    return ("".join(rng.choice(SOUNDS) for _ in range(rng.randint(2, 4))) + rng.choice(ENDS)).capitalize()


def write(path, rows):
    rng = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        for row in range(rows):
            others = ",".join(name(rng) for _ in range(rng.choice([0, 0, 0, 1, 2, 5])))
            fclass, fcode = rng.choice(CLASSES)
            word = name(rng)
            cells = [20000000 + row, word, word, others, f"{rng.uniform(-60, 70):.5f}", f"{rng.uniform(-180, 180):.5f}",
                     fclass, fcode, rng.choice(["US", "CN", "NO", "MX", "RU", "IR"]), "", f"{rng.randint(1, 50):02}", "",
                     "", "", rng.choice([0, 0, 0, rng.randint(1, 90000)]), "", 100, "Europe/Oslo", "2024-01-01"]
            out.write("\t".join(map(str, cells)) + "\n")


def run(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main():
    lapwing = sys.argv[1]
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "dump.txt")
        write(path, rows)
        size = os.path.getsize(path)
        base, base_bytes = run([lapwing, "version"])
        seconds, peak = min(run([lapwing, "version", "--gazetteer", path]) for _ in range(3))
    print(f"{rows} rows, {size >> 20} MiB: {seconds - base:.2f} s, {rows / (seconds - base):,.0f} rows/s, "
          f"peak {(peak - base_bytes) / rows:.0f} bytes a row")


if __name__ == "__main__":
    main()
