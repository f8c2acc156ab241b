/* Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom. Items come one by one, however long the
 * feed.
 *
 *   <item><title>T</title><link>U</link><content:encoded>H</content:encoded></item>
 *     -> parcel ENTRY: TITLE T, URL U, BODY H, all HTML
 *
 * The only file that includes Expat. External entities are never fetched, and the
 * expansion of internal ones is limited; those of HTML are known. Bytes that are no
 * UTF-8 in a feed that should be are read as Windows-1252. Memory: a block and the item
 * at hand. O(bytes). */
#ifndef LAPI_INTAKE_FEED_H
#define LAPI_INTAKE_FEED_H

#include "intake/reader.h"

typedef struct lapi_feed lapi_feed;

/* `stream` gives the feed's bytes. */
lap_status lapi_feed_new(lapi_stream stream, lapi_feed **out) LAP_MUST_USE;
void lapi_feed_free(lapi_feed *feed);

/* The next item, as lapi_reader_next. Positions are lines. What is not well-formed ends
 * the feed there (LAPI_READ_FAILED). */
enum lapi_read lapi_feed_next(lapi_feed *feed, lapi_parcel *parcel, lap_error *error);

#endif
