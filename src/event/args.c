#include "event/args_parts.h"

#define SLOT_WORDS_MAX 8u

/* Keys of all words, kept with the document for the stages that follow. */
static lap_status make_keys(const lapi_event_lexicon *lexicon, lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    uint64_t *lemma = lapi_arena_get(doc->arena, t->count, sizeof *lemma);
    uint64_t *form = lapi_arena_get(doc->arena, t->count, sizeof *form);
    if (!lemma || !form)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < t->count; w++) {
        uint32_t first;
        lemma[w] = t->key ? t->key[w].lemma : lapi_know_key(t->lemma[w]);
        form[w] = t->key ? t->key[w].form : lapi_know_key(lapi_doc_word(doc, w));
        /* "Gunmen", "Troops" at the start and in headlines are taken for names. */
        unsigned upos = t->upos[w] == LAPI_UPOS_PROPN ? LAPI_UPOS_NOUN : t->upos[w];
        uint64_t known = lapi_event_lexicon_lemma(lexicon, upos, form[w]);
        if (known && !lapi_event_lexicon_senses(lexicon, lemma[w], &first))
            lemma[w] = known;
    }
    t->lemma_key = lemma;
    t->form_key = form;
    return LAP_OK;
}

lap_status lapi_reading_init(const lapi_event_lexicon *lexicon, lapi_doc *doc,
                             lapi_reading *out)
{
    uint32_t n = doc->tokens.count;
    lapi_reading r = {.lexicon = lexicon, .doc = doc};
    r.phrase_key =
        lapi_arena_get(doc->arena, n, LAPI_PHRASE_BACK_MAX * sizeof *r.phrase_key);
    r.phrase_count = lapi_arena_get(doc->arena, n, sizeof *r.phrase_count);
    if (!r.phrase_key || !r.phrase_count)
        return LAP_NO_MEMORY;
    lap_status status = doc->tokens.lemma_key ? LAP_OK : make_keys(lexicon, doc);
    if (status != LAP_OK)
        return status;
    r.lemma_key = doc->tokens.lemma_key;
    r.form_key = doc->tokens.form_key;
    r.key_by = lapi_know_key(LAPI_S("by"));
    r.key_of = lapi_know_key(LAPI_S("of"));
    r.key_as = lapi_know_key(LAPI_S("as"));
    *out = r;
    return LAP_OK;
}

static void add(lapi_args *args, uint8_t kind, uint8_t rel, uint64_t prep,
                uint32_t word, const char *path)
{
    if (args->count == LAPI_ARGS_MAX || word == LAPI_NONE)
        return;
    args->at[args->count++] =
        (lapi_arg){.kind = kind, .rel = rel, .prep = prep, .word = word, .path = path};
}

/* "Militia leader arrested on a lake", "Three soldiers killed at border bridge": a
 * headline's participle, read as past. Who does these things does them to somebody. */
static bool is_bare_passive(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (t->xpos[w] != LAPI_XPOS_VBD || lapi_tree_child(t, w, LAPI_REL_OBJ) != LAPI_NONE)
        return false;
    bool alone =
        t->rel[w] == LAPI_REL_ROOT && lapi_tree_child(t, w, LAPI_REL_CONJ) == LAPI_NONE;
    return in_class(r, w, "count_arrested") || in_class(r, w, "count_abducted") ||
           (alone && in_class(r, w, "done_to_people"));
}

static bool is_passive(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (is_bare_passive(r, w))
        return true;
    if (t->rel[w] == LAPI_REL_ACL && in_class(r, w, "objectless"))
        return false; /* "miners rallied", read as a participle */
    for (int i = 0; i < CLIMB_MAX; i++) {
        bool has_aux = false;
        for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
            if (t->rel[c] == LAPI_REL_AUX_PASS ||
                (t->rel[c] == LAPI_REL_NSUBJ_PASS && t->xpos[w] != LAPI_XPOS_VBD))
                return true;
            has_aux |= t->rel[c] == LAPI_REL_AUX || t->rel[c] == LAPI_REL_NSUBJ;
        }
        if (t->xpos[w] != LAPI_XPOS_VBN || has_aux)
            return false;
        if (t->rel[w] == LAPI_REL_ACL || t->rel[w] == LAPI_REL_AMOD ||
            t->rel[w] == LAPI_REL_ADVCL)
            return true;
        if (t->rel[w] != LAPI_REL_CONJ)
            return false;
        w = t->head[w];
    }
    return false;
}

static uint64_t prep_key(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t c = lapi_tree_case(t, w), as = t->first_child[w];
    if (c == LAPI_NONE && as != LAPI_NONE && t->rel[as] == LAPI_REL_ADVMOD &&
        r->form_key[as] == r->key_as)
        c = as; /* "described as unfair" */
    if (c == LAPI_NONE)
        return 0;
    uint32_t fixed = lapi_tree_child(t, c, LAPI_REL_FIXED);
    if (fixed == LAPI_NONE)
        return r->form_key[c];
    uint64_t key = lapi_know_key_add(0, lapi_doc_word(r->doc, c));
    for (; fixed != LAPI_NONE; fixed = t->next_sibling[fixed])
        if (t->rel[fixed] == LAPI_REL_FIXED)
            key = lapi_know_key_add(key, lapi_doc_word(r->doc, fixed));
    return key;
}

/* "Pulled out of the town": the first of two prepositions is the verb's particle.
 * Returns the key of the second, or that of the only one. */
static uint64_t part_particle(const lapi_reading *r, lapi_args *args, uint32_t c,
                              uint64_t prep)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t first = lapi_tree_case(t, c), second = first + 1;
    bool two = first != LAPI_NONE && second < c && t->head[first] == c &&
               t->head[second] == c && t->rel[second] == LAPI_REL_CASE &&
               t->head[c] + 1 == first;
    if (!two || !lapi_event_lexicon_in_class(
                    r->lexicon, lapi_know_key(LAPI_S("verb_particle")), prep))
        return prep;
    add(args, LAPI_SLOT_REL, LAPI_REL_COMPOUND_PRT, 0, first, "particle");
    return r->form_key[second];
}

/* "Sanctions over its crackdown on dissidents": what stands right behind an owned noun
 * goes with it, not with the verb. Returns that noun. */
static uint32_t noun_before(const lapi_reading *r, uint32_t c)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t prep = t->rel[c] == LAPI_REL_OBL ? lapi_tree_case(t, c) : LAPI_NONE;
    uint32_t n = prep == LAPI_NONE || prep == 0 ? LAPI_NONE : prep - 1;
    bool beside = n != LAPI_NONE && t->head[n] == t->head[c] &&
                  t->rel[n] == LAPI_REL_OBL && t->upos[n] == LAPI_UPOS_NOUN &&
                  lapi_tree_child(t, n, LAPI_REL_NMOD_POSS) != LAPI_NONE;
    return beside && in_class(r, prep, "noun_preposition") &&
                   !lapi_args_is_time(r->doc, c)
               ? n
               : LAPI_NONE;
}

static void add_oblique(const lapi_reading *r, lapi_args *args, uint32_t c)
{
    uint64_t prep = part_particle(r, args, c, prep_key(r, c));
    uint8_t rel = r->doc->tokens.rel[c];
    uint32_t word = lapi_args_antecedent(r, c);
    if (prep == r->key_of)
        add(args, LAPI_SLOT_OF, rel, prep, word, "of");
    if (prep == r->key_by || rel == LAPI_REL_OBL_AGENT)
        add(args, LAPI_SLOT_BY, rel, prep, word, "by");
    add(args, LAPI_SLOT_OBL, rel, prep, word, "prepositional phrase");
}

/* "Ordered them to leave": this "to" is no preposition. */
static bool is_infinitive(const lapi_tokens *t, uint32_t w)
{
    uint32_t to = lapi_tree_case(t, w);
    return to != LAPI_NONE && t->upos[to] == LAPI_UPOS_PART;
}

/* Children of a verb or noun that fill a slot of their own. */
static void add_child(const lapi_reading *r, lapi_args *args, uint32_t c)
{
    uint8_t rel = r->doc->tokens.rel[c];
    switch (rel) {
    case LAPI_REL_IOBJ:
        add(args, LAPI_SLOT_IOBJ, rel, 0, c, "indirect object");
        break;
    case LAPI_REL_OBL:
    case LAPI_REL_OBL_AGENT:
    case LAPI_REL_NMOD:
        add_oblique(r, args, c);
        break;
    case LAPI_REL_NMOD_POSS:
        add(args, LAPI_SLOT_POSS, rel, 0, lapi_args_antecedent(r, c), "possessive");
        break;
    case LAPI_REL_COMPOUND:
        add(args, LAPI_SLOT_COMPOUND, rel, 0, c, "compound");
        break;
    case LAPI_REL_AMOD:
        add(args, LAPI_SLOT_AMOD, rel, 0, c, "modifier");
        break;
    case LAPI_REL_CCOMP:
        add(args, LAPI_SLOT_CCOMP, rel, 0, c, "clause");
        break;
    case LAPI_REL_XCOMP:
        add(args, LAPI_SLOT_XCOMP, rel, 0, c, "open clause");
        break;
    default:
        break;
    }
    add(args, LAPI_SLOT_REL, rel, 0, c, lapi_rel_name(rel));
    if ((rel == LAPI_REL_ADVCL || rel == LAPI_REL_ACL) && prep_key(r, c) &&
        !is_infinitive(&r->doc->tokens, c))
        add(args, LAPI_SLOT_OBL, rel, prep_key(r, c), c, "clause with a preposition");
}

/* The object in the tree, or what the tree takes for a time: "gave them two days to
 * leave". */
static uint32_t own_object(const lapi_reading *r, uint32_t w, bool passive)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t obj = lapi_tree_child(t, w, LAPI_REL_OBJ);
    if (obj != LAPI_NONE || !in_class(r, w, "gives") ||
        (!passive && lapi_tree_child(t, w, LAPI_REL_IOBJ) == LAPI_NONE))
        return obj;
    uint32_t time = lapi_tree_child(t, w, LAPI_REL_OBL_UNMARKED);
    return time != LAPI_NONE && time > w ? time : LAPI_NONE;
}

static void add_verb_core(const lapi_reading *r, lapi_args *args, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    const char *path;
    uint32_t subject = lapi_args_subject(r, w, &path);
    args->passive = is_passive(r, w);
    if (args->passive) {
        add(args, LAPI_SLOT_OBJ, LAPI_REL_NSUBJ_PASS, 0, subject, path);
        uint32_t kept = own_object(r, w, true);
        if (kept != LAPI_NONE &&
            in_class(r, w, "gives")) { /* "was handed a sentence" */
            add(args, LAPI_SLOT_IOBJ, LAPI_REL_NSUBJ_PASS, 0, subject, path);
            add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, kept,
                "object kept by the passive");
        }
        for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
            if (t->rel[c] == LAPI_REL_OBL_AGENT ||
                (t->rel[c] == LAPI_REL_OBL && prep_key(r, c) == r->key_by))
                add(args, LAPI_SLOT_SUBJ, t->rel[c], 0, c, "agent of the passive");
        return;
    }
    add(args, LAPI_SLOT_SUBJ, LAPI_REL_NSUBJ, 0, subject, path);
    uint32_t obj = own_object(r, w, false);
    if (obj != LAPI_NONE)
        add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, lapi_args_antecedent(r, obj),
            "object");
    else if (t->rel[w] == LAPI_REL_ACL_RELCL && subject != t->head[w])
        add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, t->head[w],
            "object, antecedent of the relative clause");
    else if (t->rel[w] == LAPI_REL_AMOD && own_subject(t, w) != LAPI_NONE)
        add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, t->head[w],
            "object, from a verb with a subject that the tree takes for a modifier");
}

static void mark_shared(lapi_args *args, uint32_t from)
{
    for (uint32_t i = from; i < args->count; i++)
        args->at[i].shared = 1;
}

/* The noun that stands for w in its clause: over coordination ("raids and attacks") and
 * over nouns that measure events ("a wave of attacks"). */
static uint32_t standing_noun(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    for (int i = 0; i < CLIMB_MAX; i++) {
        uint32_t h = t->head[w];
        bool over = t->rel[w] == LAPI_REL_CONJ ||
                    (t->rel[w] == LAPI_REL_NMOD && in_class(r, h, "event_partitive"));
        if (h == LAPI_NONE || !over || t->upos[h] == LAPI_UPOS_VERB)
            break;
        w = h;
    }
    return w;
}

/* The doer in a clause whose verb only carries the noun: its subject or agent. */
static void add_carrier_subject(const lapi_reading *r, lapi_args *args, uint32_t h,
                                bool is_subject)
{
    const lapi_tokens *t = &r->doc->tokens;
    const char *path;
    if (!is_passive(r, h)) {
        if (!is_subject)
            add(args, LAPI_SLOT_SUBJ, LAPI_REL_NSUBJ, 0, lapi_args_subject(r, h, &path),
                "subject of the governing verb");
        return;
    }
    for (uint32_t c = t->first_child[h]; is_subject && c != LAPI_NONE;
         c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_OBL_AGENT ||
            (t->rel[c] == LAPI_REL_OBL && prep_key(r, c) == r->key_by))
            add(args, LAPI_SLOT_SUBJ, t->rel[c], 0, c, "agent of the governing verb");
}

bool lapi_args_stand_aside(const lapi_reading *r, uint32_t w)
{
    return r->doc->tokens.rel[w] == LAPI_REL_OBL &&
           lapi_event_lexicon_in_class(
               r->lexicon, lapi_know_key(LAPI_S("aside_preposition")), prep_key(r, w));
}

/* "Called for an end to the regime's attacks": the noun says itself whose they are. */
static bool names_doer(const lapi_tokens *t, const lapi_args *args)
{
    for (uint32_t i = 0; i < args->count; i++)
        if (args->at[i].kind == LAPI_SLOT_BY ||
            (args->at[i].kind == LAPI_SLOT_POSS &&
             t->upos[args->at[i].word] != LAPI_UPOS_PRON))
            return true;
    return false;
}

/* "Raised it in a call with Norland", "at talks in Norland, they agreed": who does the
 * one takes part in the other, and the other's company stands beside it. */
static bool is_occasion(const lapi_reading *r, uint32_t w)
{
    uint32_t prep = lapi_tree_case(&r->doc->tokens, w);
    return r->doc->tokens.rel[w] == LAPI_REL_OBL && prep != LAPI_NONE &&
           in_class(r, prep, "occasion_preposition") &&
           (in_class(r, w, "meeting") || in_class(r, w, "talk") ||
            in_class(r, w, "setting"));
}

/* A noun under a verb may take the verb's subject and obliques ("launched an attack
 * on"), and those of the noun that measures it ("a wave of attacks against"). */
static void add_governor(const lapi_reading *r, lapi_args *args, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t top = standing_noun(r, w);
    uint32_t h = t->head[top];
    uint32_t from = args->count;
    if (top != w)
        for (uint32_t c = t->first_child[top]; c != LAPI_NONE; c = t->next_sibling[c])
            if (c != w &&
                (t->rel[c] == LAPI_REL_NMOD || t->rel[c] == LAPI_REL_NMOD_POSS))
                add_child(r, args, c);
    if (h != LAPI_NONE && t->upos[h] == LAPI_UPOS_VERB && is_occasion(r, top) &&
        !names_doer(t, args)) {
        const char *path;
        add(args, LAPI_SLOT_SUBJ, LAPI_REL_NSUBJ, 0, lapi_args_subject(r, h, &path),
            "subject of the verb that tells what is done there");
    } else if (h != LAPI_NONE && t->upos[h] == LAPI_UPOS_VERB) {
        if (in_class(r, h, "light_verb") && !lapi_args_stand_aside(r, top) &&
            !names_doer(t, args))
            add_carrier_subject(r, args, h, is_subject_rel(t->rel[top]));
        for (uint32_t c = t->first_child[h]; c != LAPI_NONE; c = t->next_sibling[c])
            if (c != top && (t->rel[c] == LAPI_REL_OBL || t->rel[c] == LAPI_REL_IOBJ))
                add_child(r, args, c);
    }
    mark_shared(args, from);
}

/* Whom one asks to do something is the object, however the tree calls him ("asked
 * parents to stay", "assured them of support"), and so is what follows the verb without
 * a preposition ("shut down the computers"). */
static void name_object(const lapi_tokens *t, uint32_t word, lapi_args *args)
{
    lapi_arg *found = NULL;
    bool asks = lapi_tree_child(t, word, LAPI_REL_XCOMP) != LAPI_NONE;
    if (args->passive)
        return;
    for (uint32_t i = 0; i < args->count; i++) {
        lapi_arg *a = &args->at[i];
        if (a->kind == LAPI_SLOT_OBJ)
            return;
        bool whom = a->kind == LAPI_SLOT_IOBJ;
        bool bare = a->kind == LAPI_SLOT_OBL && a->rel == LAPI_REL_OBL &&
                    a->prep == 0 && a->word > word &&
                    t->upos[a->word] == LAPI_UPOS_NOUN;
        if ((whom || bare) && !found)
            found = a;
    }
    if (found && (asks || found->kind == LAPI_SLOT_OBL))
        found->kind = LAPI_SLOT_OBJ;
    else if (found)
        add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, found->word, "object, the only one");
}

/* Is it a condition on a particle with this key, or on an object? */
static bool asks_for(const lapi_event_lexicon *lex, const lapi_cond *cond,
                     uint64_t particle)
{
    const lapi_step *step = &lex->slots[cond->slots.first].step[0];
    if (!particle)
        return step->kind == LAPI_SLOT_OBJ && cond->test != LAPI_TEST_ABSENT;
    if (step->kind != LAPI_SLOT_REL || step->rel != LAPI_REL_COMPOUND_PRT)
        return false;
    for (uint32_t i = 0; i < cond->value_count; i++)
        if (lex->values[cond->first_value + i].key == particle)
            return true;
    return false;
}

/* Has the verb a sense with this particle and an object ("hand over a base")? */
static bool takes_particle(const lapi_event_lexicon *lex, uint64_t lemma,
                           uint64_t particle)
{
    uint32_t first, n = lapi_event_lexicon_senses(lex, lemma, &first);
    for (uint32_t s = first; s < first + n; s++) {
        const lapi_sense *sense = &lex->senses[s];
        bool with_particle = false, with_object = false;
        for (uint32_t c = 0; c < sense->cond_count; c++) {
            const lapi_cond *cond = &lex->conds[sense->first_cond + c];
            with_particle |= asks_for(lex, cond, particle);
            with_object |= asks_for(lex, cond, 0);
        }
        if (with_particle && with_object)
            return true;
    }
    return false;
}

/* "Handed over the base", read as "over the base": the preposition right behind the
 * verb is its particle, the noun its object. */
static void add_parted_object(const lapi_reading *r, lapi_args *args, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t object = lapi_tree_child(t, w, LAPI_REL_OBJ);
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        bool fits = c == object || (t->rel[c] == LAPI_REL_OBL && object == LAPI_NONE);
        uint32_t prep = fits && !args->passive ? lapi_tree_case(t, c) : LAPI_NONE;
        if (prep != w + 1 || lapi_args_is_time(r->doc, c) ||
            (!in_class(r, prep, "object_particle") &&
             !(in_class(r, prep, "verb_particle") &&
               takes_particle(r->lexicon, r->lemma_key[w], r->form_key[prep]))))
            continue;
        add(args, LAPI_SLOT_REL, LAPI_REL_COMPOUND_PRT, 0, prep, "particle");
        if (c != object)
            add(args, LAPI_SLOT_OBJ, LAPI_REL_OBJ, 0, c, "object behind the particle");
        return;
    }
}

/* "Called on both sides", read as "called on" with an object: the particle right behind
 * the verb is a preposition too. */
static void add_joined_oblique(const lapi_reading *r, lapi_args *args, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t particle = lapi_tree_child(t, w, LAPI_REL_COMPOUND_PRT);
    if (args->passive || particle != w + 1)
        return;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (c > particle &&
            (t->rel[c] == LAPI_REL_OBJ || t->rel[c] == LAPI_REL_IOBJ ||
             t->rel[c] == LAPI_REL_OBL) &&
            lapi_tree_case(t, c) == LAPI_NONE && !lapi_args_is_time(r->doc, c)) {
            add(args, LAPI_SLOT_OBL, LAPI_REL_OBL, r->form_key[particle], c,
                "object, from a particle that is a preposition too");
            return;
        }
}

void lapi_args_gather(const lapi_reading *reading, uint32_t word, lapi_args *out)
{
    const lapi_tokens *t = &reading->doc->tokens;
    bool verbal = lapi_args_reads_as_verb(t, word) ||
                  lapi_tree_child(t, word, LAPI_REL_COP) != LAPI_NONE;
    out->count = 0;
    out->passive = false;
    if (verbal)
        add_verb_core(reading, out, word);
    for (uint32_t c = t->first_child[word]; c != LAPI_NONE; c = t->next_sibling[c])
        if (noun_before(reading, c) == LAPI_NONE)
            add_child(reading, out, c);
    uint32_t beside = t->next_sibling[word];
    if (beside != LAPI_NONE && noun_before(reading, beside) == word)
        add_child(reading, out, beside);
    if (verbal) {
        add_parted_object(reading, out, word);
        add_joined_oblique(reading, out, word);
        name_object(t, word, out);
    }
    if (!verbal &&
        (t->upos[word] == LAPI_UPOS_NOUN || t->upos[word] == LAPI_UPOS_PROPN))
        add_governor(reading, out, word);
    add(out, LAPI_SLOT_SELF, t->rel[word], 0, word, "the trigger itself");
}

static bool fits(const lapi_arg *arg, const lapi_step *step)
{
    if (arg->kind != step->kind)
        return false;
    if (step->kind == LAPI_SLOT_OBL)
        return arg->prep == step->prep;
    return step->kind != LAPI_SLOT_REL || arg->rel == step->rel;
}

/* Adds the arguments that fill one step; those of AGENT in the order of its kinds. */
static uint32_t take_step(const lapi_args *args, const lapi_step *step, bool own,
                          lapi_arg *out, uint32_t count, uint32_t cap)
{
    static const uint8_t agent[] = {LAPI_SLOT_POSS, LAPI_SLOT_BY, LAPI_SLOT_AMOD,
                                    LAPI_SLOT_COMPOUND, LAPI_SLOT_SUBJ};
    uint32_t kinds = step->kind == LAPI_SLOT_AGENT ? sizeof agent : 1;
    for (uint32_t k = 0; k < kinds; k++) {
        lapi_step one = *step;
        one.kind = kinds > 1 ? agent[k] : step->kind;
        for (uint32_t i = 0; i < args->count && count < cap; i++)
            if (fits(&args->at[i], &one) && !(own && args->at[i].shared))
                out[count++] = args->at[i];
    }
    return count;
}

uint32_t lapi_args_in_slot(const lapi_reading *reading, const lapi_args *args,
                           const lapi_slot *slot, lapi_arg *out, uint32_t cap)
{
    lapi_arg front[SLOT_WORDS_MAX];
    lapi_args inner;
    if (slot->steps > 1 && cap > SLOT_WORDS_MAX)
        cap = SLOT_WORDS_MAX;
    uint32_t n = take_step(args, &slot->step[0], false, out, 0, cap);
    for (uint8_t s = 1; s < slot->steps; s++) {
        uint32_t before = n;
        memcpy(front, out, before * sizeof *front);
        n = 0;
        for (uint32_t i = 0; i < before; i++) {
            lapi_args_gather(reading, front[i].word, &inner);
            n = take_step(&inner, &slot->step[s], true, out, n, cap);
        }
    }
    return n;
}

bool lapi_args_is_time(const lapi_doc *doc, uint32_t word)
{
    uint32_t first = doc->sentences.first[doc->tokens.sentence[word]];
    for (uint32_t i = lapi_times_from(&doc->times, first);
         i < doc->times.count && doc->times.at[i].first <= word; i++)
        if (word < doc->times.at[i].end)
            return true;
    return false;
}
