#include "know/embed.h"

/* Defined by the assembly file that tools/know_compile.c writes beside the pack. */
extern const unsigned char lapi_know_pack[];
extern const unsigned char lapi_know_pack_end[];

const void *lapi_know_embedded(size_t *size)
{
    *size = (size_t)(lapi_know_pack_end - lapi_know_pack);
    return lapi_know_pack;
}
