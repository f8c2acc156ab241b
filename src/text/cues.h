/* The words that text stands on (know/layout.tsv), as one hash table: a word or phrase
 * in lower case -> the kinds of cue it is.
 *
 *   "sept." -> ABBREVIATION     "monday" -> WEEKDAY     "cannot" -> SPLIT "can not"
 *
 * Built once, then immutable. */
#ifndef LAPI_TEXT_CUES_H
#define LAPI_TEXT_CUES_H

#include "base/slice.h"

#include <lapwing/status.h>

enum lapi_cue {
    LAPI_CUE_AGENCY = 1u << 0, /* gives credit: "Reuters" */
    LAPI_CUE_PHOTO = 1u << 1,  /* a picture's credit begins: "Photo by" */
    LAPI_CUE_BYLINE = 1u << 2, /* a byline begins: "Reporting by" */
    LAPI_CUE_MONTH = 1u << 3,
    LAPI_CUE_WEEKDAY = 1u << 4,
    LAPI_CUE_TITLE = 1u << 5,               /* its stop never ends a sentence: "Gen." */
    LAPI_CUE_ABBREVIATION = 1u << 6,        /* its stop may end one too: "etc." */
    LAPI_CUE_NUMBER_ABBREVIATION = 1u << 7, /* an abbreviation before a number: "No." */
    LAPI_CUE_STARTER = 1u << 8, /* begins a sentence rather than goes on in a name */
    LAPI_CUE_PREFIX = 1u << 9,  /* stays with what follows its hyphen: "non" */
    LAPI_CUE_WHOLE = 1u << 10,  /* one word whatever stands in it: "e-mail" */
    LAPI_CUE_CLITIC = 1u << 11, /* "'s" */
    LAPI_CUE_SPLIT = 1u << 12,  /* one token of several words: "cannot" */
    LAPI_CUE_EMOTICON = 1u << 13,
    LAPI_CUE_DOMAIN = 1u << 14, /* last part of an internet name: "org" */
    LAPI_CUE_FILE = 1u << 15,   /* last part of a file's name: "pdf" */
    LAPI_CUE_UNIT = 1u << 16,   /* split from a number it is written to: "km" */
    LAPI_CUE_PROPER_ABBREVIATION = 1u << 17, /* one with a capital: "Miss.", "Dec." */
    LAPI_CUE_MAYBE_SPLIT = 1u << 20,         /* a SPLIT before some words only: "its" */
    LAPI_CUE_SPLIT_BEFORE = 1u << 21,        /* these: "its not" */
    LAPI_CUE_HANGING = 1u << 22,             /* ends no line by itself: "of" */
    LAPI_CUE_SAYING = 1u << 19,              /* no caption says: "said" */
    LAPI_CUE_MID_ABBREVIATION = 1u << 18 /* one where the sentence goes on: "hrs." */
};

#define LAPI_CUE_BYTES_MAX 48u /* longer phrases are no cues */

typedef struct lapi_cues lapi_cues;

lap_status lapi_cues_new(lapi_cues **out) LAP_MUST_USE;
void lapi_cues_free(lapi_cues *cues);

/* Adds the `|`-separated phrases of one row. `parts` are the words of a SPLIT, else
 * empty. LAP_BAD_ARGUMENT for a kind that is not known or parts that do not fit. */
lap_status lapi_cues_add(lapi_cues *cues, lapi_slice kind, lapi_slice phrases,
                         lapi_slice parts) LAP_MUST_USE;

/* The kinds (a set of enum lapi_cue) of a word or phrase, 0 for none. Case is not
 * compared; ’ is ', every run of white space is one blank. O(bytes). */
uint32_t lapi_cues_find(const lapi_cues *cues, lapi_slice phrase);

/* Code points of the first and second part of a SPLIT or MAYBE_SPLIT word, 0 for the
 * last part and where it has none. */
void lapi_cues_parts(const lapi_cues *cues, lapi_slice word, uint32_t cut[2]);

#endif
