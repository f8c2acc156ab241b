/* Dictionaries of the PETRARCH coders, as rows of our tables.
 *
 *   actors   YASSER_ARAFAT_ [PSEGOV >19940701]     -> people.tsv, bodies.tsv
 *            +ABU_AMMAR
 *   agents   AMBASSADOR {AMBASSADORS} [~GOV]       -> roles.tsv
 *   verbs    &GOODS                                -> classes.tsv
 *            +GRAIN
 *            --- SELL [061] ---                    -> lexicon.tsv
 *            SELL {SELLS SOLD SELLING}
 *            - * &GOODS TO + [061]
 *
 * What is not known or cannot be said in our terms is a fault, `file:line: what`, and
 * left out. O(bytes of the dictionaries); a pattern counts for each verb of its block.
 */
#ifndef LAPI_KNOW_IMPORT_H
#define LAPI_KNOW_IMPORT_H

#include "know/build.h"

#define LAPI_IMPORT_NAMES_MAX 128u /* verbs of a block, other names of an actor */

enum lapi_import_table {
    LAPI_IMPORT_PEOPLE,
    LAPI_IMPORT_BODIES,
    LAPI_IMPORT_ROLES,
    LAPI_IMPORT_CLASSES,
    LAPI_IMPORT_LEXICON,
    LAPI_IMPORT_TABLES
};

typedef struct lapi_import {
    const lapi_know *know; /* countries, sectors, frames */
    lapi_faults *faults;
    lapi_buffer rows[LAPI_IMPORT_TABLES];
} lapi_import;

/* A dictionary under way, by lines. Names of `file` are those of messages. */
typedef struct lapi_dictionary {
    lapi_import *to;
    lapi_tsv file; /* its name only */
    lapi_slice rest;
    lapi_slice line; /* without comment and blanks around */
    uint32_t number; /* of the line, from 1 */
} lapi_dictionary;

/* An actor's country and sector; empty where the code has none. */
typedef struct lapi_import_code {
    lapi_slice country, sector;
} lapi_import_code;

/* Reads n bytes of a dictionary, whatever its kind. */
lap_status lapi_import_text(lapi_import *import, const char *file, const char *text,
                            size_t n, lap_error *error) LAP_MUST_USE;
void lapi_import_clear(lapi_import *import);

/* Reads dictionaries and writes the tables that got rows into a folder; faults go to
 * the report. LAP_BAD_INPUT when there are any: all else has been written. */
lap_status lapi_know_import(const lapi_know *know, const char *const *files,
                            size_t count, const char *folder, lapi_buffer *report,
                            lap_error *error) LAP_MUST_USE;

/* For the readers of one kind each. */
bool lapi_dictionary_next(lapi_dictionary *dictionary);
void lapi_dictionary_fault(const lapi_dictionary *dictionary, const char *what,
                           lapi_slice which);
/* What stands between the marks and ends the text: "[GOV]"; cut off *text with them. */
bool lapi_dictionary_group(lapi_slice *text, char open, char close, lapi_slice *inner);
void lapi_import_actors(lapi_dictionary *dictionary);
void lapi_import_agents(lapi_dictionary *dictionary);
void lapi_import_verbs(lapi_dictionary *dictionary);

#endif
