#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

const char *lap_status_name(lap_status status)
{
    static const char *const names[] = {
        "ok",        "out of memory", "no such file", "read or write failed",
        "bad input", "over a limit",  "bad model",    "bad argument",
    };
    return (size_t)status < sizeof names / sizeof *names ? names[status]
                                                         : "unknown status";
}

lap_status lapi_fail(lap_error *error, lap_status status, uint64_t position,
                     const char *format, ...)
{
    if (!error)
        return status;
    error->status = status;
    error->is_line = 0;
    error->position = position;
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    return status;
}

lap_status lapi_fail_memory(lap_error *error, uint64_t position)
{
    return lapi_fail(error, LAP_NO_MEMORY, position, "%s",
                     lap_status_name(LAP_NO_MEMORY));
}
