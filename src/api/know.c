#include "know/embed.h"
#include "know/import.h"

#include <lapwing/lapwing.h>

static lap_status pass_on(lapi_buffer *report, lap_sink sink, lap_status status)
{
    if (report->failed && status == LAP_OK)
        status = LAP_NO_MEMORY;
    if (report->bytes && sink.write(sink.context, report->at, report->bytes) &&
        status == LAP_OK)
        status = LAP_IO;
    lapi_buffer_clear(report);
    return status;
}

lap_status lap_know_check(const char *folder, lap_sink sink, lap_error *error)
{
    lapi_buffer report = {0};
    lap_status status = lapi_know_check(folder, &report, error);
    return pass_on(&report, sink, status);
}

lap_status lap_know_build(const char *folder, const char *pack_path, lap_sink sink,
                          lap_error *error)
{
    lapi_buffer report = {0};
    lap_status status = lapi_know_build(folder, pack_path, &report, error);
    return pass_on(&report, sink, status);
}

lap_status lap_know_import(const char *const *files, size_t count, const char *folder,
                           lap_sink sink, lap_error *error)
{
    size_t size;
    lapi_know *know = NULL;
    lapi_buffer report = {0};
    const void *pack = lapi_know_embedded(&size);
    lap_status status = lapi_know_open(pack, size, &know, error);
    if (status == LAP_OK)
        status = lapi_know_import(know, files, count, folder, &report, error);
    lapi_know_free(know);
    return pass_on(&report, sink, status);
}
