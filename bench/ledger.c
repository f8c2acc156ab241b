/* Puts documents and their records, both as JSON Lines, into a new store, and tells how
 * long each thousand took and what the ledger made of them; bench/stories.py makes the
 * input and judges the output.
 *
 *   ledger DB DOCUMENTS RECORDS    records stand in the order of their documents
 *
 *   standard error   documents, microseconds of processor time a document
 *   standard output  doc ID STORY  and  rec ID CLAIM, a line each */
#include "ledger/ledger.h"

#include "base/buffer.h"
#include "intake/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RECORDS_MAX = 4096, BATCH = 250, STEP = 1000 };

typedef struct {
    FILE *documents, *records;
    lapi_json_in *json;
    lapi_arena *arena;
    lapi_store *store;
    lapi_ledger *ledger;
    char *line;
    size_t line_room;
    char *next; /* a record's line that was read ahead; its bytes in next_bytes */
    size_t next_room;
    long next_bytes; /* below 0: no more */
    lapi_record list[RECORDS_MAX];
    lapi_slice lines[RECORDS_MAX];
    lap_error error;
} work;

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int fail(const work *w, const char *what)
{
    fprintf(stderr, "%s: %s\n", what, w->error.text);
    return 1;
}

/* The records whose lines name the document. */
static bool read_records(work *w, lapi_report *report)
{
    report->records = w->list;
    report->record_count = 0;
    while (w->next_bytes >= 0 && report->record_count < RECORDS_MAX) {
        uint32_t r = report->record_count;
        lapi_slice doc, coder;
        size_t n = strcspn(w->next, "\n");
        w->lines[r] = lapi_arena_copy(w->arena, w->next, (uint32_t)n);
        if (lapi_record_read(w->json, w->lines[r], w->arena, &w->list[r], &doc, &coder,
                             &w->error))
            return false;
        if (!lapi_slice_equal(doc, report->id))
            return true;
        report->record_count++;
        w->next_bytes = getline(&w->next, &w->next_room, w->records);
    }
    return true;
}

static bool put_line(work *w)
{
    lapi_report report;
    lapi_put put;
    lapi_arena_reset(w->arena, 1u << 20);
    lapi_slice line = lapi_slice_of(w->line, (uint32_t)strcspn(w->line, "\n"));
    if (lapi_report_read(w->json, line, w->arena, &report, &w->error))
        return false;
    if (!report.coder.bytes)
        report.coder = LAPI_S("bench");
    return read_records(w, &report) &&
           lapi_ledger_put(w->ledger, &report, w->lines, false, false, &put,
                           &w->error) == LAP_OK;
}

static int put_all(work *w)
{
    double before = seconds();
    lapi_store_begin(w->store);
    for (long n = 1; getline(&w->line, &w->line_room, w->documents) >= 0; n++) {
        if (!put_line(w))
            return fail(w, "put");
        if (n % BATCH == 0) {
            if (lapi_store_commit(w->store, &w->error))
                return fail(w, "commit");
            lapi_store_begin(w->store);
        }
        if (n % STEP == 0) {
            fprintf(stderr, "%ld\t%.1f\n", n, (seconds() - before) / STEP * 1e6);
            before = seconds();
        }
    }
    return lapi_store_commit(w->store, &w->error) ? fail(w, "commit") : 0;
}

static void tell(work *w, const char *what, const char *sql)
{
    lapi_sql *rows = lapi_db_ask(lapi_store_db(w->store), sql, LAPI_NO_ARGS);
    while (lapi_sql_next(rows)) {
        lapi_slice a = lapi_sql_text(rows, 0), b = lapi_sql_text(rows, 1);
        printf("%s\t%.*s\t%.*s\n", what, (int)a.bytes, a.at, (int)b.bytes, b.at);
    }
}

int main(int argc, char **argv)
{
    static work w;
    if (argc != 4)
        return 2;
    w.documents = fopen(argv[2], "r");
    w.records = fopen(argv[3], "r");
    if (!w.documents || !w.records || lapi_json_in_new(&w.json) ||
        lapi_arena_new(0, &w.arena) ||
        lapi_store_open(argv[1], LAPI_DB_WRITE, &w.store, &w.error) ||
        lapi_ledger_new(w.store, &w.ledger))
        return fail(&w, "open");
    w.next_bytes = getline(&w.next, &w.next_room, w.records);
    int status = put_all(&w);
    tell(&w, "doc",
         "SELECT d.id, s.id FROM document d JOIN document s ON s.doc = d.story");
    tell(&w, "rec", "SELECT r.id, c.id FROM record r JOIN claim c USING (claim)");
    lapi_ledger_free(w.ledger);
    lapi_store_close(w.store);
    lapi_arena_free(w.arena);
    lapi_json_in_free(w.json);
    free(w.line);
    free(w.next);
    fclose(w.documents);
    fclose(w.records);
    return status;
}
