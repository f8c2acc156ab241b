/* What the library writes, taken into a buffer for a test to look at. */
#ifndef LAPWING_TESTS_TAKEN_H
#define LAPWING_TESTS_TAKEN_H

#include <lapwing/write.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Large: a static one starts empty. */
typedef struct taken {
    char bytes[1 << 18]; /* ended by NUL */
    size_t count;
    int fails_after; /* calls; 0: never */
    int calls;
} taken;

static inline int take(void *context, const char *bytes, size_t n)
{
    taken *t = context;
    t->calls++;
    if (t->fails_after && t->calls >= t->fails_after)
        return 1;
    assert_true(n < sizeof t->bytes - t->count);
    memcpy(t->bytes + t->count, bytes, n);
    t->count += n;
    t->bytes[t->count] = '\0';
    return 0;
}

/* A text and the end of its line. */
static inline void take_line(void *context, const char *text)
{
    take(context, text, strlen(text));
    take(context, "\n", 1);
}

/* A sink into one that is emptied. */
static inline lap_sink sink_of(taken *t)
{
    t->count = 0;
    t->bytes[0] = '\0';
    return (lap_sink){take, t};
}

#endif
