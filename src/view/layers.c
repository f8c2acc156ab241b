#include "view/parts.h"

#include <string.h>

/* "start": 1, "end": 5 in code points. */
static void write_offsets(lapi_json *json, const lapi_view *view, lapi_span span)
{
    lapi_json_key(json, "start");
    lapi_json_u64(json, lapi_view_point(view, span.begin));
    lapi_json_key(json, "end");
    lapi_json_u64(json, lapi_view_point(view, span.end));
}

static void write_sentences(lapi_json *json, const lapi_view *view)
{
    const lapi_doc *doc = view->doc;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        uint32_t first = doc->sentences.first[s], end = doc->sentences.first[s + 1];
        if (first == end)
            continue;
        lapi_json_open(json, '{');
        write_offsets(json, view, lapi_doc_words(doc, first, end));
        lapi_json_close(json, '}');
    }
}

static void write_token(lapi_json *json, const lapi_view *view, uint32_t w)
{
    const lapi_tokens *t = &view->doc->tokens;
    uint32_t first = view->doc->sentences.first[t->sentence[w]];
    lapi_json_open(json, '{');
    write_offsets(json, view, lapi_doc_words(view->doc, w, w + 1));
    lapi_json_key(json, "form");
    lapi_json_slice(json, lapi_doc_word(view->doc, w));
    lapi_json_key(json, "lemma");
    lapi_json_slice(json, t->lemma[w]);
    lapi_json_key(json, "upos");
    lapi_json_str(json, lapi_upos_name(t->upos[w]));
    lapi_json_key(json, "xpos");
    lapi_json_str(json, lapi_xpos_name(t->xpos[w]));
    lapi_json_key(json, "head");
    lapi_json_u64(json, t->head[w] == LAPI_NONE ? 0 : t->head[w] - first + 1);
    lapi_json_key(json, "deprel");
    lapi_json_str(json, lapi_rel_name(t->rel[w]));
    lapi_json_key(json, "sentence");
    lapi_json_u64(json, t->sentence[w]);
    lapi_json_close(json, '}');
}

static void write_tokens(lapi_json *json, const lapi_view *view)
{
    for (uint32_t w = 0; view->doc->tokens.head && w < view->doc->tokens.count; w++)
        write_token(json, view, w);
}

static const char *name_type(unsigned label)
{
    if (label == LAPI_NAME_B_PER || label == LAPI_NAME_I_PER)
        return "PER";
    return label == LAPI_NAME_B_ORG || label == LAPI_NAME_I_ORG ? "ORG" : "LOC";
}

static bool continues(const lapi_tokens *t, uint32_t w, uint32_t first)
{
    uint8_t label = t->name[w];
    if (t->sentence[w] != t->sentence[first] || label == LAPI_NAME_O)
        return false;
    return label != LAPI_NAME_B_PER && label != LAPI_NAME_B_ORG &&
           label != LAPI_NAME_B_LOC && name_type(label) == name_type(t->name[first]);
}

static const char *mention_type(const lapi_mention *m)
{
    if (m->kind == LAPI_MENTION_ADJECTIVE && m->place != LAPI_NONE)
        return "LOC"; /* "U.S." in "U.S. troops" */
    if (m->kind != LAPI_MENTION_NAME)
        return NULL;
    return m->type == LAPI_TYPE_PER   ? "PER"
           : m->type == LAPI_TYPE_ORG ? "ORG"
           : m->type == LAPI_TYPE_LOC ? "LOC"
                                      : NULL;
}

/* "Gaza Strip" of "the Gaza Strip": the article in small letters is no part of it. */
static lapi_span without_article(const lapi_doc *doc, lapi_span span)
{
    if (span.end - span.begin > 4 && memcmp(doc->text + span.begin, "the ", 4) == 0)
        span.begin += 4;
    return span;
}

/* Names as the mentions have them: labels corrected by registers and by the text. */
static void write_mention_names(lapi_json *json, const lapi_view *view)
{
    const lapi_mentions *all = &view->doc->mentions;
    for (uint32_t i = 0; i < all->count; i++) {
        const char *type = mention_type(&all->at[i]);
        if (!type)
            continue;
        lapi_json_open(json, '{');
        write_offsets(json, view, without_article(view->doc, all->at[i].span));
        lapi_json_key(json, "type");
        lapi_json_str(json, type);
        lapi_json_close(json, '}');
    }
}

static void write_names(lapi_json *json, const lapi_view *view)
{
    const lapi_tokens *t = &view->doc->tokens;
    uint32_t w = 0;
    if (view->doc->mentions.count) {
        write_mention_names(json, view);
        return;
    }
    while (t->name && w < t->count) {
        uint32_t first = w++;
        if (t->name[first] == LAPI_NAME_O)
            continue;
        while (w < t->count && continues(t, w, first))
            w++;
        lapi_json_open(json, '{');
        write_offsets(json, view, lapi_doc_words(view->doc, first, w));
        lapi_json_key(json, "type");
        lapi_json_str(json, name_type(t->name[first]));
        lapi_json_close(json, '}');
    }
}

static void write_entities(lapi_json *json, const lapi_view *view)
{
    static const char *const kinds[] = {"name", "nominal", "pron", "name"};
    static const char *const types[] = {"", "PER", "ORG", "LOC"};
    const lapi_mentions *mentions = &view->doc->mentions;
    for (uint32_t m = 0; m < mentions->count; m++) {
        const lapi_mention *mention = &mentions->at[m];
        lapi_json_open(json, '{');
        write_offsets(json, view, mention->span);
        lapi_json_key(json, "kind");
        lapi_json_str(json, kinds[mention->kind & 3]);
        lapi_json_pair(json, "type", lapi_slice_str(types[mention->type & 3]));
        lapi_json_key(json, "cluster");
        lapi_json_u64(json, mention->cluster);
        lapi_json_pair(json, "country", lapi_slice_str(mention->actor.country));
        lapi_json_pair(json, "sector", lapi_slice_str(mention->actor.sector));
        lapi_json_pair(json, "name", mention->actor.name);
        lapi_json_close(json, '}');
    }
}

static void write_times(lapi_json *json, const lapi_view *view)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    for (uint32_t i = 0; i < view->doc->times.count; i++) {
        const lapi_when *when = &view->doc->times.at[i];
        lapi_json_open(json, '{');
        write_offsets(json, view, when->span);
        lapi_json_key(json, "type");
        lapi_json_str(json, types[when->type & 3]);
        lapi_json_pair(json, "value", when->value);
        lapi_json_close(json, '}');
    }
}

static void write_place(lapi_json *json, const lapi_view *view, const lapi_place *place)
{
    lapi_json_open(json, '{');
    write_offsets(json, view, place->span);
    lapi_json_pair(json, "name", place->name);
    if (place->has_point) {
        lapi_record_degrees(json, "lat", place->lat_e4);
        lapi_record_degrees(json, "lon", place->lon_e4);
    }
    if (place->geonameid) {
        lapi_json_key(json, "geonameid");
        lapi_json_u64(json, place->geonameid);
    }
    lapi_json_pair(json, "country", lapi_slice_str(place->country));
    lapi_json_pair(json, "cc", lapi_slice_str(place->cc));
    lapi_json_pair(json, "admin1", place->admin1);
    if (place->fclass && place->fclass != '?')
        lapi_json_pair(json, "fclass", lapi_slice_of(&place->fclass, 1));
    lapi_json_close(json, '}');
}

static void write_places(lapi_json *json, const lapi_view *view)
{
    for (uint32_t i = 0; i < view->doc->places.count; i++)
        if (view->doc->places.at[i].is_name)
            write_place(json, view, &view->doc->places.at[i]);
}

static void write_quantities(lapi_json *json, const lapi_view *view)
{
    for (uint32_t i = 0; i < view->doc->quantities.count; i++) {
        const lapi_quantity *quantity = &view->doc->quantities.at[i];
        lapi_json_open(json, '{');
        write_offsets(json, view, quantity->span);
        lapi_json_key(json, "what");
        lapi_json_str(json, lapi_quantity_what_name(quantity->what));
        lapi_amount amount = lapi_view_amount(view, quantity);
        lapi_record_amount(json, &amount);
        lapi_json_close(json, '}');
    }
}

static void write_spans(lapi_json *json, const lapi_view *view, const char *key,
                        const lapi_spans *spans)
{
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < spans->count; i++) {
        lapi_json_open(json, '[');
        lapi_json_u64(json, lapi_view_point(view, spans->at[i].begin));
        lapi_json_u64(json, lapi_view_point(view, spans->at[i].end));
        lapi_json_close(json, ']');
    }
    lapi_json_close(json, ']');
}

/* What somebody says inside another's words is that other's content and has no item of
 * its own here; records name both. */
static void write_sources(lapi_json *json, const lapi_view *view)
{
    for (uint32_t i = 0; i < view->doc->attributions.count; i++) {
        const lapi_attribution *attribution = &view->doc->attributions.at[i];
        if (attribution->outer != LAPI_NONE)
            continue;
        lapi_json_open(json, '{');
        write_spans(json, view, "source", &attribution->source);
        write_spans(json, view, "cue", &attribution->cue);
        write_spans(json, view, "content", &attribution->content);
        lapi_json_close(json, '}');
    }
}

static void write_facts(lapi_json *json, const lapi_view *view)
{
    for (uint32_t i = 0; i < view->doc->facts.count; i++) {
        const lapi_fact *fact = &view->doc->facts.at[i];
        lapi_json_open(json, '{');
        write_offsets(json, view,
                      lapi_doc_words(view->doc, fact->word, fact->word + 1));
        lapi_json_key(json, "fact");
        lapi_json_decimal(json, (double)fact->fact_e2 / 100, 2);
        lapi_json_key(json, "realis");
        lapi_json_str(json, lapi_realis_name(fact->realis));
        lapi_json_close(json, '}');
    }
}

static void write_events(lapi_json *json, const lapi_view *view)
{
    for (uint32_t r = 0; r < view->report.record_count; r++)
        lapi_record_json(json, &view->report, &view->report.records[r]);
}

/* The captions that the input named as such. */
static void write_captions(lapi_json *json, const lapi_view *view)
{
    const lapi_doc *doc = view->doc;
    if (!doc->caption_count)
        return;
    lapi_json_key(json, "captions");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < doc->caption_count; i++) {
        lapi_json_open(json, '{');
        write_offsets(json, view, doc->captions[i]);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

/* Where the document's record of WARC stands in its file. */
static void write_origin(lapi_json *json, const lapi_doc *doc)
{
    if (!doc->origin_bytes && !doc->origin_offset)
        return;
    lapi_json_key(json, "origin");
    lapi_json_open(json, '{');
    lapi_json_key(json, "offset");
    lapi_json_u64(json, doc->origin_offset);
    if (doc->origin_bytes) {
        lapi_json_key(json, "bytes");
        lapi_json_u64(json, doc->origin_bytes);
    }
    lapi_json_close(json, '}');
}

static void write_head(lapi_json *json, const lapi_view *view)
{
    const lapi_doc *doc = view->doc;
    lapi_json_key(json, "id");
    lapi_json_slice(json, doc->id);
    lapi_record_day(json, "date", doc->date);
    lapi_json_key(json, "anchor");
    lapi_json_str(json, lapi_anchor_name(doc->anchor));
    lapi_json_pair(json, "language", doc->language);
    lapi_json_pair(json, "url", doc->url);
    lapi_json_pair(json, "source", doc->publisher);
    write_origin(json, doc);
    lapi_json_pair(json, "coder", view->coder);
    lapi_json_key(json, "text");
    lapi_json_slice(json, lapi_slice_of(doc->text, doc->text_bytes));
    write_captions(json, view);
}

void lapi_view_layers(const lapi_view *view, uint32_t layers, lapi_buffer *out)
{
    static void (*const writers[])(lapi_json *, const lapi_view *) = {
        write_sentences, write_tokens,     write_names,   write_entities, write_times,
        write_places,    write_quantities, write_sources, write_facts,    write_events,
    };
    lapi_json json = {.out = out};
    lapi_json_open(&json, '{');
    write_head(&json, view);
    for (unsigned layer = 0; layer < LAPI_LAYER_COUNT; layer++) {
        if (!(layers >> layer & 1))
            continue;
        lapi_json_key(&json, lapi_layer_name(layer));
        lapi_json_open(&json, '[');
        writers[layer](&json, view);
        lapi_json_close(&json, ']');
    }
    lapi_json_close(&json, '}');
    lapi_buffer_byte(out, '\n');
}
