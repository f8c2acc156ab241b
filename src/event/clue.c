#include "event/clue.h"

#include "base/hash.h"

/* Kinds of clues. Their order is part of the model. */
enum {
    WHY_THE_WORD,
    WHY_THE_WORD_AND_ITS_CLASS,
    WHY_ITS_SPELLING,
    WHY_ITS_FORM,
    WHY_ITS_PLACE_IN_THE_SENTENCE,
    WHY_FORM_AND_PLACE,
    WHY_UNDER_THE_WORD,
    WHY_UNDER_SUCH_A_WORD,
    WHY_UNDER_ANOTHER_EVENT,
    WHY_ITS_VOICE,
    WHY_WHO_FILLS_A_PLACE,
    WHY_WHAT_FILLS_A_PLACE,
    WHY_CLASS_OF_WHAT_FILLS_IT,
    WHY_ITS_PREPOSITION,
    WHY_WORD_AND_PREPOSITION,
    WHY_WHO_IS_BEHIND_IT,
    WHY_ITS_PARTICLE,
    WHY_WORD_AND_PARTICLE,
    WHY_ITS_SMALL_WORDS,
    WHY_ITS_RELATIONS,
    WHY_ITS_ARGUMENTS,
    WHY_WORD_AND_OBJECT,
    WHY_THE_WORD_BEFORE,
    WHY_THE_WORD_BEHIND,
    WHY_NEAR_IT,
    WHY_A_ROW_OF_THE_LEXICON,
    WHY_ITS_MODE,
    WHY_THE_WORD_IN_THIS_SENSE,
    WHY_CONDITIONS_MET,
    WHY_PART_OF_A_TRIGGER,
    WHY_NO_ROW,
    WHY_WHAT_ELSE_IS_TOLD,
    WHY_SENSES_OF_THE_WORD,
    WHY_SENSES_OF_ITS_OBJECT,
    WHY_SENSES_OF_ITS_GOVERNOR,
    WHY_ITS_STATUS,
    WHY_WHO_TELLS_IT,
    WHY_WORD_AND_WHO,
    WHY_BOTH_SIDES,
    WHY_COUNT
};

static const char *const why_names[WHY_COUNT] = {
    [WHY_THE_WORD] = "the word",
    [WHY_THE_WORD_AND_ITS_CLASS] = "the word and its class",
    [WHY_ITS_SPELLING] = "its spelling",
    [WHY_ITS_FORM] = "its form",
    [WHY_ITS_PLACE_IN_THE_SENTENCE] = "its place in the sentence",
    [WHY_FORM_AND_PLACE] = "form and place",
    [WHY_UNDER_THE_WORD] = "under the word",
    [WHY_UNDER_SUCH_A_WORD] = "under such a word",
    [WHY_UNDER_ANOTHER_EVENT] = "under another event",
    [WHY_ITS_VOICE] = "its voice",
    [WHY_WHO_FILLS_A_PLACE] = "who fills a place",
    [WHY_WHAT_FILLS_A_PLACE] = "what fills a place",
    [WHY_CLASS_OF_WHAT_FILLS_IT] = "class of what fills a place",
    [WHY_ITS_PREPOSITION] = "its preposition",
    [WHY_WORD_AND_PREPOSITION] = "word and preposition",
    [WHY_WHO_IS_BEHIND_IT] = "who is behind the preposition",
    [WHY_ITS_PARTICLE] = "its particle",
    [WHY_WORD_AND_PARTICLE] = "word and particle",
    [WHY_ITS_SMALL_WORDS] = "its small words",
    [WHY_ITS_RELATIONS] = "its relations",
    [WHY_ITS_ARGUMENTS] = "its arguments",
    [WHY_WORD_AND_OBJECT] = "word and object",
    [WHY_THE_WORD_BEFORE] = "the word before",
    [WHY_THE_WORD_BEHIND] = "the word behind",
    [WHY_NEAR_IT] = "near it",
    [WHY_A_ROW_OF_THE_LEXICON] = "a row of the lexicon",
    [WHY_ITS_MODE] = "its mode",
    [WHY_THE_WORD_IN_THIS_SENSE] = "the word in this sense",
    [WHY_CONDITIONS_MET] = "conditions met",
    [WHY_PART_OF_A_TRIGGER] = "part of a trigger",
    [WHY_NO_ROW] = "no row of the lexicon",
    [WHY_WHAT_ELSE_IS_TOLD] = "what else is told",
    [WHY_SENSES_OF_THE_WORD] = "senses of the word",
    [WHY_SENSES_OF_ITS_OBJECT] = "senses of its object",
    [WHY_SENSES_OF_ITS_GOVERNOR] = "senses of what governs it",
    [WHY_ITS_STATUS] = "its status",
    [WHY_WHO_TELLS_IT] = "who tells it",
    [WHY_WORD_AND_WHO] = "the word and who is beside it",
    [WHY_BOTH_SIDES] = "both sides",
};

/* Which slot an argument's word goes to; LAPI_CLUE_SLOTS: none. */
static const uint8_t slot_of[LAPI_SLOT_REL + 1] = {
    [LAPI_SLOT_SUBJ] = LAPI_CLUE_SUBJECT,     [LAPI_SLOT_OBJ] = LAPI_CLUE_OBJECT,
    [LAPI_SLOT_IOBJ] = LAPI_CLUE_INDIRECT,    [LAPI_SLOT_OBL] = LAPI_CLUE_SLOTS,
    [LAPI_SLOT_POSS] = LAPI_CLUE_OWNER,       [LAPI_SLOT_OF] = LAPI_CLUE_OF,
    [LAPI_SLOT_BY] = LAPI_CLUE_SLOTS,         [LAPI_SLOT_COMPOUND] = LAPI_CLUE_COMPOUND,
    [LAPI_SLOT_AMOD] = LAPI_CLUE_MODIFIER,    [LAPI_SLOT_CCOMP] = LAPI_CLUE_CLAUSE,
    [LAPI_SLOT_XCOMP] = LAPI_CLUE_INFINITIVE, [LAPI_SLOT_AGENT] = LAPI_CLUE_SLOTS,
    [LAPI_SLOT_SELF] = LAPI_CLUE_SLOTS,       [LAPI_SLOT_REL] = LAPI_CLUE_SLOTS,
};

static void add(lapi_clues *out, unsigned why, uint64_t key, uint32_t word)
{
    if (out->count == LAPI_CLUES_MAX)
        return;
    uint64_t h = lapi_hash_mix((key + 1) * UINT64_C(0x9E3779B97F4A7C15) + why);
    out->at[out->count++] = (lapi_clue){.row = (uint32_t)(h >> (64 - LAPI_CLUE_BITS)),
                                        .word = word,
                                        .name = why_names[why]};
}

/* Is it somebody, of which sector, of a known country; else a place, a time, a name. */
static uint64_t who_key(const lapi_reading *r, uint32_t word)
{
    const lapi_doc *doc = r->doc;
    uint32_t m = doc->mentions.by_head ? doc->mentions.by_head[word] : LAPI_NONE;
    if (m != LAPI_NONE) {
        const lapi_actor *a = &doc->mentions.at[m].actor;
        return lapi_hash_pair(lapi_hash_text(a->sector),
                              8 + 2 * (uint64_t)doc->mentions.at[m].is_actor +
                                  (strcmp(a->country, "UNK") != 0));
    }
    if (doc->places.by_head && doc->places.by_head[word] != LAPI_NONE)
        return 1;
    if (lapi_args_is_time(doc, word))
        return 2;
    return doc->tokens.name && doc->tokens.name[word] != LAPI_NAME_O ? 3 : 4;
}

/* Types that the lexicon knows the word to tell, whatever is around it. */
static void add_senses(const lapi_reading *r, unsigned why, uint32_t word,
                       lapi_clues *out)
{
    uint32_t first, types = 0;
    uint32_t n = lapi_event_lexicon_senses(r->lexicon, r->lemma_key[word], &first);
    for (uint32_t i = 0; i < n; i++)
        types |= 1u << r->lexicon->senses[first + i].type;
    for (uint32_t k = 0; k <= LAPI_EVENT_TYPES; k++)
        if (types >> k & 1)
            add(out, why, lapi_hash_pair(k, r->doc->tokens.upos[word]), word);
}

/* Is it said to be so, and does the text say who says so? */
static void add_standing(const lapi_reading *r, lapi_clues *out)
{
    const lapi_doc *doc = r->doc;
    uint32_t w = out->word, status = LAPI_STATUS_ACTUAL, by = 0;
    if (doc->facts.by_word && doc->facts.by_word[w] != LAPI_NONE)
        status = doc->facts.at[doc->facts.by_word[w]].status +
                 16u * doc->facts.at[doc->facts.by_word[w]].historical;
    if (doc->attributions.by_word)
        by = doc->attributions.by_word[w] != LAPI_NONE;
    add(out, WHY_ITS_STATUS, status, LAPI_NONE);
    add(out, WHY_WHO_TELLS_IT,
        by + 2u * lapi_doc_is_headline(doc, doc->tokens.sentence[w]), LAPI_NONE);
}

static void add_self(const lapi_reading *r, lapi_clues *out)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t w = out->word;
    uint64_t lemma = r->lemma_key[w];
    out->slot[LAPI_CLUE_SELF] = w;
    add(out, WHY_THE_WORD, lemma, w);
    add(out, WHY_THE_WORD_AND_ITS_CLASS, lapi_hash_pair(lemma, t->upos[w]), w);
    add(out, WHY_ITS_SPELLING, r->form_key[w], w);
    add(out, WHY_ITS_FORM, t->xpos[w], w);
    add(out, WHY_ITS_PLACE_IN_THE_SENTENCE, t->rel[w], LAPI_NONE);
    add(out, WHY_FORM_AND_PLACE, lapi_hash_pair(t->xpos[w], t->rel[w]), LAPI_NONE);
    add_senses(r, WHY_SENSES_OF_THE_WORD, w, out);
    add_standing(r, out);
}

/* The type that the lexicon gives the word's trigger, and whether it heads it. */
static uint64_t told_key(const lapi_told *told, uint32_t word)
{
    const lapi_match *m = told->match[word];
    return m ? 2u * m->sense->type + (m->word == word ? 2 : 3) : 0;
}

static void add_governor(const lapi_told *told, lapi_clues *out)
{
    const lapi_reading *r = told->reading;
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t h = t->head[out->word];
    unsigned rel = t->rel[out->word];
    if (h == LAPI_NONE)
        return;
    out->slot[LAPI_CLUE_GOVERNOR] = h;
    add(out, WHY_UNDER_THE_WORD, lapi_hash_pair(r->lemma_key[h], rel), h);
    add(out, WHY_UNDER_SUCH_A_WORD, lapi_hash_pair(t->upos[h], rel), h);
    add(out, WHY_UNDER_ANOTHER_EVENT, told_key(told, h), h);
    add_senses(r, WHY_SENSES_OF_ITS_GOVERNOR, h, out);
}

/* The first word in a core place, and who it is into filler[slot]. Says whether it was
 * the first. */
static bool add_core(const lapi_reading *r, const lapi_arg *a, unsigned slot,
                     uint64_t *filler, lapi_clues *out)
{
    if (out->slot[slot] != LAPI_NONE)
        return false;
    out->slot[slot] = a->word;
    filler[slot] = who_key(r, a->word);
    uint64_t who = lapi_hash_pair(slot, filler[slot]);
    add(out, WHY_WHO_FILLS_A_PLACE, who, a->word);
    add(out, WHY_WHAT_FILLS_A_PLACE, lapi_hash_pair(slot, r->lemma_key[a->word]),
        a->word);
    add(out, WHY_CLASS_OF_WHAT_FILLS_IT,
        lapi_hash_pair(slot, r->doc->tokens.upos[a->word]), a->word);
    if (slot == LAPI_CLUE_SUBJECT || slot == LAPI_CLUE_OBJECT)
        add(out, WHY_WORD_AND_WHO, lapi_hash_pair(r->lemma_key[out->word], who),
            a->word);
    if (slot == LAPI_CLUE_OBJECT) {
        add(out, WHY_WORD_AND_OBJECT,
            lapi_hash_pair(r->lemma_key[out->word], r->lemma_key[a->word]), a->word);
        add_senses(r, WHY_SENSES_OF_ITS_OBJECT, a->word, out);
    }
    return true;
}

static void add_phrase(const lapi_reading *r, const lapi_arg *a, lapi_clues *out)
{
    unsigned slot = out->slot[LAPI_CLUE_PHRASE] == LAPI_NONE ? LAPI_CLUE_PHRASE
                                                             : LAPI_CLUE_SECOND_PHRASE;
    if (out->slot[slot] == LAPI_NONE)
        out->slot[slot] = a->word;
    add(out, WHY_ITS_PREPOSITION, a->prep, a->word);
    add(out, WHY_WORD_AND_PREPOSITION, lapi_hash_pair(r->lemma_key[out->word], a->prep),
        a->word);
    add(out, WHY_WHO_IS_BEHIND_IT, lapi_hash_pair(a->prep, who_key(r, a->word)),
        a->word);
}

static bool is_small(unsigned rel)
{
    return rel == LAPI_REL_AUX || rel == LAPI_REL_AUX_PASS || rel == LAPI_REL_MARK ||
           rel == LAPI_REL_DET || rel == LAPI_REL_ADVMOD || rel == LAPI_REL_COP ||
           rel == LAPI_REL_NUMMOD;
}

static void add_relation(const lapi_reading *r, const lapi_arg *a, lapi_clues *out)
{
    uint64_t lemma = r->lemma_key[a->word];
    if (a->shared || a->rel == LAPI_REL_PUNCT)
        return;
    add(out, WHY_ITS_RELATIONS, a->rel, a->word);
    if (a->rel == LAPI_REL_COMPOUND_PRT) {
        add(out, WHY_ITS_PARTICLE, lemma, a->word);
        add(out, WHY_WORD_AND_PARTICLE, lapi_hash_pair(r->lemma_key[out->word], lemma),
            a->word);
    } else if (a->rel == LAPI_REL_ADVCL) {
        if (out->slot[LAPI_CLUE_ADVERBIAL] == LAPI_NONE)
            out->slot[LAPI_CLUE_ADVERBIAL] = a->word;
    } else if (a->rel == LAPI_REL_CONJ) {
        if (out->slot[LAPI_CLUE_JOINED] == LAPI_NONE)
            out->slot[LAPI_CLUE_JOINED] = a->word;
    } else if (is_small(a->rel)) {
        add(out, WHY_ITS_SMALL_WORDS, lapi_hash_pair(a->rel, lemma), a->word);
    }
}

static void add_arguments(const lapi_reading *r, lapi_clues *out)
{
    lapi_args own;
    uint64_t present = 0, filler[LAPI_CLUE_SLOTS] = {0};
    lapi_args_gather(r, out->word, &own);
    add(out, WHY_ITS_VOICE, own.passive, LAPI_NONE);
    for (uint32_t i = 0; i < own.count; i++) {
        const lapi_arg *a = &own.at[i];
        unsigned slot = slot_of[a->kind];
        if (slot != LAPI_CLUE_SLOTS) {
            if (add_core(r, a, slot, filler, out))
                present |= UINT64_C(1) << (2 * a->kind + a->shared);
        } else if (a->kind == LAPI_SLOT_OBL) {
            add_phrase(r, a, out);
            present |= UINT64_C(1) << (2 * a->kind + a->shared);
        } else if (a->kind == LAPI_SLOT_REL) {
            add_relation(r, a, out);
        }
    }
    add(out, WHY_ITS_ARGUMENTS, present, LAPI_NONE);
    add(out, WHY_BOTH_SIDES,
        lapi_hash_pair(filler[LAPI_CLUE_SUBJECT], filler[LAPI_CLUE_OBJECT]), LAPI_NONE);
}

static void add_neighbours(const lapi_reading *r, lapi_clues *out)
{
    const lapi_doc *doc = r->doc;
    uint32_t w = out->word, sentence = doc->tokens.sentence[w];
    uint32_t first = doc->sentences.first[sentence];
    uint32_t end = doc->sentences.first[sentence + 1];
    if (w > first) {
        out->slot[LAPI_CLUE_BEFORE] = w - 1;
        add(out, WHY_THE_WORD_BEFORE, r->form_key[w - 1], w - 1);
    }
    if (w + 1 < end) {
        out->slot[LAPI_CLUE_BEHIND] = w + 1;
        add(out, WHY_THE_WORD_BEHIND, r->form_key[w + 1], w + 1);
    }
    if (w >= first + LAPI_CLUE_NEAR)
        add(out, WHY_NEAR_IT, lapi_hash_pair(1, r->lemma_key[w - LAPI_CLUE_NEAR]),
            w - LAPI_CLUE_NEAR);
    if (w + LAPI_CLUE_NEAR < end)
        add(out, WHY_NEAR_IT, lapi_hash_pair(2, r->lemma_key[w + LAPI_CLUE_NEAR]),
            w + LAPI_CLUE_NEAR);
}

/* What the lexicon says of it. */
static void add_match(const lapi_told *told, lapi_clues *out)
{
    uint32_t w = out->word;
    const lapi_match *m = told->match[w];
    if (!m) {
        add(out, WHY_NO_ROW, 0, LAPI_NONE);
        return;
    }
    if (m->word != w) {
        add(out, WHY_PART_OF_A_TRIGGER, m->sense->type, w);
        return;
    }
    uint64_t lemma = told->reading->lemma_key[w];
    uint64_t mode = lapi_hash(LAPI_HASH_START, m->sense->mode.at, m->sense->mode.bytes);
    uint32_t met = m->score / 10;
    add(out, WHY_A_ROW_OF_THE_LEXICON, m->sense->type, w);
    add(out, WHY_ITS_MODE, lapi_hash_pair(m->sense->type, mode), w);
    add(out, WHY_THE_WORD_IN_THIS_SENSE,
        lapi_hash_pair(lemma, lapi_hash_text(m->sense->cameo)), w);
    add(out, WHY_CONDITIONS_MET, lapi_hash_pair(met < 5 ? met : 5, m->sense->type),
        LAPI_NONE);
    for (uint32_t i = 1; i < m->trigger_count; i++)
        add(out, WHY_PART_OF_A_TRIGGER,
            lapi_hash_pair(lemma, told->reading->lemma_key[m->trigger[i]]),
            m->trigger[i]);
}

/* Types that words of the sentence tell by the lexicon, each once. */
static void add_others(const lapi_told *told, lapi_clues *out)
{
    uint32_t types = told->types[told->reading->doc->tokens.sentence[out->word]];
    for (uint32_t k = 0; k < LAPI_EVENT_TYPES; k++)
        if (types >> k & 1)
            add(out, WHY_WHAT_ELSE_IS_TOLD, k, LAPI_NONE);
}

static void tell(lapi_told *told, const lapi_match *m)
{
    for (uint32_t k = 0; k < m->trigger_count; k++)
        told->match[m->trigger[k]] = m;
    told->types[told->reading->doc->tokens.sentence[m->word]] |= 1u << m->sense->type;
}

lap_status lapi_told_read(const lapi_reading *reading, const lapi_matches *matches,
                          lapi_told *out)
{
    lapi_doc *doc = reading->doc;
    uint32_t n = doc->tokens.count;
    lapi_told told = {.reading = reading};
    told.match = lapi_arena_get(doc->arena, n, sizeof *told.match);
    told.types = lapi_arena_get(doc->arena, doc->sentences.count, sizeof *told.types);
    if (n && (!told.match || !told.types))
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < matches->count; i++)
        tell(&told, matches->at[i]);
    for (uint32_t i = 0; i < matches->none_count; i++)
        tell(&told, matches->none[i]);
    *out = told;
    return LAP_OK;
}

const lapi_match *lapi_told_head(const lapi_told *told, uint32_t word)
{
    const lapi_match *m = told->match[word];
    return m && m->word == word ? m : NULL;
}

const lapi_match *lapi_told_inner(const lapi_told *told, uint32_t word)
{
    const lapi_match *m = told->match[word];
    return m && m->word != word ? m : NULL;
}

bool lapi_clue_is_candidate(const lapi_told *told, uint32_t word)
{
    const lapi_tokens *t = &told->reading->doc->tokens;
    if (lapi_told_head(told, word))
        return true;
    switch (t->upos[word]) {
    case LAPI_UPOS_VERB:
    case LAPI_UPOS_NOUN:
    case LAPI_UPOS_ADJ:
        return true;
    case LAPI_UPOS_PROPN:
        return !t->name || t->name[word] == LAPI_NAME_O;
    default:
        return false;
    }
}

void lapi_clues_gather(const lapi_told *told, uint32_t word, lapi_clues *out)
{
    out->word = word;
    out->count = 0;
    for (uint32_t i = 0; i < LAPI_CLUE_SLOTS; i++)
        out->slot[i] = LAPI_NONE;
    add_self(told->reading, out);
    add_governor(told, out);
    add_arguments(told->reading, out);
    add_neighbours(told->reading, out);
    add_match(told, out);
    add_others(told, out);
}
