/* Filling a lap_error in one line. */
#ifndef LAPI_BASE_STATUS_H
#define LAPI_BASE_STATUS_H

#include <lapwing/status.h>

/* Writes status, position and a printf-formatted text into `error` (which may be NULL)
 * and returns `status`, so that a reader can say `return lapi_fail(...)`. */
lap_status lapi_fail(lap_error *error, lap_status status, uint64_t position,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same where memory is out, in the words of lap_status_name. */
lap_status lapi_fail_memory(lap_error *error, uint64_t position);

#endif
