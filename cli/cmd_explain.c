#include "cli.h"

int run_explain(const cli_command *command, cli_arguments *arguments)
{
    (void)command;
    lap_write_options *write = &arguments->job.write;
    choose_look(arguments);
    write->format = LAP_FORMAT_EXPLAIN;
    lap_counts counts;
    int exit = run_job(arguments, &counts);
    if (exit == EXIT_DONE && write->event_id && counts.events == 0) {
        tell("%s:0: no event %s", arguments->operands[0], write->event_id);
        return EXIT_INPUT;
    }
    return exit;
}
