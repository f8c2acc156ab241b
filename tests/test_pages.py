"""Pages of HTML: the article's words, title, date, site, address and captions are found in 200 made pages of 14 layouts."""
import collections
import json
import os
import re
import statistics
import sys
import tempfile
import time

import pages
import suite

FLOOR = 0.95


def words(text):
    return collections.Counter(re.findall(r"\w+", text.replace("\u00ad", "")))


def f1(expected, got):
    both = sum((words(expected) & words(got)).values())
    return 2 * both / max(1, sum(words(expected).values()) + sum(words(got).values()))


def judge(folder, path, truths):
    """Figures of each page: {name: {"text", "title", "date", "site", "url", "captions"}}"""
    files = [os.path.join(path, name + ".html") for name in truths]
    status, out, err = suite.run(folder, ["annotate", "--layers", "sentences", *files])
    documents = [json.loads(line) for line in out.decode().splitlines()]
    if status or len(documents) != len(truths):
        return None, f"exit {status}, {len(documents)} documents: {err[:300]}"
    found = {}
    for document, (name, truth) in zip(documents, truths.items()):
        title, _, text = document["text"].partition("\n\n")
        found[name] = {"text": f1(truth["text"], text), "title": title == truth["title"], "date": not truth["date"] or document.get("date") == truth["date"],
                       "site": not truth["site"] or document.get("source") == truth["site"],
                       "url": not truth["url"] or document["id"] == truth["url"], "language": document.get("language", "en") == "en",
                       "captions": [document["text"][c["start"]:c["end"]] for c in document.get("captions", [])] == truth["captions"],
                       "paragraphs": text.count("\n\n") == truth["text"].count("\n\n"), "got": document["text"]}
    return found, ""


def run(results, folder, count=200):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        truths = {}
        for name, data, truth in pages.pages(count):
            with open(os.path.join(path, name + ".html"), "wb") as f:
                f.write(data)
            truths[name] = truth
        found, problem = judge(folder, path, truths)
    results.add("pages are read", problem)
    if problem:
        return
    score = statistics.mean(page["text"] for page in found.values())
    worst = min(found.items(), key=lambda item: item[1]["text"])
    print(f"pages: main text F1 {score:.4f} over {count}, the worst {worst[1]['text']:.3f} ({worst[0]})")
    results.add("main text of pages", "" if score >= FLOOR else f"F1 {score:.3f}, at least {FLOOR} expected")
    results.add("main text of each page", "" if worst[1]["text"] >= 0.85 else f"F1 {worst[1]['text']:.3f} in {worst[0]}")
    for what in ("title", "date", "site", "url", "language", "captions", "paragraphs"):
        wrong = [name for name, page in found.items() if not page[what]]
        least = {"paragraphs": 0.9, "captions": 0.95}.get(what, 0.97)
        results.add(f"{what} of pages", "" if len(wrong) <= (1 - least) * count else f"{len(wrong)} wrong: {wrong[:8]}")
    results.section(f"pages, {folder}", started)


if __name__ == "__main__":
    os.makedirs(sys.argv[2], exist_ok=True)
    truths = {}
    for name, data, truth in pages.pages(200):
        open(os.path.join(sys.argv[2], name + ".html"), "wb").write(data)
        truths[name] = truth
    found, problem = judge(sys.argv[1], sys.argv[2], truths)
    print(problem)
    for name, page in found.items():
        wrong = [k for k in page if page[k] is False]
        if page["text"] < 0.97 or wrong:
            print(f"{name}\t{page['text']:.3f}\t{' '.join(wrong)}")
            if len(sys.argv) > 3 and sys.argv[3] in name:
                print(page["got"])
    print(statistics.mean(page["text"] for page in found.values()))
