#include "cli.h"

int run_relate(const cli_command *command, cli_arguments *arguments)
{
    (void)command;
    arguments->job.from = LAP_FROM_JSONL;
    arguments->job.write.format = LAP_FORMAT_RELATE;
    return run_job(arguments, NULL);
}
