/* lapwing: finds the command and runs it. */
#include "cli.h"

#include <string.h>

/* How many letters two words differ in at the same place: enough to guess a slip. */
static unsigned difference(const char *a, const char *b)
{
    unsigned n = 0;
    while (*a && *b)
        n += *a++ != *b++;
    return n + (unsigned)strlen(a) + (unsigned)strlen(b);
}

static const cli_command *find_command(const char *name)
{
    for (unsigned i = 0; i < command_count; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int no_such_command(const char *name)
{
    const char *near = NULL;
    unsigned least = 3;
    for (unsigned i = 0; i < command_count; i++) {
        unsigned n = difference(name, commands[i].name);
        if (n < least) {
            least = n;
            near = commands[i].name;
        }
    }
    if (near)
        tell("lapwing: no command %s; did you mean %s?", name, near);
    else
        tell("lapwing: no command %s; lapwing --help lists them", name);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    cli_arguments arguments = {0};
    bool is_answered = false;
    if (argc < 2) {
        print_help(NULL);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(argc > 2 ? find_command(argv[2]) : NULL);
        return finish_output() ? EXIT_DONE : EXIT_MACHINE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        print_version();
        return finish_output() ? EXIT_DONE : EXIT_MACHINE;
    }
    const cli_command *command = find_command(argv[1]);
    if (!command)
        return no_such_command(argv[1]);
    int exit = read_arguments(command, argc - 1, argv + 1, &arguments, &is_answered);
    if (exit != EXIT_DONE || is_answered)
        return exit == EXIT_DONE && !finish_output() ? EXIT_MACHINE : exit;
    return command->run(command, &arguments);
}
