#include "event/link.h"

#include "event/anaphor.h"
#include "event/count.h"
#include "event/dispute.h"
#include "event/drop.h"
#include "event/match.h"
#include "event/party.h"
#include "event/record.h"

static bool is_unknown(const lapi_parties *p)
{
    return p->count == 0 ||
           (p->count == 1 && strcmp(p->at[0].actor.country, "UNK") == 0 &&
            p->at[0].mention == LAPI_NONE);
}

static lap_status take_quantities(const lapi_reading *r, const lapi_event *from,
                                  lapi_event *to)
{
    uint32_t n = LAPI_EVENT_COUNTS_MAX;
    for (uint32_t i = 0; i < from->quantity_count; i++) {
        if (!to->quantities) {
            to->quantities = lapi_arena_get(r->doc->arena, n, sizeof *to->quantities);
            to->what = lapi_arena_get(r->doc->arena, n, 1);
            to->whose = lapi_arena_get(r->doc->arena, n, sizeof *to->whose);
            if (!to->quantities || !to->what || !to->whose)
                return LAP_NO_MEMORY;
        }
        bool there = false;
        for (uint32_t k = 0; k < to->quantity_count; k++)
            there |= to->quantities[k] == from->quantities[i];
        if (there || to->quantity_count == n)
            continue;
        to->quantities[to->quantity_count] = from->quantities[i];
        to->what[to->quantity_count] = from->what[i];
        memcpy(to->whose[to->quantity_count++], from->whose[i], sizeof *to->whose);
    }
    return LAP_OK;
}

/* "The shelling of a hospital killed one": the result joins the attack that caused it.
 */
static lap_status absorb(const lapi_reading *r, const lapi_event *result,
                         lapi_event *cause)
{
    lap_status status = LAP_OK;
    if (is_unknown(&cause->actors) && !is_unknown(&result->actors)) {
        lapi_parties doers = {.count = 0};
        status = lapi_parties_add(r, &result->actors, &doers);
        lapi_parties_drop(&cause->recipients, &doers);
        cause->actors = doers.count ? doers : cause->actors;
    }
    if (cause->mode.bytes == 0)
        cause->mode = result->mode;
    if (cause->when == LAPI_NONE)
        cause->when = result->when;
    if (cause->place_count == 0) {
        cause->places = result->places;
        cause->place_count = result->place_count;
    }
    if (cause->according_to.count == 0)
        cause->according_to = result->according_to;
    if (status == LAP_OK && cause->actors.count < 2) /* in a fight the sides die */
        status = lapi_parties_add(r, &result->recipients, &cause->recipients);
    if (status == LAP_OK)
        status = take_quantities(r, result, cause);
    lapi_record_score(r->lexicon->know, cause);
    if (result->confidence > cause->confidence)
        cause->confidence = result->confidence;
    cause->is_weak &= result->is_weak;
    return status;
}

static bool is_harm(const lapi_reading *r, uint32_t word)
{
    return lapi_match_in_class(r, word, lapi_know_key(LAPI_S("count_dead"))) ||
           lapi_match_in_class(r, word, lapi_know_key(LAPI_S("count_injured")));
}

/* "One was killed and five were wounded": one deed, told by its results. */
static bool is_second_result(const lapi_reading *r, const lapi_event *first,
                             const lapi_event *second)
{
    const lapi_tokens *t = &r->doc->tokens;
    return second->type == LAPI_EVENT_ASSAULT && first->type == LAPI_EVENT_ASSAULT &&
           t->rel[second->head] == LAPI_REL_CONJ &&
           t->head[second->head] == first->head && is_unknown(&second->actors) &&
           is_unknown(&first->actors) &&
           lapi_match_in_class(r, first->head, lapi_know_key(LAPI_S("count_dead"))) &&
           lapi_match_in_class(r, second->head, lapi_know_key(LAPI_S("count_injured")));
}

/* "Is massing soldiers at the border": the forces are told with their move. */
static bool is_object(const lapi_reading *r, const lapi_event *move,
                      const lapi_event *forces)
{
    const lapi_tokens *t = &r->doc->tokens;
    return move->type == LAPI_EVENT_MOBILIZE && forces->type == LAPI_EVENT_MOBILIZE &&
           t->head[forces->head] == move->head &&
           (t->rel[forces->head] == LAPI_REL_OBJ ||
            t->rel[forces->head] == LAPI_REL_NSUBJ_PASS);
}

/* "Troops clashed at the border": forces that do something are told by what they do. */
static bool is_doer(const lapi_tokens *t, const lapi_event *deed,
                    const lapi_event *forces)
{
    return forces->type == LAPI_EVENT_MOBILIZE && deed->quad == 4 &&
           t->upos[forces->head] == LAPI_UPOS_NOUN &&
           t->head[forces->head] == deed->head &&
           t->rel[forces->head] == LAPI_REL_NSUBJ;
}

static bool counts_dead(const lapi_event *e)
{
    for (uint32_t i = 0; i < e->quantity_count; i++)
        if (e->what[i] == LAPI_WHAT_DEAD)
            return true;
    return false;
}

/* "A war that, they say, has caused the death of thousands": its toll. */
static bool is_toll(const lapi_reading *r, const lapi_event *fight,
                    const lapi_event *deaths)
{
    return fight->type == LAPI_EVENT_ASSAULT && deaths->type == LAPI_EVENT_ASSAULT &&
           fight->sentence == deaths->sentence && fight->actors.count > 1 &&
           strncmp(fight->cameo, "19", 2) == 0 && is_unknown(&deaths->actors) &&
           r->doc->tokens.upos[fight->head] == LAPI_UPOS_NOUN && counts_dead(deaths);
}

/* The very same words name who acts, whatever country they are of ("gunmen"). */
static bool same_doer(const lapi_event *a, const lapi_event *b)
{
    return a->actors.count == 1 && b->actors.count == 1 &&
           a->actors.at[0].mention != LAPI_NONE &&
           a->actors.at[0].mention == b->actors.at[0].mention;
}

/* Is `cause` the subject (or agent) of `result`, or is result in a participle of it
 * ("an attack that killed", "an attack, killing")? */
static bool causes(const lapi_reading *r, const lapi_event *cause,
                   const lapi_event *result)
{
    if (cause->type != LAPI_EVENT_ASSAULT || result->type != LAPI_EVENT_ASSAULT ||
        cause->sentence != result->sentence || cause == result ||
        strncmp(result->cameo, "192", 3) == 0) /* taking land is no result */
        return false;
    if (!is_unknown(&result->actors) && !is_unknown(&cause->actors) &&
        !lapi_parties_share(&result->actors, &cause->actors) &&
        !same_doer(result, cause))
        return false; /* another deed, by others */
    if (is_unknown(&cause->actors) && result->actors.count > 1)
        return false; /* a fight of its own */
    const lapi_tokens *t = &r->doc->tokens;
    lapi_args args;
    lapi_args_gather(r, result->head, &args);
    for (uint32_t i = 0; i < args.count; i++) {
        const lapi_arg *a = &args.at[i];
        if (a->word != cause->head)
            continue;
        if (a->kind == LAPI_SLOT_SUBJ || a->kind == LAPI_SLOT_BY ||
            (a->kind == LAPI_SLOT_OBL && t->rel[a->word] == LAPI_REL_OBL &&
             is_harm(r, result->head)))
            return true; /* who "takes a town after fighting" does something else */
    }
    uint32_t clause = cause->head; /* "a car bomb exploded" is told by its subject */
    if (t->rel[clause] == LAPI_REL_NSUBJ && t->head[clause] != LAPI_NONE)
        clause = t->head[clause];
    if (t->rel[clause] == LAPI_REL_ADVCL && t->head[clause] == result->head &&
        is_unknown(&result->actors) && is_harm(r, result->head))
        return true; /* "ten were killed when a bomb exploded" */
    return (t->rel[result->head] == LAPI_REL_ADVCL ||
            t->rel[result->head] == LAPI_REL_ACL) &&
           t->head[result->head] == cause->head &&
           t->xpos[result->head] == LAPI_XPOS_VBG;
}

static lap_status join_results(const lapi_reading *r)
{
    lapi_events *events = &r->doc->events;
    uint8_t *gone = lapi_arena_get(r->doc->arena, events->count, 1);
    if (!gone && events->count)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < events->count; i++)
        for (uint32_t k = i; k-- > 0 && i - k < 8 && !gone[i];) {
            lapi_event *a = &events->at[k], *b = &events->at[i];
            bool second =
                is_second_result(r, a, b) || is_toll(r, a, b) || is_object(r, a, b);
            uint32_t from = second || causes(r, a, b) ? i
                            : causes(r, b, a)         ? k
                                                      : LAPI_NONE;
            gone[k] |= is_doer(&r->doc->tokens, b, a);
            if (from == LAPI_NONE || gone[k])
                continue;
            lap_status status = from == i ? absorb(r, b, a) : absorb(r, a, b);
            if (status != LAP_OK)
                return status;
            gone[from] = 1;
        }
    uint32_t n = 0;
    for (uint32_t i = 0; i < events->count; i++)
        if (!gone[i])
            events->at[n++] = events->at[i];
    events->count = n;
    return LAP_OK;
}

/* "Troop movements have raised fears of an attack": a noun that tells an act of
 * conflict and nobody who acts takes the parties of the act of conflict told before it
 * in its sentence. */
static lap_status borrow_parties(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *e = &events->at[index];
    if (!is_unknown(&e->actors) || e->recipients.count ||
        r->doc->tokens.upos[e->head] != LAPI_UPOS_NOUN || e->quad != 4 ||
        lapi_args_stand_aside(r, e->head)) /* "suspended the country after the coup" */
        return LAP_OK;
    for (uint32_t k = index; k-- > 0 && events->at[k].sentence == e->sentence;) {
        const lapi_event *from = &events->at[k];
        if (from->quad != 4 || is_unknown(&from->actors))
            continue;
        e->actors.count = 0;
        lap_status status = lapi_parties_add(r, &from->actors, &e->actors);
        if (status == LAP_OK)
            status = lapi_parties_add(r, &from->recipients, &e->recipients);
        for (uint32_t i = 0; i < e->actors.count; i++)
            e->actors.at[i].rule = "implied: party of the act told before it";
        return status;
    }
    return LAP_OK;
}

static bool dates_clash(const lapi_doc *doc, const lapi_event *a, const lapi_event *b)
{
    if (a->when == LAPI_NONE || b->when == LAPI_NONE)
        return false;
    const lapi_when *x = &doc->times.at[a->when], *y = &doc->times.at[b->when];
    return x->from != LAPI_DAY_NONE && y->from != LAPI_DAY_NONE &&
           (x->from > y->to || y->from > x->to);
}

static bool same_event(const lapi_doc *doc, const lapi_event *a, const lapi_event *b)
{
    if (a->type != b->type || a->historical != b->historical || dates_clash(doc, a, b))
        return false;
    if (a->mode.bytes && b->mode.bytes && !lapi_slice_equal(a->mode, b->mode))
        return false;
    if (!lapi_parties_share(&a->actors, &b->actors) && !same_doer(a, b))
        return false;
    if (a->recipients.count && b->recipients.count &&
        !lapi_parties_share(&a->recipients, &b->recipients))
        return false;
    if (a->place_count && b->place_count) {
        const lapi_place *p = &doc->places.at[a->places[0]];
        const lapi_place *q = &doc->places.at[b->places[0]];
        if (strcmp(p->country, q->country) != 0)
            return false;
    }
    return strncmp(a->cameo, b->cameo, 3) == 0;
}

/* "The conversation took place on Saturday": a telling without date takes that of the
 * next. */
static void share_date(lapi_event *a, lapi_event *b)
{
    if (b->sentence - a->sentence > 1)
        return;
    if (a->when == LAPI_NONE)
        a->when = b->when;
    else if (b->when == LAPI_NONE && b->sentence == a->sentence)
        b->when = a->when;
}

/* The first telling of what events->at[k] tells. */
static uint32_t first_telling(const lapi_events *events, uint32_t k)
{
    return events->at[k].same_as == LAPI_NONE ? k : events->at[k].same_as;
}

/* A fight of two sides may be what either did, but not what both did to each other: the
 * first telling must be the same too. */
static void link_tellings(lapi_doc *doc)
{
    lapi_events *events = &doc->events;
    for (uint32_t i = 1; i < events->count; i++)
        for (uint32_t k = i; k-- > 0 && i - k <= LAPI_LINK_WINDOW;) {
            uint32_t first = first_telling(events, k);
            if (!same_event(doc, &events->at[k], &events->at[i]) ||
                (first != k && !same_event(doc, &events->at[first], &events->at[i])))
                continue;
            events->at[i].same_as = first;
            share_date(&events->at[k], &events->at[i]);
            break;
        }
}

/* Same kind of act on the same place or victim, and not at another time. */
static bool same_deed(const lapi_doc *doc, const lapi_event *a, const lapi_event *b)
{
    if (a->type != b->type || strcmp(a->cameo, b->cameo) != 0 || dates_clash(doc, a, b))
        return false;
    if (a->place_count && b->place_count)
        return lapi_slice_equal(doc->places.at[a->places[0]].name,
                                doc->places.at[b->places[0]].name);
    return lapi_parties_share(&a->recipients, &b->recipients);
}

/* "It is clear who is massing soldiers": a question that is no relative clause does not
 * tell whose they are. */
static void forget_asked(const lapi_reading *r, lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t who = lapi_tree_child(t, e->head, LAPI_REL_NSUBJ);
    uint32_t noun = who == LAPI_NONE ? who : lapi_args_antecedent(r, who);
    if (e->type == LAPI_EVENT_MOBILIZE && who != LAPI_NONE &&
        t->xpos[who] == LAPI_XPOS_WP && (noun == who || !lapi_tree_is_nominal(t, noun)))
        e->actors.count = 0;
}

/* "The annexation of Crimea": the doer is known from another telling of the deed. */
static lap_status share_doers(const lapi_reading *r)
{
    lapi_events *events = &r->doc->events;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < events->count; i++) {
        lapi_event *e = &events->at[i];
        forget_asked(r, e);
        if ((e->type != LAPI_EVENT_ASSAULT && e->type != LAPI_EVENT_MOBILIZE) ||
            !is_unknown(&e->actors))
            continue;
        for (uint32_t k = i; k-- > 0 && i - k <= LAPI_LINK_WINDOW;) {
            const lapi_event *from = &events->at[k];
            if (is_unknown(&from->actors) || !same_deed(r->doc, from, e))
                continue;
            e->actors.count = 0;
            status = lapi_parties_add(r, &from->actors, &e->actors);
            if (e->recipients.count == 0 && status == LAP_OK)
                status = lapi_parties_add(r, &from->recipients, &e->recipients);
            for (uint32_t p = 0; p < e->actors.count; p++)
                e->actors.at[p].rule = "doer of the same deed, told before";
            break;
        }
    }
    return status;
}

lap_status lapi_link_join(const lapi_reading *reading)
{
    lap_status status = join_results(reading);
    if (status == LAP_OK)
        status = lapi_drop_contents(reading);
    for (uint32_t i = 0; status == LAP_OK && i < reading->doc->events.count; i++)
        status = borrow_parties(reading, i);
    if (status == LAP_OK)
        status = share_doers(reading);
    return status;
}

/* "A bomb exploded in Lagos": somebody did it, whom the text does not name. */
static lap_status name_nobody(const lapi_reading *r)
{
    lapi_events *events = &r->doc->events;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < events->count; i++) {
        lapi_event *e = &events->at[i];
        lapi_party who =
            lapi_party_implied("UNK", "UNK", "the text names nobody who did it");
        bool attack =
            (e->type == LAPI_EVENT_ASSAULT && strncmp(e->cameo, "18", 2) == 0) ||
            lapi_slice_is(e->mode, "cyber");
        if (attack && e->actors.count == 0)
            status = lapi_party_add(r, &who, &e->actors);
    }
    return status;
}

lap_status lapi_link_run(const lapi_reading *reading)
{
    lap_status status = lapi_drop_weak(reading);
    if (status == LAP_OK)
        status = lapi_anaphor_run(reading);
    if (status == LAP_OK)
        status = lapi_dispute_run(reading);
    if (status == LAP_OK)
        status = name_nobody(reading);
    if (status != LAP_OK)
        return status;
    link_tellings(reading->doc);
    return lapi_count_run(reading);
}
