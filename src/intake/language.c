#include "intake/language.h"

#include "base/hash.h"
#include "intake/language_table.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

/* So many words, or letters of another script, say something. */
enum { WORDS_MIN = 20, LETTERS_MIN = 40, SHARE = 60 };

lap_status lapi_language_tag(lapi_slice tag, lapi_doc *doc)
{
    char name[4];
    uint32_t n = 0;
    while (n < tag.bytes && n < 4 && (tag.at[n] | 32) >= 'a' &&
           (tag.at[n] | 32) <= 'z') {
        name[n] = (char)(tag.at[n] | 32);
        n++;
    }
    if ((n != 2 && n != 3) || (n < tag.bytes && tag.at[n] != '-' && tag.at[n] != '_'))
        return LAP_OK;
    return lapi_arena_keep(doc->arena, lapi_slice_of(name, n), &doc->language);
}

/* Letters that one language has of all that share its script, before those that the
 * script's commonest language stands for. */
static const struct {
    uint32_t first, last;
    const char *language;
    uint32_t weight; /* how many letters of the script one of these outweighs */
} scripts[] = {
    {0x0370, 0x03FF, "el", 1},  {0x0451, 0x0451, "ru", 10}, {0x044B, 0x044B, "ru", 10},
    {0x0454, 0x0454, "uk", 40}, {0x0456, 0x0457, "uk", 40}, {0x0458, 0x045B, "sr", 40},
    {0x0400, 0x04FF, "ru", 1},  {0x0530, 0x058F, "hy", 1},  {0x0590, 0x05FF, "he", 1},
    {0x0679, 0x0679, "ur", 60}, {0x0688, 0x0688, "ur", 60}, {0x06D2, 0x06D2, "ur", 60},
    {0x067E, 0x067E, "fa", 30}, {0x0686, 0x0686, "fa", 30}, {0x06AF, 0x06AF, "fa", 30},
    {0x06CC, 0x06CC, "fa", 10}, {0x0600, 0x06FF, "ar", 1},  {0x0900, 0x097F, "hi", 1},
    {0x0980, 0x09FF, "bn", 1},  {0x0A00, 0x0A7F, "pa", 1},  {0x0A80, 0x0AFF, "gu", 1},
    {0x0B80, 0x0BFF, "ta", 1},  {0x0C00, 0x0C7F, "te", 1},  {0x0C80, 0x0CFF, "kn", 1},
    {0x0D00, 0x0D7F, "ml", 1},  {0x0E00, 0x0E7F, "th", 1},  {0x1000, 0x109F, "my", 1},
    {0x10A0, 0x10FF, "ka", 1},  {0x1200, 0x137F, "am", 1},  {0x1780, 0x17FF, "km", 1},
    {0x3040, 0x30FF, "ja", 20}, {0x4E00, 0x9FFF, "zh", 1},  {0xAC00, 0xD7AF, "ko", 1},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

typedef struct counts {
    uint32_t words, latin, other;
    uint32_t by_script[SCRIPTS];
    uint32_t scores[LANGUAGES]; /* words of the language, shared ones less */
} counts;

static void count_letter(counts *c, uint32_t code)
{
    if (code < 0x250) {
        c->latin++;
        return;
    }
    c->other++;
    for (int s = 0; s < SCRIPTS; s++)
        if (code >= scripts[s].first && code <= scripts[s].last) {
            c->by_script[s]++;
            return;
        }
}

static void count_word(counts *c, uint64_t hash)
{
    uint32_t at = (uint32_t)hash % WORD_PLACES, shared = 0;
    c->words++;
    while (words[at].hash && words[at].hash != hash)
        at = (at + 1) % WORD_PLACES;
    for (uint32_t bits = words[at].languages; bits; bits &= bits - 1)
        shared++;
    for (uint32_t l = 0; shared && l < LANGUAGES; l++)
        if (words[at].languages >> l & 1)
            c->scores[l] += SHARE / shared;
}

static void count(lapi_slice text, counts *c)
{
    uint64_t hash = LAPI_HASH_START;
    bool is_word = false;
    for (uint32_t i = 0; i < text.bytes;) {
        lapi_code at = lapi_utf8_at(text.at + i);
        i += at.bytes;
        if (lapi_is_letter(at.code)) {
            char buf[4];
            uint32_t code = lapi_lower(at.code);
            hash = lapi_hash(hash, buf, lapi_utf8_write(code, buf));
            count_letter(c, code);
            is_word = true;
        } else if (is_word) {
            count_word(c, hash);
            hash = LAPI_HASH_START;
            is_word = false;
        }
    }
    if (is_word)
        count_word(c, hash);
}

static const char *by_script(const counts *c)
{
    int best = 0;
    for (int s = 1; s < SCRIPTS; s++)
        if (c->by_script[s] * scripts[s].weight >
            c->by_script[best] * scripts[best].weight)
            best = s;
    return c->by_script[best] ? scripts[best].language : "";
}

/* The best language must be twice as good as the next, and tell an eighth of the words
 * of the text. */
static const char *by_words(const counts *c)
{
    uint32_t best = 0, next = 0;
    for (uint32_t l = 1; l < LANGUAGES; l++)
        if (c->scores[l] > c->scores[best])
            best = l;
    for (uint32_t l = 0; l < LANGUAGES; l++)
        if (l != best && c->scores[l] > next)
            next = c->scores[l];
    bool is_foreign = best != 0 && c->scores[best] >= 3 * c->scores[0];
    bool is_sure = is_foreign || c->scores[best] >= 2 * next;
    return is_sure && c->scores[best] * 8 >= c->words * SHARE ? language_names[best]
                                                              : "";
}

const char *lapi_language_of(lapi_slice text)
{
    counts c = {0};
    if (text.bytes > LAPI_LANGUAGE_BYTES) {
        uint32_t n = LAPI_LANGUAGE_BYTES;
        while (n && ((unsigned char)text.at[n] & 0xC0) == 0x80)
            n--;
        text.bytes = n;
    }
    count(text, &c);
    if (c.other >= LETTERS_MIN && c.other > c.latin)
        return by_script(&c);
    return c.words >= WORDS_MIN ? by_words(&c) : "";
}
