#!/usr/bin/env python3
"""calibration.py LAPWING GOLD: is a record with confidence 0.8 right in 80 of 100 cases?

GOLD holds annotated articles (NAME.txt and NAME.ann.json). A record is right when an annotated event of its type has an
overlapping trigger; optional events count neither way. Prints the table of docs/calibration.md.
"""
import glob
import json
import subprocess
import sys


def judged(lapwing, path):
    """(confidence, right) of each record of one article"""
    with open(path, encoding="utf-8") as f:
        annotation = json.load(f)
    with open(path.replace(".ann.json", ".txt"), encoding="utf-8") as f:
        text = f.read()
    document = {"id": "x", "text": text}
    if annotation.get("date"):
        document["date"] = annotation["date"]
    run = subprocess.run([lapwing, "code", "--from", "jsonl", "--to", "jsonl"], input=json.dumps(document),
                         capture_output=True, text=True, check=True)
    gold = []
    for event in annotation["events"]:
        at = text.find(event["near"]) + event["near"].find(event["trigger"])
        gold.append((at, at + len(event["trigger"]), event["event"], event.get("optional", False)))
    for line in run.stdout.splitlines():
        record = json.loads(line)
        trigger = record["trigger"]
        over = [g for g in gold if trigger["start"] < g[1] and g[0] < trigger["end"]]
        same = [g for g in over if g[2] == record["event"]]
        if any(g[3] for g in (same[:1] or over)):
            continue
        yield record["confidence"], bool(same)


def main():
    lapwing, folder = sys.argv[1:3]
    rows = [row for path in sorted(glob.glob(folder + "/*.ann.json")) for row in judged(lapwing, path)]
    error = 0.0
    print("| confidence | records | said | right |\n| --- | ---: | ---: | ---: |")
    for step in range(10):
        part = [row for row in rows if min(int(row[0] * 10), 9) == step]
        if part:
            said = sum(row[0] for row in part) / len(part)
            right = sum(row[1] for row in part) / len(part)
            error += len(part) / len(rows) * abs(said - right)
            print(f"| {step / 10:.1f} to {step / 10 + 0.1:.1f} | {len(part)} | {said:.2f} | {right:.2f} |")
    print(f"\nExpected calibration error {error:.3f} over {len(rows)} records.")


if __name__ == "__main__":
    main()
