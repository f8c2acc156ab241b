#include "event/drop.h"

#include "event/match.h"
#include "event/party.h"

#define CLIMB_MAX      8
#define NOUN_CLIMB_MAX 3
#define LIKELY         500 /* confidence, in thousandths */
#define SURE           900
#define UNLIKELY       700

lap_status lapi_drop_marked(lapi_doc *doc, const uint8_t *gone)
{
    lapi_events *events = &doc->events;
    uint32_t n = 0, left = 0;
    for (uint32_t i = 0; i < events->count; i++)
        left += gone[i] != 0;
    lapi_event *aside = lapi_arena_get(doc->arena, left, sizeof *aside);
    if (!aside && left)
        return LAP_NO_MEMORY;
    left = 0;
    for (uint32_t i = 0; i < events->count; i++)
        if (gone[i])
            aside[left++] = events->at[i];
        else
            events->at[n++] = events->at[i];
    if (left)
        memcpy(events->at + n, aside, left * sizeof *aside);
    events->count = n;
    events->weak = events->at + n;
    events->weak_count += left;
    return LAP_OK;
}

/* The record whose trigger holds the word, or NULL: one of its sentence. */
static const lapi_event *record_at(const lapi_doc *doc, uint32_t word)
{
    uint32_t sentence = doc->tokens.sentence[word];
    for (uint32_t i = lapi_events_from(&doc->events, sentence);
         i < doc->events.count && doc->events.at[i].sentence == sentence; i++) {
        const lapi_event *e = &doc->events.at[i];
        if (e->head == word || (doc->tokens.begin[word] >= e->trigger.begin &&
                                doc->tokens.end[word] <= e->trigger.end))
            return e;
    }
    return NULL;
}

/* Does what stands above over this relation speak of the word below as its content? */
static bool is_content_rel(const lapi_tokens *t, uint32_t word)
{
    switch (t->rel[word]) {
    case LAPI_REL_XCOMP:
    case LAPI_REL_CCOMP:
    case LAPI_REL_OBJ:
    case LAPI_REL_OBL:
    case LAPI_REL_NMOD:
    case LAPI_REL_CONJ:
        return true;
    case LAPI_REL_ADVCL:
    case LAPI_REL_ACL: /* an infinitive; an if-clause is none */
        return t->xpos[word] == LAPI_XPOS_VB;
    default:
        return false;
    }
}

static bool one_of(const lapi_reading *r, uint32_t word, const char *class_name)
{
    return lapi_match_in_class(r, word, lapi_know_key(lapi_slice_str(class_name)));
}

static bool governs_no_event(const lapi_reading *r, uint32_t word)
{
    return one_of(r, word, "deliberation") || one_of(r, word, "hopeful");
}

/* Also one that is refused: "rejected a demand to recognise it". */
static bool is_request(const lapi_doc *doc, uint32_t word, const lapi_event *e)
{
    const lapi_event *of = record_at(doc, word);
    return of && of != e &&
           (of->type == LAPI_EVENT_REQUEST ||
            (of->type == LAPI_EVENT_REJECT && e->status == LAPI_STATUS_POSSIBLE));
}

static bool is_promise(const lapi_event *e)
{
    return e->type == LAPI_EVENT_AGREE || e->type == LAPI_EVENT_THREATEN ||
           e->type == LAPI_EVENT_REJECT;
}

/* "Offered to mediate"; "an invitation to send ships" and "warned that it would veto",
 * where nobody else is to do it. */
static bool is_told_of(const lapi_doc *doc, const lapi_event *e)
{
    const lapi_tokens *t = &doc->tokens;
    unsigned rel = lapi_rel_base(t->rel[e->head]);
    const lapi_event *of =
        t->head[e->head] == LAPI_NONE ? NULL : record_at(doc, t->head[e->head]);
    if (!of || !is_promise(of))
        return false;
    if (rel == LAPI_REL_XCOMP)
        return true;
    return (rel == LAPI_REL_CCOMP ||
            (rel == LAPI_REL_ACL && t->xpos[e->head] == LAPI_XPOS_VB)) &&
           e->actors.count > 0 && lapi_parties_share(&of->actors, &e->actors);
}

/* What is promised, threatened, refused, asked for, weighed or hoped for is the content
 * of that and no event of its own. */
static bool is_content(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t at = e->head;
    bool direct = true;
    if (e->status == LAPI_STATUS_ACTUAL)
        return false;
    if (is_told_of(r->doc, e))
        return true;
    for (int i = 0; i < CLIMB_MAX; i++) {
        uint32_t head = t->head[at];
        if (head == LAPI_NONE || !is_content_rel(t, at))
            return false;
        bool conj = t->rel[at] == LAPI_REL_CONJ;
        if (!conj && is_request(r->doc, head, e))
            return true;
        if (!conj && direct && governs_no_event(r, head))
            return true;
        direct &= conj;
        at = head;
    }
    return false;
}

static bool same_parties(const lapi_parties *a, const lapi_parties *b)
{
    return b->count == 0 || lapi_parties_share(a, b);
}

static bool is_verbal_cooperation(unsigned type)
{
    return type == LAPI_EVENT_AGREE || type == LAPI_EVENT_SUPPORT ||
           type == LAPI_EVENT_CONSULT;
}

/* "Assured him in a call", "agreed at the summit": where it was said is told too. */
static bool is_occasion(const lapi_reading *r, const lapi_event *e,
                        const lapi_event *verb)
{
    uint32_t prep = lapi_tree_case(&r->doc->tokens, e->head);
    return e->type == LAPI_EVENT_CONSULT && verb->type != LAPI_EVENT_CONSULT &&
           prep != LAPI_NONE && one_of(r, prep, "occasion_preposition");
}

/* "Signed an accord", "the signing of an accord": does the word hang below as what is
 * done? */
static bool is_done_by(const lapi_tokens *t, const lapi_event *e, uint32_t word)
{
    unsigned rel = t->rel[word];
    return rel == LAPI_REL_OBJ || rel == LAPI_REL_OBL || rel == LAPI_REL_XCOMP ||
           rel == LAPI_REL_NSUBJ_PASS ||
           (rel == LAPI_REL_NMOD && is_verbal_cooperation(e->type));
}

/* "Signed an accord", "agreed to hold a joint patrol": the noun is what the verb above
 * it does, and tells no second event of the same parties. */
static bool is_told_by_verb(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t at = e->head;
    if (t->upos[at] != LAPI_UPOS_NOUN)
        return false;
    for (int i = 0; i < NOUN_CLIMB_MAX; i++) {
        bool down = is_done_by(t, e, at);
        at = t->head[at];
        if (!down || at == LAPI_NONE)
            return false;
        const lapi_event *verb = record_at(r->doc, at);
        if (!verb || verb == e)
            continue;
        bool like = verb->type == e->type || (is_verbal_cooperation(verb->type) &&
                                              is_verbal_cooperation(e->type));
        bool open = verb->recipients.count == 0 && e->type != LAPI_EVENT_CONSULT;
        return like && !is_occasion(r, e, verb) &&
               same_parties(&verb->actors, &e->actors) &&
               (open || same_parties(&verb->recipients, &e->recipients));
    }
    return false;
}

/* "Promised to cooperate", "met to discuss the dam", "vowed that it would be avenged":
 * a verb below one of the same kind goes on with it, if nobody else does it. */
static bool goes_on(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t at = e->head;
    if (t->upos[at] == LAPI_UPOS_NOUN)
        return false;
    for (int i = 0; i < NOUN_CLIMB_MAX; i++) {
        unsigned rel = t->rel[at];
        bool down = rel == LAPI_REL_XCOMP || rel == LAPI_REL_CCOMP ||
                    (rel == LAPI_REL_ADVCL && t->xpos[at] == LAPI_XPOS_VB);
        at = t->head[at];
        if (!down || at == LAPI_NONE)
            return false;
        const lapi_event *above = record_at(r->doc, at);
        if (above && above != e)
            return above->type == e->type && same_parties(&above->actors, &e->actors);
    }
    return false;
}

/* "Accused the ministry of ignoring warnings": what is alleged is no act of speech of
 * its own. */
static bool is_alleged_speech(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[e->head];
    if (t->xpos[e->head] != LAPI_XPOS_VBG || h == LAPI_NONE ||
        lapi_event_quad(e->type) % 2 == 0)
        return false;
    const lapi_event *verb = record_at(r->doc, h);
    return verb && verb != e && verb->type == LAPI_EVENT_ACCUSE &&
           (t->rel[e->head] == LAPI_REL_ADVCL || t->rel[e->head] == LAPI_REL_XCOMP ||
            t->rel[e->head] == LAPI_REL_OBL) &&
           lapi_slice_is(verb->mode, "allege");
}

static bool is_called(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t prep = lapi_tree_case(t, w);
    return t->rel[w] == LAPI_REL_XCOMP ||
           (t->rel[w] == LAPI_REL_OBL && prep != LAPI_NONE &&
            lapi_slice_is(lapi_doc_word(r->doc, prep), "as"));
}

/* "Called the vote a coup", "murder charges": what it is called, or is the charge,
 * happened nowhere. */
static bool is_judgement(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[e->head];
    if ((t->upos[e->head] != LAPI_UPOS_NOUN && t->upos[e->head] != LAPI_UPOS_ADJ) ||
        h == LAPI_NONE ||
        (t->rel[e->head] != LAPI_REL_COMPOUND && !is_called(r, e->head)))
        return false;
    const lapi_event *above = record_at(r->doc, h);
    return above && above != e && above->type == LAPI_EVENT_ACCUSE;
}

/* Is it a law or the like that does what the verb says? */
static bool has_rule(const lapi_reading *r, uint32_t verb)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (uint32_t c = t->first_child[verb]; c != LAPI_NONE; c = t->next_sibling[c])
        if (lapi_rel_base(t->rel[c]) == LAPI_REL_NSUBJ)
            return one_of(r, c, "rulebook") || (t->upos[c] == LAPI_UPOS_PRON &&
                                                t->rel[verb] == LAPI_REL_ACL_RELCL &&
                                                one_of(r, t->head[verb], "rulebook"));
    return false;
}

/* "The constitution allows the president to dissolve the assembly": what a law allows
 * is not done yet. */
static bool is_by_law(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t at = e->head;
    for (int i = 0; i < NOUN_CLIMB_MAX && t->head[at] != LAPI_NONE; i++) {
        if (!is_content_rel(t, at))
            return false;
        at = t->head[at];
        if (one_of(r, at, "permission"))
            return has_rule(r, at);
    }
    return false;
}

/* The mention that names whom a pronoun stands for, the nearest before; another itself.
 */
static const lapi_mention *named(const lapi_mentions *all, uint32_t mention)
{
    const lapi_mention *m = &all->at[mention];
    for (uint32_t i = mention; i > 0 && m->kind == LAPI_MENTION_PRONOUN; i--)
        if (all->at[i - 1].cluster == all->at[mention].cluster)
            m = &all->at[i - 1];
    return m;
}

/* Are all of them told as people of private life ("the coach", "his aunt")? */
static bool are_private(const lapi_reading *r, const lapi_parties *parties)
{
    const lapi_mentions *all = &r->doc->mentions;
    for (uint32_t i = 0; i < parties->count; i++) {
        uint32_t at = parties->at[i].mention;
        if (at == LAPI_NONE)
            return false;
        const lapi_mention *m = named(all, at);
        if (!one_of(r, m->head, "private") && (m->plural || !one_of(r, m->head, "kin")))
            return false;
    }
    return true;
}

/* "The coach warned his players", "a pensioner asked": words among people of private
 * life are no politics. */
static bool is_private(const lapi_reading *r, const lapi_event *e)
{
    unsigned quad = lapi_event_quad(e->type);
    return (quad == 1 || quad == 3) && e->actors.count > 0 &&
           are_private(r, &e->actors) && are_private(r, &e->recipients);
}

lap_status lapi_drop_contents(const lapi_reading *reading)
{
    lapi_events *events = &reading->doc->events;
    uint8_t *gone = lapi_arena_get(reading->doc->arena, events->count, 1);
    if (!gone && events->count)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < events->count; i++)
        gone[i] = is_content(reading, &events->at[i]) ||
                  is_told_by_verb(reading, &events->at[i]) ||
                  goes_on(reading, &events->at[i]) ||
                  is_alleged_speech(reading, &events->at[i]) ||
                  is_judgement(reading, &events->at[i]) ||
                  is_by_law(reading, &events->at[i]) ||
                  is_private(reading, &events->at[i]);
    return lapi_drop_marked(reading->doc, gone);
}

/* Records in which nobody acts and nobody is acted on tell nothing, save that violence
 * happened somewhere ("a bomb exploded in Lagos") or to so many ("three killed"), a
 * cyber attack, or a deed that is likely enough without ("hundreds rallied"). */
static bool is_empty(const lapi_doc *doc, const lapi_event *e)
{
    bool deed =
        lapi_event_quad(e->type) == 4 || doc->tokens.upos[e->head] == LAPI_UPOS_VERB;
    return e->actors.count + e->recipients.count == 0 &&
           !lapi_slice_is(e->mode, "cyber") && !(deed && e->confidence >= LIKELY) &&
           !(e->type == LAPI_EVENT_ASSAULT &&
             (e->place_count || e->mode.bytes || e->quantity_count));
}

/* "Ministry: 5 dead in raid": what is improbable in a sentence, a headline counts. */
static bool is_counted(const lapi_doc *doc, const lapi_event *e)
{
    for (uint32_t i = 0; i < e->quantity_count; i++)
        if (lapi_what_is_victims(e->what[i]))
            return lapi_doc_is_headline(doc, e->sentence);
    return false;
}

/* "Denied shelling the city": what is denied is told, however improbable. */
static bool is_denied(const lapi_doc *doc, const lapi_event *e)
{
    const lapi_tokens *t = &doc->tokens;
    unsigned rel = t->rel[e->head];
    if (rel != LAPI_REL_XCOMP && rel != LAPI_REL_CCOMP && rel != LAPI_REL_OBJ)
        return false;
    const lapi_event *by = record_at(doc, t->head[e->head]);
    return by && by != e && by->type == LAPI_EVENT_REJECT && !by->is_weak;
}

/* "They claimed that they had attacked": nobody accuses himself. Nameless parties of
 * one code are the same only where the text says so. */
static bool is_of_itself(const lapi_doc *doc, const lapi_event *e)
{
    if (e->type != LAPI_EVENT_ACCUSE || e->actors.count != 1 ||
        e->recipients.count != 1 || !lapi_slice_is(e->mode, "allege"))
        return false;
    const lapi_party *a = &e->actors.at[0], *b = &e->recipients.at[0];
    if (a->mention == LAPI_NONE || b->mention == LAPI_NONE || !lapi_party_same(a, b))
        return false;
    const lapi_mention *m = doc->mentions.at;
    return a->actor.name.bytes > 0 || m[a->mention].cluster == m[b->mention].cluster;
}

/* "The government should withdraw the bill": nobody is told to say so, it is what the
 * text itself thinks. */
static bool is_opinion(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (e->type != LAPI_EVENT_REQUEST || e->actors.count > 0)
        return false;
    for (uint32_t c = t->first_child[e->head]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_AUX && one_of(r, c, "advice"))
            return true;
    return false;
}

/* "Norland did not attack.": a sentence that says of somebody known what he did not do
 * says so on purpose. */
static bool is_told_not_to_be(const lapi_doc *doc, const lapi_event *e)
{
    return e->status == LAPI_STATUS_NEGATED &&
           doc->tokens.rel[e->head] == LAPI_REL_ROOT && e->actors.count &&
           strcmp(e->actors.at[0].actor.country, "UNK") != 0;
}

/* "Norland may attack Freland, officials warned.": what may be done by one country to
 * another is told for its own sake. */
static bool is_feared(const lapi_event *e)
{
    return e->status == LAPI_STATUS_POSSIBLE && e->quad == 4 &&
           lapi_parties_known(&e->actors) && lapi_parties_known(&e->recipients);
}

/* In a text that tells nothing for sure (sport, business, stories), what is not even
 * likely is nothing. */
static void doubt_quiet(const lapi_doc *doc)
{
    const lapi_events *events = &doc->events;
    uint32_t most = 0;
    for (uint32_t i = 0; i < events->count; i++)
        if (events->at[i].confidence > most)
            most = events->at[i].confidence;
    if (most >= SURE || doc->sentences.count < LAPI_DROP_TEXT)
        return;
    for (uint32_t i = 0; i < events->count; i++)
        events->at[i].is_weak |= events->at[i].confidence < UNLIKELY;
}

lap_status lapi_drop_weak(const lapi_reading *reading)
{
    lapi_doc *doc = reading->doc;
    lapi_events *events = &doc->events;
    uint8_t *gone = lapi_arena_get(doc->arena, events->count, 1);
    if (!gone && events->count)
        return LAP_NO_MEMORY;
    doubt_quiet(doc);
    for (uint32_t i = 0; i < events->count; i++) {
        const lapi_event *e = &events->at[i];
        gone[i] = (e->is_weak && !is_counted(doc, e) && !is_denied(doc, e) &&
                   !is_told_not_to_be(doc, e) && !is_feared(e)) ||
                  is_empty(doc, e) || is_of_itself(doc, e) || is_opinion(reading, e);
    }
    return lapi_drop_marked(doc, gone);
}
