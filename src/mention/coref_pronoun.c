/* Pronouns: the nearest fitting mention before, subjects first; in quotes the speaker.
 */
#include "mention/coref.h"

enum { SENTENCES_BACK = 3, CLIMB_MAX = 12 };

lap_status lapi_coref_speakers(lapi_men *m)
{
    uint32_t n = m->doc->sentences.count;
    m->speaker = lapi_arena_get(m->doc->arena, n + 1u, sizeof *m->speaker);
    if (!m->speaker)
        return LAP_NO_MEMORY;
    memset(m->speaker, 0xFF, (n + 1u) * sizeof *m->speaker);
    for (uint32_t w = 0; w < m->t->count; w++) {
        uint32_t s = m->t->sentence[w];
        if (m->speaker[s] != LAPI_NONE || !lapi_men_is(m, w, LAPI_MEN_SAY) ||
            m->t->upos[w] != LAPI_UPOS_VERB || (m->shape[w] & LAPI_MEN_QUOTED))
            continue;
        uint32_t subject = lapi_tree_child(m->t, w, LAPI_REL_NSUBJ);
        if (subject != LAPI_NONE)
            m->speaker[s] = m->mention_of[subject];
    }
    return LAP_OK;
}

/* Whom words of the first person mean at the quoted word: item of the speaker or
 * LAPI_NONE. */
static uint32_t speaker_at(const lapi_coref *c, uint32_t word)
{
    const lapi_men *m = c->m;
    uint32_t s = m->t->sentence[word];
    if (m->speaker[s] != LAPI_NONE)
        return m->speaker[s];
    uint32_t block = m->doc->sentences.block[s];
    for (uint32_t k = 1; k <= SENTENCES_BACK; k++) {
        if (s >= k && m->doc->sentences.block[s - k] == block &&
            m->speaker[s - k] != LAPI_NONE)
            return m->speaker[s - k];
        if (s + k < m->doc->sentences.count &&
            m->doc->sentences.block[s + k] == block && m->speaker[s + k] != LAPI_NONE)
            return m->speaker[s + k];
    }
    for (uint32_t k = 1; k <= 2 * SENTENCES_BACK && k <= s; k++)
        if (m->speaker[s - k] != LAPI_NONE)
            return m->speaker[s - k];
    return LAPI_NONE;
}

/* Antecedent of "who", "which": the noun that the relative clause hangs on. */
static uint32_t relative_head(const lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    uint32_t at = w;
    for (uint32_t i = 0; i < CLIMB_MAX && at != LAPI_NONE; i++, at = t->head[at])
        if (t->rel[at] == LAPI_REL_ACL_RELCL || t->rel[at] == LAPI_REL_ACL)
            return t->head[at] != LAPI_NONE ? m->mention_of[t->head[at]] : LAPI_NONE;
    return LAPI_NONE;
}

/* Could this earlier mention be what the pronoun means? */
static bool fits(const lapi_coref *c, uint32_t pronoun, uint32_t candidate)
{
    const lapi_men *m = c->m;
    const lapi_men_item *p = &m->items[pronoun], *i = &m->items[candidate];
    if (i->entity == LAPI_NONE || !i->it.is_actor ||
        i->it.kind == LAPI_MENTION_ADJECTIVE || i->relative || i->person == 1 ||
        i->person == 2)
        return false;
    if (i->it.first <= p->it.first && p->it.first < i->it.end)
        return false;
    const lapi_entity *e = &c->entities[i->entity];
    bool person = e->type == LAPI_TYPE_PER;
    if (p->it.plural)
        return i->it.plural || e->plural || (!person && i->it.type == LAPI_TYPE_ORG);
    if (i->it.plural || e->plural)
        return false;
    if (p->gender == 'n')
        return !person;
    if (!person || (e->gender && p->gender && e->gender != p->gender))
        return false;
    return true;
}

/* Arguments of one verb are not the same unless the pronoun is an owner. */
static bool clause_mates(const lapi_men *m, uint32_t pronoun, uint32_t candidate)
{
    const lapi_tokens *t = m->t;
    uint32_t a = m->items[pronoun].it.head, b = m->items[candidate].it.head;
    uint32_t verb = t->head[a];
    if (t->rel[a] == LAPI_REL_NMOD_POSS || verb == LAPI_NONE)
        return false;
    if (verb == t->head[b])
        return true;
    bool object = t->rel[a] == LAPI_REL_OBJ || t->rel[a] == LAPI_REL_IOBJ ||
                  t->rel[a] == LAPI_REL_OBL;
    for (uint32_t i = 0;
         object && i < 4 &&
         (t->rel[verb] == LAPI_REL_CONJ || t->rel[verb] == LAPI_REL_XCOMP) &&
         t->head[verb] != LAPI_NONE &&
         lapi_tree_child(t, verb, LAPI_REL_NSUBJ) == LAPI_NONE;
         i++) {
        verb = t->head[verb]; /* "X met Y and urged him": him is not X */
        if (t->head[b] == verb && lapi_coref_is_subject(m, b))
            return true;
    }
    return false;
}

/* "Sanctioned Norland over its attacks", "in response to its raids": who acts upon
 * another for a deed has not done it. */
static bool is_answered(const lapi_men *m, uint32_t owner, uint32_t subject)
{
    const lapi_tokens *t = m->t;
    if (t->rel[owner] != LAPI_REL_NMOD_POSS || t->rel[subject] != LAPI_REL_NSUBJ)
        return false;
    uint32_t at = t->head[owner], verb = t->head[subject];
    uint32_t prep = at != LAPI_NONE ? lapi_tree_case(t, at) : LAPI_NONE;
    uint32_t up = at != LAPI_NONE ? t->head[at] : LAPI_NONE; /* "response" */
    if (prep == LAPI_NONE ||
        (!lapi_men_is(m, prep, LAPI_MEN_REASON) &&
         (up == LAPI_NONE || !lapi_men_is(m, up, LAPI_MEN_REASON))))
        return false;
    for (int i = 0; i < 4 && at != LAPI_NONE && at != verb; i++)
        at = t->head[at];
    return at == verb;
}

/* "X accuses Y of lying, which it denies": who is accused denies, not the accuser. */
static bool denies(const lapi_men *m, uint32_t pronoun, uint32_t subject)
{
    const lapi_tokens *t = m->t;
    uint32_t at = t->head[pronoun], verb = t->head[subject];
    if (t->rel[pronoun] != LAPI_REL_NSUBJ || t->rel[subject] != LAPI_REL_NSUBJ ||
        at == LAPI_NONE || t->rel[at] != LAPI_REL_ACL_RELCL ||
        !lapi_slice_is(lapi_men_value(m, at, LAPI_MEN_SAY), "deny"))
        return false;
    for (int i = 0; i < CLIMB_MAX && at != LAPI_NONE && at != verb; i++)
        at = t->head[at];
    return at == verb;
}

static int32_t score(const lapi_coref *c, uint32_t pronoun, uint32_t candidate)
{
    const lapi_men *m = c->m;
    const lapi_men_item *p = &m->items[pronoun], *i = &m->items[candidate];
    uint32_t away = m->t->sentence[p->it.head] - m->t->sentence[i->it.head];
    int32_t s = 1000 - (int32_t)away * 120;
    s -= (int32_t)(pronoun - candidate) * 6;
    if (lapi_coref_is_subject(m, i->it.head))
        s += lapi_coref_is_subject(m, p->it.head) ? 90 : 60;
    if (m->t->rel[i->it.head] == LAPI_REL_NMOD_POSS)
        s -= 40;
    if (i->it.kind == LAPI_MENTION_NAME)
        s += 15;
    if (p->gender == 'n' && c->entities[i->entity].state)
        s += 10;
    if (p->it.plural && !i->it.plural)
        s -= 80;
    if (is_answered(m, p->it.head, i->it.head) || denies(m, p->it.head, i->it.head))
        s -= 200;
    return s;
}

static uint32_t best_before(const lapi_coref *c, uint32_t pronoun)
{
    const lapi_men *m = c->m;
    const lapi_men_item *p = &m->items[pronoun];
    uint32_t best = LAPI_NONE, sentence = m->t->sentence[p->it.head];
    int32_t top = 0;
    uint32_t speaker =
        m->shape[p->it.head] & LAPI_MEN_QUOTED ? speaker_at(c, p->it.head) : LAPI_NONE;
    uint32_t not_entity = speaker != LAPI_NONE ? m->items[speaker].entity : LAPI_NONE;
    for (uint32_t k = pronoun, left = LAPI_COREF_BACK_MAX; k-- > 0 && left > 0;
         left--) {
        const lapi_men_item *i = &m->items[k];
        if (m->t->sentence[i->it.head] + SENTENCES_BACK < sentence)
            break;
        if (!fits(c, pronoun, k) || clause_mates(m, pronoun, k) ||
            (not_entity != LAPI_NONE && i->entity == not_entity))
            continue;
        int32_t s = score(c, pronoun, k);
        if (s > top) {
            top = s;
            best = k;
        }
    }
    return best;
}

/* "In his speech, Macron ...": the subject that follows in the sentence. */
static uint32_t first_after(const lapi_coref *c, uint32_t pronoun)
{
    const lapi_men *m = c->m;
    uint32_t sentence = m->t->sentence[m->items[pronoun].it.head];
    bool person = m->items[pronoun].it.type == LAPI_TYPE_PER;
    for (uint32_t k = pronoun + 1; k < m->item_count && k < pronoun + 20; k++) {
        const lapi_men_item *i = &m->items[k];
        if (m->t->sentence[i->it.head] != sentence)
            break;
        if (i->it.kind == LAPI_MENTION_NAME && lapi_coref_is_subject(m, i->it.head) &&
            i->it.is_actor && (i->it.type == LAPI_TYPE_PER) == person)
            return k;
    }
    return LAPI_NONE;
}

/* "The Republic condemns the attack. We call on all to stop": a statement speaks for
 * the state or body that is its first subject. */
static uint32_t issuer(const lapi_men *m, uint32_t item)
{
    for (uint32_t k = 0; k < item; k++) {
        const lapi_men_item *i = &m->items[k];
        if (i->it.kind == LAPI_MENTION_NAME && i->it.is_actor &&
            i->it.type != LAPI_TYPE_PER && m->t->rel[i->it.head] == LAPI_REL_NSUBJ &&
            lapi_men_known(i->it.actor.country))
            return i->entity == LAPI_NONE ? LAPI_NONE : k;
    }
    return LAPI_NONE;
}

static lap_status first_person(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    uint32_t told_by = m->speaker[m->t->sentence[i->it.head]];
    bool quoted = (m->shape[i->it.head] & LAPI_MEN_QUOTED) ||
                  (told_by != LAPI_NONE && told_by != item);
    uint32_t speaker = quoted         ? speaker_at(c, i->it.head)
                       : i->it.plural ? issuer(m, item)
                                      : LAPI_NONE;
    if (speaker == LAPI_NONE || m->items[speaker].entity == LAPI_NONE) {
        i->it.is_actor = 0;
        return lapi_coref_start(c, item);
    }
    if (!i->it.plural) {
        i->it.rule = "coreference: first person in a quote is its speaker";
        lapi_coref_join(c, item, m->items[speaker].entity);
        return LAP_OK;
    }
    lap_status status = lapi_coref_start(c, item);
    const lapi_actor *a = &c->entities[m->items[speaker].entity].actor;
    memcpy(i->it.actor.country, a->country, 4);
    memcpy(i->it.actor.sector, a->sector, 4);
    if (m->t->rel[i->it.head] == LAPI_REL_NMOD_POSS)
        i->it.actor.sector[0] = '\0';
    i->it.rule = "coreference: those for whom the quote's speaker speaks";
    if (status == LAP_OK)
        c->entities[i->entity].actor = i->it.actor;
    return status;
}

lap_status lapi_coref_pronoun(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    if (i->person == 1)
        return first_person(c, item);
    uint32_t to = LAPI_NONE;
    const char *rule = "coreference: nearest fitting mention before, subjects first";
    if (i->relative) {
        to = relative_head(m, i->it.head);
        rule = "coreference: what the relative clause describes";
    } else if (i->person == 3) {
        to = best_before(c, item);
        if (to == LAPI_NONE) {
            to = first_after(c, item);
            rule = "coreference: the subject that follows";
        }
    }
    if (to == LAPI_NONE || to == item) {
        i->it.is_actor = 0;
        return lapi_coref_start(c, item);
    }
    if (m->items[to].entity == LAPI_NONE) {
        lap_status status = m->items[to].name != LAPI_NONE ? lapi_coref_name(c, to)
                                                           : lapi_coref_start(c, to);
        if (status != LAP_OK)
            return status;
    }
    i->it.rule = rule;
    i->it.type = m->items[to].it.type;
    i->it.is_actor = m->items[to].it.is_actor;
    lapi_coref_join(c, item, m->items[to].entity);
    if (i->gender == 'm' || i->gender == 'f')
        c->entities[i->entity].gender = i->gender;
    return LAP_OK;
}
