#!/usr/bin/env python3
"""page.py FOLDER FILES OUTPUT.h DEPFILE: the built page, packed by gzip into FILES, one file behind the other; the
header has the table of what stands where. Without a page there FILES is empty."""
import gzip
import hashlib
import os
import re
import sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
         ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2"}

folder, packed, header, depfile = sys.argv[1:]
paths = sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
rows, blob = [], b""
for path in paths:
    with open(path, "rb") as f:
        content = f.read()
    name = "/" + os.path.relpath(path, folder)
    name = "/" if name == "/index.html" else name
    data = gzip.compress(content, 9, mtime=0)
    hashed = bool(re.search(r"-[A-Za-z0-9_-]{8}\.\w+$", name))
    tag = hashlib.sha256(content).hexdigest()[:16]
    rows.append(f'    {{"{name}", "{TYPES[os.path.splitext(path)[1]]}", "\\"{tag}\\"", {len(blob)}, {len(data)}, {len(content)}, {int(hashed)}}},\n')
    blob += data
with open(packed, "wb") as f:
    f.write(blob)
with open(header, "w", encoding="utf-8") as f:
    f.write("/* Made of the built page by tools/page.py: do not edit. */\n")
    f.write(f"static const serve_file files[] = {{\n{''.join(rows)}}};\n")
with open(depfile, "w", encoding="utf-8") as f:
    f.write(f"{packed} {header}: {' '.join(paths)}\n")
