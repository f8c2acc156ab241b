/* Who is the subject of a predicate: its own, or one that it shares. */
#include "event/args_parts.h"

static bool is_relative_pronoun(const lapi_tokens *t, uint32_t w)
{
    return t->xpos[w] == LAPI_XPOS_WDT || t->xpos[w] == LAPI_XPOS_WP ||
           t->xpos[w] == LAPI_XPOS_WP_POSS;
}

uint32_t lapi_args_antecedent(const lapi_reading *reading, uint32_t word)
{
    const lapi_tokens *t = &reading->doc->tokens;
    if (!is_relative_pronoun(t, word))
        return word;
    uint32_t at = word;
    for (int i = 0; i < CLIMB_MAX && at != LAPI_NONE; i++) {
        if (t->rel[at] == LAPI_REL_ACL_RELCL && t->head[at] != LAPI_NONE)
            return t->head[at];
        at = t->head[at];
    }
    return word;
}

/* "Accused Norland of arming", "kept them from leaving": who is accused is who would do
 * it. */
static uint32_t accused_of(const lapi_reading *r, uint32_t w, uint32_t h)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK);
    bool controlled = t->xpos[w] == LAPI_XPOS_VBG && mark != LAPI_NONE && w > h &&
                      in_class(r, mark, "object_control");
    return controlled ? lapi_tree_child(t, h, LAPI_REL_OBJ) : LAPI_NONE;
}

/* Whose plan or decision it is: "Norland's plan", "a Supreme Court decision". */
static uint32_t owner_of(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t poss = lapi_tree_child(t, w, LAPI_REL_NMOD_POSS);
    uint32_t noun = lapi_tree_child(t, w, LAPI_REL_COMPOUND);
    if (poss == LAPI_NONE && noun != LAPI_NONE &&
        lapi_mention_actor(&r->doc->mentions, noun) != LAPI_NONE)
        return noun;
    return poss;
}

/* One step of the climb to a shared subject: the subject itself in *found, or the next
 * predicate to ask in the return value (LAPI_NONE: give up). */
static uint32_t climb(const lapi_reading *r, uint32_t w, uint32_t *found,
                      const char **path, bool *shared)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[w];
    if (h == LAPI_NONE)
        return LAPI_NONE;
    /* "Dismissed it as groundless and complained": coordinated with a word inside the
     * clause of the verb whose subject it shares. */
    if (*shared && t->upos[w] != LAPI_UPOS_VERB)
        return h;
    switch (t->rel[w]) {
    case LAPI_REL_CONJ:
        *path = "subject, shared by coordination";
        *shared = t->upos[w] == LAPI_UPOS_VERB && t->upos[h] != LAPI_UPOS_VERB;
        return h;
    case LAPI_REL_XCOMP:
        *found = lapi_tree_child(t, h, LAPI_REL_OBJ);
        *path =
            *found != LAPI_NONE ? "subject, by object control" : "subject, by control";
        return h;
    case LAPI_REL_ACL_RELCL:
        *found = h;
        *path = "subject, antecedent of the relative clause";
        return LAPI_NONE;
    case LAPI_REL_ACL:
        if (t->xpos[w] == LAPI_XPOS_VB) {
            *path = "subject, of the clause that governs the infinitive";
            *found = owner_of(r, h);
            if (*found == LAPI_NONE && t->head[h] == LAPI_NONE)
                *found = h; /* a headline: "Norland to withdraw troops" */
            if (t->rel[h] == LAPI_REL_OBJ && in_class(r, t->head[h], "plan_of_others"))
                return LAPI_NONE; /* "foiled a plot to bomb": not by who foils it */
            return t->head[h];
        }
        if (t->xpos[w] == LAPI_XPOS_VBG &&
            lapi_tree_child(t, w, LAPI_REL_MARK) != LAPI_NONE) {
            *path = "subject, of the clause that holds the gerund's noun";
            *found = lapi_tree_child(t, h, LAPI_REL_NMOD_POSS);
            return t->head[h]; /* "a policy of expelling" */
        }
        *found = h;
        *path = "subject, noun that the participle modifies";
        return LAPI_NONE;
    case LAPI_REL_ADVCL:
        *found = accused_of(r, w, h);
        *path = *found != LAPI_NONE ? "subject, by object control"
                                    : "subject, shared with the main clause";
        return h;
    case LAPI_REL_AMOD:
        *found = h;
        *path = "noun that the participle modifies";
        return LAPI_NONE;
    case LAPI_REL_PARATAXIS:
    case LAPI_REL_CCOMP:
        return LAPI_NONE;
    default:
        /* A gerund as a noun's or verb's complement ("accused of arming"). */
        if (t->xpos[w] != LAPI_XPOS_VBG || t->upos[h] != LAPI_UPOS_VERB)
            return LAPI_NONE;
        *path = "subject, by control of the gerund";
        return h;
    }
}

/* The verb whose subject speaks through the object that a participle describes ("issued
 * a statement condemning"), else LAPI_NONE. */
static uint32_t speaker_verb(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[w];
    if (t->rel[w] != LAPI_REL_ACL || t->xpos[w] != LAPI_XPOS_VBG || h == LAPI_NONE ||
        t->rel[h] != LAPI_REL_OBJ || !r->lexicon ||
        !lapi_event_lexicon_in_class(r->lexicon, lapi_know_key(LAPI_S("message")),
                                     r->lemma_key[h]))
        return LAPI_NONE;
    return t->head[h];
}

bool lapi_args_reads_as_verb(const lapi_tokens *tokens, uint32_t word)
{
    if (tokens->upos[word] != LAPI_UPOS_NOUN)
        return tokens->upos[word] == LAPI_UPOS_VERB;
    uint32_t particle = lapi_tree_child(tokens, word, LAPI_REL_COMPOUND_PRT);
    return particle == word + 1;
}

/* "Guards line up", read as a noun beside the guards: they are its subject. */
static uint32_t subject_beside(const lapi_tokens *t, uint32_t w)
{
    uint32_t h = t->head[w];
    bool beside = t->upos[w] == LAPI_UPOS_NOUN && lapi_args_reads_as_verb(t, w) &&
                  h != LAPI_NONE && h < w && lapi_tree_is_nominal(t, h) &&
                  lapi_tree_child(t, w, LAPI_REL_CASE) == LAPI_NONE;
    return beside ? h : LAPI_NONE;
}

/* A subject that the tree has hung elsewhere:
 * "Erupted after Norland annexed the isle": the noun that stands bare between a
 * clause's mark and its finite verb; "..., and western states have shared": the noun
 * before its auxiliary. */
static uint32_t lost_subject(const lapi_tokens *t, uint32_t w)
{
    uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK), h = t->head[w];
    uint32_t aux = lapi_tree_child(t, w, LAPI_REL_AUX);
    bool finite = t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBZ ||
                  t->xpos[w] == LAPI_XPOS_VBP;
    if (h == LAPI_NONE)
        return LAPI_NONE;
    for (uint32_t n = mark; finite && mark != LAPI_NONE && n < w; n++)
        if (lapi_tree_is_nominal(t, n) && t->head[n] == h &&
            lapi_tree_child(t, n, LAPI_REL_CASE) == LAPI_NONE)
            return n;
    bool before = aux != LAPI_NONE && aux > 0 && aux < w &&
                  t->upos[w] == LAPI_UPOS_VERB &&
                  t->sentence[aux - 1] == t->sentence[w];
    return before && lapi_tree_is_nominal(t, aux - 1) ? aux - 1 : LAPI_NONE;
}

uint32_t lapi_args_subject(const lapi_reading *reading, uint32_t word,
                           const char **path)
{
    const lapi_tokens *t = &reading->doc->tokens;
    const char *why = "subject";
    bool shared = false;
    uint32_t found = own_subject(t, word);
    if (found == LAPI_NONE)
        found = lost_subject(t, word);
    if (found == LAPI_NONE)
        found = subject_beside(t, word);
    uint32_t at = word;
    for (int i = 0; i < CLIMB_MAX && found == LAPI_NONE && at != LAPI_NONE; i++) {
        uint32_t verb = speaker_verb(reading, at);
        why =
            verb == LAPI_NONE ? why : "subject, of the verb whose object it describes";
        at = verb == LAPI_NONE ? climb(reading, at, &found, &why, &shared) : verb;
        if (found == LAPI_NONE && at != LAPI_NONE)
            found = own_subject(t, at);
    }
    if (path)
        *path = why;
    return found == LAPI_NONE ? found : lapi_args_antecedent(reading, found);
}
