/* Features of a word: hashes of its spelling that select rows of the embedding table.
 *
 *   Protesters   word    form "protesters"
 *                        prefixes p pr pro prot, suffixes s rs ers ters sters
 *                        list  the lists of names that it stands in, if any
 *                        class of words that stand near the same words in news
 *                        grams ^pr pro rot ... ers rs$ and of four letters
 *                shape   collapsed shape "Xx", case class with length
 *                context case class of the sentence, first word or not, spaces around
 *
 * Word features are of the spelling folded to lower case, with digits as 0 and
 * typographic quotes and dashes as their plain ones; only shape and context know of
 * case. Features are a part of the model: to change one means to train anew. */
#ifndef LAPI_SYNTAX_FEATURE_H
#define LAPI_SYNTAX_FEATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LAPI_WORD_CODES_MAX = 32,    /* code points looked at in a word */
    LAPI_WORD_FEATURES_MAX = 80, /* form, affixes and grams of a word */
    LAPI_SHAPE_FEATURES_MAX = 2,
    LAPI_LIST_FEATURE = 1,  /* index of the feature that finds the word's lists */
    LAPI_CLASS_FEATURE = 2, /* and its class */
};

/* How the letters of a word are taken, so that training can see them in other cases. */
enum lapi_case { LAPI_CASE_KEEP, LAPI_CASE_LOWER, LAPI_CASE_UPPER, LAPI_CASE_TITLE };

/* Case of a whole sentence: told by its words of letters. */
enum lapi_sentence_case {
    LAPI_SENTENCE_MIXED,
    LAPI_SENTENCE_LOWER,
    LAPI_SENTENCE_UPPER,
    LAPI_SENTENCE_TITLE
};

typedef struct {
    uint32_t code[LAPI_WORD_CODES_MAX];
    uint32_t count;
} lapi_word_codes;

/* Counts of a sentence's words from which its case class is told. */
typedef struct {
    uint32_t lower, title, upper, long_lower;
} lapi_case_counts;

/* Hash of code points, one by one; 0 at the end is 1, for tables where 0 is free. */
static inline uint64_t lapi_code_hash(uint64_t hash, uint32_t code)
{
    hash = (hash ^ code) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static inline uint32_t lapi_code_hash_end(uint64_t hash)
{
    hash *= UINT64_C(0xbf58476d1ce4e5b9);
    hash ^= hash >> 32;
    return (uint32_t)hash ? (uint32_t)hash : 1;
}

/* Lower case of a Latin, Greek or Cyrillic letter; anything else as it is. */
uint32_t lapi_code_fold(uint32_t code);

/* Decodes a word of valid UTF-8; of a longer word the first and last halves are taken.
 */
void lapi_word_decode(const unsigned char *text, size_t bytes, lapi_word_codes *out);

/* Hashes of the word's spelling; the first is that of the whole form, then those of its
 * lists and of its class. Returns the count. */
uint32_t lapi_word_features(const lapi_word_codes *word,
                            uint32_t out[LAPI_WORD_FEATURES_MAX]);

/* Hashes of the word's shape with its letters taken as `how`; always
 * LAPI_SHAPE_FEATURES_MAX of them. */
void lapi_shape_features(const lapi_word_codes *word, enum lapi_case how,
                         uint32_t out[LAPI_SHAPE_FEATURES_MAX]);

/* Adds a word to the counts, then tells the class of the sentence from them. */
void lapi_case_count(const lapi_word_codes *word, lapi_case_counts *counts);
enum lapi_sentence_case lapi_case_of_sentence(const lapi_case_counts *counts);

/* Hash of a word's place: class of its sentence, whether it is the first, and whether
 * it touches the word before and after it without space. */
uint32_t lapi_context_feature(enum lapi_sentence_case sentence, bool first,
                              bool glued_left, bool glued_right);

#endif
