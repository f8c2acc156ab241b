#!/usr/bin/env python3
"""Writes src/unicode/fold_table.h: what each character below U+3000 becomes in a key.

Case is folded, diacritics and modifier letters vanish, everything that is no letter
and no digit parts words. Only the Python standard library is used; its version of the
Unicode character database is written into the file.
"""

import sys
import unicodedata

LIMIT = 0x3000
PAGE = 64
BREAK, MARK, MANY = 0, 1, 0xFF00
SPECIAL = {
    "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
    "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "ĸ": "k", "ǝ": "e", "ɛ": "e", "ɔ": "o",
}


def fold(code):
    """The folded text of a character, or BREAK or MARK."""
    c = chr(code)
    if 0x2B0 <= code <= 0x2FF or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return MARK
    text = unicodedata.normalize("NFKD", c).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(x for x in text if unicodedata.category(x)[0] in "LN")
    return "".join(SPECIAL.get(x, x) for x in text) or BREAK


def main(path):
    many, pages, index = [], [], []
    values = []
    for code in range(LIMIT):
        to = fold(code)
        if isinstance(to, str):
            if len(to) == 1 and ord(to) < MANY:
                to = ord(to)
            else:
                to = to.encode()[:8].decode(errors="ignore")
                if to not in many:
                    many.append(to)
                to = MANY + many.index(to)
        values.append(to)
    for at in range(0, LIMIT, PAGE):
        page = tuple(values[at:at + PAGE])
        if page not in pages:
            pages.append(page)
        index.append(pages.index(page))
    assert len(many) < 0x100 and len(pages) < 0x100

    def rows(items, form, width):
        for at in range(0, len(items), width):
            yield "    " + ", ".join(form % x for x in items[at:at + width]) + ","

    with open(path, "w") as out:
        print("/* Written by tools/make_fold.py from Unicode %s; do not edit. */"
              % unicodedata.unidata_version, file=out)
        print("/* clang-format off */", file=out)
        print("#define FOLD_LIMIT 0x%xu" % LIMIT, file=out)
        print("#define FOLD_MANY 0x%xu" % MANY, file=out)
        print("static const uint8_t fold_page[%d] = {" % len(index), file=out)
        print("\n".join(rows(index, "%d", 20)), "\n};", file=out)
        print("static const uint16_t fold_value[%d][%d] = {" % (len(pages), PAGE), file=out)
        for page in pages:
            print("  {\n" + "\n".join(rows(page, "0x%x", 12)), "\n  },", file=out)
        print("};", file=out)
        print("static const char fold_many[%d][9] = {" % len(many), file=out)
        for text in many:
            print('    "%s",' % "".join("\\x%02x" % b for b in text.encode()), file=out)
        print("};", file=out)
        print("/* clang-format on */", file=out)


if __name__ == "__main__":
    main(sys.argv[1])
