/* From the tables of know/ to a pack.
 *
 *   know/NAME.tsv --read--> rows --check--> faults
 *                            `----encode--> pack bytes
 *
 * The same tables give the same bytes on every machine. O(bytes of the tables). */
#ifndef LAPI_KNOW_BUILD_H
#define LAPI_KNOW_BUILD_H

#include "know/know.h"
#include "know/tsv.h"

/* All tables of a folder, in the order of enum lapi_table_id. */
typedef struct lapi_tables {
    lapi_tsv at[LAPI_TABLE_COUNT];
} lapi_tables;

/* LAP_NO_FILE when there is none at all; one that is missing is empty. */
lap_status lapi_tables_read(const char *folder, lapi_tables *out, lapi_faults *faults,
                            lap_error *error) LAP_MUST_USE;
void lapi_tables_clear(lapi_tables *tables);

/* Written beside and then renamed; what is no plain file is written as it is. */
lap_status lapi_file_replace(const char *path, const lapi_buffer *bytes,
                             lap_error *error) LAP_MUST_USE;

/* The pack of these tables, added to an empty buffer. */
lap_status lapi_know_encode(const lapi_tables *tables, lapi_buffer *out,
                            lap_error *error) LAP_MUST_USE;

/* Reads and checks a folder of tables. Every fault is a line `file:line: what` of
 * report, then come sizes and coverage. LAP_BAD_INPUT when there is a fault. */
lap_status lapi_know_check(const char *folder, lapi_buffer *report,
                           lap_error *error) LAP_MUST_USE;

/* Checks a folder and writes its pack to out_path; with a fault nothing is written, and
 * the faults are in report. */
lap_status lapi_know_build(const char *folder, const char *out_path,
                           lapi_buffer *report, lap_error *error) LAP_MUST_USE;

#endif
