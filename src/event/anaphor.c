#include "event/anaphor.h"

#include "event/party.h"

#define ANAPHOR_WINDOW    8u /* records back */
#define ANAPHOR_SENTENCES 2u
#define CRITIC_WINDOW     16u /* claims live longer than deeds */
#define CRITIC_SENTENCES  8u
#define RIVAL_WINDOW      64u /* records before and behind */
#define RIVALS_MAX        16u
#define RIVAL_TIMES       2u /* so often two must have to do with each other */

/* Countries that have to do with one of them, and in how many pairs of a record. */
typedef struct rivals {
    char country[RIVALS_MAX][4];
    uint32_t times[RIVALS_MAX], count;
} rivals;

/* A judgement of what an army did is of its government. */
static lapi_party as_addressed(const lapi_party *doer)
{
    lapi_party p = *doer;
    if (strcmp(p.actor.sector, "MIL") == 0 || p.actor.sector[0] == '\0')
        memcpy(p.actor.sector, "GOV", 4);
    return p;
}

static lap_status take(const lapi_reading *r, const lapi_parties *from, bool addressed,
                       const char *rule, lapi_event *to)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < from->count; i++) {
        lapi_party p = addressed ? as_addressed(&from->at[i]) : from->at[i];
        p.rule = rule;
        status = lapi_party_add(r, &p, &to->recipients);
    }
    return status;
}

/* Does the object of the judgement point back ("the violence", "this move")? */
static bool points_back(const lapi_reading *r, const lapi_event *e)
{
    const lapi_tokens *t = &r->doc->tokens;
    lapi_args args;
    lapi_args_gather(r, e->head, &args);
    for (uint32_t i = 0; i < args.count; i++) {
        const lapi_arg *a = &args.at[i];
        if (a->kind != LAPI_SLOT_OBJ || t->upos[a->word] != LAPI_UPOS_NOUN)
            continue;
        uint32_t det = lapi_tree_child(t, a->word, LAPI_REL_DET);
        return det != LAPI_NONE &&
               lapi_match_in_class(r, det,
                                   lapi_know_key(LAPI_S("pointing_determiner"))) &&
               lapi_tree_child(t, a->word, LAPI_REL_NMOD) == LAPI_NONE;
    }
    return false;
}

static lap_status from_doer(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *e = &events->at[index];
    for (uint32_t k = index; k-- > 0 && index - k <= ANAPHOR_WINDOW;) {
        const lapi_event *from = &events->at[k];
        if (e->sentence - from->sentence > ANAPHOR_SENTENCES)
            break;
        if (from->quad % 2 || !lapi_parties_known(&from->actors) ||
            lapi_parties_share(&from->actors, &e->actors))
            continue;
        return take(r, &from->actors, true, "doer of what is judged, told before", e);
    }
    return LAP_OK;
}

/* "Moscow dismissed the claims": those of who judged it before. */
static lap_status from_critic(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *e = &events->at[index];
    for (uint32_t k = index; k-- > 0 && index - k <= CRITIC_WINDOW;) {
        const lapi_event *from = &events->at[k];
        if (e->sentence - from->sentence > CRITIC_SENTENCES)
            break;
        if (from->quad != 3 || !lapi_parties_known(&from->actors) ||
            !lapi_parties_share(&from->recipients, &e->actors))
            continue;
        return take(r, &from->actors, true, "who judged it before", e);
    }
    return LAP_OK;
}

static lap_status from_same_type(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *e = &events->at[index];
    for (uint32_t k = index; k-- > 0 && index - k <= ANAPHOR_WINDOW;) {
        const lapi_event *from = &events->at[k];
        if (e->sentence - from->sentence > ANAPHOR_SENTENCES)
            break;
        if (from->type != e->type || !lapi_parties_known(&from->recipients) ||
            lapi_parties_share(&from->recipients, &e->actors))
            continue;
        return take(r, &from->recipients, false, "whom the like act before befell", e);
    }
    return LAP_OK;
}

static void add_rival(rivals *all, const char *country)
{
    uint32_t i = 0;
    if (!country[0] || strcmp(country, "UNK") == 0)
        return;
    while (i < all->count && strcmp(all->country[i], country) != 0)
        i++;
    if (i == RIVALS_MAX)
        return;
    if (i == all->count)
        memcpy(all->country[all->count++], country, 4);
    all->times[i]++;
}

static void add_rivals(rivals *all, const lapi_parties *these,
                       const lapi_parties *those, const char *country)
{
    for (uint32_t i = 0; i < these->count; i++)
        for (uint32_t k = 0; k < those->count; k++)
            if (strcmp(these->at[i].actor.country, country) == 0 &&
                strcmp(those->at[k].actor.country, country) != 0)
                add_rival(all, those->at[k].actor.country);
}

/* The country that most has to do with this one in the records around; NULL if none has
 * twice, or two have alike. */
static const char *rival_of(const lapi_events *events, uint32_t index,
                            const char *country, rivals *all)
{
    uint32_t from = index > RIVAL_WINDOW ? index - RIVAL_WINDOW : 0, best = 0;
    for (uint32_t k = from; k < events->count && k - from <= 2 * RIVAL_WINDOW; k++) {
        const lapi_event *e = &events->at[k];
        const lapi_parties *to = e->recipients.count ? &e->recipients : &e->actors;
        add_rivals(all, &e->actors, to, country);
        if (to != &e->actors)
            add_rivals(all, to, &e->actors, country);
    }
    for (uint32_t i = 1; i < all->count; i++)
        best = all->times[i] > all->times[best] ? i : best;
    for (uint32_t i = 0; i < all->count; i++)
        if (i != best && all->times[i] == all->times[best])
            return NULL;
    return all->count && all->times[best] >= RIVAL_TIMES ? all->country[best] : NULL;
}

/* "Ankara, too, protested": to the other side of what is told. */
static lap_status from_rival(const lapi_reading *r, uint32_t index)
{
    lapi_events *events = &r->doc->events;
    lapi_event *e = &events->at[index];
    const char *country = e->actors.at[0].actor.country;
    rivals all = {.count = 0};
    if (e->actors.count != 1 || strcmp(country, "UNK") == 0)
        return LAP_OK;
    const char *rival = rival_of(events, index, country, &all);
    if (!rival)
        return LAP_OK;
    lapi_party who = lapi_party_implied(
        rival, "GOV", "the other side: who else most has to do with the actor here");
    return lapi_party_add(r, &who, &e->recipients);
}

static bool is_addressed(const lapi_event *e)
{
    return e->type == LAPI_EVENT_ACCUSE || e->type == LAPI_EVENT_THREATEN ||
           e->type == LAPI_EVENT_REQUEST || e->type == LAPI_EVENT_REJECT ||
           e->type == LAPI_EVENT_SUPPORT;
}

lap_status lapi_anaphor_run(const lapi_reading *reading)
{
    lapi_events *events = &reading->doc->events;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < events->count; i++) {
        lapi_event *e = &events->at[i];
        if (e->recipients.count || e->actors.count == 0)
            continue;
        bool judges = e->type == LAPI_EVENT_ACCUSE || e->type == LAPI_EVENT_SUPPORT;
        bool demands_end =
            e->type == LAPI_EVENT_REQUEST && lapi_slice_is(e->mode, "yield");
        if (demands_end || (judges && points_back(reading, e)))
            status = from_doer(reading, i);
        else if (e->type == LAPI_EVENT_REJECT && points_back(reading, e))
            status = from_critic(reading, i);
        else if (e->type == LAPI_EVENT_SANCTION)
            status = from_same_type(reading, i);
        if (status == LAP_OK && e->recipients.count == 0 && is_addressed(e))
            status = from_rival(reading, i);
    }
    return status;
}
