#include "view/form.h"

#include "view/flat.h"
#include "view/parquet.h"
#include "view/plover.h"
#include "view/record.h"

#include <stdlib.h>

struct lapi_form {
    uint8_t kind; /* enum lapi_form_kind */
    bool header, is_begun, has_rows;
    lapi_codes codes;
    const lapi_flat *flat; /* NULL: JSON */
    lapi_parquet *parquet;
};

static const lapi_flat *flat_of(enum lapi_form_kind kind)
{
    switch (kind) {
    case LAPI_FORM_CSV:
        return &lapi_flat_csv;
    case LAPI_FORM_GDELT:
        return &lapi_flat_gdelt;
    case LAPI_FORM_ICEWS:
        return &lapi_flat_icews;
    case LAPI_FORM_POLECAT:
        return &lapi_flat_polecat;
    case LAPI_FORM_PHOENIX:
        return &lapi_flat_phoenix;
    case LAPI_FORM_PARQUET:
        return &lapi_flat_parquet;
    default:
        return NULL;
    }
}

lap_status lapi_form_new(enum lapi_form_kind kind, bool header, const lapi_know *know,
                         lapi_form **out)
{
    lapi_form *form = calloc(1, sizeof *form);
    if (!form)
        return LAP_NO_MEMORY;
    form->kind = (uint8_t)kind;
    form->flat = flat_of(kind);
    form->header = form->flat && (header || form->flat->has_head);
    lapi_codes_init(&form->codes, know);
    if (kind == LAPI_FORM_PARQUET && lapi_parquet_new(form->flat, &form->parquet)) {
        free(form);
        return LAP_NO_MEMORY;
    }
    *out = form;
    return LAP_OK;
}

void lapi_form_free(lapi_form *form)
{
    if (!form)
        return;
    lapi_parquet_free(form->parquet);
    free(form);
}

/* Where to draw it: its first town or spot. The middle of a country or a region is no
 * place of an event. */
static const lapi_site *spot_of(const lapi_record *record)
{
    for (uint32_t i = 0; i < record->site_count; i++)
        if (record->sites[i].has_point && record->sites[i].grain >= LAPI_GRAIN_CITY)
            return &record->sites[i];
    return NULL;
}

static void write_feature(const lapi_report *report, const lapi_record *record,
                          lapi_buffer *out)
{
    lapi_json json = {.out = out};
    const lapi_site *site = spot_of(record);
    lapi_json_open(&json, '{');
    lapi_json_pair(&json, "type", LAPI_S("Feature"));
    lapi_json_id(&json, "id", record->id);
    lapi_json_key(&json, "geometry");
    if (site) {
        lapi_json_open(&json, '{');
        lapi_json_pair(&json, "type", LAPI_S("Point"));
        lapi_json_key(&json, "coordinates");
        lapi_json_open(&json, '[');
        lapi_json_decimal(&json, (double)site->lon_e4 / 10000, 4);
        lapi_json_decimal(&json, (double)site->lat_e4 / 10000, 4);
        lapi_json_close(&json, ']');
        lapi_json_close(&json, '}');
    } else {
        lapi_json_null(&json);
    }
    lapi_json_key(&json, "properties");
    lapi_record_json(&json, report, record);
    lapi_json_close(&json, '}');
}

static void write_features(const lapi_report *report, lapi_buffer *out)
{
    for (uint32_t r = 0; r < report->record_count; r++) {
        lapi_buffer_str(out, r ? ",\n" : "");
        write_feature(report, &report->records[r], out);
    }
}

uint64_t lapi_form_rows(const lapi_form *form, const lapi_report *report,
                        lapi_buffer *rows)
{
    if (form->flat)
        return lapi_flat_rows(form->flat, &form->codes, report, rows);
    if (form->kind == LAPI_FORM_PLOVER)
        lapi_report_plover(report, rows);
    else if (form->kind == LAPI_FORM_GEOJSON)
        write_features(report, rows);
    else
        lapi_report_jsonl(report, rows);
    return report->record_count;
}

static void begin(lapi_form *form, lapi_buffer *out)
{
    if (form->is_begun)
        return;
    form->is_begun = true;
    if (form->kind == LAPI_FORM_GEOJSON)
        lapi_buffer_str(out, "{\"type\": \"FeatureCollection\", \"features\": [\n");
    else if (form->header && !form->parquet)
        lapi_flat_head(form->flat, out);
}

lap_status lapi_form_put(lapi_form *form, const lapi_buffer *rows, lapi_buffer *out)
{
    begin(form, out);
    if (form->parquet)
        return lapi_parquet_put(form->parquet, rows->at, rows->bytes, out);
    if (form->kind == LAPI_FORM_GEOJSON && form->has_rows && rows->bytes)
        lapi_buffer_str(out, ",\n");
    form->has_rows |= rows->bytes > 0;
    lapi_buffer_add(out, rows->at, rows->bytes);
    return out->failed ? LAP_NO_MEMORY : LAP_OK;
}

lap_status lapi_form_end(lapi_form *form, lapi_buffer *out)
{
    begin(form, out);
    if (form->parquet)
        return lapi_parquet_end(form->parquet, out);
    if (form->kind == LAPI_FORM_GEOJSON)
        lapi_buffer_str(out, "\n]}\n");
    return out->failed ? LAP_NO_MEMORY : LAP_OK;
}
