/* What the tables of know/ must satisfy beyond their shape: codes that exist, dates in
 * order, names used once, words that parse. Faults go to `faults`. O(bytes of the
 * tables), and O(terms^2) for one person. */
#ifndef LAPI_KNOW_CHECK_H
#define LAPI_KNOW_CHECK_H

#include "know/build.h"

/* `know` is the open pack of `tables`. */
void lapi_check_tables(const lapi_tables *tables, const lapi_know *know,
                       lapi_faults *faults);

/* Rows a table, countries covered, people with dated office, lexicon by type and mode.
 */
void lapi_check_sizes(const lapi_tables *tables, const lapi_know *know,
                      lapi_buffer *report);

#endif
