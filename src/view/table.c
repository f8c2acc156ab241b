/* Our own columns, a row a record: CSV and Parquet. */
#include "view/flat.h"
#include "view/record.h"

#define TEXT(name)                                                                     \
    {                                                                                  \
        name, LAPI_FLAT_TEXT                                                           \
    }
#define INT(name)                                                                      \
    {                                                                                  \
        name, LAPI_FLAT_INT                                                            \
    }
#define DECIMAL(name)                                                                  \
    {                                                                                  \
        name, LAPI_FLAT_DECIMAL                                                        \
    }
#define DAY(name)                                                                      \
    {                                                                                  \
        name, LAPI_FLAT_DAY                                                            \
    }
#define FLAG(name)                                                                     \
    {                                                                                  \
        name, LAPI_FLAT_FLAG                                                           \
    }

/* In the order of write(). */
static const lapi_flat_field fields[] = {
    TEXT("id"),
    TEXT("doc"),
    TEXT("url"),
    TEXT("publisher"),
    DAY("published"),
    TEXT("title"),
    TEXT("language"),
    INT("sentence"),
    TEXT("event"),
    TEXT("mode"),
    TEXT("contexts"),
    TEXT("cameo"),
    INT("quad"),
    DECIMAL("scale"),
    TEXT("status"),
    FLAG("historical"),
    FLAG("caption"),
    DECIMAL("confidence"),
    TEXT("same_as"),
    DAY("date_from"),
    DAY("date_to"),
    TEXT("date_grain"),
    TEXT("date_text"),
    TEXT("actor_code"),
    TEXT("actor_name"),
    TEXT("actor_text"),
    TEXT("actor_office"),
    TEXT("actor_wikidata"),
    TEXT("recipient_code"),
    TEXT("recipient_name"),
    TEXT("recipient_text"),
    TEXT("recipient_office"),
    TEXT("recipient_wikidata"),
    TEXT("places"),
    TEXT("place"),
    TEXT("country"),
    TEXT("admin1"),
    DECIMAL("lat"),
    DECIMAL("lon"),
    INT("geonameid"),
    TEXT("place_grain"),
    TEXT("place_relation"),
    DECIMAL("dead"),
    DECIMAL("injured"),
    DECIMAL("arrested"),
    DECIMAL("missing"),
    DECIMAL("displaced"),
    DECIMAL("abducted"),
    DECIMAL("force"),
    DECIMAL("participants"),
    TEXT("quantities"),
    TEXT("source_code"),
    TEXT("source_name"),
    TEXT("source_cue"),
    TEXT("denier_code"),
    TEXT("denier_name"),
    TEXT("trigger"),
    TEXT("evidence"),
    INT("evidence_start"),
    INT("evidence_end"),
    TEXT("coder"),
};

enum part { PART_CODE, PART_NAME, PART_TEXT, PART_OFFICE, PART_WIKIDATA, PART_COUNT };

/* A part of an entity; the code is written into `code`. */
static lapi_slice part_of(const lapi_entity *entity, enum part part, char code[9])
{
    switch (part) {
    case PART_CODE:
        return lapi_slice_of(code, lapi_entity_code(entity, code));
    case PART_NAME:
        return entity->name;
    case PART_TEXT:
        return entity->told.text;
    case PART_OFFICE:
        return entity->office;
    default:
        return entity->wikidata;
    }
}

/* A list in each column; those of one record are as long as each other, or empty. */
static void write_entities(lapi_cells *row, const lapi_entities *list)
{
    char code[9];
    for (int part = 0; part < PART_COUNT; part++) {
        bool is_told = false;
        lapi_cells_open(row);
        for (uint32_t i = 0; i < list->count; i++)
            is_told |= part_of(&list->at[i], (enum part)part, code).bytes > 0;
        for (uint32_t i = 0; is_told && i < list->count; i++)
            lapi_cells_item(row, i, part_of(&list->at[i], (enum part)part, code));
        lapi_cells_close(row);
    }
}

static void write_sayers(lapi_cells *row, const lapi_sayings *list)
{
    char code[9];
    lapi_cells_open(row);
    for (uint32_t i = 0; i < list->count; i++)
        lapi_cells_item(row, i, part_of(&list->at[i].who, PART_CODE, code));
    lapi_cells_close(row);
    lapi_cells_open(row);
    for (uint32_t i = 0; i < list->count; i++)
        lapi_cells_item(row, i, lapi_entity_called(&list->at[i].who));
    lapi_cells_close(row);
}

static void write_document(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_report *report = item->report;
    lapi_cells_id(row, item->record->id, 0);
    lapi_cells_text(row, report->id);
    lapi_cells_text(row, report->url);
    lapi_cells_text(row, report->publisher);
    lapi_cells_day(row, report->date);
    lapi_cells_text(row, report->title);
    lapi_cells_text(row, report->language);
    lapi_cells_int(row, item->record->sentence);
}

static void write_type(lapi_cells *row, const lapi_record *record)
{
    lapi_cells_str(row, lapi_event_name(record->type));
    lapi_cells_text(row, record->mode);
    lapi_cells_contexts(row, record);
    lapi_cells_str(row, record->cameo);
    lapi_cells_int(row, record->quad);
    lapi_cells_e1(row, record->scale_e1);
    lapi_cells_str(row, lapi_status_word(record->status));
    lapi_cells_flag(row, record->historical);
    lapi_cells_flag(row, record->caption);
    lapi_cells_decimal(row, (double)record->confidence / 1000, 3);
    if (record->same_as)
        lapi_cells_id(row, record->same_as, 0);
    else
        lapi_cells_none(row);
}

static void write_when(lapi_cells *row, const lapi_record *record)
{
    bool is_dated = record->from != LAPI_DAY_NONE;
    lapi_cells_day(row, record->from);
    lapi_cells_day(row, is_dated ? record->to : LAPI_DAY_NONE);
    lapi_cells_str(row, is_dated ? lapi_grain_name(record->grain) : "");
    lapi_cells_text(row, record->when.text);
}

static void write_where(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_record *record = item->record;
    const lapi_site *site = lapi_flat_site(item);
    lapi_cells_open(row);
    for (uint32_t i = 0; i < record->site_count; i++)
        lapi_cells_item(row, i, record->sites[i].name);
    lapi_cells_close(row);
    lapi_cells_text(row, site ? site->name : LAPI_S(""));
    lapi_cells_str(row, site ? site->country : "");
    lapi_cells_text(row, site ? site->admin1 : LAPI_S(""));
    lapi_cells_point(row, site);
    lapi_cells_geonameid(row, site);
    lapi_cells_str(row, site ? lapi_place_grain_name(site->grain) : "");
    lapi_cells_str(row, site ? lapi_place_relation_name(site->relation) : "");
}

static void write_count(lapi_cells *row, const lapi_record *record, unsigned what)
{
    uint32_t i = 0;
    while (i < record->amount_count && record->amounts[i].what != what)
        i++;
    if (i < record->amount_count)
        lapi_cells_decimal(row, record->amounts[i].value, 3);
    else
        lapi_cells_none(row);
}

/* "dead 12 exact", "money at_least 5000 USD". */
static void write_quantities(lapi_cells *row, const lapi_record *record)
{
    lapi_cells_open(row);
    for (uint32_t i = 0; i < record->amount_count; i++) {
        const lapi_amount *amount = &record->amounts[i];
        lapi_cells_item(row, i, lapi_slice_str(lapi_quantity_what_name(amount->what)));
        lapi_buffer_byte(row->out, ' ');
        lapi_buffer_str(row->out, lapi_bound_name(amount->bound));
        lapi_buffer_byte(row->out, ' ');
        lapi_buffer_decimal(row->out, amount->value, 3);
        if (amount->unit.bytes)
            lapi_buffer_byte(row->out, ' ');
        lapi_cells_item(row, 0, amount->unit);
    }
    lapi_cells_close(row);
}

static void write_how_many(lapi_cells *row, const lapi_record *record)
{
    static const uint8_t kinds[] = {
        LAPI_WHAT_DEAD,    LAPI_WHAT_INJURED,      LAPI_WHAT_ARRESTED,
        LAPI_WHAT_MISSING, LAPI_WHAT_DISPLACED,    LAPI_WHAT_ABDUCTED,
        LAPI_WHAT_FORCE,   LAPI_WHAT_PARTICIPANTS,
    };
    for (size_t i = 0; i < sizeof kinds; i++)
        write_count(row, record, kinds[i]);
    write_quantities(row, record);
}

static void write_cues(lapi_cells *row, const lapi_sayings *list)
{
    lapi_cells_open(row);
    for (uint32_t i = 0; i < list->count; i++)
        lapi_cells_item(row, i, list->at[i].cue.text);
    lapi_cells_close(row);
}

static void write(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_record *record = item->record;
    write_document(row, item);
    write_type(row, record);
    write_when(row, record);
    write_entities(row, &record->actors);
    write_entities(row, &record->recipients);
    write_where(row, item);
    write_how_many(row, record);
    write_sayers(row, &record->according_to);
    write_cues(row, &record->according_to);
    write_sayers(row, &record->disputed_by);
    lapi_cells_text(row, record->trigger.text);
    lapi_cells_text(row, record->evidence.text);
    lapi_cells_int(row, record->evidence.start);
    lapi_cells_int(row, record->evidence.end);
    lapi_cells_text(row, item->report->coder);
}

const lapi_flat lapi_flat_csv = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_CSV, true, false, "", write};
const lapi_flat lapi_flat_parquet = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_PACKED, false, false, "", write};
