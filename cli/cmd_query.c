#include "cli.h"

#include <unistd.h>

static int run_filter(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_store *store;
    int exit = open_store(command, arguments, LAP_STORE_READ, &store);
    if (exit != EXIT_DONE)
        return exit;
    lap_status status = lap_store_query(
        store, &arguments->filter, &arguments->job.write, standard_output(), &error);
    lap_store_close(store);
    return finish_store(arguments, status, &error);
}

int run_query(const cli_command *command, cli_arguments *arguments)
{
    lap_write_options *write = &arguments->job.write;
    if (!arguments->is_to_set)
        write->format = is_terminal(STDOUT_FILENO) ? LAP_FORMAT_TEXT : LAP_FORMAT_JSONL;
    write->ansi = shows_colours();
    write->width = terminal_width();
    return run_filter(command, arguments);
}

int run_export(const cli_command *command, cli_arguments *arguments)
{
    return run_filter(command, arguments);
}
