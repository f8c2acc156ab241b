#include "cli.h"

static int run_filter(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_store *store;
    cli_output output;
    int exit = open_store(command, arguments, LAP_STORE_READ, &store);
    if (exit != EXIT_DONE)
        return exit;
    if (open_output(arguments->output, &output)) {
        lap_store_close(store);
        return EXIT_MACHINE;
    }
    lap_status status = lap_store_query(
        store, &arguments->filter, &arguments->job.write, output_sink(&output), &error);
    lap_store_close(store);
    bool is_written = !arguments->output || close_output(&output, status != LAP_OK);
    exit = finish_store(arguments, status, &error);
    return is_written || exit ? exit : EXIT_MACHINE;
}

int run_query(const cli_command *command, cli_arguments *arguments)
{
    int exit = choose_format(command, arguments);
    return exit == EXIT_DONE ? run_filter(command, arguments) : exit;
}

/* For programs, wherever it goes. */
int run_export(const cli_command *command, cli_arguments *arguments)
{
    if (!arguments->is_to_set)
        arguments->job.write.format = LAP_FORMAT_JSONL;
    arguments->is_to_set = true;
    return run_query(command, arguments);
}
