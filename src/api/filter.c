/* Filters as callers give them, checked. */
#include "api/store.h"
#include "base/status.h"
#include "data/names.h"

static lap_status read_day(const char *text, const char *name, int32_t *day,
                           lap_error *error)
{
    *day = LAPI_DAY_NONE;
    if (text && lapi_intake_day(lapi_slice_str(text), day))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "%s is no date: %.40s", name,
                         text);
    return LAP_OK;
}

static bool is_event(lapi_slice name)
{
    return lapi_event_find(name) != LAPI_EVENT_TYPES;
}

static bool is_status(lapi_slice name)
{
    return lapi_name_find(lapi_status_word, LAPI_STATUS_COUNT, name) !=
           LAPI_STATUS_COUNT;
}

/* Three capitals; which of them are countries is no matter of the store. */
static bool is_country(lapi_slice name)
{
    uint32_t capitals = 0;
    for (uint32_t i = 0; i < name.bytes; i++)
        capitals += name.at[i] >= 'A' && name.at[i] <= 'Z';
    return name.bytes == 3 && capitals == 3;
}

/* A list of names; *left: how many more there may be in all lists. */
static lap_status read_list(const char *text, bool (*is_name)(lapi_slice),
                            const char *what, uint32_t *left, lapi_slice *out,
                            lap_error *error)
{
    lapi_slice rest = lapi_slice_or_none(text), name;
    *out = rest;
    while (lapi_slice_cut(&rest, ',', &name)) {
        if (!is_name(name))
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no %s: %.*s", what,
                             (int)(name.bytes < 40 ? name.bytes : 40), name.at);
        if (!(*left)--)
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "more than %u names in lists",
                             LAPI_FILTER_NAMES_MAX);
    }
    return LAP_OK;
}

static lap_status read_two(const char *text, lapi_slice out[2], lap_error *error)
{
    lapi_slice rest = lapi_slice_or_none(text);
    if (!rest.at)
        return LAP_OK;
    bool is_pair =
        lapi_slice_cut(&rest, ',', &out[0]) && is_country(out[0]) && is_country(rest);
    out[1] = rest;
    return is_pair ? LAP_OK
                   : lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no pair A,B: %.40s", text);
}

lap_status lapi_filter_read(const lap_filter *in, lapi_filter *out, lap_error *error)
{
    lapi_filter f = {.publisher = lapi_slice_or_none(in->publisher),
                     .text = lapi_slice_or_none(in->text),
                     .min_sources =
                         in->min_sources > INT64_MAX ? INT64_MAX : in->min_sources,
                     .limit = in->limit > INT64_MAX ? INT64_MAX : in->limit};
    uint32_t left = LAPI_FILTER_NAMES_MAX;
    bool is_any = in->status && strcmp(in->status, "any") == 0;
    lap_status status = read_day(in->since, "since", &f.since, error);
    if (status == LAP_OK)
        status = read_day(in->until, "until", &f.until, error);
    if (status == LAP_OK)
        status = read_day(in->as_of, "as-of", &f.as_of, error);
    if (status == LAP_OK)
        status = read_list(in->country, is_country, "code of a country", &left,
                           &f.country, error);
    if (status == LAP_OK)
        status = read_list(in->type, is_event, "event type", &left, &f.type, error);
    if (status == LAP_OK && !is_any)
        status = read_list(in->status, is_status, "status", &left, &f.status, error);
    if (status == LAP_OK)
        status = read_two(in->pair, f.pair, error);
    if (status == LAP_OK)
        status = read_two(in->between, f.between, error);
    if (status == LAP_OK)
        *out = f;
    return status;
}
