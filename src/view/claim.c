#include "view/claim.h"

#include "view/lines.h"
#include "view/record.h"

/* Only told because someone denies it: nobody in the document says so. */
static bool is_only_denied(const lapi_record *record)
{
    return record->disputed_by.count && !record->according_to.count;
}

/* What a record does with its claim. */
static const char *stance_name(const lapi_record *record)
{
    if (is_only_denied(record))
        return "denies";
    switch (record->status) {
    case LAPI_STATUS_NEGATED:
        return "denies";
    case LAPI_STATUS_POSSIBLE:
    case LAPI_STATUS_CONDITIONAL:
        return "doubts";
    case LAPI_STATUS_PLANNED:
        return "plans";
    default:
        return "asserts";
    }
}

static void number(lapi_json *json, const char *key, int64_t value)
{
    lapi_json_key(json, key);
    lapi_json_i64(json, value);
}

static void write_head(lapi_json *json, const lapi_claim *claim)
{
    lapi_json_pair(json, "id", claim->id);
    lapi_json_pair(json, "event", claim->event);
    lapi_json_pair(json, "mode", claim->mode);
    number(json, "quad", claim->quad);
    lapi_json_key(json, "scale");
    lapi_json_decimal(json, claim->scale, 1);
    lapi_json_pair(json, "status", claim->status);
    lapi_record_day(json, "day", claim->day);
    lapi_record_day(json, "from", claim->from);
    lapi_record_day(json, "to", claim->to);
    lapi_entities_json(json, "actor", &claim->actors);
    lapi_entities_json(json, "recipient", &claim->recipients);
    lapi_sites_json(json, claim->sites, claim->site_count);
    lapi_record_day(json, "first_reported", claim->first_reported);
    lapi_record_day(json, "last_reported", claim->last_reported);
    number(json, "reports", claim->reports);
    number(json, "documents", claim->documents);
    number(json, "stories", claim->stories);
    number(json, "publishers", claim->publishers);
    number(json, "denials", claim->denials);
    number(json, "doubts", claim->doubts);
}

/* The sentence, and where in it the trigger stands. */
static void write_evidence(lapi_json *json, const lapi_record *record)
{
    lapi_told evidence = record->evidence, trigger = record->trigger;
    lapi_json_pair(json, "evidence", evidence.text);
    if (!evidence.text.bytes || !trigger.text.bytes || trigger.start < evidence.start ||
        trigger.end > evidence.end)
        return;
    lapi_json_key(json, "trigger");
    lapi_json_open(json, '[');
    lapi_json_u64(json, trigger.start - evidence.start);
    lapi_json_u64(json, trigger.end - evidence.start);
    lapi_json_close(json, ']');
}

static void write_telling(lapi_json *json, const lapi_telling *telling)
{
    const lapi_record *record = &telling->record;
    lapi_json_open(json, '{');
    lapi_json_id(json, "record", record->id);
    lapi_json_pair(json, "doc", telling->doc);
    lapi_json_pair(json, "url", telling->url);
    lapi_json_pair(json, "publisher", telling->publisher);
    lapi_record_day(json, "published", telling->published);
    lapi_json_pair(json, "story", telling->story);
    lapi_json_key(json, "stance");
    lapi_json_str(json, stance_name(record));
    lapi_json_pair(json, "status", lapi_slice_str(lapi_status_word(record->status)));
    lapi_entities_json(json, "actor", &record->actors);
    lapi_entities_json(json, "recipient", &record->recipients);
    lapi_sayings_json(json, "according_to", &record->according_to);
    lapi_sayings_json(json, "disputed_by", &record->disputed_by);
    lapi_amounts_json(json, record);
    write_evidence(json, record);
    if (telling->joined)
        lapi_json_id(json, "joined_to", telling->joined);
    lapi_json_pair(json, "because", telling->because);
    lapi_json_close(json, '}');
}

static void write_ruling(lapi_json *json, const lapi_ruling *ruling)
{
    lapi_json_open(json, '{');
    number(json, "id", ruling->id);
    lapi_json_pair(json, "kind", ruling->kind);
    lapi_json_key(json, "records");
    lapi_json_open(json, '[');
    for (int i = 0; i < 2 && ruling->records[i].bytes; i++)
        lapi_json_slice(json, ruling->records[i]);
    lapi_json_close(json, ']');
    lapi_json_pair(json, "by", ruling->by);
    lapi_json_pair(json, "reason", ruling->reason);
    number(json, "revision", ruling->revision);
    if (ruling->revoked)
        number(json, "revoked", ruling->revoked);
    lapi_json_close(json, '}');
}

void lapi_claim_json(const lapi_claim *claim, lapi_buffer *out)
{
    lapi_json json = {.out = out};
    lapi_json_open(&json, '{');
    write_head(&json, claim);
    if (claim->telling_count) {
        lapi_json_key(&json, "tellings");
        lapi_json_open(&json, '[');
        for (uint32_t i = 0; i < claim->telling_count; i++)
            write_telling(&json, &claim->tellings[i]);
        lapi_json_close(&json, ']');
        lapi_json_key(&json, "rulings");
        lapi_json_open(&json, '[');
        for (uint32_t i = 0; i < claim->ruling_count; i++)
            write_ruling(&json, &claim->rulings[i]);
        lapi_json_close(&json, ']');
    }
    lapi_json_close(&json, '}');
    lapi_buffer_byte(out, '\n');
}

static void put_count(lapi_lines *lines, int64_t n, const char *one, const char *many)
{
    lapi_buffer_i64(lines->out, n);
    lapi_lines_str(lines, n == 1 ? one : many);
}

static void put_heading(lapi_lines *lines, const lapi_claim *claim)
{
    lapi_record type = {.quad = (uint8_t)claim->quad,
                        .type = (uint8_t)lapi_event_find(claim->event),
                        .mode = claim->mode};
    lapi_lines_type(lines, &type);
    if (claim->day != LAPI_DAY_NONE) {
        lapi_lines_str(lines, "  ");
        lapi_lines_day(lines, claim->day);
    }
    lapi_lines_str(lines, "  ");
    lapi_lines_text(lines, claim->status);
    lapi_lines_str(lines, "  ");
    lapi_lines_text(lines, claim->id);
    lapi_lines_str(lines, "\n");
}

/* Names with their codes; of the unnamed the code, of the unknown nothing. */
static void put_parties(lapi_lines *lines, const char *label, const lapi_entities *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const lapi_entity *entity = &list->at[i];
        char code[9];
        if (!entity->name.bytes && strcmp(entity->country, "UNK") == 0)
            continue;
        lapi_lines_label(lines, label);
        label = "";
        if (entity->name.bytes) {
            lapi_lines_entity(lines, entity);
        } else {
            lapi_entity_code(entity, code);
            lapi_lines_str(lines, code);
        }
        lapi_lines_str(lines, "\n");
    }
}

static void put_counts(lapi_lines *lines, const lapi_claim *claim)
{
    lapi_lines_label(lines, "told by");
    put_count(lines, claim->reports, " record in ", " records in ");
    put_count(lines, claim->documents, " document, ", " documents, ");
    put_count(lines, claim->stories, " story of ", " stories of ");
    put_count(lines, claim->publishers, " publisher", " publishers");
    if (claim->denials) {
        lapi_lines_str(lines, ", ");
        put_count(lines, claim->denials, " denial", " denials");
    }
    if (claim->doubts) {
        lapi_lines_str(lines, ", ");
        put_count(lines, claim->doubts, " doubt", " doubts");
    }
    lapi_lines_str(lines, "\n");
}

/* Who says so, or else who published it. */
static void put_teller(lapi_lines *lines, const lapi_telling *telling)
{
    const lapi_record *record = &telling->record;
    if (is_only_denied(record))
        lapi_lines_entity(lines, &record->disputed_by.at[0].who);
    else if (record->according_to.count)
        lapi_lines_entity(lines, &record->according_to.at[0].who);
    else
        lapi_lines_text(lines,
                        telling->publisher.bytes ? telling->publisher : telling->doc);
    lapi_lines_str(lines, " ");
    lapi_lines_str(lines, stance_name(record));
    for (uint32_t i = 0; i < record->amount_count; i++) {
        lapi_lines_str(lines, i ? ", " : ": ");
        lapi_lines_amount(lines, &record->amounts[i]);
    }
}

static void put_telling(lapi_lines *lines, const lapi_telling *telling)
{
    lapi_lines_str(lines, "\n  ");
    if (telling->published != LAPI_DAY_NONE) {
        lapi_lines_day(lines, telling->published);
        lapi_lines_str(lines, "  ");
    }
    put_teller(lines, telling);
    lapi_lines_str(lines, "\n");
    lapi_lines_label(lines, "in");
    lapi_lines_text(lines, telling->doc);
    if (!lapi_slice_equal(telling->doc, telling->story)) {
        lapi_lines_str(lines, ", a copy of ");
        lapi_lines_text(lines, telling->story);
    }
    lapi_lines_str(lines, "\n");
    uint32_t first = is_only_denied(&telling->record) ? 1 : 0;
    for (uint32_t i = first; i < telling->record.disputed_by.count; i++) {
        lapi_lines_label(lines, i > first ? "" : "denied by");
        lapi_lines_entity(lines, &telling->record.disputed_by.at[i].who);
        lapi_lines_str(lines, "\n");
    }
    if (telling->because.bytes) {
        lapi_lines_label(lines, "same by");
        lapi_lines_text(lines, telling->because);
        lapi_lines_str(lines, "\n");
    }
    lapi_lines_evidence(lines, &telling->record);
}

/* "split 3: 0123456789abcdef, by me, revoked" */
static void put_ruling(lapi_lines *lines, const char *label, const lapi_ruling *ruling)
{
    lapi_lines_label(lines, label);
    lapi_lines_text(lines, ruling->kind);
    lapi_lines_str(lines, " ");
    lapi_buffer_i64(lines->out, ruling->id);
    for (int i = 0; i < 2 && ruling->records[i].bytes; i++) {
        lapi_lines_str(lines, i ? " and " : ": ");
        lapi_lines_text(lines, ruling->records[i]);
    }
    if (ruling->by.bytes) {
        lapi_lines_str(lines, ", by ");
        lapi_lines_text(lines, ruling->by);
    }
    if (ruling->reason.bytes) {
        lapi_lines_str(lines, ", ");
        lapi_lines_quoted(lines, ruling->reason);
    }
    lapi_lines_str(lines, ruling->revoked ? ", revoked\n" : "\n");
}

void lapi_claim_people(const lapi_claim *claim, lapi_style style, lapi_buffer *out)
{
    lapi_lines lines = {style, out, NULL};
    put_heading(&lines, claim);
    put_parties(&lines, "who", &claim->actors);
    put_parties(&lines, "to whom", &claim->recipients);
    lapi_lines_sites(&lines, claim->sites, claim->site_count);
    put_counts(&lines, claim);
    for (uint32_t i = 0; i < claim->ruling_count; i++)
        put_ruling(&lines, i ? "" : "ruled", &claim->rulings[i]);
    for (uint32_t i = 0; i < claim->telling_count; i++)
        put_telling(&lines, &claim->tellings[i]);
    lapi_lines_str(&lines, "\n");
}
