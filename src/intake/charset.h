/* Bytes of a page in any charset -> UTF-8.
 *
 *   byte order mark, else HTTP's charset, else <meta charset>, else what ICU detects;
 *   but bytes that are UTF-8 and more than ASCII are UTF-8 whatever is declared
 *
 * Only ICU's part of a label is believed: unknown labels count as none. */
#ifndef LAPI_INTAKE_CHARSET_H
#define LAPI_INTAKE_CHARSET_H

#include "base/buffer.h"

#include <lapwing/status.h>

/* One a thread, used again and again. */
typedef struct lapi_charset lapi_charset;
lap_status lapi_charset_new(lapi_charset **out) LAP_MUST_USE;
void lapi_charset_free(lapi_charset *charset);

/* The UTF-8 of bytes, NUL and other controls made spaces: *out borrows from bytes where
 * they are that already, else from the charset until its next call. `label` is HTTP's,
 * empty if none. Bytes that the charset does not know become U+FFFD. LAP_TOO_LARGE:
 * more than LAPI_PAGE_BYTES_MAX as UTF-8. O(bytes). */
lap_status lapi_charset_utf8(lapi_charset *charset, lapi_slice bytes, lapi_slice label,
                             lapi_slice *out, lap_error *error) LAP_MUST_USE;

/* The code point of each byte of a charset whose signs are single bytes, -1 where there
 * is none. LAP_BAD_INPUT: no such charset. */
lap_status lapi_charset_table(const char *label, int table[256]) LAP_MUST_USE;

/* The code point of a byte in Windows-1252. */
uint32_t lapi_charset_windows(unsigned char byte);

#endif
