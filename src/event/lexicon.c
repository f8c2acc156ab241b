#include "event/lexicon.h"

#include "base/hash.h"
#include "base/status.h"
#include "data/names.h"

#include <stdlib.h>

/* Growing arrays while the tables are read. */
enum { KNOWN_CELLS = 128 };

/* A cell of slots that has been read: most rows say what many others say. */
typedef struct known_slots {
    lapi_slice text; /* compared by place: equal cells of a pack are one string */
    lapi_slots slots;
} known_slots;

typedef struct builder {
    lapi_event_lexicon *lex;
    known_slots known[KNOWN_CELLS];
    uint32_t sense_room, cond_room, value_room, slot_room;
    lap_error *error;
    uint32_t row;
} builder;

static bool make_room(void **items, uint32_t *room, uint32_t count, size_t size)
{
    if (count < *room)
        return true;
    uint32_t more = *room ? *room * 2 : 256;
    void *p = realloc(*items, (size_t)more * size);
    if (!p)
        return false;
    *items = p;
    *room = more;
    return true;
}

static lap_status bad_row(builder *b, const char *what, lapi_slice text)
{
    return lapi_fail(b->error, LAP_BAD_MODEL, b->row, "lexicon row %u: %s '%.*s'",
                     b->row, what, (int)(text.bytes < 60 ? text.bytes : 60),
                     text.at ? text.at : "");
}

static bool starts_with(lapi_slice s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.bytes >= n && memcmp(s.at, prefix, n) == 0;
}

static lapi_slice drop_front(lapi_slice s, uint32_t n)
{
    return lapi_slice_of(s.at + n, s.bytes - n);
}

static bool parse_step(lapi_slice text, bool inner, lapi_step *out)
{
    static const struct {
        const char *name;
        uint8_t kind;
    } plain[] = {
        {"subj", LAPI_SLOT_SUBJ},
        {"obj", LAPI_SLOT_OBJ},
        {"iobj", LAPI_SLOT_IOBJ},
        {"poss", LAPI_SLOT_POSS},
        {"of", LAPI_SLOT_OF},
        {"by", LAPI_SLOT_BY},
        {"compound", LAPI_SLOT_COMPOUND},
        {"amod", LAPI_SLOT_AMOD},
        {"ccomp", LAPI_SLOT_CCOMP},
        {"xcomp", LAPI_SLOT_XCOMP},
        {"agent", LAPI_SLOT_AGENT},
        {"self", LAPI_SLOT_SELF},
    };
    *out = (lapi_step){0};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (lapi_slice_is(text, plain[i].name)) {
            out->kind = plain[i].kind;
            return inner || out->kind != LAPI_SLOT_AGENT;
        }
    uint32_t skip = starts_with(text, "obl:") ? 4 : starts_with(text, "nmod:") ? 5 : 0;
    if (skip && text.bytes > skip) {
        out->kind = LAPI_SLOT_OBL;
        out->prep = lapi_know_key(drop_front(text, skip));
        return out->prep != 0;
    }
    unsigned rel = lapi_rel_find(text.at, text.bytes);
    out->kind = LAPI_SLOT_REL;
    out->rel = (uint8_t)rel;
    return rel < LAPI_REL_COUNT;
}

/* "obj.obl:on" */
static bool parse_slot(lapi_slice text, lapi_slot *out)
{
    *out = (lapi_slot){0};
    lapi_slice piece;
    while (lapi_slice_cut(&text, '.', &piece)) {
        if (out->steps == LAPI_SLOT_STEPS ||
            !parse_step(piece, out->steps > 0, &out->step[out->steps]))
            return false;
        out->steps++;
    }
    return out->steps > 0;
}

/* "subj|poss+obl:with" */
static lap_status parse_slots(builder *b, lapi_slice text, lapi_slots *out)
{
    lapi_event_lexicon *lex = b->lex;
    out->first = lex->slot_count;
    out->count = 0;
    bool joined = false;
    if (lapi_slice_is(text, "none")) /* the row takes back the frame's slots */
        return LAP_OK;
    for (uint32_t at = 0; at < text.bytes;) {
        uint32_t end = at;
        while (end < text.bytes && text.at[end] != '|' && text.at[end] != '+')
            end++;
        if (!make_room((void **)&lex->slots, &b->slot_room, lex->slot_count,
                       sizeof *lex->slots))
            return LAP_NO_MEMORY;
        lapi_slot slot;
        if (!parse_slot(lapi_slice_of(text.at + at, end - at), &slot))
            return bad_row(b, "unknown slot in", text);
        slot.joined = joined;
        lex->slots[lex->slot_count++] = slot;
        joined = end < text.bytes && text.at[end] == '+';
        at = end + 1;
    }
    out->count = lex->slot_count - out->first;
    return LAP_OK;
}

static lap_status add_slots(builder *b, lapi_slice text, lapi_slots *out)
{
    known_slots *known = &b->known[((uintptr_t)text.at ^ text.bytes) % KNOWN_CELLS];
    if (text.bytes && known->text.at == text.at && known->text.bytes == text.bytes) {
        *out = known->slots;
        return LAP_OK;
    }
    lap_status status = parse_slots(b, text, out);
    if (status == LAP_OK)
        *known = (known_slots){text, *out};
    return status;
}

static lap_status add_value(builder *b, lapi_slice text)
{
    static const char *const words[] = {"actor", "place", "org", "person", "several"};
    lapi_event_lexicon *lex = b->lex;
    if (!make_room((void **)&lex->values, &b->value_room, lex->value_count,
                   sizeof *lex->values))
        return LAP_NO_MEMORY;
    lapi_value v = {.kind = LAPI_VALUE_LEMMA};
    for (uint8_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lapi_slice_is(text, words[i]))
            v.kind = (uint8_t)(LAPI_VALUE_ACTOR + i);
    if (starts_with(text, "@")) {
        v.kind = LAPI_VALUE_CLASS;
        text = drop_front(text, 1);
    }
    v.key = lapi_know_key(text);
    if (v.key == 0)
        return bad_row(b, "empty value", text);
    lex->values[lex->value_count++] = v;
    return LAP_OK;
}

/* "!obj", "obj", "obj=@weapon|gun", "obj!=@game" */
static lap_status add_cond(builder *b, lapi_slice text, bool is_trigger)
{
    lapi_event_lexicon *lex = b->lex;
    if (!make_room((void **)&lex->conds, &b->cond_room, lex->cond_count,
                   sizeof *lex->conds))
        return LAP_NO_MEMORY;
    lapi_cond c = {.test = LAPI_TEST_EXISTS, .is_trigger = is_trigger};
    lapi_slice slot = text, values = {NULL, 0};
    const char *equal = memchr(text.at, '=', text.bytes);
    if (equal) {
        slot.bytes = (uint32_t)(equal - text.at);
        values = drop_front(text, slot.bytes + 1);
        c.test = LAPI_TEST_IS;
        if (slot.bytes && slot.at[slot.bytes - 1] == '!') {
            slot.bytes--;
            c.test = LAPI_TEST_IS_NOT;
        } else if (slot.bytes && slot.at[0] == '!') {
            slot = drop_front(slot, 1);
            c.test = LAPI_TEST_IS_NOT;
        }
    } else if (starts_with(text, "!")) {
        slot = drop_front(text, 1);
        c.test = LAPI_TEST_ABSENT;
    }
    lap_status status = add_slots(b, slot, &c.slots);
    if (status != LAP_OK)
        return status;
    c.first_value = lex->value_count;
    lapi_slice piece;
    while (status == LAP_OK && lapi_slice_cut(&values, '|', &piece))
        status = add_value(b, piece);
    c.value_count = lex->value_count - c.first_value;
    lex->conds[lex->cond_count++] = c;
    return status;
}

static lap_status add_conds(builder *b, lapi_slice rest, bool is_trigger)
{
    lapi_slice piece;
    lap_status status = LAP_OK;
    while (status == LAP_OK && lapi_slice_cut(&rest, ' ', &piece))
        if (piece.bytes)
            status = add_cond(b, piece, is_trigger);
    return status;
}

static uint8_t parse_flags(lapi_slice rest)
{
    static const struct {
        const char *name;
        uint8_t flag;
    } names[] = {
        {"recip", LAPI_FLAG_RECIP}, {"last", LAPI_FLAG_LAST}, {"only", LAPI_FLAG_ONLY}};
    uint8_t flags = 0;
    for (uint32_t at = 0; at < rest.bytes;) {
        uint32_t end = at;
        while (end < rest.bytes && rest.at[end] != ' ' && rest.at[end] != '|')
            end++;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (lapi_slice_is(lapi_slice_of(rest.at + at, end - at), names[i].name))
                flags |= names[i].flag;
        at = end + 1;
    }
    return flags;
}

static uint8_t parse_status(lapi_slice text)
{
    unsigned status = lapi_name_find(lapi_status_word, LAPI_STATUS_COUNT, text);
    return status < LAPI_STATUS_COUNT ? (uint8_t)status : LAPI_STATUS_ACTUAL;
}

/* The lexicon's own cell, else the frame's. */
static lapi_slice cell_or_frame(const builder *b, unsigned column, uint32_t frame_row,
                                unsigned frame_column)
{
    const lapi_table *lexicon = lapi_know_table(b->lex->know, LAPI_TABLE_LEXICON);
    const lapi_table *frames = lapi_know_table(b->lex->know, LAPI_TABLE_FRAMES);
    lapi_slice cell = lapi_table_cell(lexicon, b->row, column);
    if (cell.bytes || frame_row == LAPI_NONE)
        return cell;
    return lapi_table_cell(frames, frame_row, frame_column);
}

static uint32_t find_frame(const builder *b, lapi_slice name)
{
    uint32_t row;
    const lapi_table *frames = lapi_know_table(b->lex->know, LAPI_TABLE_FRAMES);
    return lapi_table_code(frames, LAPI_FRAMES_FRAME, name, &row) ? row : LAPI_NONE;
}

static lap_status fill_result(builder *b, uint32_t frame, lapi_sense *s)
{
    lapi_slice event = cell_or_frame(b, LAPI_LEXICON_EVENT, frame, LAPI_FRAMES_EVENT);
    lapi_slice cameo = cell_or_frame(b, LAPI_LEXICON_CAMEO, frame, LAPI_FRAMES_CAMEO);
    s->type = (uint8_t)lapi_event_find(event);
    if (s->type == LAPI_EVENT_TYPES && !lapi_slice_is(event, "NONE"))
        return bad_row(b, "unknown event type", event);
    /* A row that overrides the event starts with no mode. */
    bool own = lapi_table_cell(lapi_know_table(b->lex->know, LAPI_TABLE_LEXICON),
                               b->row, LAPI_LEXICON_EVENT)
                   .bytes > 0;
    s->mode =
        cell_or_frame(b, LAPI_LEXICON_MODE, own ? LAPI_NONE : frame, LAPI_FRAMES_MODE);
    if (lapi_slice_is(s->mode, "none"))
        s->mode = LAPI_S("");
    if (cameo.bytes > 4)
        return bad_row(b, "CAMEO code of over four digits", cameo);
    memcpy(s->cameo, cameo.at, cameo.bytes);
    lapi_slice flags = lapi_table_cell(
        lapi_know_table(b->lex->know, LAPI_TABLE_LEXICON), b->row, LAPI_LEXICON_FLAGS);
    s->flags = parse_flags(flags);
    if (frame != LAPI_NONE && !lapi_slice_is(flags, "none"))
        s->flags |= parse_flags(
            lapi_table_cell(lapi_know_table(b->lex->know, LAPI_TABLE_FRAMES), frame,
                            LAPI_FRAMES_FLAGS));
    s->status =
        parse_status(cell_or_frame(b, LAPI_LEXICON_STATUS, frame, LAPI_FRAMES_STATUS));
    lap_status status = add_slots(
        b, cell_or_frame(b, LAPI_LEXICON_ACTOR, frame, LAPI_FRAMES_ACTOR), &s->actor);
    if (status == LAP_OK)
        status = add_slots(
            b, cell_or_frame(b, LAPI_LEXICON_RECIPIENT, frame, LAPI_FRAMES_RECIPIENT),
            &s->recipient);
    if (status == LAP_OK && frame != LAPI_NONE)
        status =
            add_slots(b,
                      lapi_table_cell(lapi_know_table(b->lex->know, LAPI_TABLE_FRAMES),
                                      frame, LAPI_FRAMES_PLACE),
                      &s->place);
    return status;
}

static lap_status add_sense(builder *b)
{
    lapi_event_lexicon *lex = b->lex;
    const lapi_table *lexicon = lapi_know_table(lex->know, LAPI_TABLE_LEXICON);
    if (!make_room((void **)&lex->senses, &b->sense_room, lex->sense_count,
                   sizeof *lex->senses))
        return LAP_NO_MEMORY;
    lapi_slice trigger = lapi_table_cell(lexicon, b->row, LAPI_LEXICON_TRIGGER);
    lapi_slice pos = lapi_table_cell(lexicon, b->row, LAPI_LEXICON_POS);
    lapi_slice frame_name = lapi_table_cell(lexicon, b->row, LAPI_LEXICON_FRAME);
    lapi_slice head;
    if (!lapi_slice_cut(&trigger, ' ', &head))
        return bad_row(b, "no trigger", trigger);
    lapi_sense s = {.head = lapi_know_key(head), .row = b->row};
    s.pos = (uint8_t)lapi_upos_find(pos.at, pos.bytes);
    if (s.head == 0 || s.pos == LAPI_UPOS_COUNT)
        return bad_row(b, "bad trigger or part of speech", head);
    uint32_t frame = frame_name.bytes ? find_frame(b, frame_name) : LAPI_NONE;
    if (frame_name.bytes && frame == LAPI_NONE)
        return bad_row(b, "unknown frame", frame_name);
    s.first_cond = lex->cond_count;
    lap_status status = add_conds(b, trigger, true);
    if (status == LAP_OK)
        status =
            add_conds(b, lapi_table_cell(lexicon, b->row, LAPI_LEXICON_WHEN), false);
    s.cond_count = lex->cond_count - s.first_cond;
    if (status == LAP_OK)
        status = fill_result(b, frame, &s);
    if (status == LAP_OK)
        lex->senses[lex->sense_count++] = s;
    return status;
}

static int by_head(const void *x, const void *y)
{
    const lapi_sense *a = x, *b = y;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static uint32_t power_of_two(uint32_t at_least)
{
    uint32_t n = 16;
    while (n < at_least)
        n *= 2;
    return n;
}

static lap_status index_senses(lapi_event_lexicon *lex)
{
    qsort(lex->senses, lex->sense_count, sizeof *lex->senses, by_head);
    uint32_t size = power_of_two(lex->sense_count * 2);
    lex->bucket = malloc(size * sizeof *lex->bucket);
    if (!lex->bucket)
        return LAP_NO_MEMORY;
    lex->bucket_mask = size - 1;
    memset(lex->bucket, 0xff, size * sizeof *lex->bucket);
    for (uint32_t i = 0; i < lex->sense_count; i++) {
        if (i && lex->senses[i].head == lex->senses[i - 1].head)
            continue;
        uint32_t at = (uint32_t)lapi_hash_mix(lex->senses[i].head) & lex->bucket_mask;
        while (lex->bucket[at] != LAPI_NONE)
            at = (at + 1) & lex->bucket_mask;
        lex->bucket[at] = i;
    }
    return LAP_OK;
}

static uint64_t member_hash(uint64_t class_key, uint64_t phrase_key)
{
    uint64_t h = lapi_hash_mix(class_key ^ lapi_hash_mix(phrase_key));
    return h ? h : 1;
}

static uint32_t count_words(const lapi_table *classes)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < lapi_table_rows(classes); row++) {
        lapi_slice rest = lapi_table_cell(classes, row, LAPI_CLASSES_WORDS), piece;
        while (lapi_slice_cut(&rest, '|', &piece))
            n++;
    }
    return n;
}

static void index_words(lapi_event_lexicon *lex, const lapi_table *table)
{
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        uint64_t class_key =
            lapi_know_key(lapi_table_cell(table, row, LAPI_CLASSES_CLASS));
        lapi_slice rest = lapi_table_cell(table, row, LAPI_CLASSES_WORDS), piece;
        while (lapi_slice_cut(&rest, '|', &piece)) {
            uint64_t h = member_hash(class_key, lapi_know_key(piece));
            uint32_t at = (uint32_t)h & lex->member_mask;
            while (lex->members[at] && lex->members[at] != h)
                at = (at + 1) & lex->member_mask;
            lex->members[at] = h;
        }
    }
}

_Static_assert(LAPI_CLASSES_CLASS == (int)LAPI_EVENT_WORDS_CLASS &&
                   LAPI_CLASSES_WORDS == (int)LAPI_EVENT_WORDS_WORDS,
               "both tables of classes have the same columns");

static lap_status index_classes(lapi_event_lexicon *lex)
{
    const lapi_table *classes = lapi_know_table(lex->know, LAPI_TABLE_CLASSES);
    const lapi_table *own = lapi_know_table(lex->know, LAPI_TABLE_EVENT_WORDS);
    uint32_t size = power_of_two((count_words(classes) + count_words(own)) * 2);
    lex->members = calloc(size, sizeof *lex->members);
    if (!lex->members)
        return LAP_NO_MEMORY;
    lex->member_mask = size - 1;
    index_words(lex, classes);
    index_words(lex, own);
    return LAP_OK;
}

static uint64_t form_hash(unsigned upos, uint64_t form_key)
{
    uint64_t h = lapi_hash_mix(form_key ^ lapi_hash_mix(upos + 1));
    return h ? h : 1;
}

static uint32_t form_slot(const lapi_event_lexicon *lex, uint64_t h)
{
    uint32_t at = (uint32_t)h & lex->form_mask;
    while (lex->forms[2 * at] && lex->forms[2 * at] != h)
        at = (at + 1) & lex->form_mask;
    return at;
}

static lap_status index_forms(lapi_event_lexicon *lex)
{
    const lapi_table *table = lapi_know_table(lex->know, LAPI_TABLE_FORMS);
    uint32_t n = 0;
    lapi_slice piece;
    for (uint32_t row = 0; row < lapi_table_rows(table); row++)
        for (lapi_slice rest = lapi_table_cell(table, row, LAPI_FORMS_FORMS);
             lapi_slice_cut(&rest, '|', &piece);)
            n++;
    uint32_t size = power_of_two(n * 2);
    lex->forms = calloc(size, 2 * sizeof *lex->forms);
    if (!lex->forms)
        return LAP_NO_MEMORY;
    lex->form_mask = size - 1;
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        lapi_slice pos = lapi_table_cell(table, row, LAPI_FORMS_POS);
        unsigned upos = lapi_upos_find(pos.at, pos.bytes);
        uint64_t lemma = lapi_know_key(lapi_table_cell(table, row, LAPI_FORMS_LEMMA));
        for (lapi_slice rest = lapi_table_cell(table, row, LAPI_FORMS_FORMS);
             lapi_slice_cut(&rest, '|', &piece);) {
            uint64_t h = form_hash(upos, lapi_know_key(piece));
            uint32_t at = form_slot(lex, h);
            lex->forms[2 * at] = h;
            lex->forms[2 * at + 1] = lemma;
        }
    }
    return LAP_OK;
}

uint64_t lapi_event_lexicon_lemma(const lapi_event_lexicon *lexicon, unsigned upos,
                                  uint64_t form_key)
{
    if (!lexicon || !lexicon->forms)
        return 0;
    return lexicon->forms[2 * form_slot(lexicon, form_hash(upos, form_key)) + 1];
}

lap_status lapi_event_lexicon_new(const lapi_know *know, lapi_event_lexicon **out,
                                  lap_error *error)
{
    lapi_event_lexicon *lex = calloc(1, sizeof *lex);
    if (!lex)
        return LAP_NO_MEMORY;
    lex->know = know;
    builder b = {.lex = lex, .error = error};
    lap_status status = LAP_OK;
    uint32_t rows = lapi_table_rows(lapi_know_table(know, LAPI_TABLE_LEXICON));
    for (; status == LAP_OK && b.row < rows; b.row++)
        status = add_sense(&b);
    if (status == LAP_OK)
        status = index_senses(lex);
    if (status == LAP_OK)
        status = index_classes(lex);
    if (status == LAP_OK)
        status = index_forms(lex);
    if (status == LAP_OK)
        *out = lex;
    else
        lapi_event_lexicon_free(lex);
    return status;
}

void lapi_event_lexicon_free(lapi_event_lexicon *lexicon)
{
    if (!lexicon)
        return;
    free(lexicon->senses);
    free(lexicon->conds);
    free(lexicon->values);
    free(lexicon->slots);
    free(lexicon->bucket);
    free(lexicon->members);
    free(lexicon->forms);
    free(lexicon);
}

uint32_t lapi_event_lexicon_senses(const lapi_event_lexicon *lexicon, uint64_t head,
                                   uint32_t *first)
{
    if (!lexicon->bucket || head == 0)
        return 0;
    uint32_t at = (uint32_t)lapi_hash_mix(head) & lexicon->bucket_mask;
    while (lexicon->bucket[at] != LAPI_NONE &&
           lexicon->senses[lexicon->bucket[at]].head != head)
        at = (at + 1) & lexicon->bucket_mask;
    if (lexicon->bucket[at] == LAPI_NONE)
        return 0;
    uint32_t i = *first = lexicon->bucket[at];
    while (i < lexicon->sense_count && lexicon->senses[i].head == head)
        i++;
    return i - *first;
}

bool lapi_event_lexicon_in_class(const lapi_event_lexicon *lexicon, uint64_t class_key,
                                 uint64_t phrase_key)
{
    uint64_t h = member_hash(class_key, phrase_key);
    uint32_t at = (uint32_t)h & lexicon->member_mask;
    while (lexicon->members[at] && lexicon->members[at] != h)
        at = (at + 1) & lexicon->member_mask;
    return lexicon->members[at] == h;
}
