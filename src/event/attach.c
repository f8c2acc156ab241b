#include "event/attach.h"

#include "base/search.h"
#include "event/party.h"

#define CHAIN_MAX  24u
#define UP_COST    3u
#define HAZE_COST  4u
#define FAR        1000u
#define PLACES_MAX 6u

/* Leaving a clause through one of these, one is in another telling. */
static bool is_clause_rel(unsigned rel)
{
    return rel == LAPI_REL_CCOMP || rel == LAPI_REL_ADVCL ||
           rel == LAPI_REL_ACL_RELCL || rel == LAPI_REL_PARATAXIS ||
           rel == LAPI_REL_ACL || rel == LAPI_REL_XCOMP || rel == LAPI_REL_CSUBJ ||
           rel == LAPI_REL_ADVCL_RELCL;
}

static bool leaves_clause(const lapi_tokens *t, uint32_t w)
{
    return is_clause_rel(t->rel[w]) ||
           (t->rel[w] == LAPI_REL_CONJ && t->upos[w] == LAPI_UPOS_VERB);
}

/* Is `word` the cue of an attribution in whose content `inside` stands? */
static bool reports(const lapi_doc *doc, uint32_t word, uint32_t inside)
{
    if (!doc->attributions.by_word)
        return false;
    uint32_t a = doc->attributions.by_word[inside];
    for (uint32_t n = 0; a != LAPI_NONE && n < doc->attributions.count; n++) {
        if (doc->attributions.at[a].cue_word == word)
            return true;
        a = doc->attributions.at[a].outer;
    }
    return false;
}

/* "Visiting Norland on Monday, the envoy met ...", "on a visit to Norland, he met ...":
 * what only says where and when the rest is done. */
static bool is_setting(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[w];
    bool beside = t->rel[w] == LAPI_REL_OBL ||
                  (t->rel[w] == LAPI_REL_ADVCL && t->xpos[w] == LAPI_XPOS_VBG && w < h);
    return beside && h != LAPI_NONE &&
           lapi_match_in_class(r, w, lapi_know_key(LAPI_S("setting")));
}

/* Climbing out of a clause of contrast or of another time, one is in another telling.
 */
static bool breaks_off(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (t->rel[w] == LAPI_REL_ADVCL) {
        uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK);
        return mark != LAPI_NONE &&
               (lapi_match_in_class(r, mark, lapi_know_key(LAPI_S("contrast"))) ||
                lapi_match_in_class(r, mark, lapi_know_key(LAPI_S("other_time"))));
    }
    uint32_t prep = t->upos[w] == LAPI_UPOS_NOUN ? lapi_tree_case(t, w) : LAPI_NONE;
    return prep != LAPI_NONE && /* "since their war", but not "after the coup" */
           lapi_match_in_class(r, prep, lapi_know_key(LAPI_S("earlier_time")));
}

/* "Soldiers seized power in Norland and the navy shelled a port": the second clause has
 * a subject of its own, and its own place. */
static bool tells_of_other(const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_VERB &&
           (t->rel[w] == LAPI_REL_CONJ || t->rel[w] == LAPI_REL_PARATAXIS) &&
           (lapi_tree_child(t, w, LAPI_REL_NSUBJ) != LAPI_NONE ||
            lapi_tree_child(t, w, LAPI_REL_NSUBJ_PASS) != LAPI_NONE);
}

/* Before matching any noun of the lexicon counts, after it those that tell an event. */
static bool is_event_noun(const lapi_reading *r, uint32_t w)
{
    if (lapi_mention_actor(&r->doc->mentions, w) != LAPI_NONE)
        return false; /* "arrested 40 protesters in Minsk" */
    uint32_t first;
    if (r->doc->tokens.upos[w] != LAPI_UPOS_NOUN)
        return false;
    if (r->matched)
        return r->matched[w];
    return lapi_event_lexicon_senses(r->lexicon, r->lemma_key[w], &first) > 0;
}

/* "Signed an accord in Norland", "killed in fighting in Norland": where what makes the
 * sense is, the event is; but one condemns from afar. */
static bool is_met_by(const lapi_match *match, uint32_t noun)
{
    bool speaks = match && lapi_event_quad(match->sense->type) % 2 == 1 &&
                  strcmp(match->sense->cameo, "057") != 0;
    for (uint32_t i = 0; match && !speaks && i < match->met_count; i++)
        if (match->met[i] == noun)
            return true;
    return false;
}

/* "Killed a leader in a raid near Norland": where they raided, they killed. */
static bool is_fought_in(const lapi_reading *r, const lapi_match *match, uint32_t noun)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t prep = lapi_tree_case(t, noun);
    return match && match->sense->type == LAPI_EVENT_ASSAULT &&
           t->head[noun] == match->word && t->rel[noun] == LAPI_REL_OBL &&
           prep != LAPI_NONE &&
           lapi_match_in_class(r, prep,
                               lapi_know_key(LAPI_S("occasion_preposition"))) &&
           lapi_match_in_class(r, noun, lapi_know_key(LAPI_S("fighting")));
}

/* How far the word `h` of a modifier is from event word `w` over the tree; FAR when it
 * belongs to a clause of its own, to another event's noun or to the report of the
 * event. */
static uint32_t tree_distance(const lapi_reading *r, const lapi_match *match,
                              uint32_t w, uint32_t h)
{
    const lapi_doc *doc = r->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t chain[CHAIN_MAX], n = 0;
    for (uint32_t at = w; at != LAPI_NONE && n < CHAIN_MAX; at = t->head[at]) {
        chain[n++] = at;
        bool other_clause =
            at != w && t->upos[at] == LAPI_UPOS_VERB && t->rel[at] == LAPI_REL_CONJ;
        if (other_clause || breaks_off(r, at) || (match && tells_of_other(t, at)))
            break;
    }
    uint32_t down = 0, cost = UP_COST;
    for (uint32_t at = h; at != LAPI_NONE && down < CHAIN_MAX;
         at = t->head[at], down++) {
        for (uint32_t up = 0; up < n; up++) {
            if (chain[up] != at)
                continue;
            if (up && (reports(doc, at, w) || (down && is_event_noun(r, at))))
                return FAR;
            return up * cost + down;
        }
        if (is_setting(r, at))
            cost = 0;
        else if (leaves_clause(t, at) ||
                 (down > 0 && is_event_noun(r, at) && !lapi_match_has_word(match, at) &&
                  !is_met_by(match, at) && !is_fought_in(r, match, at)))
            return FAR;
    }
    return FAR;
}

/* Does "a day after" date this word: it stands behind, before the next comma? */
static bool is_dated_next(const lapi_doc *doc, const lapi_when *when, uint32_t word)
{
    if (word < when->end)
        return false;
    for (uint32_t w = when->end; w < word; w++)
        if (doc->tokens.upos[w] == LAPI_UPOS_PUNCT)
            return false;
    return true;
}

uint32_t lapi_attach_when(const lapi_reading *reading, uint32_t word)
{
    const lapi_doc *doc = reading->doc;
    uint32_t sentence = doc->tokens.sentence[word], best = LAPI_NONE, least = FAR;
    uint32_t end = doc->sentences.first[sentence + 1];
    for (uint32_t i = lapi_times_from(&doc->times, doc->sentences.first[sentence]);
         i < doc->times.count && doc->times.at[i].first < end; i++) {
        const lapi_when *when = &doc->times.at[i];
        if (!when->is_event_time)
            continue;
        uint32_t d = tree_distance(reading, NULL, word, when->head);
        if (when->dates_next) /* nearer only than what stands in other clauses */
            d = is_dated_next(doc, when, word) ? 3 : FAR;
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

/* X of "in X, Y and Z": the one that has the preposition of all. */
static uint32_t first_joined(const lapi_tokens *t, uint32_t w)
{
    for (uint32_t n = 0; n < CHAIN_MAX && t->rel[w] == LAPI_REL_CONJ &&
                         lapi_tree_case(t, w) == LAPI_NONE && t->head[w] != LAPI_NONE;
         n++)
        w = t->head[w];
    return w;
}

/* "the market of Gao", "Gao's airport": a building stands where its town is. */
static bool has_site(const lapi_reading *r, const lapi_place *p, uint32_t w)
{
    uint32_t h = r->doc->tokens.head[w];
    return p->grain != LAPI_GRAIN_COUNTRY && h != LAPI_NONE &&
           (lapi_match_in_class(r, h, lapi_know_key(LAPI_S("building"))) ||
            lapi_match_in_class(r, h, lapi_know_key(LAPI_S("street"))));
}

/* "The border between X and Y": there, also where the two fight each other. */
static bool is_at_border(const lapi_reading *r, const lapi_place *p)
{
    uint32_t h = r->doc->tokens.head[first_joined(&r->doc->tokens, p->head)];
    return p->relation == LAPI_PLACE_BETWEEN && h != LAPI_NONE &&
           lapi_match_in_class(r, h, lapi_know_key(LAPI_S("border")));
}

/* "Soldiers from Norland", "met officials from Norland": where they are of, not where
 * they act; but one withdraws, frees and brings home from somewhere. */
static bool is_origin(const lapi_reading *r, const lapi_match *match,
                      const lapi_place *p, uint32_t prep)
{
    const lapi_tokens *t = &r->doc->tokens;
    const lapi_mentions *all = &r->doc->mentions;
    if (p->relation != LAPI_PLACE_FROM || prep == 0)
        return false;
    uint32_t m = lapi_mention_actor(all, prep - 1);
    return m != LAPI_NONE && strcmp(all->at[m].actor.country, p->country) == 0 &&
           match->sense->type != LAPI_EVENT_RETREAT &&
           (t->rel[p->head] == LAPI_REL_NMOD ||
            match->sense->type == LAPI_EVENT_CONSULT);
}

/* Can this mention of a place say where: not a place that acts or owns. */
static bool tells_where(const lapi_reading *r, const lapi_match *match,
                        const lapi_place *p)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t w = p->head;
    const lapi_mentions *all = &r->doc->mentions;
    uint32_t m = lapi_mention_at(all, w);
    if (m != LAPI_NONE && all->at[m].kind == LAPI_MENTION_ADJECTIVE)
        return false; /* "U.S. troops" */
    bool acts = m != LAPI_NONE && all->at[m].is_actor;
    w = first_joined(t, w);
    if (t->rel[w] == LAPI_REL_NMOD_POSS)
        return has_site(r, p, w);
    switch (t->rel[w]) {
    case LAPI_REL_COMPOUND: /* "UK organisations" */
        if (acts && t->head[w] != LAPI_NONE && all->by_head[t->head[w]] != LAPI_NONE)
            return false;
        break;
    case LAPI_REL_NSUBJ:
    case LAPI_REL_NSUBJ_PASS:
    case LAPI_REL_OBL_AGENT:
    case LAPI_REL_IOBJ:
    case LAPI_REL_AMOD:
        return false;
    default:
        break;
    }
    uint32_t c = lapi_tree_case(t, w);
    if (c == LAPI_NONE && acts && t->rel[w] == LAPI_REL_OBL)
        return false;   /* a subject that the tree has lost */
    if (c == LAPI_NONE) /* "visited Kyiv", but not "accused Kyiv" */
        return lapi_event_quad(match->sense->type) % 2 == 0 ||
               (lapi_slice_is(match->sense->mode, "visit") &&
                lapi_match_has_word(match, t->head[w])) ||
               t->rel[w] != LAPI_REL_OBJ || is_setting(r, t->head[w]);
    if (acts && p->relation == LAPI_PLACE_BETWEEN)
        return is_at_border(r, p);   /* not "relations between X and Y" */
    if (r->form_key[c] == r->key_of) /* "the annexation of Crimea" */
        return lapi_match_has_word(match, t->head[w]) || has_site(r, p, w);
    if (is_origin(r, match, p, c))
        return false;
    return lapi_match_in_class(r, c, lapi_know_key(LAPI_S("place_preposition")));
}

/* "in Usulutan and Morazan": the places that are coordinated with the one found. */
static void add_coordinated(const lapi_doc *doc, lapi_event *event)
{
    const lapi_tokens *t = &doc->tokens;
    uint32_t head = doc->places.at[event->places[0]].head;
    for (uint32_t c = t->first_child[head];
         c != LAPI_NONE && event->place_count < PLACES_MAX; c = t->next_sibling[c]) {
        uint32_t p = doc->places.by_head[c];
        if (p == LAPI_NONE)
            continue;
        if (t->rel[c] == LAPI_REL_CONJ)
            event->places[event->place_count++] = p;
        for (uint32_t d = t->first_child[c]; /* "the districts of X and Y" */
             d != LAPI_NONE && t->rel[c] != LAPI_REL_CONJ &&
             event->place_count < PLACES_MAX;
             d = t->next_sibling[d])
            if (t->rel[d] == LAPI_REL_CONJ && doc->places.by_head[d] != LAPI_NONE)
                event->places[event->place_count++] = doc->places.by_head[d];
    }
}

/* Is the place only a name of one who is acted on ("aid to Norland")? Where one goes or
 * moves forces, and what one attacks, is both. */
static bool is_target_only(const lapi_reading *r, const lapi_event *e,
                           const lapi_place *p)
{
    if (e->type == LAPI_EVENT_CONSULT || e->type == LAPI_EVENT_MOBILIZE ||
        e->type == LAPI_EVENT_RETREAT)
        return false;
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t c = lapi_tree_case(t, first_joined(t, p->head));
    if (c == LAPI_NONE || r->form_key[c] == r->key_of ||
        !lapi_match_in_class(r, c, lapi_know_key(LAPI_S("party_preposition"))))
        return false;
    return lapi_parties_hold(&e->recipients, p->span);
}

/* "At the border with X, in the valley of Y", "on the Z bridge near Y": what is not on
 * the map says less than what stands beside it. */
static bool is_hazy(const lapi_tokens *t, const lapi_place *p)
{
    bool border = p->relation == LAPI_PLACE_NEAR && p->grain == LAPI_GRAIN_COUNTRY;
    bool unknown =
        !p->country[0] && lapi_tree_child(t, p->head, LAPI_REL_CONJ) == LAPI_NONE;
    return border || unknown;
}

lap_status lapi_attach_places(const lapi_reading *reading, const lapi_match *match,
                              lapi_event *event)
{
    lapi_doc *doc = reading->doc;
    uint32_t sentence = doc->tokens.sentence[match->word], best = LAPI_NONE,
             least = FAR;
    uint32_t end = doc->sentences.first[sentence + 1];
    /* What is only said is said nowhere, unless its own clause tells where. */
    bool in_words =
        lapi_event_quad(event->type) % 2 == 1 && event->type != LAPI_EVENT_CONSULT;
    for (uint32_t i = lapi_places_from(&doc->places, doc->sentences.first[sentence]);
         i < doc->places.count && doc->places.at[i].first < end; i++) {
        const lapi_place *p = &doc->places.at[i];
        if (doc->tokens.sentence[p->head] != sentence ||
            !tells_where(
                reading, match,
                p) || /* only a name of one who acts: "between Kyiv and Moscow" */
            (lapi_parties_hold(&event->actors, p->span) && !is_at_border(reading, p)) ||
            is_target_only(reading, event, p))
            continue;
        uint32_t d = tree_distance(reading, match, match->word, p->head);
        if (d == FAR || (in_words && d >= UP_COST))
            continue;
        d += is_hazy(&doc->tokens, p) ? HAZE_COST : 0;
        if (d < least) {
            least = d;
            best = i;
        }
    }
    if (best == LAPI_NONE)
        return LAP_OK;
    event->places = lapi_arena_get(doc->arena, PLACES_MAX, sizeof *event->places);
    if (!event->places)
        return LAP_NO_MEMORY;
    event->places[0] = best;
    event->place_count = 1;
    add_coordinated(doc, event);
    return LAP_OK;
}

uint8_t lapi_attach_role_of_word(const lapi_reading *reading, uint32_t word)
{
    static const struct {
        const char *name;
        uint8_t what;
    } roles[] = {
        {"count_dead", LAPI_WHAT_DEAD},
        {"count_injured", LAPI_WHAT_INJURED},
        {"count_arrested", LAPI_WHAT_ARRESTED},
        {"count_missing", LAPI_WHAT_MISSING},
        {"count_displaced", LAPI_WHAT_DISPLACED},
        {"count_abducted", LAPI_WHAT_ABDUCTED},
        {"count_force", LAPI_WHAT_FORCE},
        {"count_participants", LAPI_WHAT_PARTICIPANTS},
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (lapi_match_in_class(reading, word,
                                lapi_know_key(lapi_slice_str(roles[i].name))))
            return roles[i].what;
    return LAPI_WHAT_NONE;
}

/* The role of a count that its noun leaves open: by the class of the trigger's words.
 */
static uint8_t role_of_count(const lapi_reading *r, const lapi_match *match)
{
    for (uint32_t k = 0; k < match->trigger_count; k++) {
        uint8_t role = lapi_attach_role_of_word(r, match->trigger[k]);
        if (role != LAPI_WHAT_NONE)
            return role;
    }
    if (match->sense->type == LAPI_EVENT_PROTEST)
        return LAPI_WHAT_PARTICIPANTS;
    if (match->sense->type == LAPI_EVENT_MOBILIZE)
        return LAPI_WHAT_FORCE;
    return LAPI_WHAT_NONE;
}

bool lapi_attach_is_denied(const lapi_reading *reading, const lapi_quantity *quantity)
{
    uint32_t w = quantity->first, sentence = reading->doc->tokens.sentence[w];
    return w > reading->doc->sentences.first[sentence] &&
           lapi_event_lexicon_in_class(reading->lexicon,
                                       lapi_know_key(LAPI_S("denied_count")),
                                       reading->lemma_key[w - 1]);
}

/* Does the quantity stand in this argument, not in a clause below it? */
static bool stands_in(const lapi_tokens *t, const lapi_quantity *q, uint32_t word)
{
    uint32_t at = q->head;
    for (uint32_t i = 0; i < 4 && at != LAPI_NONE; i++, at = t->head[at]) {
        if (at == word)
            return true;
        if (leaves_clause(t, at))
            return false;
    }
    return false;
}

/* The dead and the arrested are acted on: what acts is not counted among them. */
static bool counts_for(const lapi_reading *r, const lapi_match *m, uint8_t role,
                       const lapi_quantity *q)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (lapi_match_has_word(m, q->head))
        return true;
    for (uint32_t i = 0; i < m->args.count; i++) {
        const lapi_arg *a = &m->args.at[i];
        if (a->word != q->head && !stands_in(t, q, a->word))
            continue;
        if (a->kind == LAPI_SLOT_REL && lapi_rel_base(a->rel) != LAPI_REL_NSUBJ)
            continue; /* a clause beside it counts for itself */
        bool acts = a->kind == LAPI_SLOT_SUBJ || a->kind == LAPI_SLOT_BY;
        if (acts && lapi_what_is_victims(role))
            return false;
        if (a->kind != LAPI_SLOT_XCOMP && a->kind != LAPI_SLOT_CCOMP && !a->shared)
            return true;
    }
    return false;
}

void lapi_attach_whose(const lapi_reading *reading, uint32_t quantity, char whose[8])
{
    const lapi_mentions *ms = &reading->doc->mentions;
    uint32_t m = lapi_mention_at(ms, reading->doc->quantities.at[quantity].head);
    if (m == LAPI_NONE)
        return;
    const lapi_actor *a = &ms->at[m].actor;
    memcpy(whose, a->country, 3);
    if (a->country[0] && a->sector[0]) {
        whose[3] = ' ';
        memcpy(whose + 4, a->sector, 3);
    }
}

lap_status lapi_attach_quantities(const lapi_reading *reading, const lapi_match *match,
                                  lapi_event *event)
{
    lapi_doc *doc = reading->doc;
    uint32_t sentence = doc->tokens.sentence[match->word];
    uint32_t end = doc->sentences.first[sentence + 1];
    uint32_t i = lapi_lower_bound(doc->quantities.at, doc->quantities.count,
                                  sizeof(lapi_quantity), offsetof(lapi_quantity, first),
                                  doc->sentences.first[sentence]);
    if (i == doc->quantities.count || doc->quantities.at[i].first >= end)
        return LAP_OK;
    uint8_t role = role_of_count(reading, match);
    for (; i < doc->quantities.count && doc->quantities.at[i].first < end; i++) {
        const lapi_quantity *q = &doc->quantities.at[i];
        bool itself = q->head == match->word && /* "a bomb" that killed: no count */
                      doc->tokens.upos[q->first] == LAPI_UPOS_DET;
        if (itself || !counts_for(reading, match, role, q) ||
            lapi_attach_is_denied(reading, q) ||
            event->quantity_count == LAPI_EVENT_COUNTS_MAX)
            continue;
        uint8_t what =
            q->what == LAPI_WHAT_NONE || lapi_what_is_victims(role) ? role : q->what;
        if (!lapi_what_is_people(q->what))
            what = q->what;
        if (what == LAPI_WHAT_NONE)
            continue;
        if (!event->quantities) {
            event->quantities = lapi_arena_get(doc->arena, LAPI_EVENT_COUNTS_MAX,
                                               sizeof *event->quantities);
            event->what = lapi_arena_get(doc->arena, LAPI_EVENT_COUNTS_MAX, 1);
            event->whose =
                lapi_arena_get(doc->arena, LAPI_EVENT_COUNTS_MAX, sizeof *event->whose);
            if (!event->quantities || !event->what || !event->whose)
                return LAP_NO_MEMORY;
        }
        event->quantities[event->quantity_count] = i;
        event->what[event->quantity_count] = what;
        lapi_attach_whose(reading, i, event->whose[event->quantity_count++]);
    }
    return LAP_OK;
}

const char *lapi_attach_land(const lapi_doc *doc, const lapi_event *event)
{
    const char *land =
        event->place_count ? doc->places.at[event->places[0]].country : "";
    return land[0] ? land : NULL;
}
