#include "cli.h"

#include <unistd.h>

int run_code(const cli_command *command, cli_arguments *arguments)
{
    (void)command;
    lap_write_options *write = &arguments->job.write;
    if (!arguments->is_to_set)
        write->format = is_terminal(STDOUT_FILENO) ? LAP_FORMAT_TEXT : LAP_FORMAT_JSONL;
    write->ansi = shows_colours();
    write->width = terminal_width();
    return run_job(arguments, NULL);
}
