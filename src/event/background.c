#include "event/background.h"

#include "event/attach.h"

#define CLIMB_MAX       10
#define HISTORICAL_DAYS 13 /* what lies further back is background, not news */
#define EARLIER_DAYS    7  /* the same of what had happened before */
#define MONTH_DAYS      27 /* a time so long is counted from its middle */
#define LONG_DAYS       365

const lapi_when *lapi_background_when(const lapi_reading *reading, uint32_t word)
{
    const lapi_doc *doc = reading->doc;
    uint32_t i =
        doc->date == LAPI_DAY_NONE ? LAPI_NONE : lapi_attach_when(reading, word);
    return i == LAPI_NONE ? NULL : &doc->times.at[i];
}

/* The tag of the perfect's auxiliary, LAPI_XPOS_COUNT where there is none. */
static unsigned perfect(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint64_t have = lapi_know_key(LAPI_S("have"));
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_AUX && r->lemma_key[c] == have)
            return t->xpos[c];
    return LAPI_XPOS_COUNT;
}

/* Background, not news: long ago, going on for long, or before what is told (past
 * perfect). A caption tells its picture's day, however old. */
static bool is_historical(const lapi_reading *r, uint32_t w, const lapi_when *when)
{
    const lapi_doc *doc = r->doc;
    uint32_t block = doc->sentences.block[doc->tokens.sentence[w]];
    if (!when || when->from == LAPI_DAY_NONE ||
        (block < doc->block_count && doc->blocks[block].kind == LAPI_BLOCK_CAPTION))
        return false;
    int32_t last = when->to != LAPI_DAY_NONE ? when->to : when->from;
    if (last >= doc->date)
        return when->from < doc->date - LONG_DAYS;
    if (last - when->from >= MONTH_DAYS)
        last = when->from + (last - when->from) / 2;
    unsigned tense = perfect(r, w);
    if (tense == LAPI_XPOS_VBZ || tense == LAPI_XPOS_VBP)
        return false;
    return last < doc->date - (tense == LAPI_XPOS_VBD ? EARLIER_DAYS : HISTORICAL_DAYS);
}

/* "The annexation in 2014, which was followed by a war": what is told about background
 * and has no date of its own is background too. */
static bool follows_history(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (int i = 0; i < CLIMB_MAX && t->head[w] != LAPI_NONE; i++, w = t->head[w]) {
        if (t->rel[w] != LAPI_REL_ACL && t->rel[w] != LAPI_REL_ACL_RELCL)
            continue;
        uint32_t when = lapi_attach_when(r, t->head[w]);
        return when != LAPI_NONE &&
               is_historical(r, t->head[w], &r->doc->times.at[when]);
    }
    return false;
}

bool lapi_background_is_ahead(const lapi_doc *doc, const lapi_when *when)
{
    return when && when->from != LAPI_DAY_NONE && when->from > doc->date;
}

bool lapi_background_holds(const lapi_reading *reading, uint32_t word,
                           const lapi_when *when)
{
    return when ? is_historical(reading, word, when) : follows_history(reading, word);
}
