/* Every allocation of a build, of an open and of a dump fails once, in turn. */
#include "know/build.h"
#include "know/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_ALLOCATOR 0
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define OWN_ALLOCATOR 0
#endif
#ifndef OWN_ALLOCATOR
#define OWN_ALLOCATOR 1
#endif

/* Allocations until one fails; negative: none does. */
static volatile long until_failure = -1;
/* Allocations not freed yet. */
static volatile long live;

#if OWN_ALLOCATOR

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t n);
void *__libc_realloc(void *old, size_t n);
void __libc_free(void *p);

static int fails(void)
{
    if (until_failure < 0)
        return 0;
    until_failure--;
    return until_failure < 0;
}

static void *counted(void *p)
{
    live += p != NULL;
    return p;
}

void *malloc(size_t n)
{
    return fails() ? NULL : counted(__libc_malloc(n));
}

void *calloc(size_t count, size_t n)
{
    return fails() ? NULL : counted(__libc_calloc(count, n));
}

void *realloc(void *old, size_t n)
{
    if (fails())
        return NULL;
    return old ? __libc_realloc(old, n) : counted(__libc_malloc(n));
}

void free(void *p)
{
    live -= p != NULL;
    __libc_free(p);
}

#endif

#define HEAD "# PROVENANCE: written for this test\n"

static const struct {
    enum lapi_table_id id;
    const char *text;
} texts[] = {
    {LAPI_TABLE_CLASSES,
     HEAD "class\twords\nweapon\tgun|air rifle|F-16\nweapon\tbow\n"},
    {LAPI_TABLE_CONTEXTS, HEAD "context\twords\nmilitary\tarmy|armed forces\n"},
};

static const char dump[] =
    "7\tBig Town\tBig Town\tOld Town,Town\t9\t8\tP\tPPL\tUA\t\t07\t\t\t\t1\t\t90"
    "\tEurope/Kyiv\t2020-01-01\n";

static lap_status read_dump(void *context, char *buf, size_t cap, size_t *n)
{
    size_t *left = context;
    *n = *left < cap ? *left : cap;
    memcpy(buf, dump + sizeof dump - 1 - *left, *n);
    *left -= *n;
    return LAP_OK;
}

/* One whole build in memory, with a dump. */
static lap_status build(void)
{
    lapi_tables tables;
    lapi_buffer pack = {0};
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    lapi_know *know = NULL;
    lap_error error = {0};
    lap_status status = LAP_OK;
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    for (size_t i = 0; status == LAP_OK && i < sizeof texts / sizeof *texts; i++)
        status = lapi_tsv_parse("t", texts[i].text, strlen(texts[i].text),
                                lapi_table_schema_of(texts[i].id),
                                &tables.at[texts[i].id], &faults, &error);
    if (status == LAP_OK)
        status = lapi_know_encode(&tables, &pack, &error);
    if (status == LAP_OK)
        status = lapi_know_open(pack.at, pack.bytes, &know, &error);
    if (status == LAP_OK) {
        size_t left = sizeof dump - 1;
        status = lapi_know_deepen(know, (lapi_stream){read_dump, &left},
                                  (lapi_dump_log){0}, &error);
    }
    if (status == LAP_OK) {
        lapi_check_tables(&tables, know, &faults);
        status = report.failed ? LAP_NO_MEMORY : LAP_OK;
    }
    lapi_know_free(know);
    lapi_buffer_clear(&report);
    lapi_buffer_clear(&pack);
    lapi_tables_clear(&tables);
    return status;
}

/* Is malloc the one above, and not that of a sanitizer or of valgrind? */
static bool is_ours(void)
{
    until_failure = 0;
    void *volatile p = malloc(1);
    bool ours = p == NULL;
    until_failure = -1;
    free(p);
    return ours;
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    if (!is_ours())
        skip();
    long n = 0;
    lap_status status = LAP_NO_MEMORY;
    for (; n < 1000 && status == LAP_NO_MEMORY; n++) {
        long before = live;
        until_failure = n;
        status = build();
        until_failure = -1;
        assert_int_equal(live, before);
    }
    assert_int_equal(status, LAP_OK);
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
