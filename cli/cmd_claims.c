#include "cli.h"

#include <string.h>

static int wrong_usage(void)
{
    tell("usage: lapwing claims --db DB list | show CLAIM... | split RECORD | "
         "join RECORD RECORD | revoke RULING");
    return EXIT_USAGE;
}

static lap_status show(lap_store *store, const cli_arguments *arguments,
                       lap_error *error)
{
    lap_status status = LAP_OK;
    for (int i = 1; status == LAP_OK && i < arguments->operand_count; i++)
        status = lap_store_claim(store, arguments->operands[i], &arguments->job.write,
                                 standard_output(), error);
    return status;
}

/* The verb's work; *is_usage: it has the wrong operands. */
static lap_status work(lap_store *store, const cli_arguments *arguments, bool *is_usage,
                       lap_error *error)
{
    char **operands = arguments->operands;
    const char *verb = operands[0], *by = arguments->by, *reason = arguments->reason;
    int count = arguments->operand_count;
    uint64_t ruling;
    if (strcmp(verb, "list") == 0 && count == 1)
        return lap_store_claims(store, &arguments->filter, &arguments->job.write,
                                standard_output(), error);
    if (strcmp(verb, "show") == 0 && count > 1)
        return show(store, arguments, error);
    if (strcmp(verb, "split") == 0 && count == 2)
        return lap_store_split(store, operands[1], by, reason, error);
    if (strcmp(verb, "join") == 0 && count == 3)
        return lap_store_join(store, operands[1], operands[2], by, reason, error);
    if (strcmp(verb, "revoke") == 0 && count == 2 && read_number(operands[1], &ruling))
        return lap_store_revoke(store, ruling, error);
    *is_usage = true;
    return LAP_OK;
}

int run_claims(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_store *store;
    bool is_usage = false;
    const char *verb = arguments->operands[0];
    bool writes = strcmp(verb, "split") == 0 || strcmp(verb, "join") == 0 ||
                  strcmp(verb, "revoke") == 0;
    choose_look(arguments);
    int exit = open_store(command, arguments, writes ? LAP_STORE_WRITE : LAP_STORE_READ,
                          &store);
    if (exit != EXIT_DONE)
        return exit;
    lap_status status = work(store, arguments, &is_usage, &error);
    lap_store_close(store);
    return is_usage ? wrong_usage() : finish_store(arguments, status, &error);
}
