/* Do two gists tell one happening? Points for what agrees, against what does not:
 *
 *   day told on both sides 3, else 2 .. -4    place 4, area 3, country 1, elsewhere -6
 *   a party by name 3, by its code 2, country 1, another country -3
 *   a number 2, far apart -2, -3              mode 1, another mode -4     trigger 1
 *   the same words 6, the same in its document 10 */
#include "claim/gist.h"
#include "data/doc.h"

#include <math.h>

#define GAP_MAX       4    /* days between what may be one happening */
#define NEAR_KM       10.0 /* one place */
#define AROUND_KM     60.0 /* perhaps one place */
#define FIRM_MIN      7    /* points that connect two firm records */
#define LEAN_MIN      5    /* that a weak one leans by */
#define CONFLICT      (-6)
#define RECIPROCAL(t) ((t) <= LAPI_EVENT_COOPERATE)

static int32_t gap_of(const lapi_gist *a, const lapi_gist *b)
{
    if (a->from > b->to)
        return a->from - b->to;
    return b->from > a->to ? b->from - a->to : 0;
}

static bool compare_undated(const lapi_gist *a, const lapi_gist *b, lapi_likeness *like)
{
    static const int points[] = {2, 1, 0, -4, -4};
    int32_t apart = a->to > b->to ? a->to - b->to : b->to - a->to;
    if (apart > GAP_MAX)
        return false;
    like->score += points[apart];
    like->evidence |= apart == 0 ? LAPI_EVIDENCE_DAY : 0;
    return true;
}

static bool compare_time(const lapi_gist *a, const lapi_gist *b, lapi_likeness *like)
{
    if (a->from == LAPI_DAY_NONE || b->from == LAPI_DAY_NONE)
        return a->from == b->from && a->published == b->published;
    if (!a->is_dated && !b->is_dated)
        return compare_undated(a, b, like);
    int32_t gap = gap_of(a, b);
    if (a->is_told && b->is_told) {
        if (gap > 2)
            return false;
        like->score += gap == 0 ? 3 : gap == 1 ? 0 : -2;
        like->evidence |= gap == 0 ? LAPI_EVIDENCE_DAY : 0;
        return true;
    }
    if (gap > GAP_MAX)
        return false;
    if (gap > 0) {
        like->score -= 3;
    } else if (a->is_told || b->is_told) { /* with one that is not, or by week */
        bool is_open = !a->is_dated || !b->is_dated;
        int32_t longest =
            a->to - a->from > b->to - b->from ? a->to - a->from : b->to - b->from;
        like->score += is_open ? 2 : longest < 7 ? 1 : longest < 32 ? 0 : -1;
        like->evidence |= is_open ? LAPI_EVIDENCE_DAY : 0;
    }
    return true;
}

static double km_between(const lapi_gist_site *a, const lapi_gist_site *b)
{
    double degree = 3.14159265358979323846 / 180;
    double lat = (a->lat_e4 + b->lat_e4) / 2e4 * degree;
    double dx = (a->lon_e4 - b->lon_e4) / 1e4, dy = (a->lat_e4 - b->lat_e4) / 1e4;
    dx = dx > 180 ? dx - 360 : dx < -180 ? dx + 360 : dx;
    dx *= cos(lat);
    return sqrt(dx * dx + dy * dy) * 111.2;
}

static bool is_spot(const lapi_gist_site *site)
{
    return site->grain >= LAPI_GRAIN_CITY;
}

/* Of two sites in one country, at least one of them a region. */
static int compare_areas(const lapi_gist_site *a, const lapi_gist_site *b)
{
    if (is_spot(a) != is_spot(b)) {
        const lapi_gist_site *spot = is_spot(a) ? a : b, *area = is_spot(a) ? b : a;
        uint32_t of_area = area->admin1 ? area->admin1 : area->name;
        if (spot->admin1 && (spot->admin1 == of_area || spot->admin1 == area->name))
            return 3;
        return spot->name == area->name ? 3 : spot->admin1 && of_area ? -3 : 0;
    }
    if (a->name == b->name || (a->admin1 && a->admin1 == b->admin1))
        return 3;
    return -3;
}

static int compare_sites(const lapi_gist_site *a, const lapi_gist_site *b)
{
    if (is_spot(a) && is_spot(b) && a->has_point && b->has_point) {
        double km = km_between(a, b);
        if (km <= NEAR_KM || (a->name && a->name == b->name && km <= AROUND_KM))
            return 4;
        return km <= AROUND_KM ? 0 : CONFLICT;
    }
    if (a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0)
        return CONFLICT;
    if (is_spot(a) && is_spot(b))
        return a->name && a->name == b->name ? 4 : 0;
    if (a->grain == LAPI_GRAIN_COUNTRY || b->grain == LAPI_GRAIN_COUNTRY)
        return a->country[0] && b->country[0] ? 1 : 0;
    return compare_areas(a, b);
}

static void compare_places(const lapi_gist *a, const lapi_gist *b, lapi_likeness *like)
{
    int best = INT32_MIN;
    for (uint32_t i = 0; i < a->site_count; i++)
        for (uint32_t j = 0; j < b->site_count; j++) {
            int points = compare_sites(&a->sites[i], &b->sites[j]);
            best = points > best ? points : best;
        }
    if (best == INT32_MIN)
        return;
    like->score += best;
    like->evidence |= best >= 4   ? LAPI_EVIDENCE_PLACE
                      : best == 3 ? LAPI_EVIDENCE_AREA
                                  : 0;
}

static int compare_party(const lapi_gist_party *a, const lapi_gist_party *b)
{
    if (a->name && a->name == b->name)
        return 3;
    if (!a->country[0] || !b->country[0])
        return a->name && b->name ? -2 : 0;
    if (strcmp(a->country, b->country) != 0)
        return -3;
    if (a->name && b->name)
        return -1;
    return strcmp(a->sector, b->sector) == 0 ? 2 : 1;
}

static int best_party(const lapi_gist_party *party, const lapi_gist_parties *others)
{
    int best = -3;
    for (uint32_t i = 0; i < others->count; i++) {
        int points = compare_party(party, &others->at[i]);
        best = points > best ? points : best;
    }
    return best;
}

static void add_side(int points, uint32_t side, lapi_likeness *like)
{
    like->score += points;
    like->evidence |= points > 0 ? side : 0;
    like->evidence |= points >= 3 ? LAPI_EVIDENCE_NAME : 0;
}

/* Whose country the place tells already, adds little. */
static int compare_side(const lapi_gist_parties *a, const lapi_gist_parties *b,
                        uint32_t side, bool is_placed, lapi_likeness *like)
{
    if (!a->count || !b->count)
        return 0;
    int best = -3;
    for (uint32_t i = 0; i < a->count; i++) {
        int points = best_party(&a->at[i], b);
        best = points > best ? points : best;
    }
    best = is_placed && best == 2 ? 1 : best;
    add_side(best, side, like);
    return best;
}

static void pool(const lapi_gist *g, lapi_gist_party parties[2 * LAPI_GIST_PARTIES],
                 uint32_t *count)
{
    *count = 0;
    for (uint32_t i = 0; i < g->actors.count; i++)
        parties[(*count)++] = g->actors.at[i];
    for (uint32_t i = 0; i < g->recipients.count; i++)
        parties[(*count)++] = g->recipients.at[i];
}

/* The worst of the best matches of each party of a list in another. */
static int worst_match(const lapi_gist_party *list, uint32_t count,
                       const lapi_gist_party *others, uint32_t other_count, int *high)
{
    int low = 3;
    for (uint32_t i = 0; i < count; i++) {
        int best = -3;
        for (uint32_t j = 0; j < other_count; j++) {
            int points = compare_party(&list[i], &others[j]);
            best = points > best ? points : best;
        }
        *high = best > *high ? best : *high;
        low = best < low ? best : low;
    }
    return low;
}

/* Of parties who do it together: the best and the worst match of the shorter list. */
static void compare_pools(const lapi_gist *a, const lapi_gist *b, lapi_likeness *like)
{
    lapi_gist_party p[2 * LAPI_GIST_PARTIES], q[2 * LAPI_GIST_PARTIES];
    uint32_t m, n;
    pool(a, p, &m);
    pool(b, q, &n);
    if (!m || !n)
        return;
    int high = -3, low = 3;
    if (m <= n)
        low = worst_match(p, m, q, n, &high);
    if (n <= m) {
        int other = worst_match(q, n, p, m, &high);
        low = other < low ? other : low;
    }
    add_side(high, LAPI_EVIDENCE_ACTOR, like);
    if (m > 1 && n > 1)
        add_side(low, LAPI_EVIDENCE_RECIPIENT, like);
}

static int compare_amount(const lapi_gist_amount *a, const lapi_gist_amount *b)
{
    if (a->what != b->what)
        return 0;
    if (a->low == b->low && a->low >= 3)
        return 2;
    if (a->low <= b->high && b->low <= a->high)
        return 1;
    double less = a->high < b->low ? a->high : b->high;
    double more = a->high < b->low ? b->low : a->low;
    double times = more / (less < 1 ? 1 : less);
    if (a->what == LAPI_WHAT_PARTICIPANTS) /* who counts, counts otherwise */
        times /= 2;
    return times > 4 ? -3 : times > 1.6 ? -2 : 0;
}

static void compare_amounts(const lapi_gist *a, const lapi_gist *b, lapi_likeness *like)
{
    int best = 0, worst = 0;
    for (uint32_t i = 0; i < a->amount_count; i++)
        for (uint32_t j = 0; j < b->amount_count; j++) {
            int points = compare_amount(&a->amounts[i], &b->amounts[j]);
            best = points > best ? points : best;
            worst = points < worst ? points : worst;
        }
    like->score += best > 0 ? best : worst;
    like->evidence |= best > 1 ? LAPI_EVIDENCE_NUMBER : 0;
}

static bool is_plan(uint8_t status)
{
    return status == LAPI_STATUS_PLANNED || status == LAPI_STATUS_CONDITIONAL;
}

static bool is_done(uint8_t status)
{
    return status == LAPI_STATUS_ACTUAL || status == LAPI_STATUS_NEGATED;
}

bool lapi_gist_compare(const lapi_gist *a, const lapi_gist *b, lapi_likeness *out)
{
    lapi_likeness like = {0, 0};
    if (a->telling && a->telling == b->telling) {
        *out = (lapi_likeness){LAPI_EVIDENCE_DOC, 10};
        return true;
    }
    if (a->type != b->type || (is_plan(a->status) && is_done(b->status)) ||
        (is_done(a->status) && is_plan(b->status)) || !compare_time(a, b, &like))
        return false;
    compare_places(a, b, &like);
    if (RECIPROCAL(a->type)) {
        compare_pools(a, b, &like);
    } else {
        bool is_of_words = lapi_gist_is_of_words(a->type);
        bool is_placed = !is_of_words && (like.evidence & LAPI_EVIDENCE_PLACE);
        int actor =
            compare_side(&a->actors, &b->actors, LAPI_EVIDENCE_ACTOR, is_placed, &like);
        int recipient = compare_side(&a->recipients, &b->recipients,
                                     LAPI_EVIDENCE_RECIPIENT, is_placed, &like);
        if (is_of_words && (actor <= -3 || recipient <= -3))
            return false;
    }
    compare_amounts(a, b, &like);
    if (a->mode && b->mode) {
        like.score += a->mode == b->mode ? 1 : -4;
        like.evidence |= a->mode == b->mode ? LAPI_EVIDENCE_MODE : 0;
    }
    if (a->cue && a->cue == b->cue) {
        like.score += 1;
        like.evidence |= LAPI_EVIDENCE_TRIGGER;
    }
    if (a->words && a->words == b->words) {
        like.score += 6;
        like.evidence |= LAPI_EVIDENCE_WORDS;
    }
    *out = like;
    bool are_firm = lapi_gist_is_firm(a) && lapi_gist_is_firm(b);
    return like.score >= (are_firm ? FIRM_MIN : LEAN_MIN);
}

const char *lapi_evidence_name(unsigned bit)
{
    static const char *const names[LAPI_EVIDENCE_BITS] = {
        "day",    "place", "area",    "actor", "recipient", "name",
        "number", "mode",  "trigger", "words", "document",  "ruling"};
    return bit < LAPI_EVIDENCE_BITS ? names[bit] : "unknown";
}
