/* The files that the weigher of words learns from. */
#include "events_take.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Where the phrase stands for the nth time as whole words; NULL if it does not. */
static const char *find_words(const char *text, const char *phrase, int nth)
{
    size_t n = strlen(phrase);
    for (const char *at = text; n && (at = strstr(at, phrase)) != NULL; at++)
        if ((at == text || !is_letter(at[-1]) || !is_letter(*at)) &&
            !(is_letter(at[n]) && is_letter(at[n - 1])) && --nth == 0)
            return at;
    return NULL;
}

gzFile open_lines(const char *path)
{
    gzFile file = gzopen(path, "rb");
    if (!file)
        die("cannot open", path);
    return file;
}

/* Invented countries of the lexicon's examples are given real names, in turn. */
typedef struct stand_ins {
    char from[16][32], to[64][32];
    uint32_t from_count, to_count, next;
} stand_ins;

static void read_names(stand_ins *s, const char *path)
{
    char line[256];
    gzFile file = open_lines(path);
    while (gzgets(file, line, sizeof line)) {
        line[strcspn(line, "\n")] = 0;
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || !tab)
            continue;
        *tab = 0;
        if (strcmp(line, "invented") == 0 && s->from_count < 16)
            snprintf(s->from[s->from_count++], 32, "%.31s", tab + 1);
        else if (strcmp(line, "real") == 0 && s->to_count < 64)
            snprintf(s->to[s->to_count++], 32, "%.31s", tab + 1);
    }
    gzclose(file);
}

static void replace_names(stand_ins *s, const char *text, char *out, size_t room)
{
    size_t n = 0;
    s->next += 3;
    while (*text && n + 64 < room) {
        uint32_t k = 0;
        while (k < s->from_count && strncmp(text, s->from[k], strlen(s->from[k])) != 0)
            k++;
        if (k == s->from_count) {
            out[n++] = *text++;
            continue;
        }
        n += (size_t)snprintf(out + n, room - n, "%s",
                              s->to[(s->next + 7 * k) % s->to_count]);
        text += strlen(s->from[k]);
    }
    out[n] = 0;
}

static void take_lexicon(reader *r, stand_ins *names)
{
    static char text[LINE_BYTES];
    const lapi_table *table = lapi_know_table(r->know, LAPI_TABLE_LEXICON);
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        lapi_slice cell = lapi_table_cell(table, row, LAPI_LEXICON_EXAMPLE);
        if (cell.bytes == 0 || cell.bytes > 1000)
            continue;
        char line[1024];
        snprintf(line, sizeof line, "%.*s", (int)cell.bytes, cell.at);
        replace_names(names, line, text, sizeof text);
        labels l = {.lexicon_row = row, .from = FROM_LEXICON};
        take(r, text, &l);
        r->corpus->groups++;
    }
}

/* The types of a row and their triggers, parallel; NONE has none. */
static void read_row(const reader *r, const char *sentence, lapi_slice types,
                     lapi_slice triggers, labels *l)
{
    lapi_slice type, trigger;
    char phrase[256];
    *l = (labels){.from = FROM_ROWS};
    while (lapi_slice_cut(&types, '|', &type) &&
           lapi_slice_cut(&triggers, '|', &trigger)) {
        if (lapi_slice_is(type, "NONE"))
            continue;
        snprintf(phrase, sizeof phrase, "%.*s", (int)trigger.bytes, trigger.at);
        const char *at = strstr(sentence, phrase);
        if (!at)
            die("no such trigger:", sentence);
        add_mark(r, l, sentence, at, trigger.bytes, type, LAPI_S("-"), false);
    }
}

static void take_rows(reader *r, chunk *c, const char *path)
{
    static char line[LINE_BYTES];
    gzFile file = open_lines(path);
    while (gzgets(file, line, LINE_BYTES)) {
        line[strcspn(line, "\n")] = 0;
        char *sentence = strchr(line, '\t');
        char *trigger = sentence ? strchr(sentence + 1, '\t') : NULL;
        if (line[0] == '#' || strncmp(line, "label\t", 6) == 0)
            continue;
        if (!trigger)
            die("a row without three cells:", line);
        *sentence++ = 0;
        *trigger++ = 0;
        strcpy(c->line[c->count], sentence);
        read_row(r, c->line[c->count], lapi_slice_str(line), lapi_slice_str(trigger),
                 &c->of[c->count]);
        if (++c->count == CHUNK)
            take_chunk(r, c);
    }
    if (c->count)
        take_chunk(r, c);
    gzclose(file);
}

/* Cuts "a | b | c | ..." into its cells; the number of them. */
static uint32_t cut_cells(char *line, char *cell[], uint32_t most)
{
    uint32_t n = 0;
    for (char *next = line; next && n < most; n++) {
        cell[n] = next;
        next = strstr(next, " | ");
        if (next) {
            *next = 0;
            next += 3;
        }
    }
    return n;
}

/* "! near | trigger | TYPE | mode | ...": where the trigger stands in the text. */
static void take_annotation(const reader *r, labels *l, const char *text, char *line)
{
    char *cell[6];
    line[strcspn(line, "\n")] = 0;
    if (cut_cells(line + 2, cell, 6) < 4)
        die("no annotation:", line);
    const char *near = strstr(text, cell[0]);
    const char *at = near ? strstr(near, cell[1]) : NULL;
    if (!at)
        die("not in the text:", line);
    add_mark(r, l, text, at, strlen(cell[1]), lapi_slice_str(cell[2]),
             lapi_slice_str(cell[3]), line[0] == '?');
}

/* Articles of tests/devset; those that tell no event have no line of an event. */
static void take_articles(reader *r, const char *path)
{
    static char line[MARKS][LINE_BYTES], text[CHUNK * LINE_BYTES];
    static labels l;
    uint32_t lines = 0;
    gzFile file = open_lines(path);
    text[0] = 0;
    for (bool more = true; more;) {
        if (lines == MARKS)
            die("too many events:", text);
        char *next = line[lines];
        more = gzgets(file, next, LINE_BYTES);
        if (!more || strncmp(next, "## ", 3) == 0) {
            l = (labels){.from = FROM_ARTICLES};
            for (uint32_t i = 0; i < lines; i++)
                take_annotation(r, &l, text, line[i]);
            take(r, text, &l);
            r->corpus->groups++;
            lines = 0;
            text[0] = 0;
        } else if (strncmp(next, "! ", 2) == 0 || strncmp(next, "? ", 2) == 0) {
            lines++;
        } else if (strlen(text) + strlen(next) < sizeof text) {
            strcat(text, next);
        }
    }
    gzclose(file);
}

/* "trigger#2": the second of those words; which one, taken off. */
static int take_number(char *phrase)
{
    char *number = strchr(phrase, '#');
    if (number)
        *number++ = 0;
    return number ? atoi(number) : 1;
}

/* "the driver ; seven passengers": where they stand, in the sentence or before it. */
static void take_parties(char *cell, const char *text, size_t begin, stretch *who,
                         uint32_t *count)
{
    for (char *next = strcmp(cell, "-") == 0 ? NULL : cell; next && *count < PARTIES;) {
        char *phrase = next;
        next = strstr(phrase, " ; ");
        if (next) {
            *next = 0;
            next += 3;
        }
        const char *at = find_words(text + begin, phrase, take_number(phrase));
        at = at ? at : find_words(text, phrase, 1);
        if (at)
            who[(*count)++] =
                (stretch){(uint32_t)(at - text),
                          (uint32_t)(at - text) + (uint32_t)strlen(phrase)};
    }
}

/* "+ trigger#2 | TYPE.mode | actor | recipient" of the sentence at `begin`. */
static void take_telling(const reader *r, labels *l, const char *text, size_t begin,
                         char *line)
{
    char *cell[4];
    if (cut_cells(line + 2, cell, 4) != 4)
        die("no four cells:", line);
    char *mode = strchr(cell[1], '.');
    int nth = take_number(cell[0]);
    if (mode)
        *mode++ = 0;
    const char *at = find_words(text + begin, cell[0], nth);
    if (!at)
        die("no such trigger:", cell[0]);
    mark *m = add_mark(r, l, text, at, strlen(cell[0]), lapi_slice_str(cell[1]),
                       lapi_slice_str(mode ? mode : "-"), line[0] == '?');
    for (int side = 0; side < LAPI_ROLE_SIDES; side++)
        take_parties(cell[2 + side], text, begin, m->who[side], &m->who_count[side]);
}

static void take_block(reader *r, char *text, size_t bytes, const labels *l)
{
    if (bytes == 0)
        return;
    text[bytes - 1] = 0; /* what parts it from no next sentence */
    take(r, text, l);
    r->corpus->groups++;
}

/* What ends without a stop is a headline. */
void take_told(reader *r, const char *path)
{
    static char line[LINE_BYTES], text[CHUNK * LINE_BYTES];
    static labels l;
    size_t bytes = 0, begin = 0;
    gzFile file = open_lines(path);
    while (gzgets(file, line, sizeof line)) {
        size_t n = strcspn(line, "\n");
        line[n] = 0;
        if (strncmp(line, "# ", 2) == 0) {
            take_block(r, text, bytes, &l);
            l = (labels){.from = FROM_TOLD};
            bytes = 0;
        } else if (strncmp(line, "+ ", 2) == 0 || strncmp(line, "? ", 2) == 0) {
            take_telling(r, &l, text, begin, line);
        } else if (n && bytes + n + 2 < sizeof text) {
            begin = bytes;
            memcpy(text + bytes, line, n);
            bytes += n;
            text[bytes++] = strchr(".!?:;\"\x9d')", line[n - 1]) ? ' ' : '\n';
            text[bytes] = 0;
        }
    }
    take_block(r, text, bytes, &l);
    gzclose(file);
}

static bool starts_with_any(const char *id, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (strncmp(id, *prefixes, strlen(*prefixes)) == 0)
            return true;
    return false;
}

/* By the genre of EWT and GUM, those with an open licence: no political events, matches
 * that were judged one by one, or FROMS: not used. */
static uint8_t genre_of(const char *id)
{
    static const char *const none[] = {
        "reviews-",  "answers-",          "email-",      "GUM_academic_",
        "GUM_vlog_", "GUM_conversation_", "GUM_voyage_", NULL};
    static const char *const read[] = {"weblog-",        "newsgroup-", "GUM_news_",
                                       "GUM_interview_", "GUM_bio_",   "GUM_speech_",
                                       "GUM_textbook_",  "GUM_court_", NULL};
    if (starts_with_any(id, none))
        return FROM_NONE;
    return starts_with_any(id, read) ? FROM_READ : FROMS;
}

static void take_ud(reader *r, chunk *c, const char *path)
{
    static char line[LINE_BYTES], name[CHUNK][LINE_BYTES];
    uint8_t genre = FROMS;
    gzFile file = open_lines(path);
    while (gzgets(file, line, sizeof line)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "# sent_id = ", 12) == 0) {
            char *number = strrchr(line, '-'); /* the rest names the text */
            size_t text = number ? (size_t)(number - line) : strlen(line);
            if (c->count && (c->count == CHUNK || strlen(c->id) != text ||
                             strncmp(c->id, line, text) != 0))
                take_chunk(r, c);
            snprintf(c->id, sizeof c->id, "%.*s", (int)text, line);
            strcpy(name[c->count], line + 12);
            genre = genre_of(line + 12);
        }
        if (genre == FROMS || strncmp(line, "# text = ", 9) != 0)
            continue;
        strcpy(c->line[c->count], line + 9);
        c->of[c->count] = (labels){.from = genre, .sentence = {name[c->count]}};
        c->count++;
    }
    if (c->count)
        take_chunk(r, c);
    gzclose(file);
}

void examples_read(corpus *c, int count, char **argument)
{
    static stand_ins names;
    static chunk sentences;
    static reader r;
    const char *mode = "";
    open_reader(&r, c, keep_words);
    for (int i = 0; i < count; i++) {
        const char *of = argument[i];
        if (strncmp(of, "--", 2) == 0)
            mode = of;
        else if (strcmp(mode, "--vectors") == 0)
            vectors_read(&c->vectors, of);
        else if (strcmp(mode, "--names") == 0)
            read_names(&names, of);
        else if (strcmp(mode, "--told") == 0)
            take_told(&r, of);
        else if (strcmp(mode, "--rows") == 0)
            take_rows(&r, &sentences, of);
        else if (strcmp(mode, "--articles") == 0)
            take_articles(&r, of);
        else if (strcmp(mode, "--verdicts") == 0)
            verdicts_read(&r.verdicts, of);
        else if (strcmp(mode, "--ud") == 0)
            take_ud(&r, &sentences, of);
        else if (strcmp(mode, "--limit") == 0)
            c->limit = (uint32_t)strtoul(of, NULL, 10);
        else if (strcmp(mode, "--text-limit") == 0)
            c->text_limit = (uint32_t)strtoul(of, NULL, 10);
        else if (strcmp(mode, "--bold") == 0)
            c->bold = (uint32_t)strtoul(of, NULL, 10);
        else if (strcmp(mode, "--seed") == 0)
            c->seed = (uint32_t)strtoul(of, NULL, 10);
        else
            die("no such option:", of);
    }
    if (names.to_count)
        take_lexicon(&r, &names);
}
