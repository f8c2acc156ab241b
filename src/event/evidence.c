#include "event/evidence.h"

#include "base/hash.h"

enum { MARK_QUOTE = 1, MARK_QUESTION = 2, MARK_PERSON = 4 };

/* Kinds of features. Their order is part of the model. */
enum {
    WHY_THIS_KIND_OF_EVENT,
    WHY_THIS_MODE,
    WHY_THE_WORD,
    WHY_THE_WORD_IN_THIS_SENSE,
    WHY_WORDS_OF_THE_TRIGGER,
    WHY_CONDITIONS_MET,
    WHY_WITH_THE_WORD,
    WHY_BOTH_SIDES,
    WHY_WHAT_ELSE_IS_TOLD,
    WHY_ITS_SUBJECT,
    WHY_ITS_OBJECT,
    WHY_WORD_AND_OBJECT,
    WHY_ITS_PREPOSITION,
    WHY_ITS_ARGUMENTS,
    WHY_ITS_DETERMINER,
    WHY_ITS_MODIFIER,
    WHY_NO_DETERMINER,
    WHY_ITS_PLACE_IN_THE_SENTENCE,
    WHY_ITS_PLACE_FOR_THIS_KIND,
    WHY_ITS_FORM,
    WHY_UNDER_THE_WORD,
    WHY_UNDER_ANOTHER_EVENT,
    WHY_ITS_DEPTH,
    WHY_ITS_STATUS,
    WHY_ITS_STATUS_FOR_THIS_KIND,
    WHY_BACKGROUND,
    WHY_EVENTS_IN_THE_SENTENCE,
    WHY_KNOWN_ACTORS_IN_THE_SENTENCE,
    WHY_MARKS_OF_THE_SENTENCE,
    WHY_MARKS_FOR_THIS_KIND,
    WHY_TOPIC_OF_THE_SENTENCE,
    WHY_TOPIC_OF_THE_TEXT,
    WHY_POLITICS_OF_THE_TEXT,
    WHY_POLITICS_FOR_THIS_KIND,
    WHY_WHO_IS_IN_THE_TEXT,
    WHY_NEAR_IT,
    WHY_AROUND_IT,
    WHY_WHO_ACTS,
    WHY_SECTOR_OF_WHO_ACTS,
    WHY_WHO_ACTS_IS_TOLD_AS,
    WHY_WHO_IS_ACTED_ON,
    WHY_SECTOR_OF_WHO_IS_ACTED_ON,
    WHY_WHO_IS_ACTED_ON_IS_TOLD_AS,
    WHY_COUNT
};

static const char *const why_names[WHY_COUNT] = {
    [WHY_THIS_KIND_OF_EVENT] = "this kind of event",
    [WHY_THIS_MODE] = "this mode",
    [WHY_THE_WORD] = "the word",
    [WHY_THE_WORD_IN_THIS_SENSE] = "the word in this sense",
    [WHY_WORDS_OF_THE_TRIGGER] = "words of the trigger",
    [WHY_CONDITIONS_MET] = "conditions met",
    [WHY_WITH_THE_WORD] = "with the word",
    [WHY_BOTH_SIDES] = "both sides",
    [WHY_WHAT_ELSE_IS_TOLD] = "what else is told",
    [WHY_ITS_SUBJECT] = "its subject",
    [WHY_ITS_OBJECT] = "its object",
    [WHY_WORD_AND_OBJECT] = "word and object",
    [WHY_ITS_PREPOSITION] = "its prepositional phrase",
    [WHY_ITS_ARGUMENTS] = "its arguments",
    [WHY_ITS_DETERMINER] = "its determiner",
    [WHY_ITS_MODIFIER] = "its modifier",
    [WHY_NO_DETERMINER] = "no determiner",
    [WHY_ITS_PLACE_IN_THE_SENTENCE] = "its place in the sentence",
    [WHY_ITS_PLACE_FOR_THIS_KIND] = "its place, for this kind",
    [WHY_ITS_FORM] = "its form",
    [WHY_UNDER_THE_WORD] = "under the word",
    [WHY_UNDER_ANOTHER_EVENT] = "under another event",
    [WHY_ITS_DEPTH] = "its depth",
    [WHY_ITS_STATUS] = "its status",
    [WHY_ITS_STATUS_FOR_THIS_KIND] = "its status, for this kind",
    [WHY_BACKGROUND] = "background",
    [WHY_EVENTS_IN_THE_SENTENCE] = "events in the sentence",
    [WHY_KNOWN_ACTORS_IN_THE_SENTENCE] = "known actors in the sentence",
    [WHY_MARKS_OF_THE_SENTENCE] = "marks of the sentence",
    [WHY_MARKS_FOR_THIS_KIND] = "marks, for this kind",
    [WHY_TOPIC_OF_THE_SENTENCE] = "topic of the sentence",
    [WHY_TOPIC_OF_THE_TEXT] = "topic of the text",
    [WHY_POLITICS_OF_THE_TEXT] = "politics of the text",
    [WHY_POLITICS_FOR_THIS_KIND] = "politics of the text, for this kind",
    [WHY_WHO_IS_IN_THE_TEXT] = "who is in the text",
    [WHY_NEAR_IT] = "near it",
    [WHY_AROUND_IT] = "around it",
    [WHY_WHO_ACTS] = "who acts",
    [WHY_SECTOR_OF_WHO_ACTS] = "sector of who acts",
    [WHY_WHO_ACTS_IS_TOLD_AS] = "who acts is told as",
    [WHY_WHO_IS_ACTED_ON] = "who is acted on",
    [WHY_SECTOR_OF_WHO_IS_ACTED_ON] = "sector of who is acted on",
    [WHY_WHO_IS_ACTED_ON_IS_TOLD_AS] = "who is acted on is told as",
};

typedef struct place {
    const lapi_surroundings *around;
    const lapi_match *match;
    const lapi_event *event;
    lapi_evidence *out;
} place;

static void add(place *p, unsigned why, uint64_t key, uint32_t word)
{
    if (p->out->count == LAPI_EVIDENCE_MAX)
        return;
    uint64_t h = lapi_hash_mix((key + 1) * UINT64_C(0x9E3779B97F4A7C15) + why);
    p->out->item[p->out->count++] =
        (lapi_evidence_item){.at = (uint32_t)(h >> (64 - LAPI_EVIDENCE_BITS)),
                             .word = word,
                             .name = why_names[why]};
}

static uint64_t pair(uint64_t a, uint64_t b)
{
    return lapi_hash_mix(a * UINT64_C(31) + b + 7);
}

static uint64_t text_key(const char *text)
{
    return lapi_hash(LAPI_HASH_START, text, strlen(text));
}

static uint32_t capped(uint32_t n, uint32_t most)
{
    return n < most ? n : most;
}

static void add_type(place *p)
{
    const lapi_event *e = p->event;
    uint64_t lemma = p->around->reading->lemma_key[p->match->word];
    uint64_t mode = lapi_hash(LAPI_HASH_START, e->mode.at, e->mode.bytes);
    uint64_t cameo = text_key(p->match->sense->cameo);
    add(p, WHY_THIS_KIND_OF_EVENT, e->type, LAPI_NONE);
    add(p, WHY_THIS_MODE, pair(e->type, mode), LAPI_NONE);
    add(p, WHY_THE_WORD, pair(lemma, p->match->sense->pos), p->match->word);
    add(p, WHY_THE_WORD_IN_THIS_SENSE, pair(lemma, cameo), p->match->word);
    add(p, WHY_WORDS_OF_THE_TRIGGER,
        pair(p->match->trigger_count, p->match->sense->pos), LAPI_NONE);
    add(p, WHY_CONDITIONS_MET, pair(capped(p->match->score / 10, 5), 1), LAPI_NONE);
    for (uint32_t i = 1; i < p->match->trigger_count; i++)
        add(p, WHY_WITH_THE_WORD,
            pair(lemma, p->around->reading->lemma_key[p->match->trigger[i]]),
            p->match->trigger[i]);
}

/* 0 nobody, 1 implied, 2 somebody, 3 somebody whose sector is known, 4 of a country */
static uint32_t known(const lapi_parties *parties)
{
    if (parties->count == 0)
        return 0;
    const lapi_party *first = &parties->at[0];
    if (first->mention == LAPI_NONE)
        return 1;
    if (strcmp(first->actor.country, "UNK") != 0)
        return 4;
    return strcmp(first->actor.sector, "UNK") != 0 ? 3 : 2;
}

static void add_party(place *p, const lapi_parties *parties, unsigned who,
                      unsigned sector, unsigned kind)
{
    uint32_t state = known(parties);
    const lapi_mentions *mentions = &p->around->reading->doc->mentions;
    add(p, who, pair(state, lapi_event_quad(p->event->type)), LAPI_NONE);
    if (parties->count == 0)
        return;
    const lapi_party *first = &parties->at[0];
    add(p, sector, pair(text_key(first->actor.sector), p->event->type), LAPI_NONE);
    if (first->mention >= mentions->count)
        return;
    const lapi_mention *m = &mentions->at[first->mention];
    add(p, kind, pair(m->kind * 4u + m->type, m->plural), m->head);
}

static void add_parties(place *p)
{
    const lapi_event *e = p->event;
    add_party(p, &e->actors, WHY_WHO_ACTS, WHY_SECTOR_OF_WHO_ACTS,
              WHY_WHO_ACTS_IS_TOLD_AS);
    add_party(p, &e->recipients, WHY_WHO_IS_ACTED_ON, WHY_SECTOR_OF_WHO_IS_ACTED_ON,
              WHY_WHO_IS_ACTED_ON_IS_TOLD_AS);
    add(p, WHY_BOTH_SIDES, pair(known(&e->actors) * 8 + known(&e->recipients), 3),
        LAPI_NONE);
    add(p, WHY_WHAT_ELSE_IS_TOLD,
        (e->when != LAPI_NONE) + 2u * (e->place_count > 0) +
            4u * (e->quantity_count > 0) + 8u * (e->according_to.count > 0),
        LAPI_NONE);
}

static void add_arguments(place *p)
{
    const lapi_reading *r = p->around->reading;
    bool subject = false, object = false;
    uint64_t lemma = r->lemma_key[p->match->word];
    for (uint32_t i = 0; i < p->match->args.count; i++) {
        const lapi_arg *a = &p->match->args.at[i];
        if (a->kind == LAPI_SLOT_SUBJ && !subject) {
            subject = true;
            add(p, WHY_ITS_SUBJECT, r->lemma_key[a->word], a->word);
        } else if (a->kind == LAPI_SLOT_OBJ && !object) {
            object = true;
            add(p, WHY_ITS_OBJECT, r->lemma_key[a->word], a->word);
            add(p, WHY_WORD_AND_OBJECT, pair(lemma, r->lemma_key[a->word]), a->word);
        } else if (a->kind == LAPI_SLOT_OBL) {
            add(p, WHY_ITS_PREPOSITION, pair(lemma, a->prep), a->word);
        }
    }
    add(p, WHY_ITS_ARGUMENTS, subject + 2u * object + 4u * p->match->args.passive,
        LAPI_NONE);
}

static void add_children(place *p)
{
    const lapi_reading *r = p->around->reading;
    const lapi_tokens *t = &r->doc->tokens;
    bool determiner = false;
    for (uint32_t c = t->first_child[p->match->word]; c != LAPI_NONE;
         c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel == LAPI_REL_DET || t->rel[c] == LAPI_REL_NMOD_POSS) {
            determiner = true;
            add(p, WHY_ITS_DETERMINER, rel == LAPI_REL_DET ? r->form_key[c] : 1, c);
        } else if (rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND ||
                   rel == LAPI_REL_ADVMOD || rel == LAPI_REL_AUX) {
            add(p, WHY_ITS_MODIFIER, r->lemma_key[c], c);
        }
    }
    if (!determiner)
        add(p, WHY_NO_DETERMINER, t->xpos[p->match->word], LAPI_NONE);
}

/* Where it stands: relation, governing word, tense, status. */
static void add_position(place *p)
{
    const lapi_reading *r = p->around->reading;
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t w = p->match->word, h = t->head[w], depth = 0;
    unsigned rel = t->rel[w];
    add(p, WHY_ITS_PLACE_IN_THE_SENTENCE, pair(rel, p->match->sense->pos), LAPI_NONE);
    add(p, WHY_ITS_PLACE_FOR_THIS_KIND, pair(rel, p->event->type), LAPI_NONE);
    add(p, WHY_ITS_FORM, pair(t->xpos[w], rel == LAPI_REL_ROOT), LAPI_NONE);
    if (h != LAPI_NONE) {
        add(p, WHY_UNDER_THE_WORD, pair(r->lemma_key[h], lapi_rel_base(rel)), h);
        add(p, WHY_UNDER_ANOTHER_EVENT, r->matched[h], h);
    }
    for (uint32_t at = w; at != LAPI_NONE && depth < 6; at = t->head[at])
        depth++;
    add(p, WHY_ITS_DEPTH, pair(depth, p->match->sense->pos), LAPI_NONE);
    add(p, WHY_ITS_STATUS, p->event->status, LAPI_NONE);
    add(p, WHY_ITS_STATUS_FOR_THIS_KIND, pair(p->event->status, p->event->type),
        LAPI_NONE);
    add(p, WHY_BACKGROUND, p->event->historical, LAPI_NONE);
}

static void add_sentence(place *p)
{
    const lapi_surroundings *s = p->around;
    uint32_t at = p->event->sentence;
    add(p, WHY_EVENTS_IN_THE_SENTENCE, capped(s->events[at], 5), LAPI_NONE);
    add(p, WHY_KNOWN_ACTORS_IN_THE_SENTENCE, capped(s->actors[at], 4), LAPI_NONE);
    add(p, WHY_MARKS_OF_THE_SENTENCE, s->marks[at], LAPI_NONE);
    add(p, WHY_MARKS_FOR_THIS_KIND, pair(s->marks[at], p->event->type), LAPI_NONE);
    for (uint32_t k = 0; k < LAPI_TOPICS; k++)
        if (s->topics[at] >> k & 1)
            add(p, WHY_TOPIC_OF_THE_SENTENCE, k, LAPI_NONE);
}

static void add_text(place *p)
{
    const lapi_surroundings *s = p->around;
    if (s->reading->doc->sentences.count < LAPI_EVIDENCE_TEXT)
        return; /* no more than what the sentence says */
    uint64_t politics = s->text_topics[LAPI_TOPIC_POLITICS], other = 0;
    for (uint32_t k = 0; k < LAPI_TOPICS; k++) {
        add(p, WHY_TOPIC_OF_THE_TEXT, pair(k, s->text_topics[k]), LAPI_NONE);
        if (k != LAPI_TOPIC_POLITICS && s->text_topics[k] > other)
            other = s->text_topics[k];
    }
    add(p, WHY_POLITICS_OF_THE_TEXT, pair(politics, other), LAPI_NONE);
    add(p, WHY_POLITICS_FOR_THIS_KIND, pair(politics, p->event->type), LAPI_NONE);
    for (uint32_t i = 0; i < s->sectors_count; i++)
        add(p, WHY_WHO_IS_IN_THE_TEXT,
            pair(text_key(s->sectors[i]), capped(s->sector_count[i], 3)), LAPI_NONE);
}

static bool is_content(unsigned upos)
{
    return upos == LAPI_UPOS_NOUN || upos == LAPI_UPOS_VERB || upos == LAPI_UPOS_ADJ ||
           upos == LAPI_UPOS_ADV;
}

static void add_context(place *p)
{
    const lapi_reading *r = p->around->reading;
    const lapi_tokens *t = &r->doc->tokens;
    const lapi_sentences *s = &r->doc->sentences;
    uint32_t end = s->first[p->event->sentence + 1], w = p->match->word;
    for (uint32_t i = s->first[p->event->sentence]; i < end; i++) {
        if (!is_content(t->upos[i]) || i == w)
            continue;
        uint32_t apart = i < w ? w - i : i - w;
        add(p, apart <= LAPI_EVIDENCE_CLOSE ? WHY_NEAR_IT : WHY_AROUND_IT,
            r->lemma_key[i], i);
    }
}

void lapi_evidence_gather(const lapi_surroundings *around, const lapi_match *match,
                          const lapi_event *event, lapi_evidence *out)
{
    place p = {.around = around, .match = match, .event = event, .out = out};
    out->count = 0;
    add_type(&p);
    add_parties(&p);
    add_arguments(&p);
    add_children(&p);
    add_position(&p);
    add_sentence(&p);
    add_text(&p);
    add_context(&p);
}

static void bump(uint8_t *n)
{
    if (*n < 255)
        ++*n;
}

static uint8_t mark_of(const lapi_doc *doc, uint32_t w)
{
    lapi_slice form = lapi_doc_word(doc, w);
    if (lapi_slice_is(form, "?"))
        return MARK_QUESTION;
    if (lapi_slice_is(form, "\"") || lapi_slice_is(form, "\xe2\x80\x9c"))
        return MARK_QUOTE;
    if (doc->tokens.xpos[w] != LAPI_XPOS_PRP &&
        doc->tokens.xpos[w] != LAPI_XPOS_PRP_POSS)
        return 0;
    char first = form.at[0];
    bool you = form.bytes >= 3 && (first == 'y' || first == 'Y');
    return lapi_slice_is(form, "I") || lapi_slice_is(form, "my") || you ? MARK_PERSON
                                                                        : 0;
}

/* In steps of words a thousand. */
static uint8_t share_of(uint32_t count, uint32_t of)
{
    static const uint16_t from[] = {0, 12, 30, 60, 100};
    uint32_t permille = of ? (uint32_t)((uint64_t)count * 1000 / of) : 0;
    uint8_t step = 0;
    while (count && step < sizeof from / sizeof *from && permille >= from[step])
        step++;
    return step;
}

static void read_words(lapi_surroundings *s)
{
    static const char *const names[LAPI_TOPICS] = {
        "topic_sport",   "topic_business", "topic_culture", "topic_weather",
        "topic_science", "topic_home",     "topic_politics"};
    const lapi_reading *r = s->reading;
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t counts[LAPI_TOPICS] = {0}, content = 0;
    uint64_t keys[LAPI_TOPICS];
    for (uint32_t k = 0; k < LAPI_TOPICS; k++)
        keys[k] = lapi_know_key(lapi_slice_str(names[k]));
    for (uint32_t w = 0; w < t->count; w++) {
        uint32_t at = t->sentence[w];
        s->marks[at] |= mark_of(r->doc, w);
        if (!is_content(t->upos[w]))
            continue;
        content++;
        for (uint32_t k = 0; k < LAPI_TOPICS; k++)
            if (lapi_event_lexicon_in_class(r->lexicon, keys[k], r->lemma_key[w])) {
                s->topics[at] |= (uint8_t)(1u << k);
                counts[k]++;
            }
    }
    for (uint32_t k = 0; k < LAPI_TOPICS; k++)
        s->text_topics[k] = share_of(counts[k], content);
}

static void read_sector(lapi_surroundings *s, const char *sector)
{
    uint32_t i = 0;
    while (i < s->sectors_count && strcmp(s->sectors[i], sector) != 0)
        i++;
    if (i == LAPI_SECTORS_MAX)
        return;
    s->sectors_count += i == s->sectors_count;
    s->sectors[i] = sector;
    bump(&s->sector_count[i]);
}

lap_status lapi_surroundings_read(const lapi_reading *reading,
                                  const lapi_matches *matches, lapi_surroundings *out)
{
    lapi_doc *doc = reading->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t n = doc->sentences.count;
    lapi_surroundings s = {.reading = reading};
    s.topics = lapi_arena_get(doc->arena, n, 1);
    s.events = lapi_arena_get(doc->arena, n, 1);
    s.actors = lapi_arena_get(doc->arena, n, 1);
    s.marks = lapi_arena_get(doc->arena, n, 1);
    if (!s.topics || !s.events || !s.actors || !s.marks)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < matches->count; i++)
        bump(&s.events[t->sentence[matches->at[i]->word]]);
    for (uint32_t i = 0; i < doc->mentions.count; i++) {
        const lapi_mention *m = &doc->mentions.at[i];
        if (strcmp(m->actor.country, "UNK") != 0)
            bump(&s.actors[t->sentence[m->head]]);
        if (m->is_actor)
            read_sector(&s, m->actor.sector);
    }
    read_words(&s);
    *out = s;
    return LAP_OK;
}

const lapi_match *lapi_evidence_match(const lapi_matches *matches,
                                      const lapi_event *event)
{
    uint32_t low = 0, high = matches->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (matches->at[middle]->word < event->head)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < matches->count && matches->at[low]->word == event->head;
    return found ? matches->at[low] : NULL;
}
