/* The knowledge pack: the tables of know/ compiled to one read-only file.
 *
 *   know/people.tsv --compile--> pack [header | tables | cells | strings | index]
 * --open--> tables
 *
 * A table is rows of text cells. Columns marked as keys are indexed: every `|`
 * alternative of a key cell is found by its folded letters and digits, so that
 * "Jean-Yves", "Jean - Yves" and "JEAN YVES" are one key, and "Zürich" is "zurich".
 * Immutable; shared by threads. Codes ("UKR") are keys of another kind, found by
 * lapi_table_code only: "and" is not Andorra. */
#ifndef LAPI_KNOW_KNOW_H
#define LAPI_KNOW_KNOW_H

#include "base/lines.h"
#include "data/doc.h"

typedef struct lapi_know lapi_know;
typedef struct lapi_table lapi_table;

/* One file of know/ each; columns are enums LAPI_<TABLE>_<COLUMN> in know/tables.h. */
#include "know/tables.h"

/* A row found by one of its keys. */
typedef struct lapi_hit {
    uint32_t row;
    uint32_t end;     /* first word after the phrase (lapi_table_phrase only) */
    lapi_slice alias; /* the key as the table spells it, for a check of its case */
    uint32_t column;  /* the key column it stands in: adjectives, capitals ... */
} lapi_hit;

/* Checks magic, version, size, checksum, every offset and that strings are UTF-8;
 * `bytes` are borrowed until free. O(bytes), a few ms with the gazetteer. LAP_BAD_MODEL
 * names what is wrong. */
lap_status lapi_know_open(const void *bytes, size_t size, lapi_know **out,
                          lap_error *error) LAP_MUST_USE;
void lapi_know_free(lapi_know *know);

/* Told of each row of a dump that is wrong: its line, from 1, and what is wrong. */
typedef struct lapi_dump_log {
    void (*row)(void *context, uint64_t line, const char *what);
    void *context;
} lapi_dump_log;

/* Adds the places of a GeoNames dump (know/dump.h) to the gazetteer, once and before
 * the pack is shared. A place that the gazetteer has by its id takes position, people
 * and codes from the dump and keeps its names; countries, first-order divisions,
 * regions and places that the dump lacks stay. Rows that are wrong are told and left
 * out. The version tells the dump's checksum.
 *
 * Of alternate names those in Latin letters count, LAPI_GAZETTEER_NAMES_MAX a place;
 * one name finds LAPI_GAZETTEER_SAME_MAX places, the greatest. LAP_BAD_INPUT: more than
 * LAPI_GAZETTEER_BAD_MAX rows are wrong, or none is right. LAP_TOO_LARGE: more than
 * LAPI_GAZETTEER_ROWS_MAX places or LAPI_GAZETTEER_BYTES_MAX bytes. LAP_IO: the stream
 * failed. The pack is as it was after a failure. O(bytes), memory of about 200 bytes a
 * place. */
lap_status lapi_know_deepen(lapi_know *know, lapi_stream stream, lapi_dump_log log,
                            lap_error *error) LAP_MUST_USE;

/* A table; one that the pack lacks is empty. Never NULL for a valid id. */
const lapi_table *lapi_know_table(const lapi_know *know, enum lapi_table_id id);

/* Name, version and checksum of the pack, for the records' `coder`: "know 3f2a91c0". */
lapi_slice lapi_know_version(const lapi_know *know);

uint32_t lapi_table_rows(const lapi_table *table);
/* The text of a cell; {"", 0} for "-" and for an empty cell. */
lapi_slice lapi_table_cell(const lapi_table *table, uint32_t row, unsigned column);

/* Key of a phrase: hash of its folded letters and digits; 0 if it has none. */
uint64_t lapi_know_key(lapi_slice phrase);
/* The same, piece by piece: start with 0, finish when all pieces are added. */
uint64_t lapi_know_key_add(uint64_t key, lapi_slice piece);

/* Makes the keys of all words of a document with lemmas, once: lapi_table_phrase is
 * faster with them. LAP_NO_MEMORY. O(bytes). */
lap_status lapi_know_word_keys(lapi_doc *doc) LAP_MUST_USE;

/* Rows with this key in table order: start with *cursor = 0; false when there is none
 * left. */
bool lapi_table_find(const lapi_table *table, uint64_t key, uint32_t *cursor,
                     lapi_hit *hit);

/* First row whose cell in this code column (LAPI_KEY_CODE: countries' iso3 and iso2,
 * frames' frame, classes' class) equals `code` byte for byte; false if there is none.
 */
bool lapi_table_code(const lapi_table *table, unsigned column, lapi_slice code,
                     uint32_t *row);

/* Does a class of event_words.tsv hold the word or phrase of this key? O(words of the
 * class). */
bool lapi_know_in_class(const lapi_know *know, const char *class_name, uint64_t key);

/* Longest phrase of the table that starts at word `first` of the document and ends at
 * or before word `limit`; the last word may match by its lemma. Case is not compared.
 * All rows with that phrase: call lapi_table_find with the returned key (in *key, which
 * may be NULL). */
bool lapi_table_phrase(const lapi_table *table, const lapi_doc *doc, uint32_t first,
                       uint32_t limit, lapi_hit *hit, uint64_t *key);

#endif
