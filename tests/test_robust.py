"""Text as news really brings it (tests/robust/sentences.txt): a stated part of the items must be read right."""
import collections
import json
import os
import sys
import time

import suite

# Items that must pass, of each kind and of all: a little below what the model of the day reaches.
FLOORS = {"headlines": 5,
          "capitals": 11,
          "lower-case names": 10,
          "missing punctuation": 9,
          "doubled punctuation": 8,
          "machine-translated prose": 9,
          "quotes across sentences": 8,
          "lists of names": 7,
          "tables and lines": 9,
          "all": 86}


def items(path):
    """(kind, text, expectations) of each line"""
    kind = ""
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("== "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            text, *expected = line.split("\t")
            yield kind, text.replace("\\n", "\n").replace("\\t", "\t"), [e.split(" ", 1) for e in expected]


def faults(document, expected):
    """The expectations that the document does not fulfil."""
    tokens, text = document["tokens"], document["text"]
    said = collections.defaultdict(set)
    for token in tokens:
        relation = token["deprel"].split(":")[0]
        said[{"nsubj": "subj", "csubj": "subj"}.get(relation, relation)].add(token["form"])
    roots = [t["form"] for t in tokens if t["head"] == 0 and t["deprel"] == "root"]
    said["root"], said["s"] = set(roots[:1]), {str(len(document["sentences"]))}
    said["subj_or_root"] = said["subj"] | said["root"]
    for name in document["names"]:
        said[name["type"]].add(text[name["start"]:name["end"]])
    return [f"{what} {value}" for what, value in expected if value not in said[what]]


def judge(folder):
    """[(kind, text, faults)] of all items"""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "robust", "sentences.txt")
    found = list(items(path))
    lines = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, (_, text, _) in enumerate(found))
    _, out, _ = suite.run(folder, ["annotate", "--layers", "sentences,tokens,names", "--from", "jsonl", "-"], lines.encode())
    documents = [json.loads(line) for line in out.decode().splitlines()]
    return [(kind, text, faults(document, expected)) for (kind, text, expected), document in zip(found, documents, strict=True)]


def run(results, folder):
    started = time.monotonic()
    passed, count = collections.Counter(), collections.Counter()
    for kind, _, wrong in judge(folder):
        count[kind] += 1
        passed[kind] += not wrong
    for kind in count:
        print(f"robust: {kind}: {passed[kind]} of {count[kind]}")
        results.add(f"robust: {kind}", "" if passed[kind] >= FLOORS[kind] else f"{passed[kind]} of {count[kind]}, at least {FLOORS[kind]} expected")
    total = sum(passed.values())
    results.add("robust: all", "" if total >= FLOORS["all"] else f"{total}, at least {FLOORS['all']} expected")
    print(f"robust: {total} of {sum(count.values())} items ({100 * total / sum(count.values()):.0f} %)")
    results.section("robust", started)


if __name__ == "__main__":
    for kind, text, wrong in judge(sys.argv[1]):
        if wrong:
            print(f"{kind}\t{text!r}\t{'; '.join(wrong)}")
