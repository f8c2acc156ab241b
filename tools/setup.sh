#!/bin/sh
# setup.sh run|check|fuzz|ci: sees to it that what the task needs is there; what is missing
# is installed from Debian (root or sudo). NO_APT=1 only checks.
set -eu
task=${1:-run}
missing=

# need COMMAND-OR-LIBRARY PACKAGE REASON
need() {
    case $1 in
    lib:*) pkg-config --exists "${1#lib:}" 2>/dev/null && return ;;
    file:*) ls ${1#file:} >/dev/null 2>&1 && return ;;
    *) command -v "$1" >/dev/null 2>&1 && return ;;
    esac
    echo "missing: $2 ($3)"
    missing="$missing $2"
}

need cc build-essential "compiler and C library"
need meson meson "build"
need ninja ninja-build "build"
need pkg-config pkg-config "finds libraries"
need python3 python3 "tests, benchmarks"
need lib:json-c libjson-c-dev "reads JSON"
need lib:zlib zlib1g-dev "unpacks the gazetteer"
need lib:sqlite3 libsqlite3-dev "stores records"
need lib:libpq libpq-dev "stores records on a server"
need lib:libxml-2.0 libxml2-dev "reads HTML"
need lib:expat libexpat1-dev "reads feeds"
need lib:icu-i18n libicu-dev "reads charsets"
need lib:libzstd libzstd-dev "unpacks zstd"
need lib:yaml-0.1 libyaml-dev "reads lists of feeds"
need lib:libcurl libcurl4-openssl-dev "fetches feeds"
need lib:libmicrohttpd libmicrohttpd-dev "serves a store"
need lib:cmocka libcmocka-dev "unit tests"
if [ "$task" != run ]; then
    need git git "knows the files that the gates read"
    need clang-format-14 clang-format-14 "checks the format"
    need scdoc scdoc "man pages"
    need valgrind valgrind "counts instructions"
    need "file:/usr/lib/postgresql/*/bin/initdb" postgresql "tests the store on a server"
fi
if [ "$task" = fuzz ] || [ "$task" = ci ]; then
    need clang clang "the other compiler, fuzzing"
fi
if [ "$task" = fuzz ]; then
    need "file:/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a" \
        libclang-rt-14-dev "fuzzing"
fi
if [ "$task" = ci ]; then
    need npm npm "reads Parquet with hyparquet, builds the page"
    need chromium chromium "looks at the page"
    need file:/usr/sbin/nginx nginx "tries the example for it"
    need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu "cross build"
    need qemu-aarch64-static qemu-user-static "runs what was built for aarch64"
    for library in libcmocka-dev:cmocka libjson-c-dev:json-c zlib1g-dev:zlib libsqlite3-dev:sqlite3 \
        libyaml-dev:yaml-0.1 libcurl4-openssl-dev:libcurl libmicrohttpd-dev:libmicrohttpd \
        libxml2-dev:libxml-2.0 libexpat1-dev:expat libicu-dev:icu-i18n libzstd-dev:libzstd; do
        need "file:/usr/lib/aarch64-linux-gnu/pkgconfig/${library#*:}.pc" \
            "${library%:*}:arm64" "cross build"
    done
fi
[ -z "$missing" ] && exit 0
if [ "${NO_APT:-0}" = 1 ]; then
    echo "NO_APT=1: nothing is installed" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "install these first:$missing" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "root or sudo is needed to install:$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "installing:$missing"
case $missing in *:arm64*) $as_root dpkg --add-architecture arm64 ;; esac
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing
