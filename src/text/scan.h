/* How word.c runs through a chunk, a maximal run without white space.
 *
 *   block   ... the Kremlin-backed men ...
 *   chunk           [begin      end)          `at` runs through it
 *
 * All of it looks ahead by a bounded number of bytes, so that a block is read in
 * O(bytes) whatever stands in it. */
#ifndef LAPI_TEXT_SCAN_H
#define LAPI_TEXT_SCAN_H

#include "base/limits.h"
#include "text/word.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

typedef struct lapi_scan {
    lapi_words *words;
    const char *text;
    uint32_t begin, end; /* of the chunk */
    uint32_t block_end;
    uint32_t no_address; /* no address begins before this byte */
    bool open_single;    /* a single quote is open in this block */
    lapi_span before;    /* the word before, empty at the start of the block */
} lapi_scan;

static inline uint32_t lapi_scan_code(const lapi_scan *s, uint32_t at)
{
    return at < s->end ? lapi_utf8_at(s->text + at).code : 0;
}

static inline uint32_t lapi_scan_step(const lapi_scan *s, uint32_t at)
{
    return at + lapi_utf8_at(s->text + at).bytes;
}

static inline bool lapi_is_word_code(uint32_t code)
{
    if (code < 128)
        return lapi_is_letter(code) || lapi_is_digit(code) || code == '_';
    enum lapi_class c = lapi_class_of(code);
    return (c >= LAPI_CLASS_UPPER && c <= LAPI_CLASS_NUMBER) || c == LAPI_CLASS_FORMAT;
}

static inline bool lapi_is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == '`' || code == 0x02BC;
}

static inline bool lapi_scan_is_digits(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (!lapi_is_digit((unsigned char)s->text[i]))
            return false;
    }
    return end > begin;
}

static inline uint32_t lapi_scan_cue(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    return lapi_cues_find(s->words->cues, lapi_slice_of(s->text + begin, end - begin));
}

/* End of the run of word characters at `at`, bounded by the limit of a token. */
uint32_t lapi_scan_run(const lapi_scan *s, uint32_t at);

/* The chunk's end, but not much beyond the limit of a token. */
uint32_t lapi_scan_nearest(const lapi_scan *s, uint32_t at);

/* End of the address that begins at `at` ("http://...", "www...", "name@host",
 * "host.org", "file.pdf"), `at` if none does. (address.c) */
uint32_t lapi_scan_address(lapi_scan *s, uint32_t at);

/* End of the word at `at`, without its clitics and without a stop that may be its own.
 * (stem.c) */
uint32_t lapi_scan_word(const lapi_scan *s, uint32_t at);

/* "5pm", "3bn": end of the digits when the letters are a unit, else `end`. (stem.c) */
uint32_t lapi_scan_number(const lapi_scan *s, uint32_t begin, uint32_t end);

/* Does the stop at `end` belong to the word before it? (stem.c) */
bool lapi_scan_owns_stop(const lapi_scan *s, uint32_t begin, uint32_t end);

/* Bytes of the clitic that begins with an apostrophe at `at` ("'s"), 0 for none.
 * (stem.c) */
uint32_t lapi_scan_clitic(const lapi_scan *s, uint32_t at);

/* Is begin .. end + the "'t" at `end` a negation: "don't"? (stem.c) */
bool lapi_scan_is_negation(const lapi_scan *s, uint32_t begin, uint32_t end);

#endif
