/* The engine: model and knowledge pack, opened once and never changed.
 *
 *   engine (shared) ---> workspace (one a thread) ---> document (until the next one)
 *
 * All functions of the library may be called from several threads on one engine. The
 * library never prints, ends the program, or reads the environment or the clock. */
#ifndef LAPWING_ENGINE_H
#define LAPWING_ENGINE_H

#include <lapwing/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lap_engine lap_engine;

/* Messages about inputs, one line each, without a line's end:
 * `file:position: what is wrong`. */
typedef struct lap_log {
    void (*line)(void *context, const char *text);
    void *context;
} lap_log;

/* All zero: everything that the library carries, the fastest kernel. */
typedef struct lap_engine_options {
    const char *model_path;     /* a model file instead of the embedded one */
    const char *know_path;      /* a knowledge pack instead of the embedded one */
    const char *gazetteer_path; /* a GeoNames dump to add to the places known, plain or
                                   gzipped; read once, kept in memory */
    const char *kernel;         /* name of the instruction set to use, e.g. "scalar" */
    lap_log log; /* told of each bad row of the dump, which is left out; all zero: the
                    first bad row is an error */
} lap_engine_options;

/* Opens and checks everything. Files are mapped: they must not change while the engine
 * lives. LAP_NO_FILE: a path cannot be read. LAP_BAD_MODEL: what is damaged, and where.
 * LAP_BAD_INPUT, LAP_TOO_LARGE, LAP_IO: the dump is none, over a limit, or cut short.
 * LAP_BAD_ARGUMENT: no such kernel. `options` and `error` may be NULL. */
LAP_API lap_status lap_engine_new(const lap_engine_options *options, lap_engine **out,
                                  lap_error *error) LAP_MUST_USE;

/* Workspaces and jobs made from it must be gone. NULL is fine. */
LAP_API void lap_engine_free(lap_engine *engine);

/* Versions of program, model and knowledge, as they stand in each record's `coder`;
 * valid as long as the engine. */
LAP_API const char *lap_engine_coder(const lap_engine *engine);

/* Version of the library, "0.1.0"; a static string. */
LAP_API const char *lap_version(void);

#ifdef __cplusplus
}
#endif

#endif
