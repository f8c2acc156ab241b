#include "cli.h"

int run_code(const cli_command *command, cli_arguments *arguments)
{
    int exit = choose_format(command, arguments);
    return exit == EXIT_DONE ? run_job(arguments, NULL) : exit;
}
