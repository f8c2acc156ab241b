/* The sketch of a text: what tells whether another text is a copy of it.
 *
 *   text --words--> runs of three words --hash--> a sorted set        how much is
 * shared names, numbers      --hash--> two sorted sets     is it the same news runs
 * with a name or a number --MinHash--> 32 bands  what finds copies
 *
 * A set of more than LAPI_SKETCH_MAX is thinned: only hashes whose last bits are zero
 * are kept, so that the shares that are compared have a standard error of at most
 * 0.045; those of shorter texts are exact but for collisions (under 10^-6). Words are
 * folded: case and accents do not count. (Broder 1997; Indyk and Motwani 1998.) */
#ifndef LAPI_CLAIM_SKETCH_H
#define LAPI_CLAIM_SKETCH_H

#include "base/buffer.h"
#include "data/record.h"

#define LAPI_SKETCH_MAX   1024u /* of one set */
#define LAPI_SKETCH_BANDS 32u

/* What a text is sketched with; used again from text to text. */
typedef struct lapi_sketcher lapi_sketcher;
bool lapi_sketcher_new(lapi_sketcher **out);
void lapi_sketcher_free(lapi_sketcher *sketcher);

/* Appends the sketch of a report's text without its title. Failure is the buffer's.
 * O(text). */
void lapi_sketch_write(lapi_sketcher *sketcher, const lapi_report *report,
                       lapi_buffer *out);

/* Are the texts of two sketches one story: copies, cut, extended or rewritten a little,
 * within a week of each other? Symmetric. False where one is no sketch. O(sketches). */
bool lapi_sketch_compare(lapi_slice a, lapi_slice b);

/* Keys under which copies are found: a text is kept under the first LAPI_SKETCH_BANDS
 * of its keys, its copies may be kept under any of them. Keys begin with a stretch of
 * time, so that those of one week lie together. Returns their number; 0: no sketch. */
#define LAPI_SKETCH_KEYS (2 * LAPI_SKETCH_BANDS)
uint32_t lapi_sketch_keys(lapi_slice sketch, uint64_t keys[LAPI_SKETCH_KEYS]);

#endif
