#include "cli.h"

#include <string.h>

int run_series(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_store *store;
    if (!arguments->series.by) {
        tell("lapwing series: --by takes pair, country, place, cell or type");
        return EXIT_USAGE;
    }
    int exit = open_store(command, arguments, LAP_STORE_READ, &store);
    if (exit != EXIT_DONE)
        return exit;
    lap_status status = lap_store_series(store, &arguments->filter, &arguments->series,
                                         standard_output(), &error);
    lap_store_close(store);
    return finish_store(arguments, status, &error);
}
