/* What the commands do alike: engine, job, output, messages. */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* Names of files and arguments may hold anything: a message stays one line, and sends
 * the terminal no orders. */
void tell(const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = ' ';
    fprintf(stderr, "%s\n", text);
}

bool is_terminal(int descriptor)
{
    return isatty(descriptor) == 1;
}

bool shows_colours(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool is_plain = (no_color && no_color[0]) || !term || strcmp(term, "dumb") == 0;
    return is_terminal(STDOUT_FILENO) && !is_plain;
}

unsigned terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0)
        return 0;
    return size.ws_col < 100 ? size.ws_col : 100;
}

static void write_line(void *context, const char *text)
{
    bool *is_told = context;
    if (is_told)
        *is_told = true;
    fflush(stdout);
    tell("%s", text);
}

int open_engine(const lap_engine_options *options, lap_engine **out)
{
    lap_error error;
    bool is_told = false;
    lap_engine_options with_log = *options;
    with_log.log = (lap_log){write_line, &is_told};
    *out = NULL;
    lap_status status = lap_engine_new(&with_log, out, &error);
    if (status == LAP_OK)
        return is_told ? EXIT_INPUT : EXIT_DONE;
    tell("%s", error.text);
    if (status == LAP_NO_MEMORY)
        return EXIT_MACHINE;
    return status == LAP_BAD_ARGUMENT ? EXIT_USAGE : EXIT_INPUT;
}

/* Progress, five times a second at most, where a person watches. */
typedef struct watch {
    struct timespec last;
    bool was_shown;
} watch;

static void show_progress(void *context, const lap_counts *counts)
{
    watch *w = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t passed = (int64_t)(now.tv_sec - w->last.tv_sec) * 1000 +
                     (now.tv_nsec - w->last.tv_nsec) / 1000000;
    if (passed < 200)
        return;
    w->last = now;
    w->was_shown = true;
    fprintf(stderr, "\r%llu documents, %llu events",
            (unsigned long long)counts->documents, (unsigned long long)counts->events);
}

static lap_status read_operands(lap_job *job, const cli_arguments *arguments)
{
    if (arguments->recodes)
        return lap_job_recode(job);
    if (arguments->inputs)
        return arguments->inputs(job, arguments->inputs_context);
    if (arguments->operand_count == 0)
        return lap_job_file(job, "-");
    lap_status status = LAP_OK;
    for (int i = 0; status == LAP_OK && i < arguments->operand_count; i++)
        status = lap_job_file(job, arguments->operands[i]);
    return status;
}

static int exit_status(lap_status status, const lap_counts *counts, cli_output *output)
{
    bool is_lost = status || counts->faults;
    bool is_written = close_output(output, is_lost);
    if (status == LAP_NO_MEMORY)
        tell("lapwing: out of memory");
    if (is_lost || !is_written)
        return EXIT_MACHINE;
    return counts->failures ? EXIT_INPUT : EXIT_DONE;
}

int open_store(const cli_command *command, const cli_arguments *arguments,
               lap_store_mode mode, lap_store **out)
{
    lap_error error = {.status = LAP_OK};
    if (!arguments->db) {
        tell("lapwing %s: --db says where the store is", command->name);
        return EXIT_USAGE;
    }
    lap_status status = lap_store_open(arguments->db, mode, out, &error);
    return status ? finish_store(arguments, status, &error) : EXIT_DONE;
}

int finish_store(const cli_arguments *arguments, lap_status status,
                 const lap_error *error)
{
    bool is_written = finish_output();
    if (status == LAP_BAD_ARGUMENT)
        tell("lapwing: %s", error->text);
    else if (status)
        tell("%s:0: %s", arguments->db,
             error->text[0] ? error->text : lap_status_name(status));
    if (status == LAP_BAD_ARGUMENT)
        return EXIT_USAGE;
    if (status == LAP_BAD_INPUT || status == LAP_NO_FILE)
        return EXIT_INPUT;
    return status || !is_written ? EXIT_MACHINE : EXIT_DONE;
}

int run_job(cli_arguments *arguments, lap_counts *told)
{
    lap_engine *engine;
    lap_job *job;
    lap_error error = {.status = LAP_OK};
    watch progress = {{0, 0}, false};
    int opened = open_engine(&arguments->engine, &engine);
    if (!engine)
        return opened;
    lap_job_options *options = &arguments->job;
    cli_output output;
    if (open_output(arguments->output, &output)) {
        lap_engine_free(engine);
        return EXIT_MACHINE;
    }
    options->sink = output_sink(&output);
    options->log = (lap_log){write_line, NULL};
    if (is_terminal(STDERR_FILENO) && !is_terminal(STDOUT_FILENO))
        options->progress = (lap_progress){show_progress, &progress};
    if (options->threads == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        options->threads = cores < 1 ? 1 : cores > 256 ? 256 : (uint32_t)cores;
    }
    lap_status status = lap_job_new(engine, options, &job, &error);
    if (status) {
        tell("lapwing: %s", error.text[0] ? error.text : lap_status_name(status));
        close_output(&output, true);
        lap_engine_free(engine);
        return status == LAP_BAD_ARGUMENT ? EXIT_USAGE : EXIT_MACHINE;
    }
    status = read_operands(job, arguments);
    lap_status last = status ? lap_job_finish(job) : lap_job_end(job);
    lap_counts counts = lap_job_counts(job);
    if (progress.was_shown)
        fprintf(stderr, "\r\x1b[K");
    if (told)
        *told = counts;
    int exit = exit_status(status ? status : last, &counts, &output);
    lap_job_free(job);
    lap_engine_free(engine);
    return exit == EXIT_DONE ? opened : exit;
}
