/* Folding of text for keys: letters and digits without case and diacritics.
 *
 *   "Jean-Yves Le Drian's" -> jean|yves|le|drian|s     | a break: not part of the key
 *   "Zürich" -> zurich      "Łódź" -> lodz      "Ёлкин" -> елкин
 *
 * Latin, Greek and Cyrillic are folded by a generated table; letters of other scripts
 * stay as they are. Bytes that are not UTF-8 count as breaks. */
#ifndef LAPI_UNICODE_FOLD_H
#define LAPI_UNICODE_FOLD_H

#include "base/slice.h"

#define LAPI_FOLD_BYTES_MAX 8u

enum { LAPI_FOLD_BREAK = 0, LAPI_FOLD_MARK = -1 };

/* Folds the character at rest->at (rest->bytes > 0) and moves past it. Returns the
 * number of bytes written to out, LAPI_FOLD_BREAK for a character that parts words, or
 * LAPI_FOLD_MARK for one that vanishes inside a word (a combining accent). */
int lapi_fold_next(lapi_slice *rest, char out[LAPI_FOLD_BYTES_MAX]);

/* The folded letters and digits of text, cut to cap bytes; returns the full length. */
size_t lapi_fold_write(lapi_slice text, char *buf, size_t cap);

#endif
