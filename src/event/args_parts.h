/* What args.c and args_subject.c share. */
#ifndef LAPI_EVENT_ARGS_PARTS_H
#define LAPI_EVENT_ARGS_PARTS_H

#include "event/args.h"

#define CLIMB_MAX 8

static inline bool is_subject_rel(unsigned rel)
{
    return rel == LAPI_REL_NSUBJ || rel == LAPI_REL_NSUBJ_PASS ||
           rel == LAPI_REL_CSUBJ || rel == LAPI_REL_CSUBJ_PASS ||
           rel == LAPI_REL_NSUBJ_OUTER;
}

static inline uint32_t own_subject(const lapi_tokens *t, uint32_t w)
{
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (is_subject_rel(t->rel[c]))
            return c;
    return LAPI_NONE;
}

static inline bool in_class(const lapi_reading *r, uint32_t w, const char *name)
{
    return r->lexicon &&
           lapi_event_lexicon_in_class(r->lexicon, lapi_know_key(lapi_slice_str(name)),
                                       r->lemma_key[w]);
}

#endif
