#include "view/view.h"

enum { STEP = 64 };

static bool starts_point(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

lap_status lapi_view_init(lapi_view *view, const lapi_doc *doc, lapi_slice coder)
{
    *view = (lapi_view){.doc = doc, .coder = coder};
    uint32_t n = doc->text_bytes, ascii = 0;
    while (ascii < n && (unsigned char)doc->text[ascii] < 0x80)
        ascii++;
    if (ascii == n)
        return LAP_OK;
    uint32_t *before = lapi_arena_get(doc->arena, n / STEP + 1, sizeof *before);
    if (!before)
        return LAP_NO_MEMORY;
    uint32_t points = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i % STEP == 0)
            before[i / STEP] = points;
        points += starts_point(doc->text[i]);
    }
    if (n % STEP == 0)
        before[n / STEP] = points;
    view->before = before;
    return LAP_OK;
}

uint32_t lapi_view_point(const lapi_view *view, uint32_t byte)
{
    if (!view->before)
        return byte;
    uint32_t points = view->before[byte / STEP];
    for (uint32_t i = byte - byte % STEP; i < byte; i++)
        points += starts_point(view->doc->text[i]);
    return points;
}

static const char *const layer_names[] = {
    "sentences", "tokens",     "names",   "entities", "times",
    "places",    "quantities", "sources", "facts",    "events",
};

const char *lapi_layer_name(unsigned layer)
{
    return layer < LAPI_LAYER_COUNT ? layer_names[layer] : "unknown";
}

unsigned lapi_layer_find(lapi_slice name)
{
    unsigned layer = 0;
    while (layer < LAPI_LAYER_COUNT && !lapi_slice_is(name, layer_names[layer]))
        layer++;
    return layer;
}

void lapi_event_id_write(uint64_t id, char buf[17])
{
    static const char hex[] = "0123456789abcdef";
    for (int i = 15; i >= 0; i--) {
        buf[i] = hex[id & 15];
        id >>= 4;
    }
    buf[16] = '\0';
}

bool lapi_event_id_read(lapi_slice text, uint64_t *id)
{
    if (text.bytes != 16)
        return false;
    uint64_t value = 0;
    for (uint32_t i = 0; i < text.bytes; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (uint64_t)(c - 'a' + 10);
        else
            return false;
    }
    *id = value;
    return true;
}
