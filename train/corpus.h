/* Treebanks read for training: CoNLL-U with names, plain or gzipped.
 *
 * A sentence owns words first .. first + count - 1 of the corpus; heads count from 1
 * within the sentence, 0 is the root. Features
 * are hashes as read, and rows of the embedding table or NO_ROW once a vocabulary has
 * been applied. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include "syntax/feature.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NO_NAME = 255, CASES = 4 };
#define NO_ROW UINT32_MAX

typedef struct {
    char *form, *lemma;
    uint32_t feature, feature_count;
    float form_count; /* how often the form stands in the training part */
    uint16_t head;
    uint8_t upos, xpos, rel, name;
    uint8_t kind; /* of names that may stand for it in training */
    bool glued_left, glued_right;
    uint32_t shape[CASES][LAPI_SHAPE_FEATURES_MAX];
    lapi_word_codes codes;
} word;

typedef struct {
    uint32_t first, count;
    bool named; /* its words carry name labels */
} sentence;

typedef struct {
    word *words;
    uint32_t *feature; /* of word w: w.feature .. w.feature + w.feature_count - 1 */
    sentence *sentences;
    uint32_t context_row[4][2][2][2];
    size_t word_count, word_capacity, feature_count, feature_capacity, sentence_count,
        sentence_capacity;
} corpus;

/* Appends the sentences of a CoNLL-U file; with `genres` (words separated by commas)
 * only of documents whose meta::genre is one of them. Names come from `iob2` (by
 * sent_id, sentences whose forms differ stay unnamed) or, when it is NULL, from
 * Entity=. */
void corpus_read(corpus *c, const char *conllu, const char *iob2, const char *genres);
void corpus_free(corpus *c);

/* Appends a word that stands in no sentence. */
void corpus_word_add(corpus *c, const char *form);

/* Makes a sentence with name labels of the words from `first` on. */
void corpus_sentence_add(corpus *c, uint32_t first);

/* Lines of a file, gzipped or not, ended by NUL; the caller frees both. */
char *file_read(const char *path, size_t *bytes);

#endif
