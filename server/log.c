/* The log: lines of logfmt on standard error. */
#include "server/serve.h"

#include <time.h>
#include <unistd.h>

uint64_t serve_clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void serve_log_begin(serve_buffer *line, const char *level, const char *message)
{
    struct timespec now;
    struct tm utc;
    char time[40];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &utc);
    serve_put_format(line, "time=%s.%03dZ level=%s msg=", time,
                     (int)(now.tv_nsec / 1000000), level);
    serve_put_log(line, message);
}

void serve_log_pair(serve_buffer *line, const char *key, const char *value)
{
    serve_put_format(line, " %s=", key);
    serve_put_log(line, value);
}

/* One write a line, so that lines of several threads stand whole. */
void serve_log_end(serve_buffer *line)
{
    serve_put(line, "\n", 1);
    if (!line->failed && write(STDERR_FILENO, line->at, line->bytes) < 0)
        line->failed = true; /* nobody is left to be told */
    serve_buffer_clear(line);
}

void serve_log(const char *level, const char *message, const char *key,
               const char *value)
{
    serve_buffer line = {0};
    serve_log_begin(&line, level, message);
    if (key)
        serve_log_pair(&line, key, value);
    serve_log_end(&line);
}
