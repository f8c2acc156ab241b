/* Reading the command line by the table of options. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTIONS_MAX = 64, LETTERS_MAX = 3 * OPTIONS_MAX };

/* getopt_long's tables: the value of an option is its index plus 256. */
static void make_tables(const cli_command *command, struct option *longs, char *letters)
{
    *letters++ = ':';
    for (unsigned i = 0; i < option_count && i < OPTIONS_MAX; i++) {
        const option_text *option = &option_texts[i];
        if (!(command->options & option->bit))
            continue;
        *longs++ = (struct option){option->name,
                                   option->argument ? required_argument : no_argument,
                                   NULL, (int)i + 256};
        if (option->letter)
            *letters++ = option->letter;
        if (option->letter && option->argument)
            *letters++ = ':';
    }
    *longs = (struct option){0};
    *letters = '\0';
}

static const option_text *find_option(int value)
{
    if (value >= 256)
        return &option_texts[value - 256];
    for (unsigned i = 0; i < option_count; i++)
        if (value == option_texts[i].letter)
            return &option_texts[i];
    return NULL;
}

/* Has the library read a value? Tells why not. */
static bool is_read(lap_status status, const lap_error *error)
{
    if (status)
        tell("lapwing: %s", error->text);
    return status == LAP_OK;
}

static bool set_threads(cli_arguments *out, const char *value)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || n == 0 || n > 256) {
        tell("lapwing: --threads takes a number from 1 to 256, not %s", value);
        return false;
    }
    out->job.threads = (uint32_t)n;
    return true;
}

bool read_number(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    if (*text < '1' || *text > '9' || *end || errno)
        return false;
    *out = n;
    return true;
}

static bool set_number(uint64_t *out, const char *name, const char *value)
{
    bool is_number = read_number(value, out);
    if (!is_number)
        tell("lapwing: --%s takes a number from 1, not %s", name, value);
    return is_number;
}

/* Where the text of an option of a store belongs; NULL: it is none of these. */
static const char **store_option(cli_arguments *out, uint64_t bit)
{
    lap_filter *filter = &out->filter;
    switch (bit) {
    case OPTION_DB:
        return &out->db;
    case OPTION_CONFIG:
        return &out->config;
    case OPTION_LISTEN:
        return &out->listen;
    case OPTION_READER:
        return &out->read_token;
    case OPTION_WRITER:
        return &out->write_token;
    case OPTION_SINCE:
        return &filter->since;
    case OPTION_UNTIL:
        return &filter->until;
    case OPTION_COUNTRY:
        return &filter->country;
    case OPTION_PAIR:
        return &filter->pair;
    case OPTION_BETWEEN:
        return &filter->between;
    case OPTION_TYPE:
        return &filter->type;
    case OPTION_PUBLISHER:
        return &filter->publisher;
    case OPTION_STATUS:
        return &filter->status;
    case OPTION_TEXT:
        return &filter->text;
    case OPTION_WHO:
        return &out->by;
    case OPTION_REASON:
        return &out->reason;
    case OPTION_BY:
        return &out->series.by;
    case OPTION_PER:
        return &out->series.per;
    case OPTION_AS_OF:
        return &filter->as_of;
    default:
        return NULL;
    }
}

static bool set_option(cli_arguments *out, uint64_t bit, char *value)
{
    lap_error error;
    const char **text = store_option(out, bit);
    if (text) {
        *text = value;
        return true;
    }
    switch (bit) {
    case OPTION_LIMIT:
        return set_number(&out->filter.limit, "limit", value);
    case OPTION_SOURCES:
        return set_number(&out->filter.min_sources, "min-sources", value);
    case OPTION_CSV:
        out->series.is_csv = 1;
        return true;
    case OPTION_NO_TEXT:
        out->job.drops_text = 1;
        return true;
    case OPTION_ONCE:
        out->is_once = true;
        return true;
    case OPTION_FROM:
        return is_read(lap_from_read(value, &out->job.from, &error), &error);
    case OPTION_TO:
        out->is_to_set = true;
        return is_read(lap_format_read(value, &out->job.write.format, &error), &error);
    case OPTION_THREADS:
        return set_threads(out, value);
    case OPTION_LAYERS:
        return is_read(lap_layers_read(value, &out->job.write.layers, &error), &error);
    case OPTION_CONLLU:
        out->job.write.format = LAP_FORMAT_CONLLU;
        return true;
    case OPTION_OUTPUT:
        out->output = value;
        return true;
    case OPTION_MERGED:
        out->job.write.merged = 1;
        return true;
    case OPTION_HEADER:
        out->job.write.header = 1;
        return true;
    case OPTION_DATE:
        out->job.date = value;
        return true;
    case OPTION_ID:
        out->job.id = value;
        return true;
    case OPTION_EVENT:
        out->job.write.event_id = value;
        return true;
    case OPTION_KNOW:
        out->engine.know_path = value;
        return true;
    case OPTION_MODEL:
        out->engine.model_path = value;
        return true;
    case OPTION_GAZETTEER:
        out->engine.gazetteer_path = value;
        return true;
    default:
        out->engine.kernel = value;
        return true;
    }
}

static int complain(const cli_command *command, int value, char **argv)
{
    if (value == ':')
        tell("lapwing %s: %s needs an argument", command->name, argv[optind - 1]);
    else if (optopt && optopt < 256)
        tell("lapwing %s: no option -%c", command->name, optopt);
    else
        tell("lapwing %s: no option %s", command->name, argv[optind - 1]);
    tell("lapwing %s --help explains the command", command->name);
    return EXIT_USAGE;
}

static int check_operands(const cli_command *command, const cli_arguments *out)
{
    int most = command->most;
    bool too_many =
        most < 0 ? out->operand_count > 0 : most && out->operand_count > most;
    bool is_lone = command->least == 0 && most == 0 && out->operand_count == 0 &&
                   is_terminal(STDIN_FILENO);
    if (out->operand_count >= command->least && !too_many && !is_lone)
        return EXIT_DONE;
    tell("usage: lapwing %s %s", command->name, command->operands);
    tell("lapwing %s --help explains the command", command->name);
    return EXIT_USAGE;
}

int read_arguments(const cli_command *command, int argc, char **argv,
                   cli_arguments *out, bool *is_answered)
{
    struct option longs[OPTIONS_MAX + 1];
    char letters[LETTERS_MAX + 2];
    make_tables(command, longs, letters);
    opterr = 0;
    int value;
    while ((value = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const option_text *option =
            value == '?' || value == ':' ? NULL : find_option(value);
        if (!option)
            return complain(command, value, argv);
        if (option->bit == OPTION_HELP || option->bit == OPTION_VERSION) {
            *is_answered = true;
            if (option->bit == OPTION_HELP)
                print_help(command);
            else
                print_version();
            return EXIT_DONE;
        }
        if (!set_option(out, option->bit, optarg))
            return EXIT_USAGE;
    }
    out->operands = argv + optind;
    out->operand_count = argc - optind;
    return check_operands(command, out);
}
