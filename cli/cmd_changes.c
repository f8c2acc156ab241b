#include "cli.h"

#include <stdlib.h>

int run_changes(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_store *store;
    const char *since = arguments->filter.since ? arguments->filter.since : "0";
    char *end;
    unsigned long long revision = strtoull(since, &end, 10);
    if (*since < '0' || *since > '9' || *end) {
        tell("lapwing changes: --since takes a revision of the store, not %s", since);
        return EXIT_USAGE;
    }
    int exit = open_store(command, arguments, LAP_STORE_READ, &store);
    if (exit != EXIT_DONE)
        return exit;
    lap_status status = lap_store_changes(store, revision, standard_output(), &error);
    lap_store_close(store);
    return finish_store(arguments, status, &error);
}
