/* What the codes of records mean, for people. */
#include "know/codes.h"

#include "api/parts.h"
#include "data/quantity.h"

typedef struct writer {
    lapi_codes codes;
    lapi_json json;
} writer;

static void put_label(writer *w, const char *key, const char *kind, lapi_slice code,
                      lapi_slice mode)
{
    lapi_slice label = lapi_codes_label(&w->codes, LAPI_LABELS_LABEL, kind, code, mode);
    lapi_slice itself = mode.bytes ? mode : code;
    lapi_json_pair(&w->json, key, label.bytes ? label : itself);
}

/* What a type or mode is called, and what its actor does. */
static void put_deed(writer *w, const char *kind, lapi_slice event, lapi_slice mode)
{
    put_label(w, "label", kind, event, mode);
    lapi_json_pair(&w->json, "deed",
                   lapi_codes_label(&w->codes, LAPI_LABELS_DEED, kind, event, mode));
    lapi_json_pair(&w->json, "toward",
                   lapi_codes_label(&w->codes, LAPI_LABELS_TOWARD, kind, event, mode));
}

/* An object of a code and its label. */
static void put_code(writer *w, const char *key, const char *label_key,
                     const char *kind, lapi_slice code)
{
    lapi_json_open(&w->json, '{');
    lapi_json_pair(&w->json, key, code);
    put_label(w, label_key, kind, code, LAPI_S(""));
    lapi_json_close(&w->json, '}');
}

static void put_names(writer *w, const char *list, const char *kind,
                      const char *(*name_of)(unsigned), unsigned count)
{
    lapi_json_key(&w->json, list);
    lapi_json_open(&w->json, '[');
    for (unsigned i = 0; i < count; i++)
        put_code(w, kind, "label", kind, lapi_slice_str(name_of(i)));
    lapi_json_close(&w->json, ']');
}

/* States, then what stands in place of one and is no row of theirs. */
static void put_countries(writer *w)
{
    const lapi_table *states = w->codes.countries, *sectors = w->codes.sectors;
    uint32_t there;
    lapi_json_key(&w->json, "countries");
    lapi_json_open(&w->json, '[');
    for (uint32_t row = 0; row < lapi_table_rows(states); row++) {
        lapi_json_open(&w->json, '{');
        lapi_json_pair(&w->json, "code",
                       lapi_table_cell(states, row, LAPI_COUNTRIES_ISO3));
        lapi_json_pair(&w->json, "name",
                       lapi_table_cell(states, row, LAPI_COUNTRIES_NAME));
        lapi_json_close(&w->json, '}');
    }
    for (uint32_t row = 0; row < lapi_table_rows(sectors); row++) {
        lapi_slice code = lapi_table_cell(sectors, row, LAPI_SECTORS_CODE);
        if (lapi_codes_is_country(&w->codes, code) &&
            !lapi_table_code(states, LAPI_COUNTRIES_ISO3, code, &there))
            put_code(w, "code", "name", "country", code);
    }
    lapi_json_close(&w->json, ']');
}

static void put_sectors(writer *w)
{
    const lapi_table *sectors = w->codes.sectors;
    lapi_json_key(&w->json, "sectors");
    lapi_json_open(&w->json, '[');
    for (uint32_t row = 0; row < lapi_table_rows(sectors); row++) {
        lapi_slice code = lapi_table_cell(sectors, row, LAPI_SECTORS_CODE);
        if (lapi_codes_is_sector(&w->codes, code))
            put_code(w, "sector", "label", "sector", code);
    }
    lapi_json_close(&w->json, ']');
}

static void put_quads(writer *w)
{
    lapi_json_key(&w->json, "quads");
    lapi_json_open(&w->json, '[');
    for (unsigned quad = 1; quad <= 4; quad++) {
        char code = (char)('0' + quad);
        lapi_json_open(&w->json, '{');
        lapi_json_key(&w->json, "quad");
        lapi_json_u64(&w->json, quad);
        put_label(w, "label", "quad", lapi_slice_of(&code, 1), LAPI_S(""));
        lapi_json_close(&w->json, '}');
    }
    lapi_json_close(&w->json, ']');
}

static void put_modes(writer *w, lapi_slice event)
{
    const lapi_table *plover = w->codes.plover;
    lapi_json_key(&w->json, "modes");
    lapi_json_open(&w->json, '[');
    for (uint32_t row = 0; row < lapi_table_rows(plover); row++) {
        lapi_slice mode = lapi_table_cell(plover, row, LAPI_PLOVER_MODE);
        if (!mode.bytes ||
            !lapi_slice_equal(lapi_table_cell(plover, row, LAPI_PLOVER_EVENT), event))
            continue;
        lapi_json_open(&w->json, '{');
        lapi_json_pair(&w->json, "mode", mode);
        put_deed(w, "mode", event, mode);
        lapi_json_close(&w->json, '}');
    }
    lapi_json_close(&w->json, ']');
}

static void put_types(writer *w)
{
    lapi_json_key(&w->json, "types");
    lapi_json_open(&w->json, '[');
    for (unsigned type = 0; type < LAPI_EVENT_TYPES; type++) {
        lapi_slice event = lapi_slice_str(lapi_event_name(type));
        lapi_json_open(&w->json, '{');
        lapi_json_pair(&w->json, "event", event);
        lapi_json_key(&w->json, "quad");
        lapi_json_u64(&w->json, lapi_event_quad(type));
        put_deed(w, "type", event, LAPI_S(""));
        put_modes(w, event);
        lapi_json_close(&w->json, '}');
    }
    lapi_json_close(&w->json, ']');
}

lap_status lap_codes_write(const lap_engine *engine, lap_sink sink)
{
    lapi_buffer out = {0};
    writer w = {.json = {.out = &out}};
    lapi_codes_init(&w.codes, engine->know);
    lapi_json_open(&w.json, '{');
    put_countries(&w);
    put_quads(&w);
    put_types(&w);
    put_names(&w, "statuses", "status", lapi_status_word, LAPI_STATUS_COUNT);
    put_sectors(&w);
    put_names(&w, "whats", "what", lapi_quantity_what_name, LAPI_WHAT_DURATION + 1);
    lapi_json_pair(&w.json, "version", lapi_slice_str(engine->coder));
    lapi_json_close(&w.json, '}');
    lapi_buffer_byte(&out, '\n');
    lap_status status = LAP_NO_MEMORY;
    if (!out.failed)
        status = sink.write(sink.context, out.at, out.bytes) ? LAP_IO : LAP_OK;
    lapi_buffer_clear(&out);
    return status;
}
