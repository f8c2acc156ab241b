/* Build step: know_compile FOLDER PACK ASSEMBLY DEPFILE
 * For people: know_compile FOLDER           checks the tables, prints faults and sizes
 *
 * Compiles the tables of FOLDER to PACK, and writes an assembly file that embeds it and
 * a depfile that names the tables read. Faults go to standard error. */
#include "know/build.h"

#include <stdio.h>

static int write_assembly(const char *path, const char *pack)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return 1;
    fprintf(out,
            "    .section .rodata\n    .balign 64\n"
            "    .globl lapi_know_pack\n    .hidden lapi_know_pack\n"
            "    .globl lapi_know_pack_end\n    .hidden lapi_know_pack_end\n"
            "    .type lapi_know_pack, %%object\n"
            "    .type lapi_know_pack_end, %%object\n"
            "lapi_know_pack:\n    .incbin \"%s\"\n"
            "lapi_know_pack_end:\n    .byte 0\n"
            "    .section .note.GNU-stack,\"\",%%progbits\n",
            pack);
    return fclose(out) != 0;
}

/* The folder itself is named so that a table that comes or goes is seen. */
static int write_depfile(const char *path, const char *pack, const char *folder,
                         const lapi_tables *tables)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return 1;
    fprintf(out, "%s: %s", pack, folder);
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        if (tables->at[id].file)
            fprintf(out, " \\\n  %s", tables->at[id].file);
    fprintf(out, "\n");
    return fclose(out) != 0;
}

static int check(const char *folder)
{
    lap_error error = {0};
    lapi_buffer report = {0};
    lap_status status = lapi_know_check(folder, &report, &error);
    if (report.bytes)
        fwrite(report.at, 1, report.bytes, stdout);
    lapi_buffer_clear(&report);
    if (status != LAP_OK)
        fprintf(stderr, "%s\n", error.text);
    return status != LAP_OK;
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return check(argv[1]);
    if (argc != 5) {
        fprintf(stderr, "usage: know_compile FOLDER [PACK ASSEMBLY DEPFILE]\n");
        return 2;
    }
    lap_error error = {0};
    lapi_buffer report = {0};
    lapi_buffer ignored = {0};
    lapi_faults faults = {.report = &ignored};
    lapi_tables tables;
    lap_status status = lapi_know_build(argv[1], argv[2], &report, &error);
    if (report.bytes)
        fwrite(report.at, 1, report.bytes, stderr);
    lapi_buffer_clear(&report);
    if (status == LAP_OK)
        status = lapi_tables_read(argv[1], &tables, &faults, &error);
    lapi_buffer_clear(&ignored);
    if (status != LAP_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    int failed = write_assembly(argv[3], argv[2]) ||
                 write_depfile(argv[4], argv[2], argv[1], &tables);
    lapi_tables_clear(&tables);
    if (failed)
        fprintf(stderr, "%s: cannot be written\n", argv[3]);
    return failed;
}
