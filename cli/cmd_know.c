#include "cli.h"

#include <string.h>

static int exit_of(lap_status status, const char *name, const lap_error *error)
{
    bool is_written = finish_output();
    if (status && status != LAP_BAD_INPUT && error->text[0])
        tell("%s", error->text);
    else if (status && status != LAP_BAD_INPUT)
        tell("%s:0: %s", name, lap_status_name(status));
    if (status == LAP_NO_MEMORY || status == LAP_IO || !is_written)
        return EXIT_MACHINE;
    return status ? EXIT_INPUT : EXIT_DONE;
}

int run_know(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    char **operands = arguments->operands;
    int count = arguments->operand_count;
    if (strcmp(operands[0], "check") == 0 && count <= 2) {
        const char *folder = count > 1 ? operands[1] : "know";
        return exit_of(lap_know_check(folder, standard_output(), &error), folder,
                       &error);
    }
    if (strcmp(operands[0], "build") == 0 && count >= 2) {
        const char *folder = count > 2 ? operands[1] : "know";
        const char *pack = operands[count - 1];
        return exit_of(lap_know_build(folder, pack, standard_output(), &error), pack,
                       &error);
    }
    if (strcmp(operands[0], "import-petrarch") == 0 && count >= 3) {
        const char *folder = operands[count - 1];
        return exit_of(lap_know_import((const char *const *)operands + 1,
                                       (size_t)count - 2, folder, standard_output(),
                                       &error),
                       folder, &error);
    }
    tell("usage: lapwing %s %s", command->name, command->operands);
    return EXIT_USAGE;
}
