#!/usr/bin/env python3
"""The commonest wrong relations against a treebank, from raw text: word, gold relation, what it became.

  relation_errors.py LAPWING FILE.conllu[.gz] [COUNT [-v]]

A word counts when it is cut as in the treebank. "wrong head" is the right relation to another word. Relations are compared
without subtypes.
"""
import collections
import gzip
import json
import subprocess
import sys


def gold(path):
    """Documents: [text, [(begin, end, form, head's place, relation, sentence)]], places in characters without spaces"""
    documents, rows, text = [], [], ""

    def close_sentence():
        nonlocal rows
        if not rows:
            return
        words, place = {}, documents[-1][2]
        for number, form, head, relation in rows:
            words[number] = (place, place + len(form.replace(" ", "")))
            place = words[number][1]
        documents[-1][2] = place
        for number, form, head, relation in rows:
            documents[-1][1].append((*words[number], form, words.get(head, (-1, -1)), relation, text))
        rows = []

    opener = gzip.open if path.endswith(".gz") else open
    for line in opener(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            documents.append(["", [], 0])
        elif line.startswith("# newpar") and documents and documents[-1][0]:
            documents[-1][0] += "\n\n"
        elif line.startswith("# text = "):
            text = line[9:]
            if not documents:
                documents.append(["", [], 0])
            documents[-1][0] += ("" if not documents[-1][0] or documents[-1][0].endswith("\n") else " ") + text
        elif not line:
            close_sentence()
        elif not line.startswith("#"):
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                continue
            rows.append((int(cells[0]), cells[1], int(cells[6]), cells[7].split(":")[0]))
    return documents


def read(program, documents):
    lines = "".join(json.dumps({"id": str(n), "text": d[0]}) + "\n" for n, d in enumerate(documents))
    out = subprocess.run([program, "annotate", "--layers", "sentences,tokens", "--threads", "1", "--from", "jsonl", "-"],
                         input=lines.encode(), capture_output=True, check=True).stdout.decode()
    return [json.loads(line) for line in out.splitlines()]


def system(document):
    """{(begin, end): (head's place, relation)}"""
    text, places, at = document["text"], [], 0
    for c in text:
        places.append(at)
        at += not c.isspace()
    places.append(at)
    tokens = document["tokens"]
    span = [(places[t["start"]], places[t["end"]]) for t in tokens]
    first, found = {}, {}
    for n, t in enumerate(tokens):
        first.setdefault(t["sentence"], n)
    for n, t in enumerate(tokens):
        head = span[first[t["sentence"]] + t["head"] - 1] if t["head"] else (-1, -1)
        found[span[n]] = (head, t["deprel"].split(":")[0])
    return found


def main():
    program, path = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    documents = gold(path)
    wrong, examples, totals, words, right = collections.Counter(), {}, collections.Counter(), 0, 0
    for document, answer in zip(documents, read(program, documents), strict=True):
        found = system(answer)
        for begin, end, form, head, relation, text in document[1]:
            words += 1
            totals[relation] += 1
            got = found.get((begin, end))
            if got is None or got == (head, relation):
                right += got is not None
                continue
            key = (relation, got[1] if got[1] != relation else "wrong head")
            wrong[key] += 1
            examples.setdefault(key, []).append((form, text))
    print(f"words {words}, right {right / words:.4f}, wrong {sum(wrong.values())}")
    for (relation, became), n in wrong.most_common(count):
        print(f"{n}\t{relation}\t{became}\t{n / totals[relation]:.3f} of {relation}")
        if "-v" in sys.argv:
            for form, text in examples[relation, became][:6]:
                print(f"\t\t[{form}] {text[:160]}")


if __name__ == "__main__":
    main()
