#include "data/record.h"

lapi_slice lapi_entity_called(const lapi_entity *entity)
{
    if (!entity)
        return LAPI_S("");
    return entity->name.bytes ? entity->name : entity->told.text;
}

void lapi_id_write(uint64_t id, char buf[17])
{
    static const char hex[] = "0123456789abcdef";
    for (int i = 15; i >= 0; i--) {
        buf[i] = hex[id & 15];
        id >>= 4;
    }
    buf[16] = '\0';
}

bool lapi_id_read(lapi_slice text, uint64_t *id)
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
