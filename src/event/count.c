#include "event/count.h"

#include "event/attach.h"
#include "event/match.h"
#include "event/party.h"
#include "event/record.h"

#define COUNT_SENTENCES 3u  /* how far back the event may stand */
#define COUNT_WINDOW    16u /* and how many records */
#define CLIMB_MAX       4
#define CONFIDENCE_CUT  10u /* a tenth less sure than the event itself */

/* A number, what it counts, and the word that says so. */
typedef struct tally {
    uint32_t quantity;
    uint8_t what;
    uint32_t word;
} tally;

/* The records to be added. */
typedef struct additions {
    const lapi_reading *reading;
    lapi_event *at;
    uint32_t count, room;
} additions;

static bool is_in(const lapi_reading *r, uint32_t w, const char *name)
{
    uint64_t key = lapi_know_key(lapi_slice_str(name));
    return lapi_event_lexicon_in_class(r->lexicon, key, r->lemma_key[w]);
}

/* "The toll", "the number of dead": a noun that counts; what it counts, if it says. */
static bool is_toll(const lapi_reading *r, uint32_t w, uint8_t *what)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (t->upos[w] != LAPI_UPOS_NOUN || !is_in(r, w, "tally"))
        return false;
    if (is_in(r, w, "toll"))
        *what = LAPI_WHAT_DEAD;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint8_t role = lapi_attach_role_of_word(r, c);
        if (role != LAPI_WHAT_NONE)
            *what = role;
        else if (t->rel[c] == LAPI_REL_NMOD && t->upos[c] == LAPI_UPOS_NOUN)
            return false; /* "the number of shops" */
    }
    return true;
}

static bool is_part(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_CASE && is_in(r, c, "part_preposition"))
            return true;
    return false;
}

/* Climbs from the number to the word that says what it counts. */
static bool find_word(const lapi_reading *r, const lapi_quantity *q, tally *out)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t at = q->head;
    for (int i = 0; i < CLIMB_MAX && at != LAPI_NONE; i++, at = t->head[at]) {
        uint8_t role = lapi_attach_role_of_word(r, at);
        if (is_part(r, at))
            return false;
        if (at != q->head && role != LAPI_WHAT_NONE) {
            *out = (tally){.what = role, .word = at};
            return true;
        }
        out->what = LAPI_WHAT_NONE;
        out->word = at;
        if (at != q->head && is_toll(r, at, &out->what))
            return true;
        for (uint32_t c = t->first_child[at]; c != LAPI_NONE; c = t->next_sibling[c])
            if ((t->rel[c] == LAPI_REL_OBJ || t->rel[c] == LAPI_REL_NSUBJ ||
                 t->rel[c] == LAPI_REL_NSUBJ_PASS) &&
                is_toll(r, c, &out->what)) {
                out->word = c;
                return true;
            }
        if (t->rel[at] == LAPI_REL_CCOMP || t->rel[at] == LAPI_REL_ACL_RELCL ||
            t->rel[at] == LAPI_REL_PARATAXIS || t->rel[at] == LAPI_REL_ADVCL)
            break;
    }
    *out = (tally){.what = q->what, .word = q->head};
    return lapi_what_is_victims(q->what);
}

static bool find_tally(const lapi_reading *r, uint32_t quantity, tally *out)
{
    const lapi_quantity *q = &r->doc->quantities.at[quantity];
    if (!lapi_what_is_people(q->what) || q->value < 1 || lapi_attach_is_denied(r, q) ||
        !find_word(r, q, out))
        return false;
    if (out->what == LAPI_WHAT_NONE && lapi_what_is_victims(q->what))
        out->what = q->what;
    out->quantity = quantity;
    return true;
}

/* Which count an event has; LAPI_WHAT_NONE: it can have this one, or any victims. */
static bool counts(const lapi_event *e, uint8_t what)
{
    for (uint32_t i = 0; i < e->quantity_count; i++)
        if (e->what[i] == what ||
            (what == LAPI_WHAT_NONE && lapi_what_is_people(e->what[i])))
            return true;
    return false;
}

static bool can_count(const lapi_event *e, uint8_t what)
{
    switch (what) {
    case LAPI_WHAT_DEAD:
    case LAPI_WHAT_INJURED:
    case LAPI_WHAT_MISSING:
    case LAPI_WHAT_ABDUCTED:
        return e->type == LAPI_EVENT_ASSAULT;
    default:
        return false;
    }
}

/* The nearest event before the sentence that has such a count, else the nearest that
 * could have; "the number" may be that of its own sentence. */
static uint32_t find_event(const lapi_doc *doc, const tally *x, uint32_t sentence)
{
    const lapi_events *events = &doc->events;
    uint32_t near = LAPI_NONE;
    uint32_t end = lapi_events_from(events, sentence + (x->what == LAPI_WHAT_NONE));
    for (uint32_t k = end; k-- > 0 && end - k <= COUNT_WINDOW;) {
        const lapi_event *e = &events->at[k];
        if (sentence - e->sentence > COUNT_SENTENCES)
            break;
        if (e->historical || e->status != LAPI_STATUS_ACTUAL)
            continue;
        if (counts(e, x->what))
            return k;
        if (near == LAPI_NONE && can_count(e, x->what))
            near = k;
    }
    return near;
}

/* Does the sentence tell such an event itself? Then the number is its. */
static bool is_told(const lapi_doc *doc, uint32_t sentence, uint8_t type)
{
    for (uint32_t i = lapi_events_from(&doc->events, sentence);
         i < doc->events.count && doc->events.at[i].sentence == sentence; i++)
        if (doc->events.at[i].type == type)
            return true;
    return false;
}

static bool is_earlier(const lapi_reading *r, uint32_t word, const lapi_event *e)
{
    uint32_t w = e->when == LAPI_NONE ? LAPI_NONE : lapi_attach_when(r, word);
    const lapi_when *times = r->doc->times.at;
    return w != LAPI_NONE && times[w].to != LAPI_DAY_NONE &&
           times[e->when].from != LAPI_DAY_NONE && times[w].to < times[e->when].from;
}

/* A place of another name, after a preposition, in the words of the count. */
static bool is_elsewhere(const lapi_reading *r, uint32_t word, const lapi_event *e)
{
    const lapi_doc *doc = r->doc;
    uint32_t sentence = doc->tokens.sentence[word];
    uint32_t end = doc->sentences.first[sentence + 1];
    uint32_t i = lapi_places_from(&doc->places, doc->sentences.first[sentence]);
    for (; i < doc->places.count && doc->places.at[i].first < end; i++) {
        const lapi_place *p = &doc->places.at[i];
        uint32_t prep = lapi_tree_case(&doc->tokens, p->head);
        if (prep == LAPI_NONE || !is_in(r, prep, "place_preposition"))
            continue;
        bool same = e->place_count == 0;
        for (uint32_t k = 0; k < e->place_count; k++)
            same |= lapi_slice_equal(p->name, doc->places.at[e->places[k]].name);
        if (!same)
            return true;
    }
    return false;
}

/* "Died in a crash": no deed. */
static bool is_mishap(const lapi_reading *r, uint32_t word)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (uint32_t c = t->first_child[word]; c != LAPI_NONE; c = t->next_sibling[c])
        if (is_in(r, c, "accident") || is_in(r, c, "disease") ||
            is_in(r, c, "disaster"))
            return true;
    return false;
}

/* Status of the word that counts, else of what governs it. */
static void set_status(const lapi_doc *doc, uint32_t word, lapi_event *e)
{
    for (int i = 0; i < CLIMB_MAX && word != LAPI_NONE; i++) {
        uint32_t f = doc->facts.by_word ? doc->facts.by_word[word] : LAPI_NONE;
        if (f != LAPI_NONE && doc->tokens.upos[word] == LAPI_UPOS_VERB) {
            e->status = doc->facts.at[f].status;
            e->historical = doc->facts.at[f].historical;
            return;
        }
        word = doc->tokens.head[word];
    }
}

/* Whom the number counts: its own noun, else those of the event, told by the number. */
static lap_status set_counted(const lapi_reading *r, const lapi_quantity *q,
                              lapi_event *e)
{
    lapi_parties own = {0};
    if (e->recipients.count == 0)
        return LAP_OK;
    lap_status status =
        lapi_party_of_word(r, q->head, "who is counted", LAPI_PARTY_OBJECT, &own);
    if (status == LAP_OK && own.count == 0) {
        lapi_party same = e->recipients.at[0];
        same.span = q->span;
        same.rule = "who was counted before";
        status = lapi_party_add(r, &same, &own);
    }
    e->recipients = own;
    return status;
}

static lap_status set_count(const lapi_reading *r, const tally *x, lapi_event *e)
{
    lapi_arena *arena = r->doc->arena;
    uint8_t what = x->what;
    for (uint32_t i = 0; i < e->quantity_count && what == LAPI_WHAT_NONE; i++)
        if (lapi_what_is_people(e->what[i]))
            what = e->what[i]; /* the number of what was counted before */
    e->quantities = lapi_arena_get(arena, 1, sizeof *e->quantities);
    e->what = lapi_arena_get(arena, 1, 1);
    e->whose = lapi_arena_get(arena, 1, sizeof *e->whose);
    if (!e->quantities || !e->what || !e->whose)
        return LAP_NO_MEMORY;
    e->quantities[0] = x->quantity;
    e->what[0] = what;
    e->quantity_count = 1;
    lapi_attach_whose(r, x->quantity, e->whose[0]);
    return set_counted(r, &r->doc->quantities.at[x->quantity], e);
}

/* "The ministry put the toll at 15": who counts says so. */
static lap_status set_counter(const lapi_reading *r, uint32_t word, lapi_event *e)
{
    const lapi_doc *doc = r->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t verb = t->rel[word] == LAPI_REL_OBJ ? t->head[word] : LAPI_NONE;
    uint32_t who = verb == LAPI_NONE ? LAPI_NONE : lapi_args_subject(r, verb, NULL);
    uint32_t m = lapi_mention_actor(&doc->mentions, who);
    if (m == LAPI_NONE)
        return LAP_OK;
    lapi_voice *voice = lapi_arena_get(doc->arena, 1, sizeof *voice);
    if (!voice)
        return LAP_NO_MEMORY;
    const lapi_mention *mention = &doc->mentions.at[m];
    voice->who = (lapi_party){.span = mention->span,
                              .mention = m,
                              .actor = mention->actor,
                              .rule = "subject of the verb of counting"};
    voice->cue = lapi_doc_words(doc, verb, verb + 1);
    voice->said_on = LAPI_DAY_NONE;
    e->according_to = (lapi_voices){.count = 1, .at = voice};
    return LAP_OK;
}

/* The event as the count tells it again. */
static lap_status retell(const lapi_reading *r, const tally *x, uint32_t event,
                         lapi_event *out)
{
    const lapi_doc *doc = r->doc;
    lapi_event e = doc->events.at[event];
    const lapi_sentences *s = &doc->sentences;
    e.same_as = e.same_as == LAPI_NONE ? event : e.same_as;
    e.according_to = e.disputed_by = (lapi_voices){0};
    e.confidence -= e.confidence / CONFIDENCE_CUT;
    e.head = x->word;
    e.sentence = doc->tokens.sentence[x->word];
    e.trigger = lapi_doc_words(doc, x->word, x->word + 1);
    e.evidence = lapi_doc_words(doc, s->first[e.sentence], s->first[e.sentence + 1]);
    set_status(doc, x->word, &e);
    e.id = lapi_record_id(doc, &e);
    lap_status status = set_count(r, x, &e);
    if (status == LAP_OK)
        status = lapi_record_voices(r, x->word, &e);
    if (status == LAP_OK && e.according_to.count == 0)
        status = set_counter(r, x->word, &e);
    *out = e;
    return status;
}

static lap_status add(additions *a, const lapi_event *e)
{
    if (a->count == a->room) {
        uint32_t room = a->room ? a->room * 2 : 8;
        a->at =
            lapi_arena_grow(a->reading->doc->arena, a->at, a->room, room, sizeof *e);
        if (!a->at)
            return LAP_NO_MEMORY;
        a->room = room;
    }
    a->at[a->count++] = *e;
    return LAP_OK;
}

static lap_status try_quantity(additions *a, uint32_t quantity)
{
    const lapi_reading *r = a->reading;
    lapi_doc *doc = r->doc;
    tally x;
    if (!find_tally(r, quantity, &x))
        return LAP_OK;
    uint32_t sentence = doc->tokens.sentence[x.word];
    uint32_t event = find_event(doc, &x, sentence);
    if (event == LAPI_NONE)
        return LAP_OK;
    const lapi_event *e = &doc->events.at[event];
    if (is_told(doc, sentence, e->type) || is_earlier(r, x.word, e) ||
        is_elsewhere(r, x.word, e) || is_mishap(r, x.word))
        return LAP_OK;
    lapi_event told;
    lap_status status = retell(r, &x, event, &told);
    if (status != LAP_OK || told.historical ||
        (a->count && a->at[a->count - 1].head == told.head))
        return status;
    return add(a, &told);
}

/* Puts the added records between the others, in the order of their triggers. */
static lap_status merge(additions *a)
{
    lapi_doc *doc = a->reading->doc;
    lapi_events *events = &doc->events;
    uint32_t n = events->count + a->count, i = 0, k = 0;
    lapi_event *at = lapi_arena_get(doc->arena, n, sizeof *at);
    uint32_t *moved = lapi_arena_get(doc->arena, events->count, sizeof *moved);
    if (!at || !moved)
        return LAP_NO_MEMORY;
    for (uint32_t out = 0; out < n; out++) {
        bool old = k == a->count || (i < events->count && events->at[i].trigger.begin <=
                                                              a->at[k].trigger.begin);
        if (old)
            moved[i] = out;
        at[out] = old ? events->at[i++] : a->at[k++];
    }
    for (uint32_t out = 0; out < n; out++)
        if (at[out].same_as != LAPI_NONE)
            at[out].same_as = moved[at[out].same_as];
    events->at = at;
    events->count = n;
    return LAP_OK;
}

lap_status lapi_count_run(const lapi_reading *reading)
{
    lapi_doc *doc = reading->doc;
    additions a = {.reading = reading};
    if (doc->events.count == 0 || doc->quantities.count == 0)
        return LAP_OK;
    uint8_t *taken = lapi_arena_get(doc->arena, doc->quantities.count, 1);
    if (!taken)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < doc->events.count; i++)
        for (uint32_t k = 0; k < doc->events.at[i].quantity_count; k++)
            taken[doc->events.at[i].quantities[k]] = 1;
    lap_status status = LAP_OK;
    for (uint32_t q = 0; status == LAP_OK && q < doc->quantities.count; q++)
        if (!taken[q])
            status = try_quantity(&a, q);
    return status == LAP_OK && a.count ? merge(&a) : status;
}
