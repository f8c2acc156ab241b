#include "know/know.h"
#include "know/pack.h"

uint64_t lapi_pack_key_add(uint64_t key, lapi_slice piece, uint32_t *bytes)
{
    while (piece.bytes) {
        /* Plain letters and digits, nearly all there is, without a call. */
        uint32_t c = (unsigned char)piece.at[0], lower = c | 0x20;
        if (lower - 'a' < 26 || c - '0' < 10) {
            key = lapi_hash_byte(key ? key : LAPI_HASH_START, (unsigned char)lower);
            piece = (lapi_slice){piece.at + 1, piece.bytes - 1};
            ++*bytes;
            continue;
        }
        char out[LAPI_FOLD_BYTES_MAX];
        int n = lapi_fold_next(&piece, out);
        if (n <= 0)
            continue;
        key = lapi_hash(key ? key : LAPI_HASH_START, out, (size_t)n);
        *bytes += (uint32_t)n;
    }
    return key;
}

uint64_t lapi_know_key_add(uint64_t key, lapi_slice piece)
{
    uint32_t bytes = 0;
    return lapi_pack_key_add(key, piece, &bytes);
}

uint64_t lapi_know_key(lapi_slice phrase)
{
    return lapi_know_key_add(0, phrase);
}

lap_status lapi_know_word_keys(lapi_doc *doc)
{
    const lapi_tokens *t = &doc->tokens;
    lapi_word_key *key = lapi_arena_get(doc->arena, t->count + 1u, sizeof *key);
    if (!key)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < t->count; w++) {
        lapi_word_key *k = &key[w];
        lapi_slice word = lapi_doc_word(doc, w);
        k->form = lapi_pack_key_add(0, word, &k->form_bytes);
        k->lemma = k->form;
        k->lemma_bytes = k->form_bytes;
        if (lapi_slice_equal(word, t->lemma[w]))
            continue;
        k->lemma_bytes = 0;
        k->lemma = lapi_pack_key_add(0, t->lemma[w], &k->lemma_bytes);
    }
    doc->tokens.key = key;
    return LAP_OK;
}

bool lapi_edges_next(lapi_edges *edges)
{
    while (edges->rest.bytes) {
        lapi_slice after = edges->rest;
        char out[LAPI_FOLD_BYTES_MAX];
        int n = lapi_fold_next(&after, out);
        if (n <= 0) {
            edges->parted |= n == LAPI_FOLD_BREAK;
            edges->rest = after;
            continue;
        }
        uint32_t is = out[0] >= '0' && out[0] <= '9' ? 2 : 1;
        bool edge = edges->was && (edges->parted || is != edges->was);
        edges->was = edge ? 0 : is;
        edges->parted = false;
        if (edge)
            return true;
        if (edges->key == 0)
            edges->key = LAPI_HASH_START;
        edges->key = lapi_hash(edges->key, out, (size_t)n);
        edges->folded += (uint32_t)n;
        edges->rest = after;
    }
    return false;
}

static inline uint64_t lane(uint64_t sum, uint64_t word)
{
    sum ^= word;
    sum *= UINT64_C(0x9E3779B97F4A7C15);
    return sum << 31 | sum >> 33;
}

uint64_t lapi_pack_checksum(const unsigned char *bytes, size_t n)
{
    uint64_t sum[4] = {1, 2, 3, 4};
    size_t at = 0;
    for (; n - at >= 32; at += 32)
        for (size_t i = 0; i < 4; i++)
            sum[i] = lane(sum[i], lapi_pack_u64(bytes + at + 8 * i));
    uint64_t h = lapi_hash(LAPI_HASH_START ^ n, bytes + at, n - at);
    for (size_t i = 0; i < 4; i++)
        h = lane(h, sum[i]);
    return lapi_hash_mix(h);
}

uint64_t lapi_pack_schema(void)
{
    uint64_t h = LAPI_HASH_START;
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++) {
        const lapi_table_schema *schema = lapi_table_schema_of(id);
        h = lapi_hash(h, schema->name, strlen(schema->name) + 1);
        for (uint32_t c = 0; c < schema->column_count; c++) {
            const char *name = schema->columns[c].name;
            h = lapi_hash(h, name, strlen(name) + 1);
            h = lapi_hash_byte(h, schema->columns[c].key);
        }
    }
    return h;
}
