#include "view/parts.h"

lap_status lapi_view_init(lapi_view *view, const lapi_doc *doc, lapi_slice coder)
{
    *view = (lapi_view){.doc = doc, .coder = coder};
    lap_status status =
        lapi_points_init(&view->points, doc->arena, doc->text, doc->text_bytes);
    return status ? status : lapi_view_report(view, &view->report);
}

uint32_t lapi_view_point(const lapi_view *view, uint32_t byte)
{
    return lapi_points_get(&view->points, byte);
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
