#include "intake/language.h"

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
    lapi_slice copy = lapi_arena_copy(doc->arena, name, n);
    if (!copy.at)
        return LAP_NO_MEMORY;
    doc->language = copy;
    return LAP_OK;
}
