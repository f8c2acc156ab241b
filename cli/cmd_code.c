#include "cli.h"

#include <unistd.h>

int run_code(const cli_command *command, cli_arguments *arguments)
{
    lap_write_options *write = &arguments->job.write;
    bool is_seen = !arguments->output && is_terminal(STDOUT_FILENO);
    if (!arguments->is_to_set)
        write->format = is_seen ? LAP_FORMAT_TEXT : LAP_FORMAT_JSONL;
    if (is_seen && write->format == LAP_FORMAT_PARQUET) {
        tell("lapwing %s: parquet is nothing to look at; --output FILE takes it",
             command->name);
        return EXIT_USAGE;
    }
    write->ansi = is_seen && shows_colours();
    write->width = terminal_width();
    return run_job(arguments, NULL);
}
