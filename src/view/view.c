#include "data/names.h"
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
    return lapi_name_find(lapi_layer_name, LAPI_LAYER_COUNT, name);
}
