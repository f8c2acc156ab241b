/* Any bytes as the conditions of a query, a list of claims, a claim and a series: each
 * is answered or refused as an argument, and the store is whole. */
#include "api/store.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>

enum { FIELDS = 12, FIELD_BYTES = 200 };

static const char report[] =
    "{\"id\": \"a\", \"source\": \"Wire\", \"date\": \"2022-03-04\", \"anchor\": "
    "\"given\","
    " \"coder\": \"c\", \"text\": \"Russian forces shelled Kharkiv on Thursday.\"}\n"
    "{\"id\": \"00000000000000ff\", \"doc\": \"a\", \"sentence\": 0, \"event\": "
    "\"ASSAULT\","
    " \"mode\": \"aerial\", \"quad\": 4, \"scale\": -9.5, \"actor\": [{\"country\":"
    " \"RUS\", \"sector\": \"MIL\"}], \"recipient\": [{\"country\": \"UKR\", "
    "\"sector\":"
    " \"\"}], \"date\": {\"from\": \"2022-03-03\", \"to\": \"2022-03-03\", \"grain\":"
    " \"day\"}, \"place\": [{\"name\": \"Kharkiv\", \"country\": \"UKR\", \"lat\": "
    "49.98,"
    " \"lon\": 36.25, \"grain\": \"city\"}], \"status\": \"actual\", \"confidence\": "
    "0.8,"
    " \"coder\": \"c\"}\n";

/* One store for all inputs: nothing here writes to it. */
static lap_store *open_store(void)
{
    static lap_store *store;
    lap_error error;
    enum lapi_put_outcome outcome;
    if (store)
        return store;
    FUZZ_CHECK(lap_store_open(":memory:", LAP_STORE_WRITE, &store, &error) == LAP_OK);
    FUZZ_CHECK(lapi_store_take(store, lapi_slice_of(report, sizeof report - 1), false,
                               false, &outcome, &error) == LAP_OK);
    FUZZ_CHECK(lapi_store_flush(store, &error) == LAP_OK);
    return store;
}

static int count_bytes(void *context, const char *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)context += n;
    return 0;
}

static void check_status(lap_status status)
{
    FUZZ_CHECK(status == LAP_OK || status == LAP_BAD_ARGUMENT);
}

/* The lines of the input, each as a string of its own; NULL where a line is empty. */
static void cut_fields(const uint8_t *data, size_t size,
                       char texts[FIELDS][FIELD_BYTES + 1], const char *fields[FIELDS])
{
    lapi_slice rest = lapi_slice_of((const char *)data, (uint32_t)size), line;
    for (int i = 0; i < FIELDS; i++) {
        fields[i] = NULL;
        if (!lapi_slice_cut(&rest, '\n', &line) || !line.bytes)
            continue;
        size_t n = line.bytes < FIELD_BYTES ? line.bytes : FIELD_BYTES;
        memcpy(texts[i], line.at, n);
        texts[i][n] = '\0';
        fields[i] = texts[i];
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char texts[FIELDS][FIELD_BYTES + 1];
    const char *f[FIELDS];
    size_t bytes = 0;
    lap_error error;
    lap_store *store = open_store();
    lap_sink sink = {count_bytes, &bytes};
    if (size > 4096)
        return 0;
    cut_fields(data, size, texts, f);
    lap_filter filter = {.since = f[0],
                         .until = f[1],
                         .country = f[2],
                         .pair = f[3],
                         .type = f[4],
                         .status = f[5],
                         .text = f[6],
                         .as_of = f[7],
                         .limit = f[8] ? (uint64_t)f[8][0] : 0};
    lap_write_options write = {.format = f[8] ? LAP_FORMAT_TEXT : LAP_FORMAT_JSONL};
    lap_series_options series = {.by = f[9] ? f[9] : "pair", .per = f[10]};
    check_status(lap_store_query(store, &filter, &write, sink, &error));
    check_status(lap_store_claims(store, &filter, &write, sink, &error));
    check_status(lap_store_series(store, &filter, &series, sink, &error));
    check_status(lap_store_claim(store, f[11] ? f[11] : "", &write, sink, &error));
    check_status(lap_store_changes(store, size, sink, &error));
    return 0;
}
