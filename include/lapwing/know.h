/* Knowledge: tables that people edit, compiled to the pack that an engine opens. */
#ifndef LAPWING_KNOW_H
#define LAPWING_KNOW_H

#include <lapwing/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Checks a folder of tables. Faults (`file:line: what is wrong`), then sizes and
 * coverage go to the sink. LAP_BAD_INPUT when there is a fault. */
LAP_API lap_status lap_know_check(const char *folder, lap_sink sink,
                                  lap_error *error) LAP_MUST_USE;

/* Checks a folder and writes its pack; with a fault nothing is written. */
LAP_API lap_status lap_know_build(const char *folder, const char *pack_path,
                                  lap_sink sink, lap_error *error) LAP_MUST_USE;

/* Reads dictionaries of the PETRARCH coders (verbs, actors, agents; which a file is,
 * its lines say) and writes tables with their rows into a folder that is there:
 * lexicon.tsv, classes.tsv, people.tsv, bodies.tsv, roles.tsv, those that got any. What
 * is not known goes to the sink, `file:line: what`, and is left out: then the result is
 * LAP_BAD_INPUT, and all else is written. */
LAP_API lap_status lap_know_import(const char *const *files, size_t count,
                                   const char *folder, lap_sink sink,
                                   lap_error *error) LAP_MUST_USE;

/* What the codes of records mean, as one JSON object: {"countries": [{"code", "name"}],
 * "quads": [{"quad", "label"}], "types": [{"event", "quad", "label", "deed", "toward",
 * "modes": [{"mode", "label", "deed", "toward"}]}], "statuses": [{"status", "label"}],
 * "sectors": [{"sector", "label"}], "whats": [{"what", "label"}], "version"}. A code
 * that the engine's pack has no label of stands for itself. The deed, "mass troops", is
 * what an actor does; toward, "against", leads to the recipient. */
LAP_API lap_status lap_codes_write(const lap_engine *engine,
                                   lap_sink sink) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
