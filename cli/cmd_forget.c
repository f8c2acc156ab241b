#include "cli.h"

int run_forget(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_status status = LAP_OK;
    lap_store *store;
    int exit = open_store(command, arguments, LAP_STORE_WRITE, &store);
    if (exit != EXIT_DONE)
        return exit;
    for (int i = 0; status == LAP_OK && i < arguments->operand_count; i++)
        status = lap_store_forget(store, arguments->operands[i], &error);
    lap_store_close(store);
    return finish_store(arguments, status, &error);
}
