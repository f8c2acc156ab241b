/* Status codes and errors of every lapwing function that can fail. */
#ifndef LAPWING_STATUS_H
#define LAPWING_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LAP_API      __attribute__((visibility("default")))
#define LAP_MUST_USE __attribute__((warn_unused_result))
#else
#define LAP_API
#define LAP_MUST_USE
#endif

/* What went wrong. Outputs of a function that did not return LAP_OK are untouched. */
typedef enum lap_status {
    LAP_OK = 0,
    LAP_NO_MEMORY,   /* the allocator said no, or a named memory limit was reached */
    LAP_NO_FILE,     /* a file is missing or cannot be read */
    LAP_IO,          /* reading or writing failed on the way */
    LAP_BAD_INPUT,   /* the bytes are not what they should be */
    LAP_TOO_LARGE,   /* a named limit of src/base/limits.h was passed */
    LAP_BAD_MODEL,   /* a model or knowledge pack is damaged or of another version */
    LAP_BAD_ARGUMENT /* the caller asked for something that does not exist */
} lap_status;

/* Where and why, for people. `text` is always NUL-terminated.
 * `position` is a byte offset, or a line number where `is_line` is not 0. */
typedef struct lap_error {
    lap_status status;
    int is_line;
    uint64_t position;
    char text[512];
} lap_error;

/* The English name of a status ("bad input"); a static string, never NULL. */
LAP_API const char *lap_status_name(lap_status status);

#endif
