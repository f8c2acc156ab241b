/* Fuzz target: any text has sound times and quantities: in order, inside the text, with
 * a value, and days that run forward. The first bytes say the document's date (or that
 * there is none) and how little memory there is. */
#include "fuzz/fuzz.h"
#include "know/embed.h"
#include "mention/quantity.h"
#include "mention/when.h"
#include "text/text.h"
#include "unicode/utf8.h"

typedef struct fuzz_stages {
    lapi_text *text;
    lapi_when_stage *when;
} fuzz_stages;

static const fuzz_stages *stages_of(void)
{
    static fuzz_stages stages;
    if (!stages.text) {
        size_t size;
        const void *bytes = lapi_know_embedded(&size);
        lapi_know *know = NULL;
        FUZZ_CHECK(lapi_know_open(bytes, size, &know, NULL) == LAP_OK);
        FUZZ_CHECK(lapi_text_new(know, &stages.text, NULL) == LAP_OK);
        FUZZ_CHECK(lapi_when_new(know, &stages.when, NULL) == LAP_OK);
        lapi_know_free(know);
    }
    return &stages;
}

static void check_times(const lapi_doc *doc)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < doc->times.count; i++) {
        const lapi_when *t = &doc->times.at[i];
        FUZZ_CHECK(t->span.begin >= at && t->span.begin < t->span.end);
        FUZZ_CHECK(t->span.end <= doc->text_bytes);
        FUZZ_CHECK(t->phrase.begin <= t->span.begin && t->phrase.end >= t->span.end);
        FUZZ_CHECK(t->first < t->end && t->end <= doc->tokens.count);
        FUZZ_CHECK(t->head >= t->first && t->head < t->end);
        FUZZ_CHECK(t->type <= LAPI_TIME_SET && t->value.bytes > 0 && t->rule);
        FUZZ_CHECK((t->from == LAPI_DAY_NONE) == (t->to == LAPI_DAY_NONE));
        FUZZ_CHECK(t->from <= t->to);
        FUZZ_CHECK(!t->is_event_time || t->from != LAPI_DAY_NONE);
        at = t->span.begin;
    }
}

static void check_quantities(const lapi_doc *doc)
{
    for (uint32_t i = 0; i < doc->quantities.count; i++) {
        const lapi_quantity *q = &doc->quantities.at[i];
        FUZZ_CHECK(q->span.begin < q->span.end && q->span.end <= doc->text_bytes);
        FUZZ_CHECK(q->first < q->end && q->end <= doc->tokens.count);
        FUZZ_CHECK(q->head >= q->first && q->head < q->end);
        FUZZ_CHECK(q->value >= 0 && q->value <= 1e15 && q->rule);
        FUZZ_CHECK(!q->has_low || !q->has_high || q->low <= q->high);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || size > 1u << 20)
        return 0;
    size_t n = size - 3;
    char *text = malloc(n + 1);
    FUZZ_CHECK(text != NULL);
    memcpy(text, data + 3, n);
    for (size_t i = 0; i < n; i++)
        text[i] = text[i] ? text[i] : ' ';
    for (size_t at = lapi_utf8_check(text, n); at < n;
         at += lapi_utf8_check(text + at, n - at))
        text[at] = ' ';
    lapi_arena *arena = NULL;
    size_t limit = data[2] < 128 ? 0 : (size_t)data[2] * 1024;
    FUZZ_CHECK(lapi_arena_new(limit, &arena) == LAP_OK);
    lapi_doc doc = {.arena = arena, .text = text, .text_bytes = (uint32_t)n};
    doc.date = data[0] < 64 ? LAPI_DAY_NONE : (data[0] * 256 + data[1] - 30000) * 4;
    const fuzz_stages *stages = stages_of();
    lap_status status = lapi_text_run(stages->text, &doc);
    if (status == LAP_OK)
        status = lapi_when_run(stages->when, &doc);
    if (status == LAP_OK)
        status = lapi_quantity_run(&doc);
    FUZZ_CHECK(status == LAP_OK || (status == LAP_NO_MEMORY && limit));
    if (status == LAP_OK) {
        check_times(&doc);
        check_quantities(&doc);
    }
    lapi_arena_free(arena);
    free(text);
    return 0;
}
