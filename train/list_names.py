#!/usr/bin/env python3
"""Writes the lists of names that the syntax model is trained with, from train/names.tsv and the tables of know/.

  list_names.py KNOW NAMES OUT.tsv.gz

A line is `kind classes word`. Classes is the sum of the lists that the word stands in (train/lists.h); kind, where it is
not -, is the kind of name of one word for which the word may stand in training. The lists are kept beside the trainer,
so that a model can be trained again after the tables have changed.
"""
import gzip
import os
import sys

GIVEN, SURNAME, COUNTRY, ADJECTIVE, CITY, LARGE_CITY, REGION, BODY, BODY_PART = (1 << i for i in range(9))
CITY_PEOPLE, LARGE_CITY_PEOPLE = 20000, 400000
GROUPS = {b"given": (GIVEN, 0, 0), b"surname": (SURNAME, 0, 1), b"organisation": (BODY, BODY_PART, 4)}
SOURCES = [  # table, column, class of names of one word, class of words of others, kind
    ("countries.tsv", b"name", COUNTRY, COUNTRY, 2), ("countries.tsv", b"aliases", COUNTRY, COUNTRY, None),
    ("countries.tsv", b"capitals", LARGE_CITY, LARGE_CITY, None), ("countries.tsv", b"adjectives", ADJECTIVE, 0, None),
    ("people.tsv", b"name", GIVEN, 0, None), ("people.tsv", b"aliases", GIVEN, 0, None),
    ("regions.tsv", b"name", REGION, 0, 3), ("regions.tsv", b"aliases", REGION, 0, None),
    ("admin1.tsv", b"name", REGION, REGION, None), ("bodies.tsv", b"name", BODY, BODY_PART, 4),
    ("bodies.tsv", b"aliases", BODY, BODY_PART, 4), ("gazetteer.tsv.gz", b"name", CITY, 0, 3),
    ("gazetteer.tsv.gz", b"alternates", CITY, 0, None)]


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        return [line.split(b"\t") for line in f.read().split(b"\n") if line and not line.startswith(b"#")]


def is_capital(word):
    return b"A" <= word[:1] <= b"Z" or word[:1] >= b"\x80"


def listed(name, whole, part):
    """(class, word) of a name"""
    if whole == GIVEN and part is None:
        words = name.split(b" ")
        return [(GIVEN, words[0]), (SURNAME, words[-1])] if len(words) > 1 else []
    if b" " not in name:
        return [(whole, name)]
    return [(part, word) for word in name.split(b" ") if part and word and is_capital(word)]


def read(know, names):
    """(kind or None, [(class, word)], word that may stand for others or None) in the order of the sources"""
    for row in rows(names):
        if len(row) == 2 and row[0] in GROUPS:
            whole, part, kind = GROUPS[row[0]]
            yield kind, listed(row[1], whole, part), row[1] if b" " not in row[1] else None
    for table, column, whole, part, kind in SOURCES:
        header, *body = rows(os.path.join(know, table))
        at, people = header.index(column), header.index(b"population") if b"population" in header else None
        for row in body:
            if at >= len(row):
                continue
            as_class, number = whole, int(row[people] or 0) if people is not None else None
            if whole == CITY:
                if number < CITY_PEOPLE:
                    continue
                as_class = LARGE_CITY if number >= LARGE_CITY_PEOPLE else CITY
            for name in row[at].split(b"|"):
                if name and name != b"-":
                    stands = name if b" " not in name and is_capital(name) else None
                    yield kind, listed(name, as_class, None if whole == GIVEN else part), stands


entries = list(read(sys.argv[1], sys.argv[2]))
with gzip.GzipFile(sys.argv[3], "wb", 9, mtime=0) as out:
    out.write(b"# PROVENANCE: written by train/list_names.py from train/names.tsv and tables of know/ (each with its own)\n"
              b"kind\tclasses\tword\n")
    seen = set()
    for item in (x for _, words, _ in entries for x in words):
        if item not in seen:
            seen.add(item)
            out.write(b"-\t%d\t%s\n" % item)
    for kind in range(5):
        for at, _, word in entries:
            if at == kind and word and 3 <= len(word) < 64:
                out.write(b"%d\t0\t%s\n" % (kind, word[:1].upper() + word[1:] if word[:1].isalpha() and word[:1] < b"\x80" else word))
