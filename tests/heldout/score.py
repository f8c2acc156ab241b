#!/usr/bin/env python3
"""score.py LAPWING [[--errors] FILE ...]: event F1 and dyad F1 on the articles beside this file (README.md), or on
those of each FILE (tests/devset/*.txt); --errors also prints what is missed and what is too much.

An event is found when a record of the same type has its trigger in the same sentence; one record
answers one event. Optional events cost nothing missed and nothing found."""
import json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def articles(path):
    with open(path, encoding="utf-8") as f:
        for block in re.split(r"^## ", f.read(), flags=re.M)[1:]:
            lines = block.strip().split("\n")
            name, date = lines[0].split()
            text = "\n".join(l for l in lines[1:] if l[:2] not in ("! ", "? "))
            yield name, date, text, [event(l, name, text) for l in lines[1:] if l[:2] in ("! ", "? ")]


def event(line, name, text):
    near, trigger, kind, mode, actors, recipients = (x.strip() for x in line[2:].split("|"))
    if text.count(near) != 1 or trigger not in near:
        sys.exit(f"{name}: {near!r} must stand once and hold {trigger!r}")
    who = lambda s: frozenset(x.strip() for x in s.split(";") if x.strip() != "-")
    return {"at": text.index(near) + near.index(trigger), "event": kind, "optional": line[0] == "?",
            "dyad": (who(actors), who(recipients))}


def sentence(text, at):
    return len(re.findall(r"[.!?][\"”]?\s|\n", text[:at]))


def dyad(record):
    code = lambda side: frozenset((x["country"] + " " + x["sector"]).strip() for x in record.get(side, []))
    return code("actor"), code("recipient")


def f1(found, extra, missed):
    return 2 * found / (2 * found + extra + missed) if found else 0.0


def told(name, text, what, kind, at, who):
    near = " ".join(text[max(0, at - 50):at + 50].split())
    sides = " > ".join(";".join(sorted(side)) or "-" for side in who)
    print(f"{name:18} {what:6} {kind:9} {sides:26} {near}")


def main(lapwing, path=os.path.join(HERE, "third.txt"), errors=False):
    docs = list(articles(path))
    lines = "".join(json.dumps({"id": n, "date": d, "text": t}) + "\n" for n, d, t, _ in docs)
    run = subprocess.run([lapwing, "code", "--from", "jsonl", "--to", "jsonl"], input=lines.encode(), stdout=subprocess.PIPE,
                         check=True)
    records = {}
    for line in run.stdout.decode().splitlines():
        r = json.loads(line)
        records.setdefault(r["doc"], []).append(r)
    found = extra = missed = right = quiet = 0
    for name, _, text, gold in docs:
        left = list(records.get(name, []))
        quiet += not gold and not left
        for g in sorted(gold, key=lambda g: g["optional"]):
            fits = [r for r in left if r["event"] == g["event"] and
                    sentence(text, r["trigger"]["start"]) == sentence(text, g["at"])]
            best = max(fits, key=lambda r: (dyad(r) == g["dyad"], -abs(r["trigger"]["start"] - g["at"])), default=None)
            if best:
                left.remove(best)
            elif errors and not g["optional"]:
                told(name, text, "missed", g["event"], g["at"], g["dyad"])
            if not g["optional"]:
                found, missed = found + bool(best), missed + (not best)
                right += bool(best) and dyad(best) == g["dyad"]
        for r in left if errors else []:
            told(name, text, "extra", r["event"], r["trigger"]["start"], dyad(r))
        extra += len(left)
    empty = sum(not g for *_, g in docs)
    print(f"{'/'.join(path.split(os.sep)[-2:])}: {len(docs)} articles, event P {found / max(1, found + extra):.3f} R {found / max(1, found + missed):.3f} "
          f"F1 {f1(found, extra, missed):.3f}, dyad F1 {f1(right, found + extra - right, found + missed - right):.3f}, "
          f"quiet on {quiet} of {empty} without events")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    files = sys.argv[2:]
    told_all = files[:1] == ["--errors"]
    for file in files[told_all:] or [os.path.join(HERE, "third.txt")]:
        main(sys.argv[1], os.path.abspath(file), told_all)
