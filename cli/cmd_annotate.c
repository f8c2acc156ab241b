#include "cli.h"

int run_annotate(const cli_command *command, cli_arguments *arguments)
{
    (void)command;
    lap_write_options *write = &arguments->job.write;
    if (write->format == LAP_FORMAT_CONLLU && write->layers) {
        tell("lapwing annotate: --conllu writes tokens only; leave --layers out");
        return EXIT_USAGE;
    }
    if (write->format != LAP_FORMAT_CONLLU)
        write->format = LAP_FORMAT_LAYERS;
    return run_job(arguments, NULL);
}
