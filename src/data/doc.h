/* One document and everything read from it. Each stage fills its own nouns and reads
 * those to the left; nothing is patched afterwards.
 *
 *   text -> blocks, sentences, tokens -> (syntax) tags, tree, name labels
 *        -> mentions, places, times, quantities -> attributions, facts -> events
 *
 * Text is valid UTF-8 without NUL. All arrays live in `arena`; valid until it is reset.
 */
#ifndef LAPI_DATA_DOC_H
#define LAPI_DATA_DOC_H

#include "base/arena.h"
#include "data/event.h"
#include "data/mention.h"
#include "data/place.h"
#include "data/quantity.h"
#include "data/source.h"
#include "data/token.h"
#include "data/when.h"

enum lapi_anchor { LAPI_ANCHOR_GIVEN, LAPI_ANCHOR_INFERRED, LAPI_ANCHOR_NONE };

/* "given", "inferred", "none" */
const char *lapi_anchor_name(unsigned anchor);

typedef struct lapi_doc {
    lapi_arena *arena;
    lapi_slice id;
    lapi_slice url, publisher; /* empty if not known */
    uint64_t origin_offset,
        origin_bytes; /* of its record of WARC in the file; 0 if none */
    const char *text;
    uint32_t text_bytes;
    uint32_t title_bytes; /* the title that intake put before the text; 0 if none */
    int32_t date;         /* the document's day, LAPI_DAY_NONE if not known */
    uint8_t anchor;       /* enum lapi_anchor: where date comes from */
    lapi_slice language;
    lapi_span *captions; /* [caption_count] of text, in order: intake knows them */
    uint32_t caption_count;

    lapi_block *blocks; /* [block_count] */
    uint32_t block_count;
    lapi_sentences sentences;
    lapi_tokens tokens;
    lapi_mentions mentions;
    lapi_places places;
    lapi_times times;
    lapi_quantities quantities;
    lapi_attributions attributions;
    lapi_facts facts;
    lapi_events events;
} lapi_doc;

/* The bytes of a span, and of a word. */
static inline lapi_slice lapi_doc_slice(const lapi_doc *doc, lapi_span span)
{
    return lapi_slice_of(doc->text + span.begin, span.end - span.begin);
}

static inline lapi_slice lapi_doc_word(const lapi_doc *doc, uint32_t word)
{
    return lapi_slice_of(doc->text + doc->tokens.begin[word],
                         doc->tokens.end[word] - doc->tokens.begin[word]);
}

/* The span of words first .. end - 1 (end > first). */
static inline lapi_span lapi_doc_words(const lapi_doc *doc, uint32_t first,
                                       uint32_t end)
{
    return (lapi_span){doc->tokens.begin[first], doc->tokens.end[end - 1]};
}

static inline bool lapi_doc_is_headline(const lapi_doc *doc, uint32_t sentence)
{
    uint32_t block = doc->sentences.block ? doc->sentences.block[sentence] : 0;
    return block < doc->block_count && doc->blocks[block].kind == LAPI_BLOCK_HEADLINE;
}

/* Is the word a colon, or a dash that stands by itself? It parts a headline in a clause
 * and who tells it. */
static inline bool lapi_doc_parts_headline(const lapi_doc *doc, uint32_t w)
{
    const lapi_tokens *t = &doc->tokens;
    lapi_slice word = lapi_doc_word(doc, w);
    if (lapi_slice_is(word, ":"))
        return true;
    bool dash = lapi_slice_is(word, "-") || lapi_slice_is(word, "\xE2\x80\x93") ||
                lapi_slice_is(word, "\xE2\x80\x94");
    return dash && w > 0 && w + 1 < t->count && t->end[w - 1] < t->begin[w] &&
           t->end[w] < t->begin[w + 1];
}

#endif
