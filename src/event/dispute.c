#include "event/dispute.h"

#include "event/match.h"
#include "event/party.h"

#define DENIAL_WINDOW    12u /* events back */
#define DENIAL_SENTENCES 2u  /* sentences back */

static lap_status dispute(const lapi_reading *r, const lapi_event *denial,
                          lapi_event *e)
{
    if (denial->actors.count == 0)
        return LAP_OK;
    lapi_voice *at =
        lapi_arena_grow(r->doc->arena, e->disputed_by.at, e->disputed_by.count,
                        e->disputed_by.count + denial->actors.count, sizeof *at);
    if (!at)
        return LAP_NO_MEMORY;
    e->disputed_by.at = at;
    for (uint32_t i = 0; i < denial->actors.count; i++)
        at[e->disputed_by.count++] = (lapi_voice){.who = denial->actors.at[i],
                                                  .cue = denial->trigger,
                                                  .said_on = LAPI_DAY_NONE};
    return LAP_OK;
}

/* "dismissed the claim", "denied it", "a charge that they deny": a word that stands for
 * what was told before. */
static bool stands_for_claim(const lapi_reading *r, uint32_t word)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t m = lapi_mention_at(&r->doc->mentions, word);
    bool neuter = t->upos[word] == LAPI_UPOS_PRON &&
                  (m == LAPI_NONE || r->doc->mentions.at[m].type != LAPI_TYPE_PER);
    return neuter || lapi_match_in_class(r, word, lapi_know_key(LAPI_S("claim")));
}

static bool is_appended(const lapi_reading *r, const lapi_event *d)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[d->head];
    return t->rel[d->head] == LAPI_REL_ACL_RELCL && h != LAPI_NONE && h > 0 &&
           lapi_match_in_class(r, h, lapi_know_key(LAPI_S("claim")));
}

/* "Denied that there was any build-up". */
static bool denies_existence(const lapi_tokens *t, uint32_t denial)
{
    for (uint32_t c = t->first_child[denial]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_CCOMP)
            return lapi_tree_child(t, c, LAPI_REL_EXPL) != LAPI_NONE;
    return false;
}

static bool denies_noun(const lapi_reading *r, const lapi_event *d)
{
    lapi_args args;
    lapi_args_gather(r, d->head, &args);
    for (uint32_t i = 0; i < args.count; i++)
        if (args.at[i].kind == LAPI_SLOT_OBJ && stands_for_claim(r, args.at[i].word))
            return true;
    return is_appended(r, d) || denies_existence(&r->doc->tokens, d->head);
}

/* "links with an attack" are denied, not the attack. */
static bool is_only_linked(const lapi_reading *r, uint32_t word)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t prep = lapi_tree_case(t, word);
    return t->rel[word] == LAPI_REL_NMOD && prep != LAPI_NONE &&
           r->form_key[prep] != r->key_of &&
           lapi_match_in_class(r, t->head[word], lapi_know_key(LAPI_S("claim")));
}

/* Does the word stand in what is denied, not in a clause beside it? */
static bool is_denied_by(const lapi_reading *r, uint32_t word, uint32_t denial)
{
    const lapi_tokens *t = &r->doc->tokens;
    while (word != LAPI_NONE && t->head[word] != denial) {
        bool beside = t->rel[word] == LAPI_REL_CONJ &&
                      t->upos[word] == LAPI_UPOS_VERB &&
                      t->upos[t->head[word]] != LAPI_UPOS_VERB;
        if (beside || (t->head[word] != LAPI_NONE && is_only_linked(r, word)))
            return false;
        word = t->head[word];
    }
    return word != LAPI_NONE && t->rel[word] != LAPI_REL_CONJ &&
           t->rel[word] != LAPI_REL_PARATAXIS && t->rel[word] != LAPI_REL_ADVCL &&
           t->rel[word] != LAPI_REL_NSUBJ;
}

/* Who told it last, other than the denier; NULL if nobody else did. */
static const lapi_party *teller(const lapi_event *e, const lapi_event *denial)
{
    for (uint32_t i = e->according_to.count; i-- > 0;) {
        lapi_party *who = &e->according_to.at[i].who;
        lapi_parties one = {.count = 1, .at = who};
        if (!lapi_parties_share(&one, &denial->actors))
            return who;
    }
    return NULL;
}

/* A denial answers the teller of what it denies. */
static lap_status answer(const lapi_reading *r, lapi_event *denial, const lapi_event *e)
{
    const lapi_party *who = teller(e, denial);
    if (!who || denial->recipients.count)
        return LAP_OK;
    lapi_party to = *who;
    to.rule = "who claimed what is denied";
    return lapi_party_add(r, &to, &denial->recipients);
}

static bool is_nobody(const lapi_parties *actors)
{
    for (uint32_t i = 0; i < actors->count; i++)
        if (strcmp(actors->at[i].actor.country, "UNK") != 0 ||
            strcmp(actors->at[i].actor.sector, "UNK") != 0)
            return false;
    return true;
}

static bool is_claimed(const lapi_event *e, const lapi_event *denial)
{
    bool claimed = e->status == LAPI_STATUS_POSSIBLE || teller(e, denial);
    return claimed && e->type != LAPI_EVENT_REJECT &&
           ((is_nobody(&e->actors) && !e->historical) ||
            lapi_parties_share(&e->actors, &denial->actors));
}

/* "Accused Norland of ... Norland denied it": the accuser is answered. */
static lap_status answer_accuser(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *d = &events->at[index];
    for (uint32_t k = index; k-- > 0 && index - k <= DENIAL_WINDOW;) {
        const lapi_event *e = &events->at[k];
        if (d->sentence - e->sentence > DENIAL_SENTENCES || d->recipients.count)
            break;
        if (e->type != LAPI_EVENT_ACCUSE ||
            lapi_parties_share(&e->actors, &d->actors) ||
            !lapi_parties_share(&e->recipients, &d->actors))
            continue;
        return lapi_parties_add(r, &e->actors, &d->recipients);
    }
    return LAP_OK;
}

static lap_status dispute_one(const lapi_reading *r, lapi_event *denial, lapi_event *e)
{
    lap_status status = dispute(r, denial, e);
    return status == LAP_OK ? answer(r, denial, e) : status;
}

/* Claimed events of the nearest sentence before that has any. */
static lap_status dispute_before(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *d = &events->at[index];
    uint32_t sentence = LAPI_NONE;
    lap_status status = LAP_OK;
    for (uint32_t k = index;
         status == LAP_OK && k-- > 0 && index - k <= DENIAL_WINDOW;) {
        lapi_event *e = &events->at[k];
        if (d->sentence - e->sentence > DENIAL_SENTENCES ||
            (sentence != LAPI_NONE && e->sentence != sentence))
            break;
        if (!is_claimed(e, d))
            continue;
        sentence = e->sentence;
        status = dispute_one(r, d, e);
    }
    return status;
}

static lap_status dispute_inside(const lapi_reading *r, lapi_event *d, bool *inside)
{
    lapi_events *events = &r->doc->events;
    lap_status status = LAP_OK;
    *inside = false;
    for (uint32_t k = lapi_events_from(events, d->sentence);
         status == LAP_OK && k < events->count && events->at[k].sentence == d->sentence;
         k++) {
        lapi_event *e = &events->at[k];
        if (e == d || e->head == d->head || !is_denied_by(r, e->head, d->head))
            continue;
        *inside = true;
        status = dispute_one(r, d, e);
    }
    return status;
}

lap_status lapi_dispute_run(const lapi_reading *reading)
{
    lapi_events *events = &reading->doc->events;
    lap_status status = LAP_OK;
    uint64_t deny = lapi_know_key(LAPI_S("deny"));
    for (uint32_t i = 0; status == LAP_OK && i < events->count; i++) {
        lapi_event *d = &events->at[i];
        bool inside;
        if (d->type != LAPI_EVENT_REJECT ||
            !lapi_match_in_class(reading, d->head, deny))
            continue;
        uint32_t told = d->recipients.count;
        if (reading->doc->tokens.rel[d->head] == LAPI_REL_ACL_RELCL &&
            lapi_parties_share(&d->actors, &d->recipients))
            d->recipients.count = 0; /* "of arming its rebels, which it denies" */
        status = dispute_inside(reading, d, &inside);
        if (status == LAP_OK && !inside && denies_noun(reading, d))
            status = dispute_before(reading, i);
        if (status == LAP_OK && d->recipients.count == 0)
            status = answer_accuser(reading, i);
        if (d->recipients.count == 0)
            d->recipients.count = told;
    }
    return status;
}
