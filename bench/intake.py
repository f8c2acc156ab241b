#!/usr/bin/env python3
"""Intake in MB a second of processor time, one thread, beside the library alone that it stands on.

  intake.py BUILD [MB]

On pages of tests/pages.py, repeated to so many MB (20): as pages, as a feed with all of their text, as WARC.
"""
import gzip
import html
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
import pages
from test_intake import record, response

program = os.path.join(os.path.abspath(sys.argv[1]), "bench", "intake")
size = (int(sys.argv[2]) if len(sys.argv) > 2 else 20) * 1_000_000


def repeated(pieces):
    out, total, n = [], 0, 0
    while total < size:
        out.append(pieces[n % len(pieces)])
        total += len(out[-1])
        n += 1
    return out


def measure(form, path):
    form, count, speed = subprocess.run([program, form, path], capture_output=True, check=True, text=True).stdout.split()
    return int(count), float(speed)


def main():
    made = list(pages.pages(200))
    utf8 = [data for n, (_, data, _) in enumerate(made) if n % 10 not in (4, 6, 7, 8)]
    latin = [data for n, (_, data, _) in enumerate(made) if n % 10 in (4, 6)]
    stories = [(truth["title"], truth["text"]) for _, _, truth in made]
    items = [f"<item><title>{html.escape(t)}</title><description>{html.escape('<p>' + html.escape(x) + '</p>')}</description></item>".encode() for t, x in stories]
    lines = [(json.dumps({"title": t, "text": x}) + "\n").encode() for t, x in stories]
    crawl = repeated([record("response", response(p)) for p in utf8])
    files = {"text": "\n\n".join(x for _, x in stories).encode()[:15_000_000], "jsonl": b"".join(repeated(lines)),
             "feed": b"<rss><channel>" + b"".join(repeated(items)) + b"</channel></rss>", "warc": b"".join(crawl), "latin.warc": b"".join(repeated([record("response", response(p, "Content-Type: text/html")) for p in latin])),
             "gz": b"".join(gzip.compress(r, 6) for r in crawl), "zst": None, "sax": b"".join(p + b"\0" for p in repeated(utf8))}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = os.path.join(folder, name)
            if name == "zst":
                subprocess.run(["zstd", "-q", "-3", os.path.join(folder, "warc"), "-o", path], check=True)
            else:
                with open(path, "wb") as f:
                    f.write(data)
        print("format\tdocuments\tMB_s\talone\tMB_s_alone\tpart")
        for form, name, floor, floor_name in (("text", "text", None, None), ("jsonl", "jsonl", None, None), ("feed", "feed", "expat", "feed"), ("warc", "warc", "sax", "sax"),
                                              ("warc", "latin.warc", "sax", "sax"), ("warc", "gz", "zlib", "gz"), ("warc", "zst", "zstd", "zst")):
            count, speed = measure(form, os.path.join(folder, name))
            alone = measure(floor, os.path.join(folder, floor_name))[1] if floor else 0
            print(f"{form} ({name})\t{count}\t{speed:.0f}\t{floor or '-'}\t{alone:.0f}\t{speed / alone if alone else 0:.2f}", flush=True)


if __name__ == "__main__":
    main()
