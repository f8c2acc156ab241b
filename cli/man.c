/* Writes the man pages in scdoc: man FOLDER. */
#include "cli.h"

#include <stdio.h>

static bool write_page(const char *folder, const cli_command *command)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/lapwing%s%s.1.scd", folder,
                     command ? "-" : "", command ? command->name : "");
    if (n < 0 || (size_t)n >= sizeof path || !freopen(path, "w", stdout))
        return false;
    print_man(command);
    return fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        tell("usage: man FOLDER");
        return EXIT_USAGE;
    }
    bool is_good = write_page(argv[1], NULL);
    for (unsigned i = 0; i < command_count; i++)
        is_good = write_page(argv[1], &commands[i]) && is_good;
    return is_good ? EXIT_DONE : EXIT_MACHINE;
}
