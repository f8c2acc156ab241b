#!/usr/bin/env python3
"""Writes src/intake/language_table.h: the weights of words and letters by which languages are told apart.

  make_language.py > src/intake/language_table.h

From train/languages.tsv: for each word the languages that have it, as bits. Words of languages in other letters than
Latin are not needed: their letters tell them.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
languages, words = [], {}
for line in open(os.path.join(HERE, "..", "train", "languages.tsv"), encoding="utf-8"):
    if line.startswith("#") or line.startswith("language\t"):
        continue
    name, text = line.rstrip("\n").split("\t")
    for word in text.split():
        words[word] = words.get(word, 0) | 1 << len(languages)
    languages.append(name)


def fnv(data):
    h = 14695981039346656037
    for b in data:
        h = (h ^ b) * 1099511628211 % 2 ** 64
    return h


size = 1
while size < 2 * len(words):
    size *= 2
table = [(0, 0)] * size
for word in sorted(words):
    h = fnv(word.encode())
    at = h % size
    while table[at][0]:
        at = (at + 1) % size
    assert h
    table[at] = (h, words[word])
print("/* Made by tools/make_language.py; do not edit. */\n/* clang-format off */")
print("#ifndef LAPI_INTAKE_LANGUAGE_TABLE_H\n#define LAPI_INTAKE_LANGUAGE_TABLE_H\n\n#include <stdint.h>\n")
print(f"enum {{ LANGUAGES = {len(languages)}, WORD_PLACES = {size} }};\n")
print("static const char language_names[LANGUAGES][4] = {" + ", ".join(f'"{n}"' for n in languages) + "};\n")
print("/* The hash of a word, and the languages that have it as bits; 0: a free place. */")
print("static const struct {\n    uint64_t hash;\n    uint32_t languages;\n} words[WORD_PLACES] = {")
for h, bits in table:
    print(f"    {{UINT64_C({h}), {bits}}}," if h else "    {0, 0},")
print("};\n\n#endif")
