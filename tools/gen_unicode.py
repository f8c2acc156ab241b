#!/usr/bin/env python3
"""gen_unicode.py > src/unicode/props_table.h: character classes and simple case mapping as compact C tables.

Source: Python's unicodedata (its Unicode version is written into the file). Classes of a code point stand in pages of
128, equal pages are stored once; case mappings stand in runs (first, last, step, delta).
"""
import unicodedata as u

CLASSES = ["OTHER", "UPPER", "LOWER", "LETTER", "MARK", "DIGIT", "NUMBER", "SPACE", "PUNCT", "SYMBOL", "FORMAT"]
PAGE = 128
# Zero-width space, byte order mark, word joiner, direction marks: nothing to be read.
INVISIBLE = {0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def klass(c):
    if c in (9, 10, 11, 12, 13, 0x85) or c in INVISIBLE:
        return 7
    cat = u.category(chr(c))
    if cat == "Lu" or cat == "Lt":
        return 1
    return {"Ll": 2, "Lm": 3, "Lo": 3, "Mn": 4, "Mc": 4, "Me": 4, "Nd": 5, "Nl": 6, "No": 6, "Zs": 7, "Zl": 7, "Zp": 7,
            "Cf": 10}.get(cat, 8 if cat[0] == "P" else 9 if cat[0] == "S" else 0)


def runs(pairs):
    """[(from, to)] -> [[first, last, step, delta]]"""
    out = []
    for a, b in pairs:
        d = b - a
        if out and out[-1][3] == d:
            r = out[-1]
            step = a - r[1]
            if step <= 2 and (r[0] == r[1] or r[2] == step):
                r[1], r[2] = a, step
                continue
        out.append([a, a, 1, d])
    return out


def numbers(name, ctype, xs):
    print(f"static const {ctype} {name}[{len(xs)}] = {{")
    for i in range(0, len(xs), 24):
        print("    " + ", ".join(map(str, xs[i:i + 24])) + ",")
    print("};\n")


def main():
    pages, index = {}, []
    for start in range(0, 0x20000, PAGE):
        page = tuple(klass(c) for c in range(start, start + PAGE))
        index.append(pages.setdefault(page, len(pages)))
    assert len(pages) < 256
    print(f"/* Made by tools/gen_unicode.py from Unicode {u.unidata_version}; do not edit. */")
    print("/* clang-format off */\n#ifndef LAPI_UNICODE_PROPS_TABLE_H\n#define LAPI_UNICODE_PROPS_TABLE_H\n\n#include <stdint.h>\n")
    numbers("page_of", "uint8_t", index)
    numbers("page_class", "uint8_t", [x for p in pages for x in p])
    one = lambda s: len(s) == 1
    lower = [(c, ord(chr(c).lower())) for c in range(128, 0x20000) if one(chr(c).lower()) and chr(c).lower() != chr(c)]
    print("typedef struct case_run {\n    uint32_t first, last, step;\n    int32_t delta;\n} case_run;\n")
    rs = runs(lower)
    print(f"static const case_run to_lower[{len(rs)}] = {{")
    for i in range(0, len(rs), 5):
        print("    " + " ".join("{%d, %d, %d, %d}," % tuple(r) for r in rs[i:i + 5]))
    print("};\n")
    print("#endif")


if __name__ == "__main__":
    main()
