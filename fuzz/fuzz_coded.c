/* Any bytes as coded events of others, the first of them telling the format: every row
 * ends as a report that holds what a report must, or as a message with its line. */
#include "data/event.h"
#include "data/when.h"
#include "fuzz/fuzz_source.h"
#include "intake/coded.h"
#include "know/embed.h"
#include "unicode/utf8.h"

static void check_text(lapi_slice text)
{
    FUZZ_CHECK(lapi_utf8_check(text.at, text.bytes) == text.bytes);
    FUZZ_CHECK(text.bytes == 0 || !memchr(text.at, 0, text.bytes));
}

static void check_record(const lapi_record *record)
{
    FUZZ_CHECK(record->type < LAPI_EVENT_TYPES && record->quad <= 4);
    FUZZ_CHECK(record->scale_e1 >= -1000 && record->scale_e1 <= 1000);
    FUZZ_CHECK(record->from == LAPI_DAY_NONE || record->to != LAPI_DAY_NONE);
    for (uint32_t i = 0; i < record->site_count; i++) {
        const lapi_site *site = &record->sites[i];
        FUZZ_CHECK(site->lat_e4 >= -900000 && site->lat_e4 <= 900000);
        FUZZ_CHECK(site->lon_e4 >= -1800000 && site->lon_e4 <= 1800000);
        check_text(site->name);
    }
    for (uint32_t i = 0; i < record->actors.count; i++) {
        check_text(record->actors.at[i].name);
        FUZZ_CHECK(strlen(record->actors.at[i].country) > 0);
    }
    check_text(record->mode);
    check_text(record->evidence.text);
}

static void read_all(lapi_coded *coded, lapi_arena *arena)
{
    enum lapi_coded_row row = LAPI_CODED_PASSED;
    while (row != LAPI_CODED_END && row != LAPI_CODED_FAILED) {
        lapi_report report;
        lap_error error = {.status = LAP_OK};
        lapi_arena_reset(arena, 1 << 20);
        row = lapi_coded_next(coded, arena, &report, &error);
        if (row == LAPI_CODED_BAD || row == LAPI_CODED_FAILED)
            FUZZ_CHECK(error.text[0] && error.position > 0);
        if (row != LAPI_CODED_REPORT)
            continue;
        FUZZ_CHECK(report.id.bytes > 0 && report.record_count > 0);
        check_text(report.id);
        check_text(report.text);
        check_text(report.url);
        for (uint32_t r = 0; r < report.record_count; r++)
            check_record(&report.records[r]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lapi_know *know;
    static lapi_arena *arena;
    lap_error error;
    if (!know) {
        size_t bytes;
        const void *pack = lapi_know_embedded(&bytes);
        FUZZ_CHECK(lapi_know_open(pack, bytes, &know, &error) == LAP_OK);
        FUZZ_CHECK(lapi_arena_new(0, &arena) == LAP_OK);
    }
    if (size == 0)
        return 0;
    lapi_coded *coded;
    fuzz_source rest = {data + 1, size - 1, 100};
    enum lapi_coded_kind kind = (enum lapi_coded_kind)(data[0] % LAPI_CODED_COUNT);
    FUZZ_CHECK(lapi_coded_new(kind, fuzz_stream(&rest), know, &coded) == LAP_OK);
    read_all(coded, arena);
    lapi_coded_free(coded);
    return 0;
}
