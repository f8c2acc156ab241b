#include "syntax/lemma.h"

#include "base/status.h"
#include "unicode/utf8.h"

#include <string.h>

enum { SCRIPT_STRIP, SCRIPT_KEEP, SCRIPT_LENGTH, SCRIPT_ADD };

void lapi_lemmas_open(lapi_parts *parts, lapi_lemmas *out)
{
    lapi_tensor scripts =
        lapi_parts_tensor(parts, "lemma.script", LAPI_TENSOR_U8, 0, LAPI_SCRIPT_BYTES);
    lapi_parts_index(parts, "lemma.key", "lemma.value", scripts.rows, &out->index);
    out->scripts = scripts.at;
    for (size_t i = 0; parts->status == LAP_OK && i < scripts.rows; i++)
        if (scripts.at[i * LAPI_SCRIPT_BYTES + SCRIPT_LENGTH] > LAPI_SCRIPT_ADD_MAX)
            parts->status =
                lapi_fail(parts->error, LAP_BAD_MODEL, 0, "lemma script is too long");
}

uint32_t lapi_lemma_tags(uint8_t upos, uint8_t xpos, bool perfect)
{
    return (uint32_t)upos << 9 | (uint32_t)xpos << 1 | perfect;
}

uint32_t lapi_lemma_fold(lapi_slice form, uint32_t code[LAPI_WORD_CODES_MAX])
{
    lapi_word_codes word;
    lapi_word_decode((const unsigned char *)form.at, form.bytes, &word);
    for (uint32_t i = 0; i < word.count; i++)
        code[i] = lapi_code_fold(word.code[i]);
    return word.count;
}

uint32_t lapi_lemma_key(uint32_t tags, const uint32_t *code, uint32_t count,
                        uint32_t length, bool whole)
{
    uint64_t hash = (UINT64_C(0x51ed27) + tags) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= whole ? UINT64_C(0x5bd1e995) : length;
    for (uint32_t i = count - length; i < count; i++)
        hash = lapi_code_hash(hash, code[i]);
    return lapi_code_hash_end(hash);
}

static const unsigned char *script_find(const lapi_lemmas *l, uint32_t key)
{
    uint32_t row = lapi_index_find(&l->index, key);
    return row == LAPI_INDEX_NONE ? NULL : l->scripts + (size_t)row * LAPI_SCRIPT_BYTES;
}

static uint32_t fold_write(lapi_slice form, char *to)
{
    uint32_t length = 0;
    for (uint32_t at = 0; at < form.bytes;) {
        lapi_code c = lapi_utf8_at(form.at + at);
        length += lapi_utf8_write(lapi_code_fold(c.code), to + length);
        at += c.bytes;
    }
    return length;
}

static lapi_slice script_apply(const unsigned char *script, lapi_arena *arena,
                               lapi_slice form)
{
    uint32_t add = script[SCRIPT_LENGTH];
    if (script[SCRIPT_KEEP] && !add && !script[SCRIPT_STRIP])
        return form;
    char *to = lapi_arena_get(arena, 1, (size_t)form.bytes + add + 1);
    if (!to)
        return (lapi_slice){NULL, 0};
    uint32_t length = form.bytes;
    if (script[SCRIPT_KEEP])
        memcpy(to, form.at, form.bytes);
    else
        length = fold_write(form, to);
    for (uint32_t k = 0; k < script[SCRIPT_STRIP] && length; k++) {
        length--;
        while (length && ((unsigned char)to[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(to + length, script + SCRIPT_ADD, add);
    return length + add ? lapi_slice_of(to, length + add) : form;
}

lapi_slice lapi_lemma_find(const lapi_lemmas *lemmas, lapi_arena *arena,
                           lapi_slice form, uint32_t tags)
{
    uint32_t code[LAPI_WORD_CODES_MAX];
    uint32_t count = lapi_lemma_fold(form, code);
    const unsigned char *script =
        script_find(lemmas, lapi_lemma_key(tags, code, count, count, true));
    uint32_t length = count < LAPI_ENDING_MAX ? count : LAPI_ENDING_MAX;
    for (uint32_t k = length + 1; !script && k-- > 0;)
        script = script_find(lemmas, lapi_lemma_key(tags, code, count, k, false));
    return script ? script_apply(script, arena, form) : form;
}
