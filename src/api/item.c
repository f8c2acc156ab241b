#include "api/item.h"

#include "base/limits.h"
#include "base/status.h"
#include "intake/language.h"
#include "unicode/utf8.h"

static const char *name_of(const lapi_item *it)
{
    return it->name.at ? it->name.at : "";
}

static void add_harmless(lapi_buffer *log, const char *s)
{
    for (; *s; s++)
        lapi_buffer_byte(log, (unsigned char)*s < 0x20 || *s == 0x7F ? ' ' : *s);
}

void lapi_item_message(lapi_buffer *log, const char *name, uint64_t position,
                       const char *what)
{
    if (log->bytes)
        lapi_buffer_byte(log, '\n');
    add_harmless(log, name);
    lapi_buffer_byte(log, ':');
    lapi_buffer_u64(log, position);
    lapi_buffer_str(log, ": ");
    add_harmless(log, what);
}

/* Names of files are bytes: those that are no UTF-8 become question marks. */
static void add_name(lapi_buffer *out, lapi_slice rest)
{
    while (rest.bytes) {
        uint32_t n = (uint32_t)lapi_utf8_check(rest.at, rest.bytes);
        lapi_buffer_add(out, rest.at, n);
        if (n < rest.bytes) {
            lapi_buffer_byte(out, '?');
            n++;
        }
        rest = lapi_slice_of(rest.at + n, rest.bytes - n);
    }
}

/* The id that a document has if it brings none: of plain text the file's name or what
 * was asked for, of a line its number, in a store with the file's name before it. */
static lap_status name_document(const lapi_coding *coding, const lapi_item *it,
                                lapi_doc *doc)
{
    lapi_buffer id = {0};
    bool is_line = it->parcel.kind == LAPI_PARCEL_JSON;
    if (!is_line && coding->options.id)
        lapi_buffer_str(&id, coding->options.id);
    else if (!is_line || coding->options.store)
        add_name(&id, lapi_intake_id(name_of(it)));
    if (is_line && coding->options.store)
        lapi_buffer_byte(&id, ':');
    if (is_line)
        lapi_buffer_u64(&id, it->parcel.position);
    if (!id.failed)
        doc->id = lapi_arena_copy(doc->arena, id.at, (uint32_t)id.bytes);
    lapi_buffer_clear(&id);
    return doc->id.at ? LAP_OK : LAP_NO_MEMORY;
}

/* Documents that are surely in another language are passed over. Spans to be related,
 * and what is in a store already, have been chosen by someone. */
static void check_language(const lapi_coding *coding, const lapi_doc *doc,
                           lapi_note *note)
{
    if (coding->options.write.format == LAP_FORMAT_RELATE || coding->is_recode)
        return;
    const char *language = lapi_language_of(lapi_slice_of(doc->text, doc->text_bytes));
    note->is_passed_over = language[0] && strcmp(language, "en") != 0;
    if (note->is_passed_over)
        lapi_fail(&note->error, LAP_BAD_INPUT, 0, "not English (%s)", language);
}

/* What an address without a scheme leaves of its base: the scheme, the host, or the
 * folder. */
static lapi_slice kept_of(lapi_slice base, lapi_slice url)
{
    uint32_t at[4] = {0}, slashes = 0; /* the first slashes; at[3]: behind the last */
    for (uint32_t i = 0; i < base.bytes && base.at[i] != '?'; i++)
        if (base.at[i] == '/') {
            at[slashes < 3 ? slashes : 3] = i;
            slashes++;
            at[3] = i + 1;
        }
    bool is_rooted = url.at[0] == '/',
         has_host = is_rooted && url.bytes > 1 && url.at[1] == '/';
    return lapi_slice_of(base.at, has_host ? at[0] : is_rooted ? at[2] : at[3]);
}

/* Makes the address of a document whole, and the name of one that is called by it. */
static lap_status make_whole(lapi_slice base, lapi_doc *doc)
{
    bool names_it = lapi_slice_equal(doc->id, doc->url);
    if (doc->url.bytes == 0 || memchr(doc->url.at, ':', doc->url.bytes))
        return LAP_OK;
    lapi_slice kept = kept_of(base, doc->url);
    char *whole = lapi_arena_take(doc->arena, (size_t)kept.bytes + doc->url.bytes, 1);
    if (!whole)
        return LAP_NO_MEMORY;
    memcpy(whole, kept.at, kept.bytes);
    memcpy(whole + kept.bytes, doc->url.at, doc->url.bytes);
    doc->url = lapi_slice_of(whole, kept.bytes + doc->url.bytes);
    if (names_it)
        doc->id = doc->url;
    return LAP_OK;
}

/* Says of a document that was read what was known of it before. */
static lap_status put_origin(const lapi_origin *origin, lapi_doc *doc)
{
    if (origin->publisher.bytes)
        doc->publisher = origin->publisher;
    return origin->base.bytes ? make_whole(origin->base, doc) : LAP_OK;
}

static lap_status read_document(const lapi_coding *coding, lap_workspace *workspace,
                                lapi_item *it, lap_error *error)
{
    lapi_doc *doc = lapi_workspace_begin(workspace);
    lapi_note note;
    doc->date = coding->date;
    doc->anchor = coding->date == LAPI_DAY_NONE ? LAPI_ANCHOR_NONE : LAPI_ANCHOR_GIVEN;
    doc->language = it->origin.language;
    lap_status status = name_document(coding, it, doc);
    if (status == LAP_OK)
        status = lapi_parcel_read(workspace->opener, &it->parcel, doc, &note, error);
    if (status == LAP_OK && !note.is_passed_over)
        check_language(coding, doc, &note);
    if (status == LAP_OK && note.error.status) {
        lapi_item_message(&it->log, name_of(it), it->parcel.position, note.error.text);
        it->is_skipped = note.is_passed_over;
        it->is_failure = !note.is_passed_over;
    }
    return status ? status : put_origin(&it->origin, doc);
}

void lapi_item_report(const lapi_report *report, lapi_buffer *out)
{
    lapi_json json = {.out = out};
    lapi_report_json(&json, report);
    lapi_buffer_byte(out, '\n');
    lapi_report_jsonl(report, out);
}

/* The document's report as a store takes it, with the file that it is of. */
static lap_status write_report(lap_workspace *workspace, lapi_item *it)
{
    lapi_report *report = &workspace->doc.view.report;
    lapi_buffer file = {0};
    lap_status status = LAP_OK;
    if (it->is_of_file) {
        add_name(&file, lapi_slice_str(name_of(it)));
        status = file.failed ? LAP_NO_MEMORY
                             : lapi_arena_keep(workspace->doc.doc.arena,
                                               lapi_buffer_text(&file), &report->file);
        lapi_buffer_clear(&file);
    }
    lapi_item_report(report, &it->output);
    it->events = report->record_count;
    return status;
}

static lap_status write_document(const lapi_coding *coding, lap_workspace *workspace,
                                 lapi_item *it, lap_error *error)
{
    if (coding->options.store) {
        lap_status status = write_report(workspace, it);
        if (status)
            return status;
    } else if (coding->options.write.format == LAP_FORMAT_RELATE) {
        lap_status status = lapi_write_relation(workspace, &it->output, error);
        if (status)
            return status;
    } else {
        it->events = lapi_write_doc(&workspace->doc, &coding->options.write,
                                    coding->form, &it->output);
    }
    return it->output.failed ? LAP_NO_MEMORY : LAP_OK;
}

void lapi_item_code(const lapi_coding *coding, lap_workspace *workspace, lapi_item *it)
{
    lap_error error = {.status = LAP_OK};
    lap_status status = read_document(coding, workspace, it, &error);
    if (it->is_skipped)
        return;
    if (status == LAP_OK)
        status = lapi_workspace_end(workspace, coding->last);
    if (status == LAP_OK)
        status = write_document(coding, workspace, it, &error);
    if (status == LAP_OK) {
        it->is_document = true;
        return;
    }
    if (status == LAP_NO_MEMORY && lapi_arena_is_full(workspace->doc.doc.arena))
        status = lapi_fail(&error, LAP_TOO_LARGE, 0,
                           "a document that needs more than %u MiB of memory",
                           (unsigned)(LAPI_ARENA_BYTES_MAX >> 20));
    lapi_buffer_reset(&it->output);
    it->is_failure = true;
    it->is_fault = status == LAP_NO_MEMORY;
    lapi_item_message(&it->log, name_of(it),
                      it->parcel.position ? it->parcel.position : error.position,
                      error.text[0] ? error.text : lap_status_name(status));
}
