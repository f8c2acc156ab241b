#include "api/parts.h"
#include "base/status.h"
#include "view/merge.h"

lap_status lap_layers_read(const char *names, uint32_t *layers, lap_error *error)
{
    lapi_slice rest = lapi_slice_str(names), name;
    uint32_t found = 0;
    while (lapi_slice_cut(&rest, ',', &name)) {
        unsigned layer = lapi_layer_find(name);
        if (layer == LAPI_LAYER_COUNT)
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no such layer: %.*s",
                             (int)(name.bytes < 80 ? name.bytes : 80), name.at);
        found |= 1u << layer;
    }
    *layers = found;
    return LAP_OK;
}

/* The formats of `code --to`, in the order of help. */
static const struct {
    const char *name;
    uint8_t format; /* lap_format */
    uint8_t form;   /* enum lapi_form_kind; LAPI_FORM_COUNT: no writer */
} formats[] = {
    {"text", LAP_FORMAT_TEXT, LAPI_FORM_COUNT},
    {"jsonl", LAP_FORMAT_JSONL, LAPI_FORM_JSONL},
    {"csv", LAP_FORMAT_CSV, LAPI_FORM_CSV},
    {"plover", LAP_FORMAT_PLOVER, LAPI_FORM_PLOVER},
    {"gdelt", LAP_FORMAT_GDELT, LAPI_FORM_GDELT},
    {"icews", LAP_FORMAT_ICEWS, LAPI_FORM_ICEWS},
    {"polecat", LAP_FORMAT_POLECAT, LAPI_FORM_POLECAT},
    {"phoenix", LAP_FORMAT_PHOENIX, LAPI_FORM_PHOENIX},
    {"geojson", LAP_FORMAT_GEOJSON, LAPI_FORM_GEOJSON},
    {"parquet", LAP_FORMAT_PARQUET, LAPI_FORM_PARQUET},
};
enum { FORMATS = sizeof formats / sizeof *formats };

lap_status lap_format_read(const char *name, lap_format *format, lap_error *error)
{
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i].name) == 0) {
            *format = (lap_format)formats[i].format;
            return LAP_OK;
        }
    lapi_buffer names = {0};
    for (int i = 0; i < FORMATS; i++) {
        lapi_buffer_str(&names, i == 0 ? "" : i == FORMATS - 1 ? " or " : ", ");
        lapi_buffer_str(&names, formats[i].name);
    }
    lapi_buffer_byte(&names, '\0');
    lap_status status =
        lapi_fail(error, LAP_BAD_ARGUMENT, 0, "cannot write %.40s; --to takes %s", name,
                  names.failed ? "a format" : names.at);
    lapi_buffer_clear(&names);
    return status;
}

lap_status lapi_write_form(const lapi_know *know, const lap_write_options *options,
                           lapi_form **form)
{
    *form = NULL;
    for (int i = 0; i < FORMATS; i++)
        if (formats[i].format == options->format && formats[i].form != LAPI_FORM_COUNT)
            return lapi_form_new((enum lapi_form_kind)formats[i].form,
                                 options->header != 0, know, form);
    return LAP_OK;
}

enum lapi_stage lapi_write_stage(const lap_write_options *options)
{
    static const uint8_t needs[] = {
        [LAPI_LAYER_SENTENCES] = LAPI_STAGE_TEXT,
        [LAPI_LAYER_TOKENS] = LAPI_STAGE_SYNTAX,
        [LAPI_LAYER_NAMES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_ENTITIES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_TIMES] = LAPI_STAGE_WHEN,
        [LAPI_LAYER_PLACES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_QUANTITIES] = LAPI_STAGE_QUANTITY,
        [LAPI_LAYER_SOURCES] = LAPI_STAGE_SOURCE,
        [LAPI_LAYER_FACTS] = LAPI_STAGE_FACT,
        [LAPI_LAYER_EVENTS] = LAPI_STAGE_EVENT,
    };
    if (options->format == LAP_FORMAT_CONLLU)
        return LAPI_STAGE_SYNTAX;
    if (options->format != LAP_FORMAT_LAYERS || options->layers == 0)
        return LAPI_STAGE_EVENT;
    unsigned last = LAPI_STAGE_WHEN; /* the document's date is always told */
    for (unsigned layer = 0; layer < LAPI_LAYER_COUNT; layer++)
        if (options->layers >> layer & 1 && needs[layer] > last)
            last = needs[layer];
    return (enum lapi_stage)last;
}

static bool find_frame(const void *context, uint32_t row, lapi_frame_text *out)
{
    const lapi_coder *events = context;
    out->trigger = lapi_coder_row(events, row, LAPI_LEXICON_TRIGGER);
    out->pos = lapi_coder_row(events, row, LAPI_LEXICON_POS);
    out->frame = lapi_coder_row(events, row, LAPI_LEXICON_FRAME);
    out->when = lapi_coder_row(events, row, LAPI_LEXICON_WHEN);
    out->example = lapi_coder_row(events, row, LAPI_LEXICON_EXAMPLE);
    return out->trigger.bytes > 0;
}

static uint64_t explain(const lap_doc *doc, const lap_write_options *options,
                        lapi_style style, lapi_buffer *out)
{
    uint64_t only = 0;
    if (options->event_id && !lapi_id_read(lapi_slice_str(options->event_id), &only))
        return 0;
    const lapi_coder *events = lapi_pipeline_events(doc->engine->pipeline);
    lapi_frame_source frames = {find_frame, events};
    if (lapi_coder_explain(events, &doc->doc) != LAP_OK) {
        out->failed = true;
        return 0;
    }
    return lapi_view_explain(&doc->view, style, frames, only, out);
}

/* The records as they are written: all, or one an event. */
static uint64_t write_records(const lap_doc *doc, bool is_merged, lapi_style style,
                              const lapi_form *form, lapi_buffer *out)
{
    lapi_report report = doc->view.report;
    if (is_merged &&
        lapi_report_merge(&doc->view.report, doc->doc.arena, &report) != LAP_OK) {
        out->failed = true;
        return 0;
    }
    if (form)
        return lapi_form_rows(form, &report, out);
    lapi_report_people(&report, style, out);
    return report.record_count;
}

uint64_t lapi_write_doc(const lap_doc *doc, const lap_write_options *options,
                        const lapi_form *form, lapi_buffer *out)
{
    lapi_style style = {.width = options->width, .ansi = options->ansi != 0};
    if (form || options->format == LAP_FORMAT_TEXT)
        return write_records(doc, options->merged != 0, style, form, out);
    switch (options->format) {
    case LAP_FORMAT_LAYERS:
        lapi_view_layers(&doc->view,
                         options->layers ? options->layers : LAPI_LAYERS_ALL, out);
        break;
    case LAP_FORMAT_CONLLU:
        lapi_view_conllu(&doc->view, out);
        break;
    case LAP_FORMAT_EXPLAIN:
        return explain(doc, options, style, out);
    default:
        break;
    }
    return doc->doc.events.count;
}

/* A file of one document. */
static lap_status write_file(const lap_doc *doc, const lap_write_options *options,
                             lapi_form *form, lapi_buffer *out)
{
    lapi_buffer rows = {0};
    lapi_write_doc(doc, options, form, form ? &rows : out);
    lap_status status = rows.failed || out->failed ? LAP_NO_MEMORY : LAP_OK;
    if (form && status == LAP_OK)
        status = lapi_form_put(form, &rows, out);
    if (form && status == LAP_OK)
        status = lapi_form_end(form, out);
    lapi_buffer_clear(&rows);
    return status;
}

lap_status lap_doc_write(const lap_doc *doc, const lap_write_options *options,
                         lap_sink sink)
{
    if ((unsigned)options->format > LAP_FORMAT_PARQUET ||
        options->format == LAP_FORMAT_RELATE)
        return LAP_BAD_ARGUMENT;
    lapi_buffer out = {0};
    lapi_form *form;
    lap_status status = lapi_write_form(doc->engine->know, options, &form);
    if (status == LAP_OK)
        status = write_file(doc, options, form, &out);
    if (status == LAP_OK && out.bytes && sink.write(sink.context, out.at, out.bytes))
        status = LAP_IO;
    lapi_form_free(form);
    lapi_buffer_clear(&out);
    return status;
}
