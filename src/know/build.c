#include "know/build.h"

#include "base/status.h"
#include "know/check.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

lap_status lapi_tables_read(const char *folder, lapi_tables *out, lapi_faults *faults,
                            lap_error *error)
{
    lapi_tables tables;
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++) {
        lap_status status = lapi_tsv_read(folder, lapi_table_schema_of(id),
                                          &tables.at[id], faults, error);
        if (status != LAP_OK) {
            lapi_tables_clear(&tables);
            return status;
        }
    }
    bool any = false;
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        any |= tables.at[id].file != NULL;
    if (!any)
        return lapi_fail(error, LAP_NO_FILE, 0, "%s:0: no tables here", folder);
    *out = tables;
    return LAP_OK;
}

void lapi_tables_clear(lapi_tables *tables)
{
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        lapi_tsv_clear(&tables->at[id]);
}

/* Reads, encodes and checks a folder; the pack is added to `pack`. */
static lap_status compile(const char *folder, lapi_buffer *pack, lapi_buffer *report,
                          bool sizes, lap_error *error)
{
    lapi_tables tables;
    lapi_faults faults = {.report = report};
    lap_status status = lapi_tables_read(folder, &tables, &faults, error);
    if (status != LAP_OK)
        return status;
    lapi_know *know = NULL;
    status = lapi_know_encode(&tables, pack, error);
    if (status == LAP_OK)
        status = lapi_know_open(pack->at, pack->bytes, &know, error);
    if (status == LAP_OK) {
        lapi_check_tables(&tables, know, &faults);
        if (sizes)
            lapi_check_sizes(&tables, know, report);
    }
    if (status == LAP_OK && faults.count)
        status =
            lapi_fail(error, LAP_BAD_INPUT, 0, "%s:0: %u faults", folder, faults.count);
    if (status == LAP_OK && report->failed)
        status = lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", folder);
    lapi_know_free(know);
    lapi_tables_clear(&tables);
    return status;
}

lap_status lapi_know_check(const char *folder, lapi_buffer *report, lap_error *error)
{
    lapi_buffer pack = {0};
    lap_status status = compile(folder, &pack, report, true, error);
    lapi_buffer_clear(&pack);
    return status;
}

static lap_status write_file(const char *path, const lapi_buffer *bytes,
                             lap_error *error)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return lapi_fail(error, LAP_IO, 0, "%s:0: cannot be written", path);
    size_t n = fwrite(bytes->at, 1, bytes->bytes, out);
    if (fclose(out) != 0 || n != bytes->bytes)
        return lapi_fail(error, LAP_IO, n, "%s:0: cannot be written", path);
    return LAP_OK;
}

/* Written beside and then renamed, so that a pack that was there stays whole when the
 * disk is full; what is no plain file is written as it is. */
lap_status lapi_file_replace(const char *path, const lapi_buffer *bytes,
                             lap_error *error)
{
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode))
        return write_file(path, bytes, error);
    lapi_buffer name = {0};
    lapi_buffer_str(&name, path);
    lapi_buffer_add(&name, ".new", sizeof ".new");
    if (name.failed) {
        lapi_buffer_clear(&name);
        return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", path);
    }
    lap_status status = write_file(name.at, bytes, error);
    if (status == LAP_OK && rename(name.at, path) != 0)
        status = lapi_fail(error, LAP_IO, 0, "%s:0: cannot be written", path);
    if (status != LAP_OK)
        unlink(name.at);
    lapi_buffer_clear(&name);
    return status;
}

lap_status lapi_know_build(const char *folder, const char *out_path,
                           lapi_buffer *report, lap_error *error)
{
    lapi_buffer pack = {0};
    lap_status status = compile(folder, &pack, report, false, error);
    if (status == LAP_OK)
        status = lapi_file_replace(out_path, &pack, error);
    lapi_buffer_clear(&pack);
    return status;
}
