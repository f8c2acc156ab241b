#include "base/hash.h"
#include "mention/when_resolve.h"

enum { CLIMB_MAX = 8, BEFORE_MAX = 14, AFTER_MAX = 8 };

static int cue_of(const lapi_word *word)
{
    return lapi_slice_is(word->text, "future") ? 1 : -1;
}

/* The cue that a word of the document is, from the table; 0 if none. */
static int word_cue(const lapi_pieces *pieces, uint32_t word)
{
    bool prefix;
    uint64_t key =
        lapi_when_lexicon_key(LAPI_HASH_START, lapi_doc_word(pieces->doc, word));
    uint32_t entry = lapi_when_lexicon_find(pieces->lexicon, key, &prefix);
    while (entry != LAPI_NONE) {
        const lapi_word *w = lapi_when_lexicon_at(pieces->lexicon, entry);
        if (w->kind == LAPI_WORD_TENSE)
            return cue_of(w);
        entry = w->next;
    }
    return 0;
}

/* Tense of one verb: its auxiliaries first, then its own form. */
static int verb_tense(const lapi_pieces *pieces, uint32_t verb)
{
    const lapi_tokens *t = &pieces->doc->tokens;
    bool past = false;
    for (uint32_t c = t->first_child[verb]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (t->rel[c] != LAPI_REL_AUX && t->rel[c] != LAPI_REL_AUX_PASS &&
            t->rel[c] != LAPI_REL_COP)
            continue;
        if (t->xpos[c] == LAPI_XPOS_MD && word_cue(pieces, c) > 0)
            return 1;
        past |= t->xpos[c] == LAPI_XPOS_VBD || t->xpos[c] == LAPI_XPOS_VBZ ||
                t->xpos[c] == LAPI_XPOS_VBP;
    }
    if (word_cue(pieces, verb) > 0)
        return 1;
    if (t->xpos[verb] == LAPI_XPOS_VBD || t->xpos[verb] == LAPI_XPOS_VBN)
        return -1;
    if (past && t->xpos[verb] != LAPI_XPOS_VBG)
        return -1;
    /* "Talks resume on Thursday": a plan, but in a headline it is news */
    const lapi_doc *doc = pieces->doc;
    bool present = t->xpos[verb] == LAPI_XPOS_VBZ || t->xpos[verb] == LAPI_XPOS_VBP;
    bool headline =
        doc->blocks && doc->blocks[doc->sentences.block[t->sentence[verb]]].kind ==
                           LAPI_BLOCK_HEADLINE;
    return present && !headline ? 1 : 0;
}

static int tree_tense(const lapi_pieces *pieces, uint32_t word)
{
    const lapi_tokens *t = &pieces->doc->tokens;
    for (int i = 0; i < CLIMB_MAX && word != LAPI_NONE; i++, word = t->head[word]) {
        if (t->upos[word] != LAPI_UPOS_VERB && t->upos[word] != LAPI_UPOS_AUX) {
            if (i && word_cue(pieces, word) > 0)
                return 1;
            continue;
        }
        int tense = verb_tense(pieces, word);
        if (tense)
            return tense;
    }
    return 0;
}

int lapi_form_tense(const lapi_pieces *pieces, const lapi_form *form)
{
    const lapi_doc *doc = pieces->doc;
    if (doc->tokens.head && doc->tokens.first_child) {
        int tense = tree_tense(pieces, pieces->at[form->end - 1].word);
        if (tense)
            return tense;
    }
    uint32_t first = pieces->first[form->sentence],
             end = pieces->first[form->sentence + 1];
    uint32_t low = form->first > first + BEFORE_MAX ? form->first - BEFORE_MAX : first;
    for (uint32_t at = form->first; at-- > low;) {
        const lapi_word *cue = lapi_piece_as(pieces, at, LAPI_WORD_TENSE);
        if (cue)
            return cue_of(cue);
        const lapi_piece *p = &pieces->at[at];
        const char *text = doc->text + p->end - 2;
        if (p->kind == LAPI_PIECE_WORD && !p->caps && p->end - p->begin > 4 &&
            text[0] == 'e' && text[1] == 'd')
            return -1;
    }
    uint32_t high = end - form->end > AFTER_MAX ? form->end + AFTER_MAX : end;
    for (uint32_t at = form->end; at < high; at++) {
        const lapi_word *cue = lapi_piece_as(pieces, at, LAPI_WORD_TENSE);
        if (cue)
            return cue_of(cue);
    }
    return 0;
}
