/* What is told together is found together, in whatever order it comes. */
#include "data/doc.h"
#include "ledger/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define SUNDAY 18000

/* One telling: a document of one record. */
typedef struct telling {
    const char *id, *publisher, *text;
    int32_t date, told; /* told 0: the text does not say */
    const char *place;
    int32_t lat_e4;
    double dead; /* 0: not told */
    uint8_t status;
    const char *words;
} telling;

typedef struct house {
    lapi_store *store;
    lapi_ledger *ledger;
} house;

static house open_house(void)
{
    house h;
    lap_error error;
    assert_int_equal(lapi_store_open(":memory:", LAPI_DB_WRITE, &h.store, &error),
                     LAP_OK);
    assert_int_equal(lapi_ledger_new(h.store, &h.ledger), LAP_OK);
    return h;
}

static void close_house(house h)
{
    lapi_ledger_free(h.ledger);
    lapi_store_close(h.store);
}

static uint64_t id_of(const char *id)
{
    uint64_t n = 0;
    for (; *id; id++)
        n = n * 31 + (unsigned char)*id;
    return n;
}

static lapi_put put(house h, const telling *t)
{
    lapi_site site = {.name = lapi_slice_str(t->place ? t->place : ""),
                      .country = "AFG",
                      .has_point = 1,
                      .grain = LAPI_GRAIN_CITY,
                      .lat_e4 = t->lat_e4,
                      .lon_e4 = 690000};
    lapi_amount amount = {.what = LAPI_WHAT_DEAD, .value = t->dead};
    lapi_record record = {.id = id_of(t->id),
                          .type = LAPI_EVENT_ASSAULT,
                          .status = t->status,
                          .quad = 4,
                          .mode = LAPI_S("explosives"),
                          .trigger = {LAPI_S("bomb"), 0, 4},
                          .evidence = {lapi_slice_str(t->words ? t->words : ""), 0, 0},
                          .from = t->told ? t->told : LAPI_DAY_NONE,
                          .to = t->told ? t->told : LAPI_DAY_NONE,
                          .sites = &site,
                          .site_count = t->place ? 1 : 0,
                          .amounts = &amount,
                          .amount_count = t->dead > 0 ? 1 : 0};
    lapi_report report = {.id = lapi_slice_str(t->id),
                          .publisher = lapi_slice_str(t->publisher),
                          .text = lapi_slice_str(t->text ? t->text : t->id),
                          .coder = LAPI_S("test"),
                          .date = t->date,
                          .records = &record,
                          .record_count = 1};
    lapi_slice json = LAPI_S("{}");
    lapi_put out;
    lap_error error;
    lapi_store_begin(h.store);
    assert_int_equal(
        lapi_ledger_put(h.ledger, &report, &json, false, false, &out, &error), LAP_OK);
    assert_int_equal(lapi_store_commit(h.store, &error), LAP_OK);
    return out;
}

/* Everything that a column tells, in an order that does not depend on rows. */
static void tell(house h, const char *sql, char *buf, size_t cap)
{
    lap_error error;
    size_t n = 0;
    buf[0] = '\0';
    lapi_sql *rows = lapi_db_ask(lapi_store_db(h.store), sql, LAPI_NO_ARGS);
    while (lapi_sql_next(rows)) {
        lapi_slice cell = lapi_sql_text(rows, 0);
        n += (size_t)snprintf(buf + n, cap - n, "%.*s\n", (int)cell.bytes, cell.at);
        assert_true(n < cap);
    }
    assert_int_equal(lapi_db_status(lapi_store_db(h.store), &error), LAP_OK);
}

static void members(house h, char *buf, size_t cap)
{
    tell(h,
         "SELECT (SELECT group_concat(id, ' ') FROM (SELECT d.id FROM record r"
         " JOIN document d USING (doc) WHERE r.claim = c.claim AND r.removed IS NULL"
         " ORDER BY d.id)) || ': ' || reports || documents || stories || publishers"
         " || denials || doubts FROM claim c WHERE removed IS NULL ORDER BY 1",
         buf, cap);
}

static const telling kabul[] = {
    {"a", "Herald", NULL, SUNDAY + 1, SUNDAY, "Kabul", 345000, 12, 0, NULL},
    {"b", "Post", NULL, SUNDAY + 1, SUNDAY, "Kabul", 345000, 15, 0, NULL},
    {"c", "Post", NULL, SUNDAY + 1, 0, "Kabul", 345000, 0, 0, NULL},
    {"d", "Times", NULL, SUNDAY + 2, SUNDAY, "Kabul", 345000, 0, LAPI_STATUS_NEGATED,
     NULL},
    {"e", "Times", NULL, SUNDAY + 2, SUNDAY, "Herat", 390000, 12, 0, NULL},
    {"f", "Star", NULL, SUNDAY + 9, SUNDAY + 8, "Kabul", 345000, 12, 0, NULL},
    {"g", "Star", NULL, SUNDAY + 9, 0, "Kabul", 345000, 0, LAPI_STATUS_POSSIBLE, NULL},
};
#define KABUL (sizeof kabul / sizeof *kabul)

static void the_order_does_not_matter(void **state)
{
    (void)state;
    size_t order[KABUL];
    for (size_t i = 0; i < KABUL; i++)
        order[i] = i;
    uint64_t random = 7;
    for (int round = 0; round < 20; round++) {
        house h = open_house();
        for (size_t i = 0; i < KABUL; i++)
            put(h, &kabul[order[i]]);
        char found[500];
        members(h, found, sizeof found);
        assert_string_equal(found, "a b c d: 444310\ne: 111100\nf g: 222101\n");
        close_house(h);
        for (size_t i = KABUL - 1; i > 0; i--) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t j = (random >> 33) % (i + 1), kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}

static void a_revision_leaves_its_claim(void **state)
{
    (void)state;
    house h = open_house();
    for (size_t i = 0; i < 3; i++)
        put(h, &kabul[i]);
    telling moved = kabul[0];
    moved.place = "Herat";
    moved.lat_e4 = 390000;
    moved.text = "corrected";
    assert_int_equal(put(h, &moved).outcome, LAPI_PUT_REVISED);
    char found[500];
    members(h, found, sizeof found);
    assert_string_equal(found, "a: 111100\nb c: 222100\n");
    put(h, &kabul[0]);
    members(h, found, sizeof found);
    assert_string_equal(found, "a b c: 333200\n");
    close_house(h);
}

static void people_split_and_join(void **state)
{
    (void)state;
    house h = open_house();
    for (size_t i = 0; i < 5; i++)
        put(h, &kabul[i]);
    char found[500], id[17], other[17];
    lapi_id_write(id_of("b"), id);
    lapi_id_write(id_of("e"), other);
    lapi_slice b = lapi_slice_str(id), e = lapi_slice_str(other), by = LAPI_S("me");
    lap_error error;
    assert_int_equal(lapi_ledger_split(h.ledger, b, by, LAPI_S("no"), &error), LAP_OK);
    members(h, found, sizeof found);
    assert_string_equal(found, "a c d: 333310\nb: 111100\ne: 111100\n");
    assert_int_equal(lapi_ledger_join(h.ledger, b, e, by, LAPI_S("yes"), &error),
                     LAP_OK);
    members(h, found, sizeof found);
    assert_string_equal(found, "a c d: 333310\nb e: 222200\n");
    assert_int_equal(lapi_ledger_revoke(h.ledger, 2, &error), LAP_OK);
    assert_int_equal(lapi_ledger_revoke(h.ledger, 1, &error), LAP_OK);
    members(h, found, sizeof found);
    assert_string_equal(found, "a b c d: 444310\ne: 111100\n");
    assert_int_equal(lapi_ledger_revoke(h.ledger, 1, &error), LAP_BAD_INPUT);
    assert_int_equal(lapi_ledger_split(h.ledger, by, by, by, &error), LAP_BAD_INPUT);
    tell(h, "SELECT kind || revision || coalesce(revoked, '') FROM ruling", found, 100);
    assert_string_equal(found, "split69\njoin78\n");
    close_house(h);
}

static void every_record_has_its_reason(void **state)
{
    (void)state;
    house h = open_house();
    for (size_t i = 0; i < 4; i++)
        put(h, &kabul[i]);
    const lapi_bond *bonds;
    uint32_t count;
    lap_error error;
    assert_int_equal(lapi_ledger_bonds(h.ledger, 1, &bonds, &count, &error), LAP_OK);
    assert_int_equal(count, 3);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(bonds[i].to, 1);
        assert_true(bonds[i].like.evidence & LAPI_EVIDENCE_PLACE);
    }
    close_house(h);
}

static void what_is_forgotten_cannot_be_found(void **state)
{
    (void)state;
    house h = open_house();
    put(h, &kabul[0]);
    lap_error error;
    char found[100];
    assert_int_equal(lapi_ledger_forget(h.ledger, LAPI_S("a"), &error), LAP_OK);
    tell(h,
         "SELECT count(*) FROM document_text('a') UNION ALL"
         " SELECT count(*) FROM document WHERE text IS NOT NULL UNION ALL"
         " SELECT reports FROM claim",
         found, sizeof found);
    assert_string_equal(found, "0\n0\n1\n");
    assert_int_equal(lapi_ledger_forget(h.ledger, LAPI_S("z"), &error), LAP_BAD_INPUT);
    close_house(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(a_revision_leaves_its_claim),
        cmocka_unit_test(people_split_and_join),
        cmocka_unit_test(every_record_has_its_reason),
        cmocka_unit_test(what_is_forgotten_cannot_be_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
