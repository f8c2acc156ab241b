/* Blocks: paragraphs, headline, captions, bylines; datelines and credits in them.
 *
 *   Bloc gives junta one week                         HEADLINE
 *   NIAMEY, July 31 - Thousands marched ...           TEXT, dateline
 *   A crowd in Niamey, July 30, 2023. REUTERS / Name  CAPTION, credit
 *
 * A blank line ends a block, and a line's end does unless lines are evidently wrapped
 * at a fixed width. Blocks do not touch white space at their ends. O(bytes). */
#ifndef LAPI_TEXT_BLOCK_H
#define LAPI_TEXT_BLOCK_H

#include "data/doc.h"
#include "text/cues.h"

/* Writes doc->blocks and block_count. */
lap_status lapi_blocks_find(const lapi_cues *cues, lapi_doc *doc) LAP_MUST_USE;

#endif
