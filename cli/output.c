/* Where output goes: standard output, or a file that stands there whole or not at all.
 */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_bytes(void *context, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, context) != n;
}

lap_sink standard_output(void)
{
    return (lap_sink){write_bytes, stdout};
}

bool finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    tell("standard output:0: cannot be written");
    return false;
}

static bool is_seen(const cli_arguments *arguments)
{
    return !arguments->output && is_terminal(STDOUT_FILENO);
}

void choose_look(cli_arguments *arguments)
{
    lap_write_options *write = &arguments->job.write;
    if (!arguments->is_to_set)
        write->format = is_seen(arguments) ? LAP_FORMAT_TEXT : LAP_FORMAT_JSONL;
    write->ansi = is_seen(arguments) && shows_colours();
    write->width = terminal_width();
}

int choose_format(const cli_command *command, cli_arguments *arguments)
{
    choose_look(arguments);
    if (!is_seen(arguments) || arguments->job.write.format != LAP_FORMAT_PARQUET)
        return EXIT_DONE;
    tell("lapwing %s: parquet is nothing to look at; --output FILE takes it",
         command->name);
    return EXIT_USAGE;
}

/* A device or a pipe is no file that another could take the place of. */
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* A new file beside its place, as readable as any other. */
static FILE *open_beside(cli_output *out)
{
    static const char ending[] = ".XXXXXX";
    size_t n = strlen(out->path);
    out->beside = malloc(n + sizeof ending);
    if (!out->beside)
        return NULL;
    memcpy(out->beside, out->path, n);
    memcpy(out->beside + n, ending, sizeof ending);
    int descriptor = mkstemp(out->beside);
    if (descriptor < 0)
        return NULL;
    mode_t mask = umask(0);
    umask(mask);
    FILE *file = fchmod(descriptor, 0666 & ~mask) ? NULL : fdopen(descriptor, "wb");
    if (!file) {
        close(descriptor);
        unlink(out->beside);
    }
    return file;
}

int open_output(const char *path, cli_output *out)
{
    *out = (cli_output){.path = path, .file = stdout};
    if (!path)
        return EXIT_DONE;
    out->file = is_special(path) ? fopen(path, "wb") : open_beside(out);
    if (out->file)
        return EXIT_DONE;
    tell("%s:0: cannot be written", path);
    free(out->beside);
    return EXIT_MACHINE;
}

lap_sink output_sink(const cli_output *out)
{
    return (lap_sink){write_bytes, out->file};
}

bool close_output(cli_output *out, bool is_lost)
{
    if (!out->path)
        return finish_output();
    FILE *file = out->file;
    bool is_good = fflush(file) == 0 && !ferror(file);
    if (out->beside)
        is_good = fsync(fileno(file)) == 0 && is_good;
    is_good = fclose(file) == 0 && is_good;
    if (out->beside && is_good && !is_lost)
        is_good = rename(out->beside, out->path) == 0;
    if (out->beside && (!is_good || is_lost))
        unlink(out->beside);
    if (!is_good)
        tell("%s:0: cannot be written", out->path);
    free(out->beside);
    return is_good;
}
