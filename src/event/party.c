#include "event/party.h"

#define CONJ_MAX         16u
#define OBJECT_WORDS_MAX 32u

bool lapi_party_same(const lapi_party *a, const lapi_party *b)
{
    const lapi_actor *x = &a->actor, *y = &b->actor;
    if (strcmp(x->country, y->country) != 0 || strcmp(x->sector, y->sector) != 0 ||
        !lapi_slice_equal(x->name, y->name))
        return false;
    bool known = x->name.bytes > 0 || strcmp(x->country, "UNK") != 0;
    return known || (a->span.begin == b->span.begin && a->span.end == b->span.end);
}

bool lapi_parties_known(const lapi_parties *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (strcmp(parties->at[i].actor.country, "UNK") != 0)
            return true;
    return false;
}

bool lapi_parties_share(const lapi_parties *a, const lapi_parties *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (strcmp(a->at[i].actor.country, b->at[k].actor.country) == 0 &&
                strcmp(a->at[i].actor.country, "UNK") != 0)
                return true;
    return false;
}

bool lapi_parties_hold(const lapi_parties *parties, lapi_span span)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (lapi_span_overlaps(parties->at[i].span, span))
            return true;
    return false;
}

lapi_party lapi_party_implied(const char *country, const char *sector, const char *rule)
{
    lapi_party p = {.mention = LAPI_NONE, .rule = rule};
    memcpy(p.actor.country, country, strnlen(country, sizeof p.actor.country - 1));
    memcpy(p.actor.sector, sector, strnlen(sector, sizeof p.actor.sector - 1));
    return p;
}

lap_status lapi_party_add(const lapi_reading *reading, const lapi_party *party,
                          lapi_parties *out)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (lapi_party_same(&out->at[i], party))
            return LAP_OK;
    if (!out->at)
        out->at = lapi_arena_get(reading->doc->arena, LAPI_EVENT_PARTIES_MAX,
                                 sizeof *out->at);
    if (!out->at)
        return LAP_NO_MEMORY;
    if (out->count < LAPI_EVENT_PARTIES_MAX)
        out->at[out->count++] = *party;
    return LAP_OK;
}

lap_status lapi_parties_add(const lapi_reading *reading, const lapi_parties *from,
                            lapi_parties *to)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < from->count; i++)
        status = lapi_party_add(reading, &from->at[i], to);
    return status;
}

void lapi_parties_drop(const lapi_parties *these, lapi_parties *from)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        bool among = false;
        for (uint32_t k = 0; k < these->count; k++)
            among |= these->at[k].mention != LAPI_NONE &&
                     these->at[k].mention == from->at[i].mention;
        if (!among)
            from->at[n++] = from->at[i];
    }
    from->count = n;
}

/* A name with what stands before it: "US President Joe Biden". */
static lapi_span with_title(const lapi_doc *doc, const lapi_mention *m)
{
    const lapi_tokens *t = &doc->tokens;
    lapi_span span = m->span;
    if (m->kind != LAPI_MENTION_NAME)
        return span;
    for (uint32_t c = t->first_child[m->head]; c != LAPI_NONE && c < m->first;
         c = t->next_sibling[c]) {
        unsigned rel = t->rel[c];
        if (rel != LAPI_REL_NMOD_DESC && rel != LAPI_REL_COMPOUND &&
            rel != LAPI_REL_AMOD && rel != LAPI_REL_NMOD_POSS && rel != LAPI_REL_DET)
            continue;
        uint32_t first, end;
        lapi_tree_extent(t, c, &first, &end);
        if (t->begin[first] < span.begin)
            span.begin = t->begin[first];
    }
    return span;
}

/* A pronoun's words are those of its antecedent in the same sentence, if there is one.
 */
static lapi_span told_as(const lapi_doc *doc, uint32_t index)
{
    const lapi_mention *m = &doc->mentions.at[index];
    if (m->kind != LAPI_MENTION_PRONOUN)
        return with_title(doc, m);
    for (uint32_t i = index; i-- > 0;) {
        const lapi_mention *before = &doc->mentions.at[i];
        if (doc->tokens.sentence[before->head] != doc->tokens.sentence[m->head])
            break;
        if (before->cluster == m->cluster && before->kind != LAPI_MENTION_PRONOUN &&
            before->kind != LAPI_MENTION_ADJECTIVE)
            return with_title(doc, before);
    }
    return m->span;
}

/* A country's name or adjective. */
static bool is_land(const lapi_doc *doc, const lapi_mention *m)
{
    return m->kind == LAPI_MENTION_ADJECTIVE ||
           (m->place != LAPI_NONE &&
            doc->places.at[m->place].grain == LAPI_GRAIN_COUNTRY);
}

void lapi_party_as_government(const lapi_mention *m, lapi_actor *actor)
{
    bool body = m->kind == LAPI_MENTION_NAME && m->type == LAPI_TYPE_ORG;
    if (actor->sector[0] == '\0' && !body)
        memcpy(actor->sector, "GOV", 4);
}

static lapi_party from_mention(const lapi_doc *doc, uint32_t index, const char *path,
                               enum lapi_party_role role)
{
    const lapi_mention *m = &doc->mentions.at[index];
    lapi_party p = {
        .span = told_as(doc, index), .mention = index, .actor = m->actor, .rule = path};
    if (role == LAPI_PARTY_OBJECT && is_land(doc, m) &&
        strcmp(p.actor.sector, "GOV") == 0)
        p.actor.sector[0] = '\0';
    if (role == LAPI_PARTY_AGENT)
        lapi_party_as_government(m, &p.actor);
    return p;
}

static bool is_told(const char sector[4])
{
    return sector[0] && strcmp(sector, "UNK") != 0;
}

static lap_status add_mention(const lapi_reading *r, uint32_t index, const char *path,
                              enum lapi_party_role role, lapi_parties *out)
{
    const lapi_mentions *ms = &r->doc->mentions;
    const lapi_mention *m = &ms->at[index];
    lap_status status = LAP_OK;
    if (m->part_count == 0) {
        lapi_party p = from_mention(r->doc, index, path, role);
        return lapi_party_add(r, &p, out);
    }
    for (uint32_t i = 0; status == LAP_OK && i < m->part_count; i++) {
        uint32_t part = ms->parts[m->part + i];
        lapi_party p = from_mention(r->doc, part, path, role);
        p.span = m->span;
        if (is_land(r->doc, &ms->at[part]) && is_told(m->actor.sector))
            memcpy(p.actor.sector, m->actor.sector, sizeof p.actor.sector);
        status = lapi_party_add(r, &p, out);
    }
    return status;
}

/* A place that is acted on stands for its country: "annexed Crimea". */
static bool place_party(const lapi_reading *r, uint32_t word, const char *path,
                        enum lapi_party_role role, lapi_party *out)
{
    const lapi_doc *doc = r->doc;
    uint32_t place = doc->places.by_head ? doc->places.by_head[word] : LAPI_NONE;
    if (place == LAPI_NONE || !doc->places.at[place].country[0] ||
        lapi_match_in_class(r, word, lapi_know_key(LAPI_S("border"))))
        return false;
    const lapi_place *p = &doc->places.at[place];
    *out = lapi_party_implied(p->country, role == LAPI_PARTY_AGENT ? "GOV" : "", path);
    out->span = p->span;
    return true;
}

bool lapi_party_is_whereabouts(const lapi_reading *r, uint32_t c)
{
    uint32_t prep = lapi_tree_case(&r->doc->tokens, c);
    return prep != LAPI_NONE &&
           lapi_match_in_class(r, prep, lapi_know_key(LAPI_S("site_preposition")));
}

/* "The Interfax-reported strike": who tells is no party. */
static bool is_teller(const lapi_reading *r, uint32_t word)
{
    return r->doc->tokens.rel[word] == LAPI_REL_AMOD &&
           lapi_attribution_of_cue(&r->doc->attributions, word) != LAPI_NONE;
}

/* "Russian food imports": a modifier that is an actor lends its country; arms are those
 * of its forces. */
static bool modifier_party(const lapi_reading *r, uint32_t word, const char *path,
                           enum lapi_party_role role, lapi_party *out)
{
    const lapi_doc *doc = r->doc;
    const lapi_tokens *t = &doc->tokens;
    if (is_teller(r, word))
        return false;
    for (uint32_t c = t->first_child[word]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = t->rel[c];
        if (rel != LAPI_REL_AMOD && rel != LAPI_REL_NMOD_POSS &&
            rel != LAPI_REL_COMPOUND && rel != LAPI_REL_NMOD)
            continue;
        uint32_t m = doc->mentions.by_head[c];
        if (m == LAPI_NONE || !doc->mentions.at[m].is_actor ||
            ((role == LAPI_PARTY_AGENT || t->upos[word] == LAPI_UPOS_PRON) &&
             lapi_party_is_whereabouts(r, c)))
            continue;
        *out = from_mention(doc, m, path, role);
        if (role == LAPI_PARTY_AGENT && strcmp(out->actor.sector, "GOV") == 0 &&
            lapi_match_in_class(r, word, lapi_know_key(LAPI_S("arms"))))
            memcpy(out->actor.sector, "MIL", 4);
        return true;
    }
    return false;
}

/* A proper name that no register knows is a party all the same. */
static bool unknown_party(const lapi_reading *r, uint32_t word, const char *path,
                          lapi_party *out)
{
    const lapi_tokens *t = &r->doc->tokens;
    bool place = r->doc->places.by_head && r->doc->places.by_head[word] != LAPI_NONE &&
                 lapi_party_is_whereabouts(r, word);
    if (t->upos[word] != LAPI_UPOS_PROPN || place || lapi_args_is_time(r->doc, word))
        return false;
    uint32_t first = word, end = word + 1;
    for (uint32_t c = t->first_child[word]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (t->rel[c] != LAPI_REL_FLAT && t->rel[c] != LAPI_REL_COMPOUND)
            continue;
        first = c < first ? c : first;
        end = c + 1 > end ? c + 1 : end;
    }
    *out = lapi_party_implied("UNK", "UNK", path);
    out->span = lapi_doc_words(r->doc, first, end);
    out->actor.name = lapi_doc_slice(r->doc, out->span);
    return true;
}

static lap_status add_word(const lapi_reading *r, uint32_t word, const char *path,
                           enum lapi_party_role role, lapi_parties *out)
{
    const lapi_mentions *ms = &r->doc->mentions;
    if (!ms->by_head)
        return LAP_OK;
    uint32_t m = ms->by_head[word];
    uint32_t appos = lapi_tree_child(&r->doc->tokens, word, LAPI_REL_APPOS);
    if (m == LAPI_NONE && appos != LAPI_NONE)
        m = ms->by_head[appos];
    if (m != LAPI_NONE && (ms->at[m].is_actor || ms->at[m].part_count))
        return add_mention(r, m, path, role, out);
    lapi_party p;
    if (place_party(r, word, path, role, &p) || unknown_party(r, word, path, &p) ||
        modifier_party(r, word, path, role, &p))
        return lapi_party_add(r, &p, out);
    return LAP_OK;
}

/* Is this apposition the second of a list ("Norland, Freland and Westland")? Then it
 * has a conjunct of its own. */
static bool is_list(const lapi_tokens *t, uint32_t word)
{
    return t->rel[word] == LAPI_REL_APPOS &&
           lapi_tree_child(t, word, LAPI_REL_CONJ) != LAPI_NONE;
}

lap_status lapi_party_of_word(const lapi_reading *reading, uint32_t word,
                              const char *path, enum lapi_party_role role,
                              lapi_parties *out)
{
    const lapi_tokens *t = &reading->doc->tokens;
    uint32_t list[CONJ_MAX] = {word}, count = 1;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < count; i++) {
        status = add_word(reading, list[i], path, role, out);
        for (uint32_t c = t->first_child[list[i]]; c != LAPI_NONE;
             c = t->next_sibling[c])
            if (count < CONJ_MAX && (t->rel[c] == LAPI_REL_CONJ || is_list(t, c)))
                list[count++] = c;
    }
    return status;
}

static lap_status fill_slot(const lapi_reading *r, const lapi_match *match,
                            const lapi_slot *slot, enum lapi_party_role role,
                            lapi_parties *out)
{
    lapi_arg found[LAPI_EVENT_PARTIES_MAX];
    uint32_t before = out->count;
    uint32_t n =
        lapi_args_in_slot(r, &match->args, slot, found, LAPI_EVENT_PARTIES_MAX);
    bool one = slot->step[slot->steps - 1].kind == LAPI_SLOT_AGENT;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < n; i++)
        if ((slot->step[0].kind == LAPI_SLOT_SELF ||
             !lapi_match_has_word(match, found[i].word)) &&
            !(one && out->count > before))
            status = lapi_party_of_word(r, found[i].word, found[i].path, role, out);
    return status;
}

lap_status lapi_party_fill(const lapi_reading *reading, const lapi_match *match,
                           lapi_slots slots, enum lapi_party_role role,
                           lapi_parties *out)
{
    const lapi_slot *all = reading->lexicon->slots + slots.first;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < slots.count; i++) {
        if (!all[i].joined && out->count)
            break;
        status = fill_slot(reading, match, &all[i], role, out);
    }
    return status;
}

/* Can this argument hold the other party where the frame's slots found none? */
static bool may_hold_party(const lapi_reading *r, const lapi_match *m,
                           const lapi_arg *arg)
{
    if (lapi_match_has_word(m, arg->word) || arg->shared)
        return false;
    if (arg->kind == LAPI_SLOT_IOBJ || arg->kind == LAPI_SLOT_OBJ)
        return true;
    if (arg->kind == LAPI_SLOT_BY)
        return !m->args.passive;
    if (arg->kind != LAPI_SLOT_OBL)
        return false;
    return lapi_event_lexicon_in_class(
        r->lexicon, lapi_know_key(LAPI_S("party_preposition")), arg->prep);
}

/* Parties of one word that are not taken already. */
static lap_status take_word(const lapi_reading *r, uint32_t word, const char *path,
                            enum lapi_party_role role, const lapi_parties *taken,
                            lapi_parties *out)
{
    lapi_parties found = {0};
    lap_status status = lapi_party_of_word(r, word, path, role, &found);
    for (uint32_t k = 0; status == LAP_OK && k < found.count; k++)
        if (!lapi_parties_hold(taken, found.at[k].span))
            status = lapi_party_add(r, &found.at[k], out);
    return status;
}

/* "Welcomed a resumption of ties with Norland": the first party inside the object. */
static lap_status search_object(const lapi_reading *r, const lapi_match *match,
                                uint32_t top, enum lapi_party_role role,
                                const lapi_parties *taken, lapi_parties *out)
{
    const lapi_tokens *t = &r->doc->tokens;
    lap_status status = LAP_OK;
    uint32_t left = OBJECT_WORDS_MAX;
    uint32_t at = lapi_tree_next(t, top, top);
    for (; at != LAPI_NONE && left > 0 && status == LAP_OK && out->count == 0; left--) {
        if (t->upos[at] == LAPI_UPOS_VERB)
            break;
        bool named =
            t->upos[at] == LAPI_UPOS_PROPN || r->doc->mentions.by_head[at] != LAPI_NONE;
        if (named && !(match->sense->type == LAPI_EVENT_ACCUSE &&
                       lapi_party_is_whereabouts(r, at)))
            status = take_word(r, at, "party inside the object", role, taken, out);
        at = lapi_tree_next(t, top, at);
    }
    return status;
}

lap_status lapi_party_rest(const lapi_reading *reading, const lapi_match *match,
                           enum lapi_party_role role, const lapi_parties *taken,
                           lapi_parties *out)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < match->args.count && out->count == 0;
         i++)
        if (may_hold_party(reading, match, &match->args.at[i]))
            status = take_word(reading, match->args.at[i].word,
                               "party beside the slots of the frame", role, taken, out);
    /* PLOVER asks for a recipient of these, and judgements and demands have one. */
    uint8_t type = match->sense->type;
    if (lapi_event_quad(type) % 2 == 0 && type != LAPI_EVENT_COOPERATE &&
        type != LAPI_EVENT_AID && type != LAPI_EVENT_SANCTION)
        return status;
    for (uint32_t i = 0; status == LAP_OK && i < match->args.count && out->count == 0;
         i++)
        if (match->args.at[i].kind == LAPI_SLOT_OBJ && !match->args.at[i].shared)
            status =
                search_object(reading, match, match->args.at[i].word, role, taken, out);
    return status;
}
