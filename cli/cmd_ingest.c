#include "cli.h"

int run_ingest(const cli_command *command, cli_arguments *arguments)
{
    lap_counts counts = {0};
    lap_store *store;
    int exit = open_store(command, arguments, LAP_STORE_WRITE, &store);
    if (exit != EXIT_DONE)
        return exit;
    arguments->job.store = store;
    exit = run_job(arguments, &counts);
    lap_store_close(store);
    if (exit != EXIT_USAGE && counts.skipped)
        tell("%s: %llu passed over: in another language, no article, or no event",
             arguments->db, (unsigned long long)counts.skipped);
    if (exit != EXIT_USAGE)
        tell("%s: %llu documents read: %llu new, %llu revised, %llu there before",
             arguments->db, (unsigned long long)counts.documents,
             (unsigned long long)counts.added, (unsigned long long)counts.revised,
             (unsigned long long)(counts.documents - counts.added - counts.revised));
    return exit;
}
