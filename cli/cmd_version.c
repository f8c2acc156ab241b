#include "cli.h"

#include <stdio.h>

int run_version(const cli_command *command, cli_arguments *arguments)
{
    (void)command;
    lap_engine *engine;
    int exit = open_engine(&arguments->engine, &engine);
    if (!engine)
        return exit;
    printf("%s\n", lap_engine_coder(engine));
    lap_engine_free(engine);
    return finish_output() ? exit : EXIT_MACHINE;
}
