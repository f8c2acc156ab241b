/* The text of a document cut finer than words: runs of letters, runs of digits, single
 * other characters, each with what know/ says about it. Times and counts are read from
 * these, so that "11-13 Dec", "6:40p.m." and "US$7.2bn" do not depend on the tokenizer.
 *
 *   text    "on Nov. 11, 2021"       first[s] .. first[s + 1] - 1: pieces of sentence s
 *   pieces   on Nov . 11 , 2021      a phrase ("right now") stands at its first piece:
 *                                    entry is the phrase's, next the piece after it */
#ifndef LAPI_MENTION_WHEN_PIECE_H
#define LAPI_MENTION_WHEN_PIECE_H

#include "mention/when_lexicon.h"

enum lapi_piece_kind { LAPI_PIECE_WORD, LAPI_PIECE_NUMBER, LAPI_PIECE_MARK };

typedef struct lapi_piece {
    uint64_t kinds;      /* bits of lapi_word_kind of `entry` */
    uint32_t begin, end; /* bytes */
    uint32_t word;       /* word of the document it stands in */
    uint32_t entry;      /* chain of the longest phrase here, or LAPI_NONE */
    uint32_t next;       /* first piece after that phrase */
    uint32_t number;     /* value of a run of digits, UINT32_MAX if too large */
    uint8_t kind;        /* enum lapi_piece_kind */
    uint8_t digits;      /* length of a run of digits, cut to 255 */
    uint8_t spaced;      /* white space (or the sentence's begin) stands before it */
    uint8_t caps;        /* 0 none, 1 first letter, 2 all of several letters */
    char mark;           /* the character; '-' for dashes, '\'' for apostrophes,
                            0 for other characters */
} lapi_piece;

typedef struct lapi_pieces {
    const lapi_doc *doc;
    const lapi_when_lexicon *lexicon;
    uint32_t count;
    lapi_piece *at;  /* [count] */
    uint32_t *first; /* [sentences + 1] */
} lapi_pieces;

/* Cuts all sentences of a document; O(text). Lives in the document's arena. */
lap_status lapi_pieces_read(const lapi_when_lexicon *lexicon, const lapi_doc *doc,
                            lapi_pieces *out) LAP_MUST_USE;

/* Entry of this kind at a piece, or NULL. */
const lapi_word *lapi_piece_as(const lapi_pieces *pieces, uint32_t piece,
                               enum lapi_word_kind kind);

/* Is the piece below `end` and the given mark? */
static inline bool lapi_piece_is(const lapi_pieces *pieces, uint32_t piece,
                                 uint32_t end, char mark)
{
    return piece < end && pieces->at[piece].kind == LAPI_PIECE_MARK &&
           pieces->at[piece].mark == mark;
}

/* A number written in digits or words. */
typedef struct lapi_number {
    double value;
    uint32_t end; /* piece after it */
    bool digits;  /* written in digits */
    bool grouped; /* has "," or "." inside */
    bool scaled;  /* has hundred, million ... */
    bool vague;   /* several, a few */
    bool plural;  /* dozens, tens of thousands */
    bool article; /* a, an */
    bool zero;    /* "no" */
} lapi_number;

/* Reads a number that starts at `piece` and ends at or before `end`. Numbers of more
 * than 15 digits are none. "a" alone is none. */
bool lapi_number_read(const lapi_pieces *pieces, uint32_t piece, uint32_t end,
                      lapi_number *out);

#endif
