#include "text/cues.h"

#include "base/hash.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#include <stdlib.h>

typedef struct entry {
    uint64_t key; /* 0: free */
    uint32_t kinds;
    uint8_t cut[2]; /* SPLIT: code points of the first and of the second part */
} entry;

struct lapi_cues {
    entry *slots; /* [capacity] open addressing */
    size_t capacity;
    size_t count;
};

static const char *const kind_names[] = {"agency",
                                         "photo",
                                         "byline",
                                         "month",
                                         "weekday",
                                         "title",
                                         "abbreviation",
                                         "number-abbreviation",
                                         "starter",
                                         "prefix",
                                         "whole",
                                         "clitic",
                                         "split",
                                         "emoticon",
                                         "domain",
                                         "file",
                                         "unit",
                                         "proper-abbreviation",
                                         "mid-abbreviation",
                                         "saying",
                                         "maybe-split",
                                         "split-before",
                                         "hanging"};

lap_status lapi_cues_new(lapi_cues **out)
{
    lapi_cues *cues = calloc(1, sizeof *cues);
    if (!cues)
        return LAP_NO_MEMORY;
    cues->capacity = 1024;
    cues->slots = calloc(cues->capacity, sizeof *cues->slots);
    if (!cues->slots) {
        free(cues);
        return LAP_NO_MEMORY;
    }
    *out = cues;
    return LAP_OK;
}

void lapi_cues_free(lapi_cues *cues)
{
    if (!cues)
        return;
    free(cues->slots);
    free(cues);
}

/* Hash of the phrase as it is compared; 0 when it is empty or too long. */
static uint64_t key_of(lapi_slice phrase)
{
    if (phrase.bytes == 0 || phrase.bytes > LAPI_CUE_BYTES_MAX)
        return 0;
    uint64_t h = LAPI_HASH_START;
    bool blank = false;
    for (uint32_t i = 0; i < phrase.bytes;) {
        unsigned char plain = (unsigned char)phrase.at[i];
        if (plain > ' ' && plain < 0x7F) {
            bool upper = plain >= 'A' && plain <= 'Z';
            h = lapi_hash_byte(h, (unsigned char)(upper ? plain + 'a' - 'A' : plain));
            blank = false;
            i++;
            continue;
        }
        lapi_code c = lapi_utf8_at(phrase.at + i);
        i += c.bytes;
        if (lapi_is_space(c.code)) {
            if (!blank)
                h = lapi_hash_byte(h, ' ');
            blank = true;
            continue;
        }
        blank = false;
        char buf[4];
        uint32_t code = c.code == 0x2019 ? '\'' : lapi_lower(c.code);
        h = lapi_hash(h, buf, lapi_utf8_write(code, buf));
    }
    h = lapi_hash_mix(h);
    return h ? h : 1;
}

static entry *slot_of(const lapi_cues *cues, uint64_t key)
{
    size_t at = (size_t)key & (cues->capacity - 1);
    while (cues->slots[at].key && cues->slots[at].key != key)
        at = (at + 1) & (cues->capacity - 1);
    return &cues->slots[at];
}

static lap_status grow(lapi_cues *cues)
{
    lapi_cues bigger = {NULL, cues->capacity * 2, cues->count};
    bigger.slots = calloc(bigger.capacity, sizeof *bigger.slots);
    if (!bigger.slots)
        return LAP_NO_MEMORY;
    for (size_t i = 0; i < cues->capacity; i++) {
        if (cues->slots[i].key)
            *slot_of(&bigger, cues->slots[i].key) = cues->slots[i];
    }
    free(cues->slots);
    *cues = bigger;
    return LAP_OK;
}

/* "ca nt" for "cant": the parts must be the word when put together. */
static bool read_parts(lapi_slice word, lapi_slice parts, uint8_t cut[2])
{
    lapi_slice part;
    uint32_t bytes = 0;
    uint32_t count = 0;
    while (lapi_slice_cut(&parts, ' ', &part)) {
        if (part.bytes == 0 || count == 3 || part.bytes > word.bytes - bytes ||
            memcmp(word.at + bytes, part.at, part.bytes) != 0)
            return false;
        bytes += part.bytes;
        if (count < 2)
            cut[count] = (uint8_t)lapi_utf8_count(part.at, part.bytes);
        count++;
    }
    if (count == 2)
        cut[1] = 0;
    return count >= 2 && bytes == word.bytes;
}

static bool has_parts(uint32_t kinds)
{
    return (kinds & (LAPI_CUE_SPLIT | LAPI_CUE_MAYBE_SPLIT)) != 0;
}

static lap_status add_one(lapi_cues *cues, uint32_t kind, lapi_slice phrase,
                          lapi_slice parts)
{
    uint64_t key = key_of(phrase);
    uint8_t cut[2] = {0, 0};
    if (!key)
        return LAP_BAD_ARGUMENT;
    if (has_parts(kind) && !read_parts(phrase, parts, cut))
        return LAP_BAD_ARGUMENT;
    if (cues->count * 2 >= cues->capacity && grow(cues) != LAP_OK)
        return LAP_NO_MEMORY;
    entry *slot = slot_of(cues, key);
    cues->count += !slot->key;
    slot->key = key;
    slot->kinds |= kind;
    if (has_parts(kind))
        memcpy(slot->cut, cut, sizeof cut);
    return LAP_OK;
}

lap_status lapi_cues_add(lapi_cues *cues, lapi_slice kind, lapi_slice phrases,
                         lapi_slice parts)
{
    uint32_t bit = 0;
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (lapi_slice_is(kind, kind_names[i]))
            bit = 1u << i;
    }
    if (!bit)
        return LAP_BAD_ARGUMENT;
    lapi_slice phrase;
    while (lapi_slice_cut(&phrases, '|', &phrase)) {
        lap_status status = add_one(cues, bit, phrase, parts);
        if (status != LAP_OK)
            return status;
    }
    return LAP_OK;
}

uint32_t lapi_cues_find(const lapi_cues *cues, lapi_slice phrase)
{
    uint64_t key = key_of(phrase);
    return key ? slot_of(cues, key)->kinds : 0;
}

void lapi_cues_parts(const lapi_cues *cues, lapi_slice word, uint32_t cut[2])
{
    uint64_t key = key_of(word);
    const entry *slot = key ? slot_of(cues, key) : NULL;
    bool found = slot && has_parts(slot->kinds);
    cut[0] = found ? slot->cut[0] : 0;
    cut[1] = found ? slot->cut[1] : 0;
}
