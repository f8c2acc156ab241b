/* Which words of a document tell events, and by which sense of the lexicon.
 *
 *   words     Western allies have expressed concern over ...
 *   matches   [word "expressed", sense "express obj=concern", trigger words expressed
 * concern]
 *
 * A sense wins by the number of its conditions that hold; conditions of the trigger
 * count most; between equals the earlier row wins. O(words * senses of a lemma *
 * arguments). */
#ifndef LAPI_EVENT_MATCH_H
#define LAPI_EVENT_MATCH_H

#include "event/args.h"

#define LAPI_TRIGGER_WORDS_MAX 6u
#define LAPI_MET_WORDS_MAX     4u

typedef struct lapi_match {
    uint32_t word; /* head of the trigger */
    const lapi_sense *sense;
    uint32_t trigger[LAPI_TRIGGER_WORDS_MAX]; /* all its words, head first */
    uint32_t trigger_count;
    uint32_t met[LAPI_MET_WORDS_MAX]; /* words by which the other conditions hold */
    uint32_t met_count;
    uint32_t score;
    uint32_t confidence;     /* 0..1000, of learned.h */
    struct lapi_match *next; /* of those that learned.h adds */
    bool takes_clause;       /* one of them is the verb of its infinitive */
    lapi_args args;          /* of the head and of the trigger's other words; last */
} lapi_match;

typedef struct lapi_matches {
    uint32_t count;
    lapi_match **at; /* [count] by head word */
    uint32_t none_count;
    lapi_match **none; /* [none_count] senses that are no event */
} lapi_matches;

/* Keeps a match in the arena, with room for no more arguments than it has: it must not
 * be copied as a whole. NULL when memory is out. */
lapi_match *lapi_match_keep(lapi_arena *arena, const lapi_match *match);

/* Sorts the matches by their head words. */
void lapi_matches_sort(lapi_matches *matches);

/* Everything lives in the document's arena. */
lap_status lapi_match_run(const lapi_reading *reading, lapi_matches *out) LAP_MUST_USE;

/* Sets reading->matched. */
lap_status lapi_matches_mark(const lapi_matches *matches,
                             lapi_reading *reading) LAP_MUST_USE;

/* Is the word one of the trigger? No match has none. */
bool lapi_match_has_word(const lapi_match *match, uint32_t word);

/* "Before the summit": a meeting that only dates another event is told elsewhere. */
bool lapi_match_only_dates(const lapi_reading *reading, uint32_t word,
                           const lapi_sense *sense);

/* Is the argument's word (or one it is coordinated with) in the class of this name? */
bool lapi_match_in_class(const lapi_reading *reading, uint32_t word,
                         uint64_t class_key);

#endif
