/* A board knows what its store knows: as it is loaded, and after all that happens to
 * the store.
 *
 *   board_test [DB] */
#include "tests/taken.h"

#include <lapwing/lapwing.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FILE_DB "board_test.db"
#define SHELLED "Russian forces shelled Kharkiv on Thursday, killing 12 civilians."

typedef struct world {
    lap_engine *engine;
    lap_store *store;
} world;

static taken one, two;
static const char *where = FILE_DB; /* or a database in PostgreSQL */

static void remove_store(void)
{
    remove(FILE_DB);
    remove(FILE_DB "-wal");
    remove(FILE_DB "-shm");
}

static void put(world *w, const char *id, const char *publisher, const char *date,
                const char *text)
{
    char line[2048];
    lap_job *job;
    lap_error error;
    lap_job_options options = {.store = w->store};
    int n = snprintf(
        line, sizeof line,
        "{\"id\": \"%s\", \"source\": \"%s\", \"date\": \"%s\", \"text\": \"%s\"}", id,
        publisher, date, text);
    assert_true(n > 0 && (size_t)n < sizeof line);
    assert_int_equal(lap_job_new(w->engine, &options, &job, &error), LAP_OK);
    assert_int_equal(lap_job_line(job, "lines", 1, line, (size_t)n), LAP_OK);
    assert_int_equal(lap_job_finish(job), LAP_OK);
    lap_job_free(job);
}

static int setup(void **state)
{
    static world w;
    lap_error error;
    remove_store();
    assert_int_equal(lap_engine_new(NULL, &w.engine, &error), LAP_OK);
    assert_int_equal(lap_store_open(where, LAP_STORE_WRITE, &w.store, &error), LAP_OK);
    put(&w, "a", "Wire", "2022-03-04", SHELLED " Moscow denied it.");
    put(&w, "b", "Post", "2022-03-05", SHELLED " Hospitals treated 40 people.");
    put(&w, "c", "Wire", "2022-03-12",
        "Kenyan police arrested 40 protesters in Nairobi on Friday. France condemned "
        "the arrests.");
    put(&w, "d", "Herald", "2022-04-02",
        "Ukraine's president met the German chancellor in Berlin on Friday. Germany "
        "will send weapons to Ukraine.");
    put(&w, "e", "Post", "2022-04-03", "The prices of bread rose.");
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    lap_store_close(w->store);
    lap_engine_free(w->engine);
    remove_store();
    return 0;
}

static lap_board *load(world *w)
{
    lap_board *board;
    lap_error error;
    assert_int_equal(lap_board_new(w->store, &board, &error), LAP_OK);
    return board;
}

/* Everything that views show of all records, in every form. */
static const lap_view_options views[] = {
    {.view = LAP_VIEW_SUMMARY, .is_object = 1},
    {.view = LAP_VIEW_SUMMARY, .is_object = 1, .per = "week"},
    {.view = LAP_VIEW_SERIES, .by = "pair,type", .per = "week"},
    {.view = LAP_VIEW_SERIES, .by = "place", .per = "day", .is_object = 1},
    {.view = LAP_VIEW_SERIES, .by = "cell", .format = LAP_FORMAT_CSV},
    {.view = LAP_VIEW_PAIRS, .is_object = 1},
    {.view = LAP_VIEW_PAIRS, .format = LAP_FORMAT_CSV},
    {.view = LAP_VIEW_PLACES, .is_object = 1},
    {.view = LAP_VIEW_PLACES, .format = LAP_FORMAT_GEOJSON},
    {.view = LAP_VIEW_NUMBERS, .is_object = 1},
    {.view = LAP_VIEW_NUMBERS, .format = LAP_FORMAT_CSV},
    {.view = LAP_VIEW_CLAIMS, .is_object = 1},
    {.view = LAP_VIEW_CLAIMS, .order = "reports"},
    {.view = LAP_VIEW_CLAIMS, .format = LAP_FORMAT_CSV, .order = "old"},
    {.view = LAP_VIEW_EVENTS, .is_object = 1},
    {.view = LAP_VIEW_DOCUMENTS, .is_object = 1},
    {.view = LAP_VIEW_DOCUMENTS, .format = LAP_FORMAT_CSV},
};
#define VIEW_COUNT (sizeof views / sizeof *views)

static void show(world *w, const lap_board *board, const lap_filter *filter,
                 const lap_view_options *options, taken *out)
{
    lap_error error;
    assert_int_equal(
        lap_board_write(board, w->store, filter, options, sink_of(out), &error),
        LAP_OK);
    assert_true(out->count > 0);
}

static void refresh_like_new(world *w, lap_board *board)
{
    lap_error error;
    lap_filter any = {.status = "any"}, actual = {.status = NULL};
    assert_int_equal(lap_board_refresh(board, w->store, &error), LAP_OK);
    lap_board *fresh = load(w);
    lap_board_facts a = lap_board_about(board), b = lap_board_about(fresh);
    assert_int_equal(a.revision, b.revision);
    assert_int_equal(a.records, b.records);
    assert_int_equal(a.claims, b.claims);
    assert_int_equal(a.documents, b.documents);
    for (size_t v = 0; v < 2 * VIEW_COUNT; v++) {
        const lap_filter *filter = v % 2 ? &any : &actual;
        show(w, board, filter, &views[v / 2], &one);
        show(w, fresh, filter, &views[v / 2], &two);
        assert_string_equal(one.bytes, two.bytes);
    }
    lap_board_free(fresh);
}

/* The text between the n-th mark, from 0, and the next quotation mark. */
static void after(const char *text, const char *mark, int n, char room[64])
{
    const char *at = text;
    for (int i = 0; i <= n; i++) {
        at = strstr(at, mark);
        assert_non_null(at);
        at += strlen(mark);
    }
    assert_int_equal(sscanf(at, "%63[^\"]", room), 1);
}

static void event_of(world *w, const char *doc, char room[64])
{
    lap_error error;
    assert_int_equal(lap_store_document(w->store, doc, sink_of(&one), &error), LAP_OK);
    after(one.bytes, "\"events\": [{\"id\": \"", 0, room);
}

static void a_refreshed_board_is_like_a_new_one(void **state)
{
    world *w = *state;
    lap_board *board = load(w);
    lap_error error;
    char a[64], c[64], d[64];
    uint64_t documents = lap_board_about(board).documents;
    refresh_like_new(w, board); /* nothing new */
    put(w, "f", "Herald", "2022-03-06", SHELLED);
    refresh_like_new(w, board);
    assert_int_equal(lap_board_about(board).documents, documents + 1);
    /* The earliest copy of a story gives it another name. */
    put(w, "g", "Globe", "2022-03-03", SHELLED " Moscow denied it.");
    refresh_like_new(w, board);
    put(w, "c", "Wire", "2022-03-12", "Kenyan police arrested 50 protesters in Lamu.");
    refresh_like_new(w, board);
    event_of(w, "a", a);
    event_of(w, "c", c);
    event_of(w, "d", d);
    assert_int_equal(lap_store_split(w->store, a, "me", "test", &error), LAP_OK);
    refresh_like_new(w, board);
    assert_int_equal(lap_store_join(w->store, c, d, "me", "test", &error), LAP_OK);
    refresh_like_new(w, board);
    assert_int_equal(lap_store_revoke(w->store, 1, &error), LAP_OK);
    refresh_like_new(w, board);
    assert_int_equal(lap_store_forget(w->store, "b", &error), LAP_OK);
    refresh_like_new(w, board);
    put(w, "g", "Globe", "2022-03-03", "It rained."); /* a story loses its head */
    refresh_like_new(w, board);
    put(w, "d", "Herald", "2022-04-02", "It rained on the whole of the next day too.");
    put(w, "h", "Herald", "2022-05-02", "French troops left Mali on Friday.");
    refresh_like_new(w, board);
    lap_board_free(board);
}

static const lap_filter filters[] = {
    {.status = NULL},
    {.status = "any"},
    {.status = "planned,possible"},
    {.since = "2022-03-05"},
    {.since = "2022-03-01", .until = "2022-03-31"},
    {.country = "KEN"},
    {.country = "KEN,DEU"},
    {.pair = "RUS,UKR"},
    {.pair = "UKR,RUS"},
    {.between = "UKR,RUS"},
    {.between = "DEU,UKR", .status = "any"},
    {.type = "ASSAULT"},
    {.type = "ASSAULT,COERCE"},
    {.publisher = "Wire"},
    {.publisher = "nobody"},
    {.min_sources = 2},
    {.text = "Kharkiv"},
    {.text = "police nairobi", .country = "KEN"},
    {.text = "nothing such"},
};
#define FILTER_COUNT (sizeof filters / sizeof *filters)

static void a_board_counts_what_the_store_finds(void **state)
{
    static const char *const bys[] = {"pair", "country",   "place",     "cell",
                                      "type", "pair,type", "cell,type", "place,type"};
    static const char *const pers[] = {"day", "week", "month"};
    world *w = *state;
    lap_board *board = load(w);
    lap_error error;
    for (size_t f = 0; f < FILTER_COUNT; f++)
        for (size_t i = 0; i < 3 * sizeof bys / sizeof *bys; i++) {
            lap_view_options shown = {.view = LAP_VIEW_SERIES,
                                      .format = LAP_FORMAT_CSV,
                                      .by = bys[i / 3],
                                      .per = pers[i % 3]};
            lap_series_options asked = {
                .by = bys[i / 3], .per = pers[i % 3], .is_csv = 1};
            show(w, board, &filters[f], &shown, &one);
            assert_int_equal(
                lap_store_series(w->store, &filters[f], &asked, sink_of(&two), &error),
                LAP_OK);
            assert_string_equal(one.bytes, two.bytes);
        }
    lap_board_free(board);
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* The lines of a store's answer stand in a board's too, and nothing else. */
static void same_claims(const char *list, const char *shown)
{
    int lines = count_lines(list);
    char id[64];
    assert_int_equal(count_lines(shown), lines);
    for (const char *line = list; *line; line = strchr(line, '\n') + 1) {
        after(line, "{\"id\": \"", 0, id);
        assert_non_null(strstr(shown, id));
    }
}

static void a_board_lists_what_the_store_finds(void **state)
{
    world *w = *state;
    lap_board *board = load(w);
    lap_error error;
    lap_view_options claims = {.view = LAP_VIEW_CLAIMS, .limit = 500},
                     events = {.view = LAP_VIEW_EVENTS, .limit = 500};
    lap_write_options jsonl = {.format = LAP_FORMAT_JSONL};
    for (size_t f = 0; f < FILTER_COUNT; f++) {
        assert_int_equal(lap_board_write(board, w->store, &filters[f], &claims,
                                         sink_of(&one), &error),
                         LAP_OK);
        assert_int_equal(
            lap_store_claims(w->store, &filters[f], &jsonl, sink_of(&two), &error),
            LAP_OK);
        same_claims(two.bytes, one.bytes);
        assert_int_equal(lap_board_write(board, w->store, &filters[f], &events,
                                         sink_of(&one), &error),
                         LAP_OK);
        assert_int_equal(
            lap_store_query(w->store, &filters[f], &jsonl, sink_of(&two), &error),
            LAP_OK);
        same_claims(two.bytes, one.bytes);
    }
    lap_board_free(board);
}

/* Adds the ids of a page's items to `ids`; the next cursor, false: the last page. */
static bool turn(world *w, const lap_board *board, lap_view_options *options,
                 taken *ids, char cursor[64])
{
    lap_filter any = {.status = "any"};
    char id[64];
    show(w, board, &any, options, &one);
    const char *at = strstr(one.bytes, "\"items\": [");
    assert_non_null(at);
    for (; (at = strstr(at, "{\"id\": \"")); at++) {
        after(at, "{\"id\": \"", 0, id);
        take_line(ids, id);
    }
    if (strstr(one.bytes, "\"next\": null"))
        return false;
    after(one.bytes, "\"next\": \"", 0, cursor);
    options->cursor = cursor;
    return true;
}

static void a_table_of_claims_names_who_acts(void **state)
{
    static const lap_view_options table = {.view = LAP_VIEW_CLAIMS,
                                           .format = LAP_FORMAT_CSV};
    static const char names[] =
        "id,event,mode,status,day,actors,place,first_reported,last_reported,reports,"
        "stories,publishers,denials,doubts\n";
    static const char *const rows[] = {
        ",RUS MIL,Kharkiv,",
        ",KEN COP Police of Kenya,Nairobi,",
        ",DEU GOV; UKR GOV,Berlin,",
    };
    world *w = *state;
    lap_board *board = load(w);
    show(w, board, &filters[0], &table, &one);
    assert_int_equal(strncmp(one.bytes, names, sizeof names - 1), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_non_null(strstr(one.bytes, rows[i]));
    lap_board_free(board);
}

static void pages_show_each_row_once(void **state)
{
    static const lap_view_options lists[] = {
        {.view = LAP_VIEW_CLAIMS, .is_object = 1},
        {.view = LAP_VIEW_CLAIMS, .is_object = 1, .order = "old"},
        {.view = LAP_VIEW_CLAIMS, .is_object = 1, .order = "reports"},
        {.view = LAP_VIEW_CLAIMS, .is_object = 1, .order = "denials"},
        {.view = LAP_VIEW_EVENTS, .is_object = 1},
        {.view = LAP_VIEW_DOCUMENTS, .is_object = 1},
    };
    static taken all;
    world *w = *state;
    lap_board *board = load(w);
    char cursor[64];
    for (size_t i = 0; i < 3 * sizeof lists / sizeof *lists; i++) {
        lap_view_options whole = lists[i / 3], part = whole;
        whole.limit = 500;
        part.limit = i % 3 + 1;
        sink_of(&all);
        sink_of(&two);
        assert_false(turn(w, board, &whole, &all, cursor));
        while (turn(w, board, &part, &two, cursor)) {
        }
        assert_true(count_lines(all.bytes) > 3);
        assert_string_equal(two.bytes, all.bytes);
    }
    lap_board_free(board);
}

static void a_page_goes_on_where_it_ended_though_the_store_grew(void **state)
{
    world *w = *state;
    lap_board *board = load(w);
    lap_error error;
    char cursor[64];
    static taken before, rest;
    lap_view_options page = {.view = LAP_VIEW_CLAIMS, .is_object = 1, .limit = 2};
    sink_of(&before);
    assert_true(turn(w, board, &page, &before, cursor));
    lap_view_options same = page;
    same.limit = 500;
    sink_of(&rest);
    assert_false(turn(w, board, &same, &rest, cursor));
    put(w, "z", "Globe", "2023-01-02", "Peruvian police arrested 7 men in Lima.");
    assert_int_equal(lap_board_refresh(board, w->store, &error), LAP_OK);
    sink_of(&two);
    assert_false(turn(w, board, &same, &two, cursor));
    assert_string_equal(two.bytes, rest.bytes);
    lap_board_free(board);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    static const char *const cursors[] = {
        "",     "x",    "1",    "1.",    ".1",   " 1.2",
        "1.2 ", "1.-2", "+1.2", "1.2.3", "01.2", "99999999999999999999.1"};
    static const struct {
        lap_filter filter;
        lap_view_options options;
    } bad[] = {
        {{.as_of = "2022-03-04"}, {.view = LAP_VIEW_CLAIMS}},
        {{.since = "soon"}, {.view = LAP_VIEW_CLAIMS}},
        {{.country = "Kenya"}, {.view = LAP_VIEW_CLAIMS}},
        {{.pair = "RUS"}, {.view = LAP_VIEW_CLAIMS}},
        {{.between = "RUS,"}, {.view = LAP_VIEW_CLAIMS}},
        {{.type = "ASSAULT,"}, {.view = LAP_VIEW_CLAIMS}},
        {{.status = "sure"}, {.view = LAP_VIEW_CLAIMS}},
        {{.limit = 0}, {.view = LAP_VIEW_CLAIMS, .order = "loud"}},
        {{.limit = 0}, {.view = LAP_VIEW_CLAIMS, .limit = 501}},
        {{.limit = 0}, {.view = LAP_VIEW_CLAIMS, .format = LAP_FORMAT_PARQUET}},
        {{.limit = 0}, {.view = LAP_VIEW_PAIRS, .limit = 1001}},
        {{.limit = 0}, {.view = LAP_VIEW_PAIRS, .format = LAP_FORMAT_GEOJSON}},
        {{.limit = 0}, {.view = LAP_VIEW_SUMMARY, .per = "year"}},
        {{.limit = 0}, {.view = LAP_VIEW_SERIES}},
        {{.limit = 0}, {.view = LAP_VIEW_SERIES, .by = "pair,cell"}},
        {{.limit = 0}, {.view = (lap_view)99}},
    };
    world *w = *state;
    lap_board *board = load(w);
    lap_error error;
    lap_filter any = {.status = "any"};
    sink_of(&one);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(lap_board_write(board, w->store, &bad[i].filter,
                                         &bad[i].options, (lap_sink){take, &one},
                                         &error),
                         LAP_BAD_ARGUMENT);
    for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++) {
        lap_view_options page = {.view = LAP_VIEW_EVENTS, .cursor = cursors[i]};
        assert_int_equal(lap_board_write(board, w->store, &any, &page,
                                         (lap_sink){take, &one}, &error),
                         LAP_BAD_ARGUMENT);
        assert_non_null(strstr(error.text, "no cursor"));
    }
    assert_string_equal(one.bytes, "");
    lap_board_free(board);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_board_counts_what_the_store_finds),
        cmocka_unit_test(a_board_lists_what_the_store_finds),
        cmocka_unit_test(a_table_of_claims_names_who_acts),
        cmocka_unit_test(pages_show_each_row_once),
        cmocka_unit_test(a_page_goes_on_where_it_ended_though_the_store_grew),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(a_refreshed_board_is_like_a_new_one),
    };
    if (argc > 1)
        where = argv[1];
    return cmocka_run_group_tests(tests, setup, teardown);
}
