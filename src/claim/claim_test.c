/* Copies are told from news in the same words; two records are compared the same way
 * round whichever comes first. */
#include "claim/gist.h"
#include "claim/sketch.h"
#include "data/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define WIRE                                                                           \
    "Farmers blocked the main road to Lodz on Monday with 300 tractors to protest "    \
    "against low milk prices. Police closed two bridges. The minister, Jan Kowal, "    \
    "said he would meet them on Friday. \"We cannot live on 20 cents a litre,\" said " \
    "Ewa Nowak, who keeps 40 cows near Kutno. Traffic was held up for six hours and "  \
    "trains to Warsaw ran late. The farmers want a floor under the price of milk, "    \
    "paid by the state until the summer. "

static lapi_slice sketch(lapi_buffer *out, const char *title, const char *text,
                         int32_t day)
{
    lapi_sketcher *sketcher;
    assert_true(lapi_sketcher_new(&sketcher));
    lapi_report report = {
        .title = lapi_slice_str(title), .text = lapi_slice_str(text), .date = day};
    size_t before = out->bytes;
    lapi_sketch_write(sketcher, &report, out);
    assert_false(out->failed);
    lapi_sketcher_free(sketcher);
    return lapi_slice_of(out->at + before, (uint32_t)(out->bytes - before));
}

/* Do the two texts make one story, asked both ways? And do they find each other? */
static bool is_story(const char *a, int32_t day_a, const char *b, int32_t day_b)
{
    lapi_buffer x = {0}, y = {0};
    lapi_slice p = sketch(&x, "", a, day_a), q = sketch(&y, "", b, day_b);
    bool is_one = lapi_sketch_compare(p, q);
    assert_int_equal(is_one, lapi_sketch_compare(q, p));
    uint64_t kept[LAPI_SKETCH_KEYS], sought[LAPI_SKETCH_KEYS];
    assert_true(lapi_sketch_keys(p, kept) >= LAPI_SKETCH_BANDS);
    uint32_t n = lapi_sketch_keys(q, sought), shared = 0;
    for (uint32_t i = 0; i < LAPI_SKETCH_BANDS; i++)
        for (uint32_t k = 0; k < n; k++)
            shared += kept[i] == sought[k];
    assert_true(shared || !is_one);
    lapi_buffer_clear(&x);
    lapi_buffer_clear(&y);
    return is_one;
}

static void copies_are_one_story(void **state)
{
    (void)state;
    assert_true(is_story(WIRE, 100, WIRE, 100));
    assert_true(is_story(WIRE, 100, WIRE, 107));
    assert_false(is_story(WIRE, 100, WIRE, 108));
    assert_true(is_story(WIRE, LAPI_DAY_NONE, WIRE, LAPI_DAY_NONE));
    assert_false(is_story(WIRE, LAPI_DAY_NONE, WIRE, 100));
    assert_true(is_story(WIRE, 100,
                         "From our correspondent in the east, with more. " WIRE, 101));
    assert_true(is_story(
        WIRE, 100,
        "Farmers blocked the main road to Lodz on Monday with 300 tractors to protest "
        "against low milk prices. Police closed two bridges. The minister, Jan Kowal, "
        "said he would meet them on Friday.",
        100));
    assert_true(is_story(
        WIRE, 100,
        "Farmers BLOCKED the main road to Łódź on Monday with 300 tractors to protest "
        "against cheap milk. Police closed two bridges. The minister, Jan Kowal, "
        "said he would see them on Friday. \"We cannot live on 20 cents a litre,\" "
        "said "
        "Ewa Nowak, who has 40 cows near Kutno. Traffic was held up for hours and "
        "trains to Warsaw ran late. The farmers want a floor under the price of milk, "
        "paid by the state.",
        100));
}

#define FIRE(town, ill, street, dead)                                                  \
    "A fire broke out in a block of flats in " town " on Monday night and " dead       \
    " people died, the fire service said. It began on the third floor of a house "     \
    "in " street " Street. Some " ill                                                  \
    " people were taken to hospital. The cause of the "                                \
    "fire is not known and the police have begun to look into it, a spokesman said."

static void news_in_the_same_words_is_not(void **state)
{
    (void)state;
    assert_false(is_story(FIRE("Leeds", "12", "Water", "three"), 100,
                          FIRE("Hull", "31", "Albion", "five"), 100));
    assert_true(is_story(FIRE("Leeds", "12", "Water", "three"), 100,
                         FIRE("Leeds", "12", "Water", "five"), 100));
    assert_false(is_story("", 100, WIRE, 100));
    assert_false(is_story("", 100, "", 100));
}

static void titles_do_not_count(void **state)
{
    (void)state;
    lapi_buffer x = {0}, y = {0};
    lapi_slice a = sketch(&x, "Milk", "Milk\n\n" WIRE, 100);
    lapi_slice b = sketch(
        &y, "A very long title about tractors in the middle of Poland, by Ann",
        "A very long title about tractors in the middle of Poland, by Ann\n\n" WIRE,
        100);
    assert_true(a.bytes == b.bytes && memcmp(a.at, b.at, a.bytes) == 0);
    lapi_buffer_clear(&x);
    lapi_buffer_clear(&y);
}

/* Words that nobody has written before. */
static char *babble(uint32_t words)
{
    char *text = malloc((size_t)words * 12 + 1), *at = text;
    assert_non_null(text);
    for (uint32_t i = 0; i < words; i++) {
        uint32_t n = i * 2654435761u;
        at += sprintf(at, i % 9 ? "w%x " : "Town%x ", n >> 8);
    }
    return text;
}

static void long_texts_are_thinned(void **state)
{
    (void)state;
    char *a = babble(30000);
    char *c = babble(22000), *d = babble(5000);
    lapi_buffer bytes = {0};
    assert_true(sketch(&bytes, "", a, 100).bytes < 4 * 4 * LAPI_SKETCH_MAX);
    assert_true(is_story(a, 100, c, 100));
    assert_false(is_story(a, 100, d, 100)); /* over four times longer */
    lapi_buffer_clear(&bytes);
    free(a);
    free(c);
    free(d);
}

static void damaged_sketches_match_nothing(void **state)
{
    (void)state;
    lapi_buffer x = {0};
    lapi_slice whole = sketch(&x, "", WIRE, 100);
    uint64_t keys[LAPI_SKETCH_KEYS];
    for (uint32_t n = 0; n < whole.bytes; n++) {
        lapi_slice cut = lapi_slice_of(whole.at, n);
        assert_false(lapi_sketch_compare(cut, whole));
        assert_int_equal(lapi_sketch_keys(cut, keys), 0);
    }
    lapi_buffer_clear(&x);
}

static uint32_t chance(uint64_t *random, uint32_t n)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33) % n;
}

/* A record of few choices, so that pairs of them often agree. */
typedef struct made {
    lapi_record record;
    lapi_entity parties[4];
    lapi_site sites[2];
    lapi_amount amounts[2];
} made;

static void make_party(lapi_entity *party, uint64_t *random)
{
    static const char *const countries[] = {"UKR", "RUS", "UNK"};
    static const char *const names[] = {"", "", "Ann Bell", "Carl Dee"};
    *party = (lapi_entity){.sector = "GOV",
                           .name = lapi_slice_str(names[chance(random, 4)])};
    memcpy(party->country, countries[chance(random, 3)], 4);
    if (chance(random, 2))
        party->sector[0] = '\0';
}

static void make_record(made *m, uint64_t *random)
{
    static const char *const modes[] = {"", "visit", "phone"};
    static const char *const places[] = {"Kyiv", "Kharkiv", "Odesa"};
    memset(m, 0, sizeof *m);
    lapi_record *r = &m->record;
    r->type = chance(random, 2) ? LAPI_EVENT_CONSULT : LAPI_EVENT_ASSAULT;
    r->status = (uint8_t)chance(random, 5);
    r->mode = lapi_slice_str(modes[chance(random, 3)]);
    r->trigger.text = LAPI_S("talks");
    r->evidence.text = chance(random, 3) ? LAPI_S("") : LAPI_S("a b c d e f g h");
    r->from = LAPI_DAY_NONE;
    if (chance(random, 3)) {
        r->from = 1000 + (int32_t)chance(random, 4);
        r->grain = (uint8_t)chance(random, 3);
        r->to = r->from + (int32_t)chance(random, 2) * 7;
    }
    for (int i = 0; i < 4; i++)
        make_party(&m->parties[i], random);
    r->actors = (lapi_entities){chance(random, 3), m->parties};
    r->recipients = (lapi_entities){chance(random, 3), m->parties + 2};
    for (int i = 0; i < 2; i++) {
        lapi_site *site = &m->sites[i];
        *site = (lapi_site){.name = lapi_slice_str(places[chance(random, 3)]),
                            .admin1 = LAPI_S("North"),
                            .country = "UKR",
                            .grain = (uint8_t)chance(random, 4),
                            .has_point = (uint8_t)chance(random, 2),
                            .lat_e4 = 500000 + (int32_t)chance(random, 5) * 700,
                            .lon_e4 = 300000 + (int32_t)chance(random, 5) * 900};
        m->amounts[i] = (lapi_amount){.what = (uint8_t)(1 + chance(random, 2)),
                                      .bound = (uint8_t)chance(random, 7),
                                      .value = 1 + chance(random, 30)};
    }
    r->sites = m->sites;
    r->site_count = chance(random, 3);
    r->amounts = m->amounts;
    r->amount_count = chance(random, 3);
}

static lapi_gist gist_of(made *m, uint64_t *random)
{
    lapi_report report = {.date = 1001 + (int32_t)chance(random, 6),
                          .records = &m->record,
                          .record_count = 1};
    lapi_buffer bytes = {0};
    lapi_gist gist;
    lapi_gist_write(&report, 0, &bytes);
    assert_true(lapi_gist_read(lapi_slice_of(bytes.at, (uint32_t)bytes.bytes), &gist));
    for (uint32_t n = 0; n < bytes.bytes; n++) {
        lapi_gist none;
        assert_false(lapi_gist_read(lapi_slice_of(bytes.at, n), &none));
    }
    lapi_buffer_clear(&bytes);
    return gist;
}

static bool finds(const lapi_gist *a, const lapi_gist *b)
{
    uint64_t sought[LAPI_GIST_KEYS], kept[LAPI_GIST_KEYS];
    uint32_t m = lapi_gist_keys(a, true, sought), n = lapi_gist_keys(b, false, kept);
    assert_true(m < LAPI_GIST_KEYS && n < LAPI_GIST_KEYS); /* none was cut off */
    for (uint32_t i = 0; i < m; i++)
        for (uint32_t k = 0; k < n; k++)
            if (sought[i] == kept[k])
                return true;
    return false;
}

static void records_are_compared_the_same_both_ways(void **state)
{
    (void)state;
    uint64_t random = 1;
    uint32_t joined = 0;
    for (int i = 0; i < 20000; i++) {
        made m, n;
        make_record(&m, &random);
        make_record(&n, &random);
        lapi_gist a = gist_of(&m, &random), b = gist_of(&n, &random);
        lapi_likeness x = {0, 0}, y = {0, 0};
        bool there = lapi_gist_compare(&a, &b, &x),
             back = lapi_gist_compare(&b, &a, &y);
        assert_int_equal(there, back);
        assert_int_equal(x.score, y.score);
        assert_int_equal(x.evidence, y.evidence);
        if (there)
            assert_int_equal(finds(&a, &b), finds(&b, &a));
        joined += there;
    }
    assert_in_range(joined, 500, 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_are_one_story),
        cmocka_unit_test(news_in_the_same_words_is_not),
        cmocka_unit_test(titles_do_not_count),
        cmocka_unit_test(long_texts_are_thinned),
        cmocka_unit_test(damaged_sketches_match_nothing),
        cmocka_unit_test(records_are_compared_the_same_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
