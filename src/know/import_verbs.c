/* Verbs: sets of words become classes, verbs and their patterns senses. */
#include "know/import.h"

/* The verbs of a block, which its patterns are of. */
typedef struct block {
    lapi_slice verbs[LAPI_IMPORT_NAMES_MAX];
    uint32_t count;
    lapi_slice code; /* of verbs that have none */
    bool has_header, has_pattern;
} block;

/* A pattern as conditions of a trigger: " obj=@x-goods obl:to=town". */
typedef struct pattern {
    lapi_buffer conditions;
    lapi_slice prep;      /* what a noun or the target stands behind */
    lapi_slice recipient; /* the preposition of the target */
    lapi_slice noun[4];   /* words of a noun under way */
    uint32_t noun_count;
    bool before_verb, to, fails;
} pattern;

static void add_lower(lapi_buffer *out, lapi_slice word)
{
    for (uint32_t i = 0; i < word.bytes; i++)
        lapi_buffer_byte(out, lapi_ascii_lower(word.at[i]));
}

static bool is_word(lapi_slice w)
{
    for (uint32_t i = 0; i < w.bytes; i++) {
        unsigned char c = (unsigned char)w.at[i];
        bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                    c == '\'' || c == '.' || c >= 0x80 || (c >= '0' && c <= '9');
        if (!fine)
            return false;
    }
    return w.bytes > 0;
}

static bool in_words(const lapi_dictionary *d, const char *class_name, lapi_slice word)
{
    return lapi_know_in_class(d->to->know, class_name, lapi_know_key(word));
}

/* The noun under way is the object, the subject, or stands behind its preposition. */
static void end_noun(pattern *p)
{
    lapi_buffer *out = &p->conditions;
    if (p->noun_count == 0)
        return;
    lapi_buffer_byte(out, ' ');
    if (p->before_verb) {
        lapi_buffer_str(out, "subj=");
    } else if (p->prep.bytes) {
        lapi_buffer_str(out, p->to ? "xcomp|obl:" : "obl:");
        add_lower(out, p->prep);
        lapi_buffer_byte(out, '=');
    } else {
        lapi_buffer_str(out, "obj=");
    }
    for (uint32_t i = 0; i < p->noun_count; i++) {
        lapi_buffer_str(out, i ? "_" : "");
        if (p->noun[i].at[0] == '&') {
            lapi_buffer_str(out, "@x-");
            add_lower(out, lapi_slice_of(p->noun[i].at + 1, p->noun[i].bytes - 1));
        } else {
            add_lower(out, p->noun[i]);
        }
    }
    p->noun_count = 0;
    p->prep = (lapi_slice){NULL, 0};
    p->to = false;
}

static void take_word(const lapi_dictionary *d, pattern *p, lapi_slice w, bool is_last)
{
    bool set = w.at[0] == '&' && is_word(lapi_slice_of(w.at + 1, w.bytes - 1));
    if (lapi_slice_is(w, "*")) {
        end_noun(p);
        p->fails |= !p->before_verb;
        p->before_verb = false;
    } else if (lapi_slice_is(w, "+") || lapi_slice_is(w, "$") ||
               lapi_slice_is(w, "%") || lapi_slice_is(w, "^")) {
        end_noun(p);
        if (w.at[0] == '+' && !p->before_verb)
            p->recipient = p->prep;
        p->prep = (lapi_slice){NULL, 0};
    } else if (!set && !is_word(w)) {
        p->fails = true;
    } else if (!set && !p->before_verb && in_words(d, "verb_particle", w) &&
               (is_last || !in_words(d, "import_preposition", w))) {
        end_noun(p);
        lapi_buffer_str(&p->conditions, " compound:prt|advmod=");
        add_lower(&p->conditions, w);
    } else if (!set && in_words(d, "import_preposition", w)) {
        end_noun(p);
        p->fails |= p->before_verb;
        p->prep = w;
        p->to = lapi_know_key(w) == lapi_know_key(LAPI_S("to"));
    } else if (p->noun_count == 4 || (set && p->noun_count > 0)) {
        p->fails = true;
    } else {
        p->noun[p->noun_count++] = w;
    }
}

/* Reads "* &GOODS TO +"; false when our terms have no word for it. */
static bool read_pattern(const lapi_dictionary *d, lapi_slice text, pattern *p)
{
    p->before_verb = true;
    for (uint32_t at = 0; at < text.bytes && !p->fails;) {
        uint32_t end = at;
        while (end < text.bytes && !strchr(" _\t(){}", text.at[end]))
            end++;
        uint32_t after = end;
        while (after < text.bytes && strchr(" _\t(){}", text.at[after]))
            after++;
        if (end > at)
            take_word(d, p, lapi_slice_of(text.at + at, end - at), after == text.bytes);
        at = after > end ? after : end + (end == at);
    }
    if (p->noun_count == 0 && p->prep.bytes && !p->recipient.bytes)
        p->fails = true; /* a preposition of nothing */
    end_noun(p);
    return !p->fails && !p->before_verb;
}

/* The frame of a CAMEO code: the first with it, else with as many of its digits as
 * there are; LAPI_NONE if even the class is unknown. */
static uint32_t frame_of(const lapi_dictionary *d, lapi_slice code)
{
    const lapi_table *t = lapi_know_table(d->to->know, LAPI_TABLE_FRAMES);
    for (; code.bytes >= 2; code.bytes--) {
        lapi_slice want = code;
        for (uint32_t row = 0; row < lapi_table_rows(t); row++) {
            lapi_slice have = lapi_table_cell(t, row, LAPI_FRAMES_CAMEO);
            bool same = lapi_slice_equal(have, want) ||
                        (want.bytes == 2 && have.bytes == 3 && have.at[2] == '0' &&
                         memcmp(have.at, want.at, 2) == 0);
            if (same)
                return row;
        }
    }
    return LAPI_NONE;
}

/* "012" says that somebody comments: no event of ours. */
static bool is_comment(lapi_slice code)
{
    return lapi_slice_is(code, "---") ||
           (code.bytes >= 2 && code.at[0] == '0' && code.at[1] == '1');
}

static bool is_code(lapi_slice code)
{
    if (lapi_slice_is(code, "---"))
        return true;
    for (uint32_t i = 0; i < code.bytes; i++)
        if (code.at[i] < '0' || code.at[i] > '9')
            return false;
    if (code.bytes < 2 || code.bytes > 4)
        return false;
    int class_number = (code.at[0] - '0') * 10 + code.at[1] - '0';
    return class_number >= 1 && class_number <= 20;
}

/* One row: verb, its own further words ("BREAK_OFF"), the pattern's. */
static void write_sense(const lapi_dictionary *d, lapi_slice verb, lapi_slice code,
                        const pattern *p, uint32_t frame)
{
    lapi_buffer *out = &d->to->rows[LAPI_IMPORT_LEXICON];
    const lapi_table *frames = lapi_know_table(d->to->know, LAPI_TABLE_FRAMES);
    lapi_slice rest = verb, word;
    for (uint32_t n = 0; lapi_slice_cut(&rest, '_', &word); n++) {
        if (word.bytes && n > 0)
            lapi_buffer_str(out, in_words(d, "verb_particle", word)
                                     ? " compound:prt|advmod="
                                     : " obj=");
        add_lower(out, word);
    }
    if (p)
        lapi_buffer_add(out, p->conditions.at, p->conditions.bytes);
    lapi_buffer_str(out, "\tVERB\t");
    lapi_buffer_slice(out, frame == LAPI_NONE
                               ? LAPI_S("none-report")
                               : lapi_table_cell(frames, frame, LAPI_FRAMES_FRAME));
    lapi_buffer target = {0};
    if (p && p->recipient.bytes) {
        lapi_buffer_str(&target, "obl:");
        add_lower(&target, p->recipient);
    } else {
        lapi_buffer_byte(&target, '-');
    }
    lapi_buffer_byte(out, '\t');
    lapi_buffer_add(out, target.at, target.bytes);
    lapi_buffer_str(out, "\t-\t-\t");
    lapi_buffer_slice(out, frame == LAPI_NONE ? LAPI_S("-") : code);
    lapi_buffer_str(out, "\t-\t");
    lapi_buffer_add(out, target.at, target.bytes);
    out->failed |= target.failed;
    lapi_buffer_clear(&target);
    lapi_buffer_str(out, "\t-\t-\t");
    for (uint32_t i = 0; i < d->line.bytes; i++)
        lapi_buffer_byte(out, d->line.at[i] == '\t' ? ' ' : d->line.at[i]);
    lapi_buffer_byte(out, '\n');
}

/* "[345:346]" is of both sides; ours is the first. */
static bool take_code(const lapi_dictionary *d, lapi_slice *text, lapi_slice *code)
{
    lapi_slice inner;
    if (!lapi_dictionary_group(text, '[', ']', &inner))
        return false;
    lapi_slice_cut(&inner, ':', code);
    *code = lapi_slice_trim(*code);
    if (code->bytes && !is_code(*code))
        lapi_dictionary_fault(d, "no CAMEO code", *code);
    return code->bytes && is_code(*code);
}

static void take_pattern(const lapi_dictionary *d, block *b)
{
    lapi_slice text = lapi_slice_of(d->line.at + 1, d->line.bytes - 1), code;
    pattern p = {0};
    b->has_pattern = true;
    if (!memchr(text.at, '[', text.bytes)) {
        lapi_dictionary_fault(d, "no code in", d->line);
        return;
    }
    if (!take_code(d, &text, &code))
        return;
    uint32_t frame = is_comment(code) ? LAPI_NONE : frame_of(d, code);
    if (b->count == 0)
        lapi_dictionary_fault(d, "no verb before", d->line);
    else if (!read_pattern(d, text, &p))
        lapi_dictionary_fault(d, "pattern not read", text);
    else
        for (uint32_t i = 0; i < b->count; i++)
            write_sense(d, b->verbs[i], code, &p, frame);
    lapi_buffer_clear(&p.conditions);
}

static void take_verb(const lapi_dictionary *d, block *b)
{
    lapi_slice text = d->line, code = b->code, forms;
    bool has_code = memchr(text.at, '[', text.bytes) != NULL;
    if (has_code && !take_code(d, &text, &code))
        return;
    lapi_dictionary_group(&text, '{', '}', &forms); /* our reader knows lemmas */
    while (text.bytes && text.at[text.bytes - 1] == '_')
        text.bytes--;
    if (!b->has_header || b->has_pattern)
        b->count = 0;
    b->has_pattern = false;
    for (uint32_t i = 0; i < text.bytes; i++)
        if (text.at[i] != '_' && !is_word(lapi_slice_of(text.at + i, 1))) {
            lapi_dictionary_fault(d, "not read", d->line);
            return;
        }
    if (!text.bytes || b->count == LAPI_IMPORT_NAMES_MAX) {
        lapi_dictionary_fault(d, "not read", d->line);
        return;
    }
    b->verbs[b->count++] = text;
    if (code.bytes && !lapi_slice_is(code, "---"))
        write_sense(d, text, code, NULL,
                    is_comment(code) ? LAPI_NONE : frame_of(d, code));
}

/* "--- SELL [061] ---": a block begins. */
static void take_header(const lapi_dictionary *d, block *b)
{
    lapi_slice text = d->line, code = {NULL, 0};
    while (text.bytes && text.at[text.bytes - 1] == '-')
        text.bytes--;
    text = lapi_slice_trim(text);
    *b = (block){.has_header = true};
    if (text.bytes && memchr(text.at, '[', text.bytes) && take_code(d, &text, &code))
        b->code = code;
}

/* "&GOODS", then "+GRAIN" and so on: a class. */
static void take_set_word(const lapi_dictionary *d, bool *first)
{
    lapi_buffer *out = &d->to->rows[LAPI_IMPORT_CLASSES];
    lapi_slice word = lapi_slice_of(d->line.at + 1, d->line.bytes - 1);
    while (word.bytes && word.at[word.bytes - 1] == '_')
        word.bytes--;
    if (!word.bytes) {
        lapi_dictionary_fault(d, "not read", d->line);
        return;
    }
    lapi_buffer_byte(out, *first ? '\t' : '|');
    *first = false;
    for (uint32_t i = 0; i < word.bytes; i++) {
        char c = word.at[i] == '_' || word.at[i] == '\t' ? ' ' : word.at[i];
        lapi_buffer_byte(out, c == '|' ? '/' : lapi_ascii_lower(c));
    }
}

void lapi_import_verbs(lapi_dictionary *d)
{
    block b = {0};
    bool in_set = false, first = true;
    lapi_buffer *classes = &d->to->rows[LAPI_IMPORT_CLASSES];
    size_t set_at = 0;
    for (bool more = lapi_dictionary_next(d);; more = lapi_dictionary_next(d)) {
        char c = more ? d->line.at[0] : '\0';
        if (in_set && c != '+') {
            if (first)
                classes->bytes = set_at; /* a set of nothing */
            else
                lapi_buffer_byte(classes, '\n');
            in_set = false;
        }
        if (!more)
            return;
        if (c == '&') {
            set_at = classes->bytes;
            lapi_buffer_str(classes, "x-");
            add_lower(classes, lapi_slice_of(d->line.at + 1, d->line.bytes - 1));
            in_set = first = true;
        } else if (c == '+' && in_set) {
            take_set_word(d, &first);
        } else if (d->line.bytes > 2 && memcmp(d->line.at, "---", 3) == 0) {
            take_header(d, &b);
        } else if (c == '-') {
            take_pattern(d, &b);
        } else if (c == '+') {
            lapi_dictionary_fault(d, "no set before", d->line);
        } else {
            take_verb(d, &b);
        }
    }
}
