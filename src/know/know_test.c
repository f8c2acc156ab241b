#include "base/limits.h"
#include "know/build.h"
#include "know/check.h"
#include "know/embed.h"
#include "know/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define HEAD "# PROVENANCE: written for this test\n"

/* A pack of a few rows of our own, and what its tables hold. */
typedef struct fixture {
    lapi_buffer pack;
    lapi_know *know;
} fixture;

static const struct {
    enum lapi_table_id id;
    const char *text;
} texts[] = {
    {LAPI_TABLE_COUNTRIES, HEAD
     "iso3\tiso2\tname\tadjectives\tcapitals\taliases\tseats\tlat\tlon\tgeonameid\n"
     "CHE\tCH\tSwitzerland\tSwiss\tBern|Z\xC3\xBCrich\t-\t-\t46.8\t8.2\t2658434\n"
     "USA\tUS\tUnited States\tAmerican|Americans\tWashington, D.C.|Washington\t"
     "U.S.|US|United States of America\tthe White House\t39.8\t-98.6\t6252001\n"
     "GEO\tGE\tGeorgia\tGeorgian\tTbilisi\t-\t-\t42\t43.5\t\n"},
    {LAPI_TABLE_PEOPLE, HEAD
     "name\taliases\tcountry\tsector\toffice\tfrom\tto\twikidata\n"
     "Jean-Yves Le Drian\tLe Drian\tFRA\tGOV\tForeign Minister\t2017-05\t2022-05-20"
     "\t-\n"
     "Jean-Yves Le Drian\tLe Drian\tFRA\tGOV\tDefence Minister\t2012\t2017\t-\n"},
    {LAPI_TABLE_ROLES, HEAD "noun\tsector\tpriority\tkind\tplural\n"
                            "minister\tGOV\t100\toffice\t-\n"
                            "foreign minister\tGOV\t100\toffice\t-\n"
                            "therapist\tMED\t45\tperson\t-\n"
                            "a b c d e f g h i j k l\tCVL\t10\tgroup\t-\n"
                            "m a b c d e f g h i j k l\tCVL\t10\tgroup\t-\n"
                            "the elder\tCVL\t10\tperson\t-\n"
                            "F-16 pilot\tMIL\t80\tperson\t-\n"},
};

static void read_texts(lapi_tables *tables, lapi_faults *faults)
{
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables->at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const lapi_table_schema *schema = lapi_table_schema_of(texts[i].id);
        assert_int_equal(lapi_tsv_parse(schema->name, texts[i].text,
                                        strlen(texts[i].text), schema,
                                        &tables->at[texts[i].id], faults, NULL),
                         LAP_OK);
    }
}

static int make(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    lapi_tables tables;
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    lap_error error = {0};
    if (!f)
        return 1;
    read_texts(&tables, &faults);
    if (faults.count || lapi_know_encode(&tables, &f->pack, &error) != LAP_OK ||
        lapi_know_open(f->pack.at, f->pack.bytes, &f->know, &error) != LAP_OK) {
        print_error("%s %.*s\n", error.text, (int)report.bytes, report.at);
        return 1;
    }
    lapi_buffer_clear(&report);
    lapi_tables_clear(&tables);
    *state = f;
    return 0;
}

static int drop(void **state)
{
    fixture *f = *state;
    lapi_know_free(f->know);
    lapi_buffer_clear(&f->pack);
    free(f);
    return 0;
}

static const lapi_table *table_of(void **state, enum lapi_table_id id)
{
    const fixture *f = *state;
    return lapi_know_table(f->know, id);
}

static void cells_come_back(void **state)
{
    const lapi_table *t = table_of(state, LAPI_TABLE_COUNTRIES);
    assert_int_equal(lapi_table_rows(t), 3);
    assert_true(
        lapi_slice_is(lapi_table_cell(t, 1, LAPI_COUNTRIES_SEATS), "the White House"));
    assert_true(lapi_slice_is(lapi_table_cell(t, 0, LAPI_COUNTRIES_ALIASES), ""));
    assert_true(lapi_slice_is(lapi_table_cell(t, 2, LAPI_COUNTRIES_GEONAMEID), ""));
    assert_true(lapi_slice_is(lapi_table_cell(t, 3, 0), ""));
    assert_true(lapi_slice_is(lapi_table_cell(t, 0, LAPI_COUNTRIES_COLUMNS), ""));
    assert_int_equal(lapi_table_rows(table_of(state, LAPI_TABLE_CUES)), 0);
    assert_int_equal(lapi_know_version(((fixture *)*state)->know).bytes, 13);
}

static void keys_are_found_however_spelled(void **state)
{
    static const char *const spellings[] = {"Zurich", "Z\xC3\xBCrich",
                                            "ZU\xCC\x88RICH"};
    const lapi_table *t = table_of(state, LAPI_TABLE_COUNTRIES);
    for (size_t i = 0; i < 3; i++) {
        lapi_hit hit;
        uint32_t cursor = 0;
        uint64_t key = lapi_know_key(lapi_slice_str(spellings[i]));
        assert_true(lapi_table_find(t, key, &cursor, &hit));
        assert_int_equal(hit.row, 0);
        assert_int_equal(hit.column, LAPI_COUNTRIES_CAPITALS);
        assert_true(lapi_slice_is(hit.alias, "Z\xC3\xBCrich"));
        assert_false(lapi_table_find(t, key, &cursor, &hit));
    }
}

static void all_rows_of_a_key_come_in_table_order(void **state)
{
    const lapi_table *t = table_of(state, LAPI_TABLE_PEOPLE);
    lapi_hit hit;
    uint32_t cursor = 0;
    uint64_t key = lapi_know_key(LAPI_S("LE DRIAN"));
    assert_true(lapi_table_find(t, key, &cursor, &hit));
    assert_int_equal(hit.row, 0);
    assert_true(lapi_table_find(t, key, &cursor, &hit));
    assert_int_equal(hit.row, 1);
    assert_false(lapi_table_find(t, key, &cursor, &hit));
}

static void codes_are_no_phrases(void **state)
{
    const lapi_table *t = table_of(state, LAPI_TABLE_COUNTRIES);
    lapi_hit hit;
    uint32_t cursor = 0;
    uint32_t row = 9;
    assert_true(lapi_table_code(t, LAPI_COUNTRIES_ISO3, LAPI_S("GEO"), &row));
    assert_int_equal(row, 2);
    assert_false(lapi_table_code(t, LAPI_COUNTRIES_ISO3, LAPI_S("geo"), &row));
    assert_false(lapi_table_code(t, LAPI_COUNTRIES_ISO2, LAPI_S("GEO"), &row));
    assert_false(lapi_table_find(t, lapi_know_key(LAPI_S("GEO")), &cursor, &hit));
}

static void pieces_make_the_same_key(void **state)
{
    (void)state;
    uint64_t key = lapi_know_key_add(0, LAPI_S("Jean"));
    key = lapi_know_key_add(key, LAPI_S("-"));
    key = lapi_know_key_add(key, LAPI_S("YVES"));
    assert_int_equal(key, lapi_know_key(LAPI_S("jean yves")));
    assert_int_equal(lapi_know_key(LAPI_S("...")), 0);
    assert_int_equal(lapi_know_key(LAPI_S("")), 0);
}

/* A document whose words are parted by spaces; `_` joins words without space, a word
 * "form/lemma" has a lemma. */
typedef struct words {
    lapi_doc doc;
    char text[256];
    uint32_t begin[64], end[64], sentence[64];
    lapi_slice lemma[64];
    char lemmas[256];
} words;

static void set_words(words *w, const char *spec)
{
    *w = (words){0};
    uint32_t at = 0, n = 0, lemma_at = 0;
    w->begin[0] = 0;
    for (const char *p = spec;; p++) {
        if (*p == '/') {
            uint32_t first = lemma_at;
            for (p++; *p && *p != ' ' && *p != '_'; p++)
                w->lemmas[lemma_at++] = *p;
            w->lemma[n] = lapi_slice_of(w->lemmas + first, lemma_at - first);
        }
        if (*p == ' ' || *p == '_' || *p == '\0') {
            w->end[n++] = at;
            if (*p == '\0')
                break;
            if (*p == ' ')
                w->text[at++] = ' ';
            w->begin[n] = at;
            continue;
        }
        w->text[at++] = *p;
    }
    w->doc.text = w->text;
    w->doc.text_bytes = at;
    w->doc.tokens = (lapi_tokens){.count = n,
                                  .begin = w->begin,
                                  .end = w->end,
                                  .sentence = w->sentence,
                                  .lemma = w->lemma};
}

/* First word after the phrase at word `first`, 0 if there is none. */
static uint32_t phrase_end(const lapi_table *t, const char *spec, uint32_t first)
{
    words w;
    lapi_hit hit;
    uint64_t key;
    set_words(&w, spec);
    if (!lapi_table_phrase(t, &w.doc, first, w.doc.tokens.count, &hit, &key))
        return 0;
    uint32_t cursor = 0;
    lapi_hit again;
    assert_true(lapi_table_find(t, key, &cursor, &again));
    return hit.end;
}

static void phrases_of_several_words(void **state)
{
    const lapi_table *people = table_of(state, LAPI_TABLE_PEOPLE);
    const lapi_table *countries = table_of(state, LAPI_TABLE_COUNTRIES);
    assert_int_equal(phrase_end(people, "Jean-Yves Le Drian said", 0), 3);
    assert_int_equal(phrase_end(people, "Jean_-_Yves Le Drian_'s", 0), 5);
    assert_int_equal(phrase_end(people, "JEAN YVES LE DRIAN", 0), 4);
    assert_int_equal(phrase_end(people, "Jean-Yves Le Drian", 1), 3);
    assert_int_equal(phrase_end(people, "Jean-Yves", 0), 0);
    assert_int_equal(phrase_end(people, "Drian", 0), 0);
    assert_int_equal(phrase_end(countries, "U.S. troops", 0), 1);
    assert_int_equal(phrase_end(countries, "U.S_. troops", 0), 1);
    assert_int_equal(phrase_end(countries, "the White House", 0), 3);
    assert_int_equal(phrase_end(countries, "in Zurich", 1), 2);
}

static void longest_phrase_wins(void **state)
{
    const lapi_table *countries = table_of(state, LAPI_TABLE_COUNTRIES);
    const lapi_table *roles = table_of(state, LAPI_TABLE_ROLES);
    assert_int_equal(phrase_end(countries, "United States of America", 0), 4);
    assert_int_equal(phrase_end(countries, "United States of Africa", 0), 2);
    assert_int_equal(phrase_end(roles, "foreign minister", 0), 2);
    assert_int_equal(phrase_end(roles, "foreign minister", 1), 2);
}

static void last_word_matches_by_lemma(void **state)
{
    const lapi_table *roles = table_of(state, LAPI_TABLE_ROLES);
    assert_int_equal(phrase_end(roles, "foreign ministers/minister met", 0), 2);
    assert_int_equal(phrase_end(roles, "ministers/minister", 0), 1);
    assert_int_equal(phrase_end(roles, "foreigners/foreign minister", 0), 0);
}

static void words_end_where_the_text_has_a_space(void **state)
{
    const lapi_table *roles = table_of(state, LAPI_TABLE_ROLES);
    assert_int_equal(phrase_end(roles, "the rapist", 0), 0);
    assert_int_equal(phrase_end(roles, "therapist", 0), 1);
    assert_int_equal(phrase_end(roles, "F-16 pilot", 0), 2);
    assert_int_equal(phrase_end(roles, "F_-_16 pilot", 0), 4);
    assert_int_equal(phrase_end(roles, "F16 pilot", 0), 2);
    assert_int_equal(phrase_end(roles, "F 16 pilot", 0), 3);
    const lapi_table *countries = table_of(state, LAPI_TABLE_COUNTRIES);
    assert_int_equal(phrase_end(countries, "Americans", 0), 1);
    assert_int_equal(phrase_end(countries, "American_'s aim", 0), 1);
    assert_int_equal(phrase_end(countries, "American_\xE2\x80\x99s aim", 0), 1);
}

static void commas_stand_only_where_the_key_has_them(void **state)
{
    const lapi_table *countries = table_of(state, LAPI_TABLE_COUNTRIES);
    assert_int_equal(phrase_end(countries, "Washington_, D.C. said", 0), 3);
    assert_int_equal(phrase_end(countries, "Washington_, Tbilisi", 0), 1);
    assert_int_equal(phrase_end(countries, "United_, States", 0), 0);
    assert_int_equal(phrase_end(countries, "( United States", 0), 0);
    assert_int_equal(phrase_end(countries, "United ( States", 0), 0);
}

static void phrases_stay_in_their_sentence_and_limit(void **state)
{
    const lapi_table *countries = table_of(state, LAPI_TABLE_COUNTRIES);
    words w;
    lapi_hit hit = {.row = 77};
    set_words(&w, "United States of America");
    assert_true(lapi_table_phrase(countries, &w.doc, 0, 3, &hit, NULL));
    assert_int_equal(hit.end, 2);
    w.sentence[1] = 1;
    hit.row = 77;
    assert_false(lapi_table_phrase(countries, &w.doc, 0, 99, &hit, NULL));
    assert_false(lapi_table_phrase(countries, &w.doc, 4, 99, &hit, NULL));
    assert_false(lapi_table_phrase(countries, &w.doc, 2, 1, &hit, NULL));
    assert_int_equal(hit.row, 77);
}

static void phrases_have_at_most_so_many_words(void **state)
{
    const lapi_table *roles = table_of(state, LAPI_TABLE_ROLES);
    assert_int_equal(LAPI_PHRASE_TOKENS_MAX, 12);
    assert_int_equal(phrase_end(roles, "a b c d e f g h i j k l", 0), 12);
    assert_int_equal(phrase_end(roles, "m a b c d e f g h i j k l", 0), 0);
}

static lap_status open_copy(const unsigned char *bytes, size_t n, lap_error *error)
{
    lapi_know *know = NULL;
    unsigned char *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    lap_status status = lapi_know_open(copy, n, &know, error);
    lapi_know_free(know);
    free(copy);
    return status;
}

static void damaged_packs_are_refused(void **state)
{
    fixture *f = *state;
    unsigned char *bytes = (unsigned char *)f->pack.at;
    size_t n = f->pack.bytes;
    lap_error error;
    for (size_t i = 0; i < 64; i++) {
        error.text[0] = '\0';
        assert_int_equal(open_copy(bytes, n * i / 64, &error), LAP_BAD_MODEL);
        assert_non_null(strstr(error.text, "knowledge pack: "));
    }
    for (size_t at = 0; at < n; at += at < 1024 ? 1 : 97) {
        bytes[at] ^= (unsigned char)(1u << at % 8);
        assert_int_equal(open_copy(bytes, n, &error), LAP_BAD_MODEL);
        bytes[at] ^= (unsigned char)(1u << at % 8);
    }
    assert_int_equal(open_copy(bytes, n, &error), LAP_OK);
}

static void put_sum(unsigned char *bytes, size_t n)
{
    uint64_t sum = lapi_pack_checksum(bytes + LAPI_PACK_SUMMED, n - LAPI_PACK_SUMMED);
    for (unsigned i = 0; i < 8; i++)
        bytes[LAPI_PACK_AT_CHECKSUM + i] = (unsigned char)(sum >> 8 * i & 0xFF);
}

/* With its checksum set right again, a damaged pack is refused or safe to read. */
static void offsets_out_of_bounds_are_refused(void **state)
{
    fixture *f = *state;
    unsigned char *bytes = (unsigned char *)f->pack.at;
    size_t n = f->pack.bytes;
    for (size_t at = LAPI_PACK_AT_STRINGS; at + 4 <= n; at += 4) {
        unsigned char kept[4];
        lapi_know *know = NULL;
        memcpy(kept, bytes + at, 4);
        memset(bytes + at, 0xFF, 4);
        put_sum(bytes, n);
        if (lapi_know_open(bytes, n, &know, NULL) == LAP_OK) {
            for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++) {
                const lapi_table *t = lapi_know_table(know, id);
                for (uint32_t row = 0; row < lapi_table_rows(t); row++)
                    (void)lapi_table_cell(t, row, 0);
            }
            lapi_know_free(know);
        }
        memcpy(bytes + at, kept, 4);
    }
    put_sum(bytes, n);
}

static void same_tables_same_bytes(void **state)
{
    fixture *f = *state;
    fixture *again = NULL;
    assert_int_equal(make((void **)&again), 0);
    assert_int_equal(again->pack.bytes, f->pack.bytes);
    assert_memory_equal(again->pack.at, f->pack.at, f->pack.bytes);
    drop((void **)&again);
}

static void embedded_pack_opens(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    lapi_know *know;
    lap_error error = {0};
    assert_int_equal(lapi_know_open(bytes, size, &know, &error), LAP_OK);
    const lapi_table *countries = lapi_know_table(know, LAPI_TABLE_COUNTRIES);
    uint32_t row;
    assert_true(lapi_table_code(countries, LAPI_COUNTRIES_ISO3, LAPI_S("UKR"), &row));
    lapi_know_free(know);
}

/* The words of an alias, parted at spaces, with commas and hyphens as words. */
static bool set_alias(words *w, lapi_slice alias)
{
    uint32_t n = 0;
    if (alias.bytes >= sizeof w->text)
        return false;
    memcpy(w->text, alias.at, alias.bytes);
    for (uint32_t at = 0; at < alias.bytes; at++) {
        char c = w->text[at];
        bool sign = c == ',' || c == '-';
        bool goes_on = n && !sign && at && w->end[n - 1] == at &&
                       w->text[at - 1] != ',' && w->text[at - 1] != '-';
        if (c == ' ')
            continue;
        if (!goes_on) {
            if (n == LAPI_PHRASE_TOKENS_MAX)
                return false;
            w->begin[n++] = at;
        }
        w->end[n - 1] = at + 1;
    }
    w->doc = (lapi_doc){.text = w->text, .text_bytes = alias.bytes};
    w->doc.tokens = (lapi_tokens){.count = n,
                                  .begin = w->begin,
                                  .end = w->end,
                                  .sentence = w->sentence,
                                  .lemma = w->lemma};
    return n && lapi_know_key(lapi_doc_word(&w->doc, 0)) != 0 &&
           lapi_know_key(lapi_doc_word(&w->doc, n - 1)) != 0;
}

/* What is in a table of the pack is found in a text. */
static void check_aliases(const lapi_table *t, unsigned column)
{
    words w = {0};
    for (uint32_t row = 0; row < lapi_table_rows(t); row++) {
        lapi_slice rest = lapi_table_cell(t, row, column);
        lapi_slice alias;
        while (lapi_slice_cut(&rest, '|', &alias)) {
            lapi_hit hit = {0};
            if (!set_alias(&w, alias))
                continue;
            uint32_t count = w.doc.tokens.count;
            if (!lapi_table_phrase(t, &w.doc, 0, count, &hit, NULL) || hit.end != count)
                fail_msg("not found: '%.*s'", (int)alias.bytes, alias.at);
        }
    }
}

static void every_alias_is_found(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    lapi_know *know;
    assert_int_equal(lapi_know_open(bytes, size, &know, NULL), LAP_OK);
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++) {
        const lapi_table_schema *schema = lapi_table_schema_of(id);
        for (uint32_t c = 0; c < schema->column_count; c++)
            if (schema->columns[c].key == LAPI_KEY_PHRASE)
                check_aliases(lapi_know_table(know, id), c);
    }
    lapi_know_free(know);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_back),
        cmocka_unit_test(keys_are_found_however_spelled),
        cmocka_unit_test(all_rows_of_a_key_come_in_table_order),
        cmocka_unit_test(codes_are_no_phrases),
        cmocka_unit_test(pieces_make_the_same_key),
        cmocka_unit_test(phrases_of_several_words),
        cmocka_unit_test(longest_phrase_wins),
        cmocka_unit_test(last_word_matches_by_lemma),
        cmocka_unit_test(words_end_where_the_text_has_a_space),
        cmocka_unit_test(commas_stand_only_where_the_key_has_them),
        cmocka_unit_test(phrases_stay_in_their_sentence_and_limit),
        cmocka_unit_test(phrases_have_at_most_so_many_words),
        cmocka_unit_test(damaged_packs_are_refused),
        cmocka_unit_test(offsets_out_of_bounds_are_refused),
        cmocka_unit_test(same_tables_same_bytes),
        cmocka_unit_test(embedded_pack_opens),
        cmocka_unit_test(every_alias_is_found),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
