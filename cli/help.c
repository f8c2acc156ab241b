/* Help for the terminal and man pages in scdoc, both from the same table. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 80, OPTION_COLUMNS = 22 };

/* Words broken into lines that begin at column `indent`; the first begins at `used`. */
static void print_wrapped(const char *text, int indent, int used)
{
    while (*text) {
        int n = (int)strcspn(text, " \n");
        if (used > indent && used + 1 + n > COLUMNS) {
            printf("\n%*s", indent, "");
            used = indent;
        } else if (used > indent) {
            putchar(' ');
            used++;
        }
        printf("%.*s", n, text);
        used += n;
        text += n;
        if (text[0] == '\n') {
            printf("\n\n%*s", indent, "");
            used = indent;
        }
        text += strspn(text, " \n");
    }
    putchar('\n');
}

static void print_option(const option_text *option)
{
    char letter[] = "    ";
    if (option->letter) {
        letter[0] = '-';
        letter[1] = option->letter;
        letter[2] = ',';
    }
    int n = printf("  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
                   option->argument ? option->argument : "");
    printf("%*s", n < OPTION_COLUMNS ? OPTION_COLUMNS - n : 2, "");
    print_wrapped(option->help, OPTION_COLUMNS, OPTION_COLUMNS);
}

static void print_example(const char *example, const char *indent)
{
    while (*example) {
        int n = (int)strcspn(example, "\n");
        printf("%s%.*s\n", indent, n, example);
        example += n;
        example += *example == '\n';
    }
}

static void print_command(const cli_command *command)
{
    bool has_options = (command->options & ~OPTIONS_COMMON) != 0;
    printf("lapwing %s: %s\n\nUsage: lapwing %s%s%s%s\n\n", command->name,
           command->summary, command->name, has_options ? " [OPTION...]" : "",
           command->operands[0] ? " " : "", command->operands);
    printf("Examples:\n");
    print_example(command->example, "  ");
    putchar('\n');
    print_wrapped(command->about, 0, 0);
    printf("\nOptions:\n");
    for (unsigned i = 0; i < option_count; i++)
        if (command->options & option_texts[i].bit)
            print_option(&option_texts[i]);
    printf("\nExit status: 0 done, 1 some input could not be read (the rest is done),\n"
           "2 wrong usage, 3 the machine failed (memory, output).\n");
}

void print_help(const cli_command *command)
{
    if (command) {
        print_command(command);
        return;
    }
    printf("lapwing: reads news, writes records of who did what to whom, when, where,\n"
           "how many, according to whom.\n\n"
           "Usage: lapwing COMMAND [OPTION...] [FILE...]\n\nCommands:\n");
    for (unsigned i = 0; i < command_count; i++)
        printf("  %-10s%s\n", commands[i].name, commands[i].summary);
    printf("\nExample:\n  lapwing code --date 2022-05-09 examples/river-border.txt\n\n"
           "lapwing COMMAND --help explains a command.\n");
}

void print_version(void)
{
    printf("lapwing %s\n", lap_version());
}

/* scdoc takes _ and * for marks: text of ours is written with them escaped. */
static void print_plain(const char *text)
{
    for (; *text; text++) {
        if (strchr("_*\\<>#", *text))
            putchar('\\');
        putchar(*text);
    }
}

static void print_man_options(const cli_command *command)
{
    printf("# OPTIONS\n\n");
    for (unsigned i = 0; i < option_count; i++) {
        const option_text *option = &option_texts[i];
        if (!(command->options & option->bit))
            continue;
        if (option->letter)
            printf("*-%c*, ", option->letter);
        printf("*--%s*", option->name);
        if (option->argument)
            printf(" _%s_", option->argument);
        printf("\n\t");
        print_plain(option->help);
        printf("\n\n");
    }
}

void print_man(const cli_command *command)
{
    if (!command) {
        printf(
            "lapwing(1)\n\n# NAME\n\nlapwing - reads news, writes records of events\n\n"
            "# SYNOPSIS\n\n*lapwing* _COMMAND_ [_OPTION_...] [_FILE_...]\n\n"
            "# COMMANDS\n\n");
        for (unsigned i = 0; i < command_count; i++)
            printf("*%s*\n\t%s; see *lapwing-%s*(1)\n\n", commands[i].name,
                   commands[i].summary, commands[i].name);
        return;
    }
    printf("lapwing-%s(1)\n\n# NAME\n\nlapwing-%s - %s\n\n# SYNOPSIS\n\n*lapwing %s* ",
           command->name, command->name, command->summary, command->name);
    print_plain("[OPTION...] ");
    print_plain(command->operands);
    printf("\n\n# DESCRIPTION\n\n");
    print_plain(command->about);
    printf("\n\n");
    print_man_options(command);
    printf("# EXAMPLES\n\n```\n");
    print_example(command->example, "");
    printf(
        "```\n\n# EXIT STATUS\n\n0 done, 1 some input could not be read (the rest is "
        "done), 2 wrong usage, 3 the machine failed (memory, output).\n");
}
