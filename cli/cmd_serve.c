#include "cli.h"
#include "server/server.h"

#include <unistd.h>

enum { THREADS_MOST = 4 }; /* where nothing else is said */

int run_serve(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    lap_engine *engine;
    lap_store *store;
    serve_options options = {.db = arguments->db,
                             .listen = arguments->listen ? arguments->listen
                                                         : "127.0.0.1:8080",
                             .read_token = arguments->read_token,
                             .write_token = arguments->write_token,
                             .threads = arguments->job.threads};
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (options.threads == 0)
        options.threads = cores < 1              ? 1
                          : cores > THREADS_MOST ? THREADS_MOST
                                                 : (unsigned)cores;
    int exit = open_store(command, arguments,
                          options.write_token ? LAP_STORE_WRITE : LAP_STORE_READ,
                          &store); /* says what is wrong with it before anything else */
    if (exit != EXIT_DONE)
        return exit;
    lap_store_close(store);
    exit = open_engine(&arguments->engine, &engine);
    if (!engine)
        return exit;
    options.engine = engine;
    lap_status status = serve_run(&options, &error);
    lap_engine_free(engine);
    if (status)
        tell("lapwing serve: %s", error.text[0] ? error.text : lap_status_name(status));
    if (status == LAP_BAD_ARGUMENT)
        return EXIT_USAGE;
    return status == LAP_OK ? exit : status == LAP_NO_FILE ? EXIT_INPUT : EXIT_MACHINE;
}
