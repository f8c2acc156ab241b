#!/bin/sh
# The other compiler, unsigned char, link-time optimisation: unit tests with each.
set -eu
try() {
    folder=build-$1
    shift
    [ -f "$folder/build.ninja" ] || env $ENVIRON meson setup "$folder" "$@"
    ninja -C "$folder"
    meson test -C "$folder" --no-rebuild --print-errorlogs
}
ENVIRON="CC=clang" try clang
ENVIRON="CC=gcc" try unsigned -Dc_args=-funsigned-char
ENVIRON="CC=gcc" try debug -Dbuildtype=debug
# Threads: races are faults.
[ -f build-tsan/build.ninja ] || meson setup build-tsan -Dtests=false -Db_sanitize=thread \
    -Db_lundef=false -Dbuildtype=debugoptimized
ninja -C build-tsan lapwing
for i in 1 2 3 4 5 6 7 8 9 10; do cat examples/news.jsonl; done |
    build-tsan/lapwing annotate --from jsonl --threads 4 - >build-tsan/out
echo "ci: all is well"
