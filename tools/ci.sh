#!/bin/sh
# The other compiler, unsigned char, no optimisation, aarch64: unit tests with each.
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
# aarch64 under qemu: the tests of everything that computes, the program's bytes.
[ -f build-aarch64/build.ninja ] || meson setup build-aarch64 --cross-file tools/aarch64.ini -Dpostgres=false
ninja -C build-aarch64
meson test -C build-aarch64 --no-rebuild --print-errorlogs -t 10 --no-suite fuzz
[ -f build/build.ninja ] || meson setup build
ninja -C build lapwing
build/lapwing annotate --conllu --threads 1 examples/*.txt >build-aarch64/expected
for kernel in neondot neon scalar; do
    qemu-aarch64-static build-aarch64/lapwing annotate --conllu --threads 1 \
        --kernel $kernel examples/*.txt >build-aarch64/out
    cmp build-aarch64/expected build-aarch64/out
done
build/lapwing code --to jsonl --from jsonl examples/news.jsonl >build-aarch64/expected
qemu-aarch64-static build-aarch64/lapwing code --to jsonl --from jsonl examples/news.jsonl \
    >build-aarch64/out
cmp build-aarch64/expected build-aarch64/out
# Parquet, read by a reader that others wrote.
python3 tests/ci_parquet.py build
# The description of the API, by a reader that others wrote.
npm install --silent --no-audit --no-fund --ignore-scripts --prefix build/npm @redocly/cli@2.77.0
REDOCLY_TELEMETRY=off build/npm/node_modules/.bin/redocly lint server/openapi.json
# Threads: races are faults.
[ -f build-tsan/build.ninja ] || meson setup build-tsan -Dtests=false -Db_sanitize=thread \
    -Db_lundef=false -Dbuildtype=debugoptimized
ninja -C build-tsan lapwing
for i in 1 2 3 4 5 6 7 8 9 10; do cat examples/news.jsonl; done |
    build-tsan/lapwing annotate --from jsonl --threads 4 - >build-tsan/out
for i in 1 2 3 4 5 6 7 8 9 10; do cat examples/news.jsonl; done |
    build-tsan/lapwing code --from jsonl --to parquet --threads 4 - >build-tsan/out
rm -f build-tsan/news.db*
build-tsan/lapwing ingest --db build-tsan/news.db --threads 4 examples/news.jsonl examples/ledger.jsonl
python3 tests/ci_serve.py build-tsan
# The page: built again, in a browser; then with a server under sanitizers.
python3 tests/ci_browser.py build
[ -f build-asan/build.ninja ] || meson setup build-asan -Dbuildtype=debugoptimized \
    -Db_sanitize=address,undefined -Db_ndebug=false
ninja -C build-asan lapwing
python3 tests/ci_browser.py build-asan
# Fifty kills of ingest.
python3 tests/ci_store.py build
echo "ci: all is well"
