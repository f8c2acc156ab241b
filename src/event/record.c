#include "event/record.h"

#include "base/hash.h"
#include "event/attach.h"
#include "event/party.h"
#include "event/quote.h"
#include "know/codes.h"

#define VOICES_MAX 6u

static bool is_verbal(unsigned type)
{
    return lapi_event_quad(type) % 2 == 1;
}

/* A country as a mere victim or object has no sector; one that is addressed is its
 * government. */
static enum lapi_party_role recipient_role(const lapi_sense *sense)
{
    bool addressed = is_verbal(sense->type) && sense->type != LAPI_EVENT_SUPPORT &&
                     !lapi_slice_is(sense->mode, "visit");
    return addressed ? LAPI_PARTY_AGENT : LAPI_PARTY_OBJECT;
}

/* A place of the actor's own country is where it acts, not whom it acts on. */
static bool is_own_ground(const lapi_event *e, const lapi_party *p)
{
    return p->mention == LAPI_NONE && e->actors.count && p->actor.sector[0] == '\0' &&
           strcmp(p->actor.country, e->actors.at[0].actor.country) == 0;
}

static bool is_actor_itself(const lapi_doc *doc, const lapi_event *e,
                            const lapi_party *p)
{
    const lapi_mention *all = doc->mentions.at;
    for (uint32_t i = 0; i < e->actors.count; i++) {
        const lapi_party *actor = &e->actors.at[i];
        if (p->mention != LAPI_NONE && actor->mention != LAPI_NONE &&
            all[p->mention].cluster == all[actor->mention].cluster &&
            lapi_party_same(p, actor))
            return true;
    }
    return false;
}

/* "Residents fled after soldiers burned their homes": "their" is read as whoever acts,
 * who harms not his own; it is the clause above that tells whose they are. */
static lap_status add_from_above(const lapi_reading *r, uint32_t word,
                                 enum lapi_party_role role, lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t above = t->head[word];
    bool is_clause = lapi_rel_base(t->rel[word]) == LAPI_REL_ADVCL ||
                     lapi_rel_base(t->rel[word]) == LAPI_REL_CCOMP;
    uint32_t subject =
        is_clause && above != LAPI_NONE ? lapi_args_subject(r, above, NULL) : LAPI_NONE;
    lapi_parties found = {0};
    lap_status status = LAP_OK;
    if (subject != LAPI_NONE)
        status =
            lapi_party_of_word(r, subject, "subject of the clause above", role, &found);
    for (uint32_t i = 0; status == LAP_OK && i < found.count; i++)
        if (!is_actor_itself(r->doc, e, &found.at[i]))
            status = lapi_party_add(r, &found.at[i], &e->recipients);
    return status;
}

/* A country's name, or a mere adjective ("military exercises"). */
static bool is_mere(const lapi_doc *doc, const lapi_party *p)
{
    if (p->mention == LAPI_NONE)
        return true;
    const lapi_mention *m = &doc->mentions.at[p->mention];
    return m->kind == LAPI_MENTION_ADJECTIVE ||
           (m->place != LAPI_NONE &&
            doc->places.at[m->place].grain == LAPI_GRAIN_COUNTRY);
}

/* "The ministers of Norland and Freland met on ties between the two countries": who is
 * told twice, once by his country, takes part once. */
static void drop_doubles(const lapi_doc *doc, lapi_parties *all)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        bool again = false;
        for (uint32_t k = 0; k < all->count && !again; k++)
            again = k != i && is_mere(doc, &all->at[i]) && !is_mere(doc, &all->at[k]) &&
                    strcmp(all->at[i].actor.country, all->at[k].actor.country) == 0 &&
                    strcmp(all->at[i].actor.country, "UNK") != 0;
        if (!again)
            all->at[n++] = all->at[i];
    }
    all->count = n;
}

lap_status lapi_record_parties(const lapi_reading *r, const lapi_match *m,
                               lapi_event *e)
{
    bool reciprocal = m->sense->flags & LAPI_FLAG_RECIP;
    enum lapi_party_role role =
        reciprocal ? LAPI_PARTY_AGENT : recipient_role(m->sense);
    lapi_party room[LAPI_EVENT_PARTIES_MAX];
    lapi_parties others = {.at = room};
    lap_status status =
        lapi_party_fill(r, m, m->sense->actor, LAPI_PARTY_AGENT, &e->actors);
    if (status == LAP_OK)
        status = lapi_party_fill(r, m, m->sense->recipient, role, &others);
    bool alone =
        others.count == 0 && (reciprocal ? e->actors.count == 1 : e->actors.count > 0);
    if (status == LAP_OK && alone && m->sense->type != LAPI_EVENT_MOBILIZE &&
        !(m->sense->flags & LAPI_FLAG_ONLY))
        status = lapi_party_rest(r, m, role, &e->actors, &others);
    lapi_parties *to = reciprocal ? &e->actors : &e->recipients;
    if (!reciprocal && lapi_event_quad(e->type) == 4)
        lapi_parties_drop(&others, &e->actors); /* those who suffer it do not do it */
    for (uint32_t i = 0; status == LAP_OK && i < others.count; i++)
        if (!reciprocal && is_actor_itself(r->doc, e, &others.at[i]))
            status = e->type == LAPI_EVENT_ASSAULT
                         ? add_from_above(r, m->word, role, e)
                         : LAP_OK; /* "reopened its borders" */
        else if (!is_own_ground(e, &others.at[i]))
            status = lapi_party_add(r, &others.at[i], to);
    if (reciprocal)
        drop_doubles(r->doc, &e->actors);
    return status;
}

/* Forces that mass at a border are directed at whoever lives behind it. */
static lap_status infer_recipient(const lapi_reading *r, lapi_event *e)
{
    if (e->recipients.count || e->place_count == 0 || e->actors.count == 0)
        return LAP_OK;
    const lapi_place *p = &r->doc->places.at[e->places[0]];
    bool border = e->type == LAPI_EVENT_MOBILIZE && !lapi_slice_is(e->mode, "police") &&
                  (p->relation == LAPI_PLACE_NEAR || p->relation == LAPI_PLACE_TOWARD);
    const char *actor = e->actors.at[0].actor.country;
    bool taken = e->type == LAPI_EVENT_ASSAULT && strncmp(e->cameo, "192", 3) == 0;
    if (!(border || taken) || !p->country[0] || strcmp(p->country, actor) == 0)
        return LAP_OK;
    lapi_party who = lapi_party_implied(
        p->country, "",
        border ? "country whose border the forces are at" : "country of the territory");
    who.span = p->span;
    return lapi_party_add(r, &who, &e->recipients);
}

/* "Russian troop movements": what moves are the country's forces. */
static void name_forces(const lapi_match *m, lapi_event *e)
{
    if (e->type != LAPI_EVENT_MOBILIZE || m->sense->pos != LAPI_UPOS_NOUN)
        return;
    if (!lapi_slice_is(e->mode, "troops") && !lapi_slice_is(e->mode, "weapons"))
        return;
    for (uint32_t i = 0; i < e->actors.count; i++) {
        lapi_actor *a = &e->actors.at[i].actor;
        if (strcmp(a->sector, "GOV") == 0 || a->sector[0] == '\0') {
            memcpy(a->sector, "MIL", 4);
            e->actors.at[i].rule = "forces of the country that modifies them";
        }
    }
}

/* The country that a protest is told of: of its place, else of whom it is against, else
 * of the text. */
static const char *land_of_protest(const lapi_doc *doc, const lapi_event *e)
{
    const char *land = lapi_attach_land(doc, e);
    if (land)
        return land;
    if (e->recipients.count && strcmp(e->recipients.at[0].actor.country, "UNK") != 0)
        return e->recipients.at[0].actor.country;
    return doc->mentions.home[0] ? doc->mentions.home : NULL;
}

/* "Thousands marched in Minsk", "protests in Minsk": people of where they march. A
 * strike is of workers, whoever they are. */
static lap_status add_crowd(const lapi_reading *r, const lapi_match *m, lapi_event *e)
{
    const char *land = land_of_protest(r->doc, e);
    lapi_party who =
        lapi_party_implied(land ? land : "UNK", "CVL", "people of where they protest");
    bool told = false;
    for (uint32_t i = 0; i < m->args.count && !told; i++) {
        uint32_t w = m->args.at[i].word;
        told = m->args.at[i].kind == LAPI_SLOT_SUBJ &&
               lapi_match_in_class(r, w, lapi_know_key(LAPI_S("partitive")));
        if (told)
            who.span = lapi_doc_words(r->doc, w, w + 1);
    }
    bool crowd = lapi_slice_is(e->mode, "demo") || lapi_slice_is(e->mode, "riot");
    return told || (land && crowd) ? lapi_party_add(r, &who, &e->actors) : LAP_OK;
}

static lap_status infer_actor(const lapi_reading *r, const lapi_match *m, lapi_event *e)
{
    if (e->actors.count == 0 && e->type == LAPI_EVENT_PROTEST)
        return add_crowd(r, m, e);
    if (e->actors.count || e->type != LAPI_EVENT_ASSAULT || e->recipients.count == 0)
        return LAP_OK;
    lapi_party who =
        lapi_party_implied("UNK", "UNK", "the text names nobody who did it");
    return lapi_party_add(r, &who, &e->actors);
}

/* Does a proper noun of the sentence of `word` stand in the span? */
static bool holds_name(const lapi_doc *doc, uint32_t word, lapi_span span)
{
    const lapi_tokens *t = &doc->tokens;
    uint32_t w = lapi_quote_word_at(t, span.begin);
    for (; w < t->count && t->end[w] <= span.end; w++)
        if (t->upos[w] == LAPI_UPOS_PROPN && t->sentence[w] == t->sentence[word])
            return true;
    return false;
}

/* Somebody is named, though it be nobody we know; "it was said" or an unresolved
 * pronoun names nobody. */
static bool is_known(const lapi_doc *doc, const lapi_attribution *a)
{
    return a->who.end > a->who.begin && (strcmp(a->actor.country, "UNK") != 0 ||
                                         strcmp(a->actor.sector, "UNK") != 0 ||
                                         holds_name(doc, a->cue_word, a->who));
}

/* Adds who tells it: `who`, with the cue, medium and day of the attribution. */
static void add_voice(const lapi_attribution *a, lapi_party who, lapi_voices *to)
{
    if (to->count == VOICES_MAX)
        return;
    to->at[to->count++] =
        (lapi_voice){.who = who,
                     .cue = a->cue.count ? a->cue.at[0] : (lapi_span){0, 0},
                     .medium = a->medium,
                     .said_on = a->said_on};
}

/* "Residents and an official said": who tells it together with the first. */
static void add_joined(const lapi_doc *doc, const lapi_attribution *a, lapi_voices *to)
{
    const lapi_tokens *t = &doc->tokens;
    if (a->mention == LAPI_NONE)
        return;
    for (uint32_t c = t->first_child[doc->mentions.at[a->mention].head]; c != LAPI_NONE;
         c = t->next_sibling[c]) {
        uint32_t m = t->rel[c] == LAPI_REL_CONJ ? lapi_mention_actor(&doc->mentions, c)
                                                : LAPI_NONE;
        if (m != LAPI_NONE && !lapi_span_overlaps(a->who, doc->mentions.at[m].span))
            add_voice(a,
                      (lapi_party){.span = doc->mentions.at[m].span,
                                   .mention = m,
                                   .actor = doc->mentions.at[m].actor,
                                   .rule = "tells it together with the one before"},
                      to);
    }
}

lap_status lapi_record_voices(const lapi_reading *reading, uint32_t word, lapi_event *e)
{
    lapi_doc *doc = reading->doc;
    if (!doc->attributions.by_word)
        return LAP_OK;
    uint32_t chain[VOICES_MAX], n = 0;
    uint32_t a = doc->attributions.by_word[word];
    for (; a != LAPI_NONE && n < VOICES_MAX; a = doc->attributions.at[a].outer)
        if (doc->attributions.at[a].is_record &&
            is_known(doc, &doc->attributions.at[a]))
            chain[n++] = a;
    if (n == 0)
        return LAP_OK;
    e->according_to.at =
        lapi_arena_get(doc->arena, VOICES_MAX, sizeof *e->according_to.at);
    if (!e->according_to.at)
        return LAP_NO_MEMORY;
    while (n > 0) {
        const lapi_attribution *at = &doc->attributions.at[chain[--n]];
        add_voice(at,
                  (lapi_party){.span = at->who,
                               .mention = at->mention,
                               .actor = at->actor,
                               .rule = at->rule},
                  &e->according_to);
        add_joined(doc, at, &e->according_to);
    }
    return LAP_OK;
}

/* Those who say it themselves are the last, with one cue: where they begin. */
static uint32_t speakers_from(const lapi_voices *all)
{
    uint32_t from = all->count - 1;
    while (from > 0 && all->at[from - 1].cue.begin == all->at[from].cue.begin &&
           all->at[from - 1].cue.end == all->at[from].cue.end)
        from--;
    return from;
}

/* "The minister said Norland must withdraw": who says so is who demands it. */
static lap_status take_speaker(const lapi_reading *r, lapi_event *e)
{
    bool speech_act = e->type == LAPI_EVENT_REQUEST || e->type == LAPI_EVENT_ACCUSE ||
                      e->type == LAPI_EVENT_THREATEN || e->type == LAPI_EVENT_REJECT;
    if (!speech_act || e->actors.count || e->according_to.count == 0)
        return LAP_OK;
    uint32_t from = speakers_from(&e->according_to), end = e->according_to.count;
    lap_status status = LAP_OK;
    e->according_to.count = from;
    for (uint32_t i = from; i < end && status == LAP_OK; i++) {
        lapi_party who = e->according_to.at[i].who;
        who.rule = "speaker of the sentence";
        status = lapi_party_add(r, &who, &e->actors);
    }
    return status;
}

/* "Its commitment to the sovereignty of Norland": nobody stands by himself, so "its" in
 * such a speech is the speaker's. */
static void take_own(const lapi_doc *doc, lapi_event *e)
{
    const lapi_parties *by = &e->actors, *to = &e->recipients;
    if (e->type != LAPI_EVENT_SUPPORT || by->count != 1 || to->count != 1 ||
        e->according_to.count == 0 || by->at[0].mention == LAPI_NONE ||
        doc->mentions.at[by->at[0].mention].kind != LAPI_MENTION_PRONOUN ||
        strcmp(by->at[0].actor.country, to->at[0].actor.country) != 0)
        return;
    by->at[0] = e->according_to.at[speakers_from(&e->according_to)].who;
    by->at[0].rule = "speaker, whose it is";
}

static void fill_trigger(const lapi_reading *r, const lapi_match *m, lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t first = m->word, last = m->word;
    for (uint32_t i = 1; i < m->trigger_count; i++) {
        first = m->trigger[i] < first ? m->trigger[i] : first;
        last = m->trigger[i] > last ? m->trigger[i] : last;
    }
    e->head = m->word;
    e->sentence = t->sentence[m->word];
    e->trigger = lapi_doc_words(r->doc, first, last + 1);
    const lapi_sentences *s = &r->doc->sentences;
    e->evidence =
        lapi_doc_words(r->doc, s->first[e->sentence], s->first[e->sentence + 1]);
    uint32_t block = s->block[e->sentence];
    e->caption =
        block < r->doc->block_count && r->doc->blocks[block].kind == LAPI_BLOCK_CAPTION;
}

/* "must withdraw": the words themselves ask, when they are said. */
static bool is_made_by_saying(const lapi_reading *r, const lapi_match *m)
{
    if (m->sense->type == LAPI_EVENT_REQUEST)
        for (uint32_t i = 0; i < m->trigger_count; i++)
            if (r->doc->tokens.upos[m->trigger[i]] == LAPI_UPOS_AUX)
                return true;
    return false;
}

static void fill_status(const lapi_reading *r, const lapi_match *m, lapi_event *e)
{
    e->status = m->sense->status;
    if (!r->doc->facts.by_word)
        return;
    uint32_t f = r->doc->facts.by_word[m->word];
    if (f == LAPI_NONE)
        return;
    const lapi_fact *fact = &r->doc->facts.at[f];
    if (fact->status != LAPI_STATUS_ACTUAL)
        e->status = fact->status;
    if (is_made_by_saying(r, m) &&
        (e->status == LAPI_STATUS_PLANNED || e->status == LAPI_STATUS_POSSIBLE))
        e->status = LAPI_STATUS_ACTUAL;
    e->historical = fact->historical;
}

static void retype(lapi_event *e, uint8_t type, const char *cameo, const char *mode)
{
    e->type = type;
    memset(e->cameo, 0, sizeof e->cameo);
    memcpy(e->cameo, cameo, strnlen(cameo, sizeof e->cameo - 1));
    e->mode = lapi_slice_str(mode);
    if (e->status == LAPI_STATUS_PLANNED)
        e->status = LAPI_STATUS_ACTUAL;
}

/* Does the doer itself say so? People of a country do not speak for its forces. */
static bool is_own_word(const lapi_event *e)
{
    if (e->according_to.count == 0)
        return false;
    const lapi_actor *said =
        &e->according_to.at[speakers_from(&e->according_to)].who.actor;
    for (uint32_t i = 0; i < e->actors.count; i++)
        if (strcmp(e->actors.at[i].actor.country, said->country) == 0 &&
            strcmp(said->country, "UNK") != 0 &&
            (strcmp(said->sector, "CVL") != 0 ||
             strcmp(e->actors.at[i].actor.sector, said->sector) == 0))
            return true;
    return false;
}

/* Announced by its doer, or by the text in its own voice ("the EU will impose"). */
static bool is_announced(const lapi_tokens *t, const lapi_event *e)
{
    if (e->status == LAPI_STATUS_PLANNED)
        return e->according_to.count == 0 || is_own_word(e);
    bool open =
        e->status == LAPI_STATUS_CONDITIONAL || e->status == LAPI_STATUS_POSSIBLE;
    return open && t->xpos[e->head] == LAPI_XPOS_VB && is_own_word(e);
}

/* Cooperation promised is AGREE, hostility announced is THREATEN (PLOVER 2.0 manual;
 * spec/plover.md section 5). A scheduled meeting stays CONSULT. */
static const struct {
    uint8_t from, to;
    const char *cameo, *mode;
} futures[] = {
    {LAPI_EVENT_SUPPORT, LAPI_EVENT_AGREE, "032", ""},
    {LAPI_EVENT_COOPERATE, LAPI_EVENT_AGREE, "031", ""},
    {LAPI_EVENT_AID, LAPI_EVENT_AGREE, "033", ""},
    {LAPI_EVENT_RETREAT, LAPI_EVENT_AGREE, "035", ""},
    {LAPI_EVENT_ASSAULT, LAPI_EVENT_THREATEN, "138", "violence"},
    {LAPI_EVENT_MOBILIZE, LAPI_EVENT_THREATEN, "138", "violence"},
    {LAPI_EVENT_SANCTION, LAPI_EVENT_THREATEN, "131", "relations"},
    {LAPI_EVENT_COERCE, LAPI_EVENT_THREATEN, "132", "restrict"},
    {LAPI_EVENT_PROTEST, LAPI_EVENT_THREATEN, "133", "restrict"},
};

unsigned lapi_record_future(unsigned type)
{
    for (size_t i = 0; i < sizeof futures / sizeof *futures; i++)
        if (futures[i].from == type)
            return futures[i].to;
    return LAPI_EVENT_TYPES;
}

static void apply_future(const lapi_tokens *t, const lapi_match *m, lapi_event *e)
{
    bool cooperative = lapi_event_quad(e->type) <= 2;
    if (!(cooperative && e->status == LAPI_STATUS_PLANNED) && !is_announced(t, e))
        return;
    if (!cooperative && m->sense->status == LAPI_STATUS_PLANNED)
        return; /* a plot is planned, but nobody announces it */
    for (size_t i = 0; i < sizeof futures / sizeof *futures; i++)
        if (futures[i].from == e->type) {
            retype(e, futures[i].to, futures[i].cameo, futures[i].mode);
            return;
        }
}

/* "Will not lift the ban": a cooperative act refused for the future is REJECT. "Did not
 * accept": where "not" is a word of the trigger, the refusal happened. */
static void apply_refusal(const lapi_reading *r, const lapi_match *m, lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (uint32_t k = 0; k < m->trigger_count; k++)
        if (e->status == LAPI_STATUS_NEGATED &&
            r->lemma_key[m->trigger[k]] == lapi_know_key(LAPI_S("not")))
            e->status = LAPI_STATUS_ACTUAL;
    bool cooperative = lapi_event_quad(e->type) <= 2;
    if (e->status != LAPI_STATUS_NEGATED || !cooperative)
        return;
    for (uint32_t c = t->first_child[m->word]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_AUX &&
            lapi_match_in_class(r, c, lapi_know_key(LAPI_S("future_auxiliary")))) {
            bool yield = e->type == LAPI_EVENT_RETREAT || e->type == LAPI_EVENT_CONCEDE;
            retype(e, LAPI_EVENT_REJECT, yield ? "124" : "120", yield ? "yield" : "");
            e->status = LAPI_STATUS_ACTUAL;
            return;
        }
}

lap_status lapi_record_build(const lapi_reading *reading, const lapi_roles *roles,
                             const lapi_match *match, lapi_event *out)
{
    lapi_event e = {.type = match->sense->type, .mode = match->sense->mode};
    memcpy(e.cameo, match->sense->cameo, sizeof e.cameo);
    e.frame = match->sense->row;
    e.same_as = LAPI_NONE;
    e.when = lapi_attach_when(reading, match->word);
    fill_trigger(reading, match, &e);
    fill_status(reading, match, &e);
    lap_status status = lapi_record_parties(reading, match, &e);
    if (status == LAP_OK)
        status =
            lapi_roles_cast(roles, reading, match, recipient_role(match->sense), &e);
    name_forces(match, &e);
    if (status == LAP_OK)
        status = lapi_attach_places(reading, match, &e);
    if (status == LAP_OK)
        status = infer_recipient(reading, &e);
    if (status == LAP_OK)
        status = infer_actor(reading, match, &e);
    if (status == LAP_OK)
        status = lapi_attach_quantities(reading, match, &e);
    if (status == LAP_OK)
        status = lapi_record_voices(reading, match->word, &e);
    if (status != LAP_OK)
        return status;
    take_own(reading->doc, &e);
    status = take_speaker(reading, &e);
    if (status != LAP_OK)
        return status;
    apply_future(&reading->doc->tokens, match, &e);
    apply_refusal(reading, match, &e);
    e.confidence = match->confidence;
    lapi_record_score(reading->lexicon->know, &e);
    *out = e;
    return LAP_OK;
}

uint64_t lapi_record_id(const lapi_doc *doc, const lapi_event *e)
{
    uint64_t h = lapi_hash(LAPI_HASH_START, doc->id.at, doc->id.bytes);
    uint32_t parts[3] = {e->trigger.begin, e->trigger.end, e->type};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 4; k++)
            h = lapi_hash_byte(h, (unsigned char)(parts[i] >> (8 * k)));
    return lapi_hash_mix(h);
}

void lapi_record_score(const lapi_know *know, lapi_event *event)
{
    const lapi_table *plover = lapi_know_table(know, LAPI_TABLE_PLOVER);
    event->quad = (uint8_t)lapi_event_quad(event->type);
    uint32_t row = lapi_codes_plover(plover, event->type, event->mode);
    if (row != LAPI_NONE)
        event->scale_e1 =
            lapi_codes_e1(lapi_table_cell(plover, row, LAPI_PLOVER_SCALE));
}
